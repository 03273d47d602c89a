package dev.henderson.stats.formula;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a text into tokens. Blanks, line ends and R comments ({@code # ...}) separate; typographic
 * dashes, quotes and multiplication signs are read as the plain ones, with a note.
 */
final class Lexer {
  private static final int MAX_TOKENS = 50_000;

  private final String source;
  private final List<FormulaNote> notes;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private boolean typographyNoted;

  private Lexer(String source, int start, List<FormulaNote> notes) {
    this.source = source;
    this.at = start;
    this.notes = notes;
  }

  /** All tokens from {@code start} to the end of the text, the last of kind END. */
  static List<Token> tokens(String source, int start, List<FormulaNote> notes) {
    return new Lexer(source, start, notes).run();
  }

  private List<Token> run() {
    while (true) {
      skipBlanks();
      if (at >= source.length()) {
        int end = source.stripTrailing().length();
        tokens.add(new Token(TokenKind.END, "", Span.at(end)));
        return tokens;
      }
      if (tokens.size() >= MAX_TOKENS) {
        throw error(Span.at(at), "The text is too long to be a formula.", null);
      }
      next();
    }
  }

  private void skipBlanks() {
    while (at < source.length()) {
      char c = source.charAt(at);
      if (c == '#') {
        int end = source.indexOf('\n', at);
        at = end < 0 ? source.length() : end;
      } else if (isBlank(c)) {
        at++;
      } else {
        return;
      }
    }
  }

  static boolean isBlank(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\uFEFF';
  }

  private void next() {
    int c = source.codePointAt(at);
    if (c == '`') {
      quoted(c, TokenKind.NAME);
    } else if (isQuote(c)) {
      quoted(c, TokenKind.TEXT);
    } else if (isDigit(c) || (c == '.' && isDigit(peek(1)))) {
      number();
    } else if (isNameStart(c)) {
      name();
    } else if (c == '%') {
      percent();
    } else {
      operator(c);
    }
  }

  private char peek(int ahead) {
    return at + ahead < source.length() ? source.charAt(at + ahead) : '\0';
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  static boolean isNameStart(int c) {
    return Character.isLetter(c) || c == '.' || c == '_';
  }

  static boolean isNamePart(int c) {
    return Character.isLetterOrDigit(c)
        || c == '.'
        || c == '_'
        || Character.getType(c) == Character.NON_SPACING_MARK;
  }

  private void name() {
    int start = at;
    while (at < source.length() && isNamePart(source.codePointAt(at))) {
      at += Character.charCount(source.codePointAt(at));
    }
    String text = source.substring(start, at);
    if (text.startsWith("_")) {
      throw error(
          new Span(start, at), "A name cannot start with '_'.", "Quote it: `" + text + "`.");
    }
    tokens.add(new Token(TokenKind.NAME, text, new Span(start, at)));
  }

  private void number() {
    int start = at;
    while (isDigit(peek(0)) || peek(0) == '.') {
      at++;
    }
    if (peek(0) == 'e' || peek(0) == 'E') {
      int mark = at;
      at++;
      if (peek(0) == '+' || peek(0) == '-') {
        at++;
      }
      if (isDigit(peek(0))) {
        while (isDigit(peek(0))) {
          at++;
        }
      } else {
        at = mark;
      }
    }
    int end = at;
    if (peek(0) == 'L') {
      at++;
    }
    if (at < source.length() && isNamePart(source.codePointAt(at))) {
      while (at < source.length() && isNamePart(source.codePointAt(at))) {
        at += Character.charCount(source.codePointAt(at));
      }
      String text = source.substring(start, at);
      throw error(
          new Span(start, at),
          "A name cannot start with a digit: " + text + ".",
          "Quote it: `" + text + "`.");
    }
    String digits = source.substring(start, end);
    if (digits.chars().filter(c -> c == '.').count() > 1) {
      throw error(new Span(start, at), digits + " is not a number.", null);
    }
    tokens.add(new Token(TokenKind.NUMBER, digits, new Span(start, at)));
  }

  private static boolean isQuote(int c) {
    return switch (c) {
      case '"', '\'', '\u2018', '\u2019', '\u201C', '\u201D', '\u201E', '\u00AB', '\u00BB' -> true;
      default -> false;
    };
  }

  /** Typographic quotes close one another; plain ones only themselves. */
  private static boolean closes(int open, int c) {
    return open == '"' || open == '\'' || open == '`' ? c == open : isQuote(c) && c > 0x7F;
  }

  private void quoted(int open, TokenKind kind) {
    int start = at;
    if (open > 0x7F) {
      noteTypography(start, "typographic quotes were read as plain ones");
    }
    StringBuilder text = new StringBuilder();
    at++;
    while (at < source.length() && !closes(open, source.charAt(at))) {
      char c = source.charAt(at++);
      if (c == '\\' && kind == TokenKind.TEXT && at < source.length()) {
        char escaped = source.charAt(at++);
        text.append(
            switch (escaped) {
              case 'n' -> '\n';
              case 't' -> '\t';
              case 'r' -> '\r';
              default -> escaped;
            });
      } else {
        text.append(c);
      }
    }
    if (at >= source.length()) {
      String what = kind == TokenKind.NAME ? "back-quote" : "quote";
      throw error(
          new Span(start, start + 1),
          "The " + what + " opened here is never closed.",
          "Close it with another " + Character.toString(open) + ".");
    }
    at++;
    if (kind == TokenKind.NAME && text.isEmpty()) {
      throw error(new Span(start, at), "A name in back-quotes is empty.", null);
    }
    tokens.add(new Token(kind, text.toString(), new Span(start, at)));
  }

  private void percent() {
    int start = at;
    int close = start + 1;
    while (close < source.length()
        && source.charAt(close) != '%'
        && !isBlank(source.charAt(close))) {
      close++;
    }
    boolean closed = close < source.length() && source.charAt(close) == '%';
    String text = source.substring(start, closed ? close + 1 : close);
    if (closed && (text.equals("%in%") || text.equals("%%") || text.equals("%/%"))) {
      at = close + 1;
      tokens.add(new Token(TokenKind.PERCENT, text, new Span(start, at)));
      return;
    }
    throw error(
        new Span(start, start + text.length()),
        "Unknown operator " + text + ".",
        text.toLowerCase(java.util.Locale.ROOT).contains("in")
            ? "Did you mean %in%?"
            : "The only operator of this kind in a formula is %in%.");
  }

  private void operator(int c) {
    switch (c) {
      case '+' -> one(TokenKind.PLUS, "+");
      case '-' -> one(TokenKind.MINUS, "-");
      case '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2015', '\u2212' ->
          typographic(TokenKind.MINUS, "-", "the dash was read as a minus sign '-'");
      case '*' -> {
        if (peek(1) == '*') {
          add(TokenKind.CARET, "^", 2);
        } else {
          one(TokenKind.STAR, "*");
        }
      }
      case '\u00D7', '\u2217', '\u22C5', '\u00B7' ->
          typographic(TokenKind.STAR, "*", "the multiplication sign was read as '*'");
      case '/' -> one(TokenKind.SLASH, "/");
      case '^' -> one(TokenKind.CARET, "^");
      case ':' -> one(TokenKind.COLON, ":");
      case '~' -> one(TokenKind.TILDE, "~");
      case '\u223C', '\u02DC', '\uFF5E' ->
          typographic(TokenKind.TILDE, "~", "the sign was read as '~'");
      case '|' -> pair('|', TokenKind.DOUBLE_BAR, "||", TokenKind.BAR, "|");
      case '&' -> add(TokenKind.AND, "&", peek(1) == '&' ? 2 : 1);
      case '!' -> pair('=', TokenKind.COMPARISON, "!=", TokenKind.NOT, "!");
      case '=' -> pair('=', TokenKind.COMPARISON, "==", TokenKind.EQUALS, "=");
      case '>' -> pair('=', TokenKind.COMPARISON, ">=", TokenKind.COMPARISON, ">");
      case '<' -> {
        if (peek(1) == '-') {
          add(TokenKind.ARROW, "<-", 2);
        } else {
          pair('=', TokenKind.COMPARISON, "<=", TokenKind.COMPARISON, "<");
        }
      }
      case ',' -> one(TokenKind.COMMA, ",");
      case '$' -> one(TokenKind.DOLLAR, "$");
      case '(' -> one(TokenKind.OPEN, "(");
      case ')' -> one(TokenKind.CLOSE, ")");
      case '[' -> one(TokenKind.OPEN_BRACKET, "[");
      case ']' -> one(TokenKind.CLOSE_BRACKET, "]");
      case '{' -> one(TokenKind.OPEN_BRACE, "{");
      case '}' -> one(TokenKind.CLOSE_BRACE, "}");
      default -> {
        int width = Character.charCount(c);
        String shown =
            Character.isISOControl(c) || !Character.isDefined(c)
                ? String.format("U+%04X", c)
                : "'" + Character.toString(c) + "'";
        throw error(
            new Span(at, at + width),
            "The character " + shown + " has no meaning in a formula.",
            "A column name with special characters is written in back-quotes: `my column`.");
      }
    }
  }

  private void pair(char second, TokenKind both, String two, TokenKind single, String one) {
    if (peek(1) == second) {
      add(both, two, 2);
    } else {
      one(single, one);
    }
  }

  private void one(TokenKind kind, String text) {
    add(kind, text, 1);
  }

  private void add(TokenKind kind, String text, int width) {
    tokens.add(new Token(kind, text, new Span(at, at + width)));
    at += width;
  }

  private void typographic(TokenKind kind, String text, String note) {
    noteTypography(at, note);
    one(kind, text);
  }

  private void noteTypography(int where, String what) {
    if (!typographyNoted) {
      typographyNoted = true;
      String sentence = Character.toUpperCase(what.charAt(0)) + what.substring(1) + ".";
      notes.add(new FormulaNote("typography", sentence, new Span(where, where + 1)));
    }
  }

  private FormulaSyntaxException error(Span span, String message, String suggestion) {
    return new FormulaSyntaxException(source, span, message, suggestion);
  }
}
