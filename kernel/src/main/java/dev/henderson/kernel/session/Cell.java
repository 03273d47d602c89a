package dev.henderson.kernel.session;

import java.util.ArrayList;
import java.util.List;

/**
 * A cell's source and the pieces it is made of, in order.
 *
 * <p>A magic begins at the start of a line (after blanks) that lies in no string, text block,
 * comment or bracket of the Java before it. {@code %} must touch the name, so that a remainder
 * written over two lines ({@code % b}) stays Java. A line magic goes on over the next line while
 * one of its brackets is open, or the line ends in a comma, a tilde or an operator.
 *
 * <p>A {@link PastedCode pasted statement} of Python or R, which is no Java, is read as the
 * arguments of a line magic without a name, so that it is refused as one before anything has run.
 */
public final class Cell {
  private final String source;
  private final List<Piece> pieces;

  private Cell(String source, List<Piece> pieces) {
    this.source = source;
    this.pieces = List.copyOf(pieces);
  }

  /** Takes a cell apart; never fails. */
  public static Cell parse(String source) {
    return new Cell(source, new Scanner(source).scan());
  }

  /** Takes a stretch of a cell apart as if it stood alone; places are those of the whole cell. */
  public static Cell parse(String source, int start, int end) {
    return new Cell(source, new Scanner(source.substring(0, end), start).scan());
  }

  /** The source as given. */
  public String source() {
    return source;
  }

  /** The pieces in order; empty for a cell of blanks and comments. */
  public List<Piece> pieces() {
    return pieces;
  }

  /** The 1-based line of an offset. */
  public static int line(String source, int offset) {
    int line = 1;
    for (int i = 0; i < Math.min(offset, source.length()); i++) {
      if (source.charAt(i) == '\n') {
        line++;
      }
    }
    return line;
  }

  /** The 1-based column of an offset, in code points. */
  public static int column(String source, int offset) {
    int at = Math.min(offset, source.length());
    int begin = source.lastIndexOf('\n', at - 1) + 1;
    return source.codePointCount(begin, at) + 1;
  }

  /** Whether the last character of Java, comments aside, is a semicolon. */
  public static boolean endsInSemicolon(String java) {
    Scanner scanner = new Scanner(java);
    int i = 0;
    while (i < java.length()) {
      i = scanner.javaToken(i, java.charAt(i));
    }
    return scanner.last == ';';
  }

  private static final class Scanner {
    private final String s;
    private final List<Piece> pieces = new ArrayList<>();
    private int javaStart;
    private boolean code;
    private int depth;
    private char last;

    Scanner(String source) {
      this(source, 0);
    }

    Scanner(String source, int from) {
      this.s = source;
      this.javaStart = from;
    }

    List<Piece> scan() {
      int i = javaStart;
      boolean lineStart = true;
      while (i < s.length()) {
        if (lineStart && depth <= 0) {
          int at = skipBlanks(i);
          if (isMagic(at)) {
            i = magic(i, at);
            continue;
          }
          if (PastedCode.of(s.substring(at, endOfLine(at))).isPresent()) {
            i = pasted(i, at);
            continue;
          }
        }
        char c = s.charAt(i);
        lineStart = c == '\n';
        i = lineStart ? i + 1 : javaToken(i, c);
      }
      closeJava(s.length());
      return pieces;
    }

    private int skipBlanks(int i) {
      int at = i;
      while (at < s.length() && (s.charAt(at) == ' ' || s.charAt(at) == '\t')) {
        at++;
      }
      return at;
    }

    private boolean isMagic(int at) {
      int name = at + (s.startsWith("%%", at) ? 2 : 1);
      return at < s.length()
          && s.charAt(at) == '%'
          && name < s.length()
          && Character.isJavaIdentifierStart(s.charAt(name));
    }

    /** Reads a whole magic whose percent sign is at {@code at}; returns where the next line is. */
    private int magic(int lineStart, int at) {
      closeJava(lineStart);
      boolean cellMagic = s.startsWith("%%", at);
      int nameStart = at + (cellMagic ? 2 : 1);
      int nameEnd = nameStart;
      while (nameEnd < s.length() && isNamePart(s.charAt(nameEnd))) {
        nameEnd++;
      }
      int lineEnd = endOfLine(nameEnd);
      int end = cellMagic ? lineEnd : magicEnd(nameEnd, lineEnd);
      int from = nameEnd;
      while (from < end && Character.isWhitespace(s.charAt(from))) {
        from++;
      }
      int to = end;
      while (to > from && Character.isWhitespace(s.charAt(to - 1))) {
        to--;
      }
      String name = s.substring(nameStart, nameEnd);
      String arguments = s.substring(from, to);
      int next = Math.min(end + 1, s.length());
      if (cellMagic) {
        String body = s.substring(next);
        pieces.add(new Piece.CellMagic(name, arguments, from, body, next, at, s.length()));
        next = s.length();
      } else {
        pieces.add(new Piece.LineMagic(name, arguments, from, at, Math.max(to, nameEnd)));
      }
      javaStart = next;
      return next;
    }

    /** Passes over a pasted statement; returns where the next line is. */
    private int pasted(int lineStart, int at) {
      closeJava(lineStart);
      int end = magicEnd(at, endOfLine(at));
      int to = at + s.substring(at, end).stripTrailing().length();
      pieces.add(new Piece.LineMagic("", s.substring(at, to), at, at, to));
      javaStart = Math.min(end + 1, s.length());
      return javaStart;
    }

    private static boolean isNamePart(char c) {
      return Character.isJavaIdentifierPart(c) || c == '-' || c == '.';
    }

    private int endOfLine(int i) {
      int end = s.indexOf('\n', i);
      return end < 0 ? s.length() : end;
    }

    /** The end of the last line of a line magic that begins on the line ending at {@code first}. */
    private int magicEnd(int from, int first) {
      int open = 0;
      int lineStart = from;
      int lineEnd = first;
      boolean formula = false;
      while (true) {
        int i = lineStart;
        while (i < lineEnd) {
          char c = s.charAt(i);
          if (c == '"' || c == '\'' || c == '`') {
            int close = s.indexOf(c, i + 1);
            // An apostrophe in a sentence is no string.
            i = close > 0 && close < lineEnd ? close : i;
          } else if (c == '(' || c == '[' || c == '{') {
            open++;
          } else if (c == ')' || c == ']' || c == '}') {
            open--;
          } else if (c == '~') {
            formula = true;
          }
          i++;
        }
        if (lineEnd >= s.length() || !(open > 0 || goesOn(lineStart, lineEnd, formula))) {
          return lineEnd;
        }
        lineStart = lineEnd + 1;
        lineEnd = endOfLine(lineStart);
      }
    }

    private boolean goesOn(int lineStart, int lineEnd, boolean formula) {
      String line = s.substring(lineStart, lineEnd).stripTrailing();
      if (line.isEmpty()) {
        return false;
      }
      char last = line.charAt(line.length() - 1);
      char before = line.length() > 1 ? line.charAt(line.length() - 2) : ' ';
      return switch (last) {
        case ',', '~', '|', '&', '=', '^' -> true;
        case '+' -> before != '+';
        case '-' -> before != '-' && (before == '<' || before == ' ' || formula);
        // Paths and file patterns end in these as well.
        case '*', '/', ':' -> before == ' ' || formula;
        default -> false;
      };
    }

    private void closeJava(int end) {
      if (code) {
        pieces.add(new Piece.Java(s.substring(javaStart, end), javaStart, end));
      }
      javaStart = end;
      code = false;
      depth = 0;
    }

    /** Passes over one token of Java; returns where the next begins. */
    private int javaToken(int i, char c) {
      if (Character.isWhitespace(c)) {
        return i + 1;
      }
      if (c == '/' && s.startsWith("//", i)) {
        return endOfLine(i);
      }
      if (c == '/' && s.startsWith("/*", i)) {
        int close = s.indexOf("*/", i + 2);
        // An unclosed comment is for the compiler to complain about.
        code |= close < 0;
        return close < 0 ? s.length() : close + 2;
      }
      code = true;
      last = c;
      if (s.startsWith("\"\"\"", i)) {
        return quoted(i + 3, "\"\"\"");
      }
      if (c == '"' || c == '\'') {
        return quoted(i + 1, String.valueOf(c));
      }
      if (c == '(' || c == '[' || c == '{') {
        depth++;
      } else if (c == ')' || c == ']' || c == '}') {
        depth--;
      }
      return i + 1;
    }

    private int quoted(int from, String quote) {
      int i = from;
      while (i < s.length()) {
        if (s.startsWith(quote, i)) {
          return i + quote.length();
        }
        if (s.charAt(i) == '\n' && quote.length() == 1) {
          return i;
        }
        i += s.charAt(i) == '\\' ? 2 : 1;
      }
      return s.length();
    }
  }
}
