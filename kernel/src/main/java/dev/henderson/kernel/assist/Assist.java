package dev.henderson.kernel.assist;

import com.google.gson.JsonObject;
import dev.henderson.kernel.display.Displays;
import dev.henderson.kernel.javadoc.Documentation;
import dev.henderson.kernel.jshell.JShellEngine;
import dev.henderson.kernel.jshell.JavaAssist;
import dev.henderson.kernel.magic.Magic;
import dev.henderson.kernel.magic.Magics;
import dev.henderson.kernel.magic.Subject;
import dev.henderson.kernel.protocol.Completions;
import dev.henderson.kernel.session.Cell;
import dev.henderson.kernel.session.Piece;
import dev.henderson.kernel.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers about a cell while it is typed, Java or magic. */
public final class Assist {
  /** A method of a table that takes names of columns, open where a string begins. */
  private static final Pattern COLUMN_CALL =
      Pattern.compile(
          "([\\p{L}_$][\\p{L}\\p{N}_$]*)\\s*\\.\\s*"
              + "(?:\\w*[cC]olumns?|select|reject\\w*|retain\\w*|sort\\w*|\\w*[bB]y|by)"
              + "\\s*\\((?:\\s*\"[^\"]*\"\\s*,)*\\s*$");

  private final Session session;
  private final Magics magics;
  private final JavaAssist java;
  private final Inspection inspection;

  /** An assistant over the state of one notebook. */
  public Assist(
      JShellEngine engine,
      Session session,
      Magics magics,
      Displays displays,
      Documentation documentation) {
    this.session = session;
    this.magics = magics;
    this.java = new JavaAssist(engine);
    this.inspection = new Inspection(engine, session, displays, documentation, java);
  }

  /** What could stand at a cursor, a UTF-16 index. */
  public Completions complete(String code, int cursor) {
    int line = code.lastIndexOf('\n', cursor - 1) + 1;
    String before = code.substring(line, cursor).stripLeading();
    Optional<Completions> inValue = inInterpolation(code, cursor);
    if (inValue.isPresent()) {
      return inValue.get();
    }
    if (before.startsWith("%") && before.chars().noneMatch(Character::isWhitespace)) {
      return magicNames(before, cursor);
    }
    Optional<Completions> inMagic = inMagic(code, cursor);
    if (inMagic.isPresent()) {
      return inMagic.get();
    }
    for (Piece piece : Cell.parse(code.substring(0, cursor)).pieces()) {
      boolean here = piece.start() <= cursor && cursor <= piece.end();
      if (here && piece instanceof Piece.Java text) {
        return inJava(text.text(), text.start(), cursor);
      }
    }
    return new Completions(cursor, cursor, List.of());
  }

  /** In an open <code>${</code> of a magic's arguments: Java. */
  private Optional<Completions> inInterpolation(String code, int cursor) {
    int start = interpolation(code, cursor);
    return start < 0
        ? Optional.empty()
        : Optional.of(inJava(code.substring(start, cursor), start, cursor));
  }

  /** Where the Java begins whose <code>${</code> is open at the cursor; -1 if none is. */
  private int interpolation(String code, int cursor) {
    for (Piece piece : Cell.parse(code.substring(0, cursor)).pieces()) {
      String name = piece instanceof Piece.LineMagic m ? m.name() : "";
      int start = piece instanceof Piece.LineMagic m ? m.argumentStart() : cursor;
      if (piece instanceof Piece.CellMagic m && cursor < Math.max(m.bodyStart(), start + 1)) {
        name = m.name();
        start = m.argumentStart();
      }
      int open = code.lastIndexOf("${", cursor - 2);
      boolean here = start <= open && piece.start() <= cursor;
      boolean left = here && code.substring(open, cursor).matches("(?s).*[}\n].*");
      if (here && !left && magics.find(name).map(Magic::interpolates).orElse(false)) {
        return open + 2;
      }
    }
    return -1;
  }

  /** In the arguments of a magic, what it takes; the cell after the cursor may name its table. */
  private Optional<Completions> inMagic(String code, int cursor) {
    for (String text : List.of(code, code.substring(0, cursor))) {
      for (Piece piece : Cell.parse(text).pieces()) {
        if (piece instanceof Piece.LineMagic m && inArguments(text, m, cursor)) {
          String rest = text.substring(m.argumentStart(), Math.max(m.end(), cursor));
          return Optional.of(arguments(m.name(), rest, m.argumentStart(), cursor));
        }
        if (piece instanceof Piece.CellMagic m
            && cursor >= m.bodyStart()
            && text.indexOf('\n', m.argumentStart()) >= 0
            && isJava(m.name())) {
          return Optional.of(inJava(m.body(), m.bodyStart(), cursor));
        }
        if (piece instanceof Piece.CellMagic m
            && m.argumentStart() <= cursor
            && cursor < Math.max(m.bodyStart(), m.argumentStart() + 1)) {
          String rest = text.substring(m.argumentStart(), cursor);
          return Optional.of(arguments(m.name(), rest, m.argumentStart(), cursor));
        }
      }
    }
    return Optional.empty();
  }

  /** Blanks at the end of a magic belong to it while something is to be typed after them. */
  private static boolean inArguments(String text, Piece.LineMagic magic, int cursor) {
    return magic.argumentStart() <= cursor
        && (cursor <= magic.end()
            || text.substring(magic.end(), cursor).chars().allMatch(c -> c == ' ' || c == '\t'));
  }

  private Completions arguments(String name, String arguments, int offset, int cursor) {
    Optional<Magic> magic = magics.find(name);
    if (magic.isEmpty()) {
      return new Completions(cursor, cursor, List.of());
    }
    if (magic.get().subject() == Subject.JAVA) {
      return inJava(arguments, offset, cursor);
    }
    return new MagicCompletion(session).complete(magic.get(), arguments, offset, cursor);
  }

  private Completions inJava(String text, int offset, int cursor) {
    int quote = JavaText.openQuote(text.substring(0, cursor - offset));
    if (quote >= 0) {
      return inString(text.substring(0, cursor - offset), quote, cursor);
    }
    JavaAssist.Matches found = java.complete(text, cursor - offset);
    List<Completions.Item> items = new ArrayList<>();
    found.matches().forEach(m -> items.add(item(m)));
    return new Completions(offset + found.start(), cursor, items);
  }

  /** In a string: the columns of the table whose method it is given to, else nothing. */
  private Completions inString(String before, int quote, int cursor) {
    String typed = before.substring(quote + 1);
    List<Completions.Item> items = new ArrayList<>();
    Matcher call = COLUMN_CALL.matcher(before.substring(0, quote));
    if (call.find()) {
      Optional.ofNullable(session.tables().get(call.group(1))).stream()
          .flatMap(table -> table.columns().stream())
          .filter(c -> c.name().startsWith(typed))
          .forEach(
              c -> items.add(new Completions.Item(c.name(), Columns.type(c), Columns.words(c))));
    }
    return new Completions(cursor - typed.length(), cursor, items);
  }

  private static Completions.Item item(JavaAssist.Match match) {
    return new Completions.Item(match.text(), match.kind(), match.signature());
  }

  private Completions magicNames(String typed, int cursor) {
    boolean cell = typed.startsWith("%%");
    String percent = cell ? "%%" : "%";
    Magic.Form form = cell ? Magic.Form.CELL : Magic.Form.LINE;
    List<Completions.Item> items = new ArrayList<>();
    for (Magic magic : magics.all()) {
      List<String> names = new ArrayList<>(List.of(magic.name()));
      // Other names of what reads a cell differ in what the body looks like: %%table.
      names.addAll(cell ? magic.aliases() : List.of());
      for (String name : names) {
        String text = percent + name;
        if (magic.forms().contains(form) && text.startsWith(typed)) {
          items.add(new Completions.Item(text, "magic", magic.summary()));
        }
      }
    }
    return new Completions(cursor - typed.length(), cursor, items);
  }

  /**
   * What is at the cursor, as the data of a MIME bundle.
   *
   * @param detail 1 for all there is to say, sources included
   */
  public Optional<JsonObject> inspect(String code, int cursor, int detail) {
    Optional<JsonObject> inValue = inspectValue(code, cursor, detail);
    if (inValue.isPresent()) {
      return inValue;
    }
    for (Piece piece : Cell.parse(code).pieces()) {
      boolean here = piece.start() <= cursor && cursor <= piece.end();
      if (here && piece instanceof Piece.LineMagic magic) {
        return inspect(magic.name(), magic.arguments(), cursor - magic.argumentStart(), detail);
      }
      if (here && piece instanceof Piece.CellMagic magic && cursor < magic.bodyStart()) {
        return inspect(magic.name(), magic.arguments(), cursor - magic.argumentStart(), detail);
      }
      if (here && piece instanceof Piece.CellMagic magic) {
        return isJava(magic.name())
            ? java(magic.body(), cursor - magic.bodyStart(), detail)
            : Optional.empty();
      }
      if (here && piece instanceof Piece.Java text) {
        return java(text.text(), cursor - text.start(), detail);
      }
    }
    return Optional.empty();
  }

  /** In <code>${...}</code> of a magic's arguments: Java. */
  private Optional<JsonObject> inspectValue(String code, int cursor, int detail) {
    int start = interpolation(code, cursor);
    if (start < 0) {
      return Optional.empty();
    }
    int line = code.indexOf('\n', cursor);
    int lineEnd = line < 0 ? code.length() : line;
    int close = code.indexOf('}', cursor);
    String value = code.substring(start, close < 0 ? lineEnd : Math.min(close, lineEnd));
    return java(value, cursor - start, detail);
  }

  /** What stands in the arguments of a magic, else its help. */
  private Optional<JsonObject> inspect(String name, String arguments, int cursor, int detail) {
    Optional<JsonObject> found = Optional.empty();
    if (cursor >= 0 && cursor <= arguments.length() && isJava(name)) {
      found = java(arguments, cursor, detail);
    } else if (cursor >= 0 && cursor <= arguments.length()) {
      found =
          magics
              .find(name)
              .flatMap(m -> new MagicInspection(session, inspection).at(m, arguments, cursor));
    }
    return found.or(() -> help(name));
  }

  private boolean isJava(String magic) {
    return magics.find(magic).map(Magic::subject).orElse(null) == Subject.JAVA;
  }

  private Optional<JsonObject> help(String name) {
    return magics.find(name).map(inspection::magic);
  }

  private Optional<JsonObject> java(String code, int cursor, int detail) {
    String name = JavaAssist.identifier(code, cursor);
    if (!name.isEmpty() && session.has(name)) {
      return Optional.of(inspection.variable(name));
    }
    return inspection.java(code, cursor, detail);
  }

  /** What a name is: a variable, else Java, else a magic; with a percent sign a magic only. */
  public Optional<JsonObject> inspect(Question question) {
    String name = question.name();
    if (name.startsWith("%")) {
      return help(name.replaceFirst("^%+", ""));
    }
    return java(name, name.length(), question.detail()).or(() -> help(name));
  }

  /** The content of an {@code is_complete_reply}. */
  public JsonObject isComplete(String code) {
    JavaAssist.Wholeness whole = JavaAssist.Wholeness.COMPLETE;
    if (Question.of(code).isPresent()) {
      return status(whole);
    }
    List<Piece> pieces = Cell.parse(code).pieces();
    if (pieces.isEmpty() && !code.isBlank() && code.contains("/*") && !code.contains("*/")) {
      whole = JavaAssist.Wholeness.INCOMPLETE;
    }
    for (Piece piece : pieces) {
      JavaAssist.Wholeness one = wholeness(piece, code);
      whole = one.compareTo(whole) > 0 ? one : whole;
    }
    JsonObject answer = status(whole);
    if (whole == JavaAssist.Wholeness.INCOMPLETE) {
      answer.addProperty("indent", indent(code));
    }
    return answer;
  }

  private static JsonObject status(JavaAssist.Wholeness whole) {
    JsonObject answer = new JsonObject();
    answer.addProperty("status", whole.name().toLowerCase(Locale.ROOT));
    return answer;
  }

  private JavaAssist.Wholeness wholeness(Piece piece, String code) {
    if (piece instanceof Piece.Java text) {
      return java.wholeness(text.text());
    }
    if (piece instanceof Piece.CellMagic) {
      // As a console does it: an empty line ends the body.
      boolean ended = code.endsWith("\n\n") || code.matches("(?s).*\n[ \t]*\n?");
      return ended ? JavaAssist.Wholeness.COMPLETE : JavaAssist.Wholeness.INCOMPLETE;
    }
    Piece.LineMagic magic = (Piece.LineMagic) piece;
    boolean last = magic.end() >= code.stripTrailing().length();
    return last && isOpen(magic, code)
        ? JavaAssist.Wholeness.INCOMPLETE
        : JavaAssist.Wholeness.COMPLETE;
  }

  /** Whether a magic wants another line: one that it would take, or an open text closed. */
  private static boolean isOpen(Piece.LineMagic magic, String code) {
    boolean takesMore =
        Cell.parse(code.stripTrailing() + "\nx").pieces().stream()
            .anyMatch(p -> p instanceof Piece.LineMagic m && m.end() > magic.end());
    // As with the body of a cell magic, an empty line ends the waiting.
    boolean ended = code.matches("(?s).*\n[ \t]*");
    return takesMore || !ended && MagicPlace.isTextOpen(magic.arguments());
  }

  private static String indent(String code) {
    String text = code.stripTrailing();
    String line = text.substring(text.lastIndexOf('\n') + 1);
    String same = line.substring(0, line.length() - line.stripLeading().length());
    return JavaText.leavesBlockOpen(line) ? same + "    " : same;
  }
}
