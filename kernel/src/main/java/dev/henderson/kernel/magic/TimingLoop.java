package dev.henderson.kernel.magic;

import dev.henderson.kernel.session.CellCode;
import dev.henderson.kernel.session.CellFailure;
import dev.henderson.kernel.session.Session;
import dev.henderson.kernel.session.Traceback;
import java.util.ArrayList;
import java.util.List;

/**
 * Java of a cell in a loop that is timed: an expression whose value is used, or statements. It may
 * throw what it likes, and the compiler's complaints have their place in the cell.
 */
final class TimingLoop {
  // Names that no user's code has. A switch expression can be left by its yield only, so that a
  // break or return cannot end the loop unseen; without an "if", code after a throw would be wrong.
  private static final String START =
      "("
          + CellCode.class.getName()
          + ") (runs$ -> { int used$ = 0; long begin$ = System.nanoTime();"
          + " for (long run$ = 0; run$ < runs$; run$++) {"
          + " int value$ = switch (0) { default -> { ";
  private static final String END =
      " } }; used$ ^= value$; } long took$ = System.nanoTime() - begin$;"
          + " return used$ == 42 ? took$ + 1 : took$; })";
  private static final String USED = "yield java.util.Objects.hashCode(";

  private final Session session;
  private final String cell;
  private final int start;
  private final String code;

  /**
   * A loop around code.
   *
   * @param start where the code begins in the cell
   */
  TimingLoop(Session session, String cell, int start, String code) {
    this.session = session;
    this.cell = cell;
    this.start = start;
    this.code = code;
  }

  /**
   * The loop, compiled.
   *
   * @throws CellFailure for what the compiler complains of
   */
  CellCode compiled() {
    String bare = code.replaceFirst("\\s*;\\s*$", "");
    int last = lastStatement(bare);
    CellFailure wrongValue = null;
    if (last == 0) {
      try {
        return compile(START + USED, bare, 0, "", "\n);" + END);
      } catch (CellFailure e) {
        wrongValue = e;
      }
    }
    CellFailure wrongStatements;
    try {
      String close = code.endsWith(";") || code.endsWith("}") ? "" : ";";
      return compile(START + "if (true) { ", code, 0, "", close + "\n} yield 0;" + END);
    } catch (CellFailure e) {
      wrongStatements = e;
    }
    if (last > 0) {
      try {
        return compile(START, bare, last, " " + USED, "\n);" + END);
      } catch (CellFailure e) {
        wrongValue = e;
      }
    }
    boolean value = "not a statement".equals(wrongStatements.getMessage());
    throw told(value && wrongValue != null ? wrongValue : wrongStatements);
  }

  private CellCode compile(String before, String text, int position, String within, String after) {
    return session
        .evaluate(before, cell, start, start + text.length(), start + position, within, after)
        .map(CellCode.class::cast)
        .orElseThrow();
  }

  private static CellFailure told(CellFailure e) {
    if (!String.valueOf(e.getMessage()).contains("out of a switch expression")) {
      return e;
    }
    String message =
        "break, continue and return would leave the loop that %timeit puts around this";
    List<String> lines = new ArrayList<>(e.traceback());
    lines.set(0, Traceback.headline(e.name(), message));
    lines.add("Put it into a method of its own, and time the call of that.");
    return new CellFailure(e.name(), message, lines, e);
  }

  /** Where the last statement of several begins; 0 if there is only one. */
  private static int lastStatement(String code) {
    int depth = 0;
    int start = 0;
    for (int i = 0; i < code.length(); i++) {
      char c = code.charAt(i);
      if (c == '"' || c == '\'') {
        i = endOfQuote(code, i);
      } else if (c == '(' || c == '[' || c == '{') {
        depth++;
      } else if (c == ')' || c == ']' || c == '}') {
        depth--;
      }
      if (depth == 0 && (c == ';' || c == '}') && !code.substring(i + 1).isBlank()) {
        start = i + 1;
      }
    }
    return start;
  }

  private static int endOfQuote(String code, int from) {
    char quote = code.charAt(from);
    int i = from + 1;
    while (i < code.length() && code.charAt(i) != quote) {
      i += code.charAt(i) == '\\' ? 2 : 1;
    }
    return Math.min(i, code.length() - 1);
  }
}
