package dev.henderson.stats.emm;

import dev.henderson.stats.formula.Span;
import dev.henderson.stats.infer.QuestionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which means are asked for, as R's emmeans writes it: {@code ~ A}, {@code pairwise ~ A | B},
 * {@code trt.vs.ctrl ~ A * B}.
 *
 * @param method name of the contrasts, if any
 * @param specs the factors, in order
 * @param by the factors within whose levels contrasts are made
 */
public record EmmSpec(Optional<String> method, List<String> specs, List<String> by) {
  /** Copies the lists. */
  public EmmSpec {
    specs = List.copyOf(specs);
    by = List.copyOf(by);
  }

  /**
   * Reads a question; a text without {@code ~} is one factor.
   *
   * @throws QuestionException with the place where it is not understood
   */
  public static EmmSpec parse(String text) {
    int tilde = text.indexOf('~');
    if (tilde < 0) {
      List<String> names = names(text, 0, text.length());
      return new EmmSpec(Optional.empty(), names, List.of());
    }
    String method = text.substring(0, tilde).strip();
    int bar = text.indexOf('|', tilde);
    int end = bar < 0 ? text.length() : bar;
    List<String> specs = names(text, tilde + 1, end);
    List<String> by = bar < 0 ? List.of() : names(text, bar + 1, text.length());
    for (String name : by) {
      if (specs.contains(name)) {
        throw QuestionException.at(
            new Span(tilde + 1, text.length()),
            name + " stands on both sides of '|'.",
            "Compare the levels of one factor within those of another: pairwise ~ A | B.");
      }
    }
    return new EmmSpec(method.isEmpty() ? Optional.empty() : Optional.of(method), specs, by);
  }

  /** Names joined by {@code *}, {@code :} or {@code +}; {@code factor(x)} is x, 1 is none. */
  private static List<String> names(String text, int from, int to) {
    List<String> out = new ArrayList<>();
    int at = from;
    boolean wanted = true;
    while (true) {
      while (at < to && Character.isWhitespace(text.charAt(at))) {
        at++;
      }
      if (at >= to) {
        if (wanted) {
          throw QuestionException.at(
              new Span(Math.min(at, text.length()), Math.min(at, text.length())),
              "A factor is missing here.",
              "Write ~ A, pairwise ~ A, or pairwise ~ A | B.");
        }
        return out;
      }
      char c = text.charAt(at);
      if (!wanted) {
        if ("*:+".indexOf(c) < 0) {
          throw QuestionException.at(
              new Span(at, at + 1),
              "'" + c + "' is not expected here.",
              c == '|' ? "One '|' parts the factors." : "Join factors by *, as in ~ A * B | C.");
        }
        at++;
        wanted = true;
        continue;
      }
      int start = at;
      String name;
      if (c == '`') {
        int close = text.indexOf('`', at + 1);
        if (close < 0 || close >= to) {
          throw QuestionException.at(
              new Span(at, at + 1), "This back-quote is never closed.", null);
        }
        name = text.substring(at + 1, close);
        at = close + 1;
      } else {
        while (at < to && (Character.isLetterOrDigit(text.charAt(at)) || isMark(text.charAt(at)))) {
          at++;
        }
        name = text.substring(start, at);
        if (at < to && text.charAt(at) == '(') {
          int close = text.indexOf(')', at);
          String inner = close < 0 ? "" : text.substring(at + 1, close).split(",")[0].strip();
          if (close < 0 || inner.isEmpty()) {
            throw QuestionException.at(
                new Span(start, at + 1), "This is no name of a factor.", "Write its name alone.");
          }
          name = inner;
          at = close + 1;
        }
      }
      if (name.isEmpty()) {
        throw QuestionException.at(
            new Span(at, at + 1),
            "A factor is expected here, not '" + c + "'.",
            "Write ~ A, pairwise ~ A, or pairwise ~ A | B.");
      }
      if (!name.equals("1") && !out.contains(name)) {
        out.add(name);
      }
      wanted = false;
    }
  }

  private static boolean isMark(char c) {
    return c == '_' || c == '.';
  }

  @Override
  public String toString() {
    return (method.isEmpty() ? "" : method.get() + " ")
        + "~ "
        + (specs.isEmpty() ? "1" : String.join(" * ", specs))
        + (by.isEmpty() ? "" : " | " + String.join(" * ", by));
  }
}
