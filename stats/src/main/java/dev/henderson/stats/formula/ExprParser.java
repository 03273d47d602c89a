package dev.henderson.stats.formula;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads expressions from tokens with R's precedence, tightest first: {@code ^}, sign, {@code :},
 * {@code %in%}, {@code * /}, {@code + -}, comparison, {@code !}, {@code &}, {@code |}.
 *
 * <p>The same operators mean terms in a formula and arithmetic inside a call; the parser knows
 * which, only so that its errors can say what to write instead.
 */
final class ExprParser {
  /** What the operators mean where the parser stands. */
  enum Mode {
    /** Terms of a model. */
    FORMULA,
    /** Numbers, inside a function call or as a response. */
    ARITHMETIC,
    /** The value of an option of a call. */
    VALUE
  }

  private static final int MAX_DEPTH = 120;
  private static final int MAX_CHAIN = 2_000;

  private static final int OR = 10;
  private static final int AND = 20;
  private static final int NOT = 25;
  private static final int COMPARE = 30;
  private static final int SUM = 40;
  private static final int PRODUCT = 50;
  private static final int IN = 60;
  private static final int INTERACTION = 70;
  private static final int SIGN = 80;
  private static final int POWER = 90;

  private final String source;
  private final List<Token> tokens;
  private int at;
  private int depth;
  private Mode mode = Mode.FORMULA;

  ExprParser(String source, List<Token> tokens, int at) {
    this.source = source;
    this.tokens = tokens;
    this.at = at;
  }

  Token peek() {
    return tokens.get(at);
  }

  private Token peekAfter() {
    return tokens.get(Math.min(at + 1, tokens.size() - 1));
  }

  Token take() {
    Token t = tokens.get(at);
    if (!t.is(TokenKind.END)) {
      at++;
    }
    return t;
  }

  /** Reads an expression; stops at the first token that cannot go on with it. */
  Expr expression(Mode in) {
    Mode before = mode;
    mode = in;
    Expr e = expression(0, null);
    mode = before;
    return e;
  }

  private Expr expression(int minPower, Token after) {
    if (++depth > MAX_DEPTH) {
      throw error(peek().span(), "The expression is nested too deeply.", "Split it into parts.");
    }
    Expr left = prefix(after);
    int chain = 0;
    while (true) {
      Token op = peek();
      int power = power(op);
      if (power < minPower || power < 0) {
        depth--;
        return left;
      }
      if (++chain > MAX_CHAIN) {
        throw error(op.span(), "The expression has too many operators.", null);
      }
      checkOperator(op);
      take();
      // '^' groups to the right, all others to the left.
      Expr right = expression(power == POWER ? SIGN : power + 1, op);
      left = new Expr.Binary(op.text(), left, right, op.span(), left.span().to(right.span()));
    }
  }

  private int power(Token t) {
    return switch (t.kind()) {
      case CARET -> POWER;
      case COLON -> mode == Mode.VALUE ? -1 : INTERACTION;
      case PERCENT -> IN;
      case STAR, SLASH -> PRODUCT;
      case PLUS, MINUS -> SUM;
      case COMPARISON -> COMPARE;
      case AND -> AND;
      // In a formula a bar is read by parenthesised(), which knows its two sides.
      case BAR, DOUBLE_BAR -> mode == Mode.FORMULA ? -1 : OR;
      default -> -1;
    };
  }

  private void checkOperator(Token op) {
    if (mode == Mode.FORMULA) {
      if (op.is(TokenKind.COMPARISON) || op.is(TokenKind.AND)) {
        throw error(
            op.span(),
            "'" + op.text() + "' has no meaning between terms.",
            "Put a comparison into I( ), as in I(x > 0).");
      }
      if (op.is(TokenKind.PERCENT) && !op.text().equals("%in%")) {
        throw error(
            op.span(),
            "Unknown operator " + op.text() + " between terms.",
            "Put arithmetic into I( ).");
      }
    }
  }

  private Expr prefix(Token after) {
    Token t = peek();
    switch (t.kind()) {
      case PLUS, MINUS -> {
        take();
        Expr operand = expression(SIGN, t);
        return new Expr.Unary(t.text(), operand, t.span().to(operand.span()));
      }
      case NOT -> {
        if (mode == Mode.FORMULA) {
          throw error(t.span(), "'!' has no meaning between terms.", "Put it into I( ).");
        }
        take();
        Expr operand = expression(NOT, t);
        return new Expr.Unary("!", operand, t.span().to(operand.span()));
      }
      case TILDE -> {
        if (mode == Mode.VALUE && after == null) {
          take();
          Expr operand = expression(Mode.FORMULA);
          return new Expr.Unary("~", operand, t.span().to(operand.span()));
        }
        throw missingOperand(t, after);
      }
      case NUMBER -> {
        take();
        double value = Double.parseDouble(t.text());
        if (Double.isInfinite(value)) {
          throw error(t.span(), "The number " + t.text() + " is too large.", null);
        }
        return new Expr.Num(value, t.span());
      }
      case TEXT -> {
        take();
        return new Expr.Text(t.text(), t.span());
      }
      case NAME -> {
        return named();
      }
      case OPEN -> {
        return parenthesised();
      }
      case OPEN_BRACKET, OPEN_BRACE -> {
        // Python's ["a", "b"] may be an argument of a function.
        if (mode == Mode.VALUE || (mode == Mode.ARITHMETIC && t.is(TokenKind.OPEN_BRACKET))) {
          return listing();
        }
        throw missingOperand(t, after);
      }
      default -> throw missingOperand(t, after);
    }
  }

  private Expr named() {
    Token t = take();
    boolean plain = source.charAt(t.span().start()) != '`';
    if (peek().is(TokenKind.OPEN) && t.span().end() <= peek().span().start()) {
      return call(t);
    }
    if (plain && mode != Mode.FORMULA) {
      switch (t.text()) {
        case "TRUE", "True", "true" -> {
          return new Expr.Bool(true, t.span());
        }
        case "FALSE", "False", "false" -> {
          return new Expr.Bool(false, t.span());
        }
        default -> {}
      }
    }
    Expr e = new Expr.Name(t.text(), t.span());
    while (peek().is(TokenKind.OPEN_BRACKET) || peek().is(TokenKind.DOLLAR)) {
      if (mode != Mode.VALUE) {
        throw error(
            peek().span(),
            "A column is named without its table.",
            "Write the column's name alone, and data = " + t.text() + " after the formula.");
      }
      e = index(e);
    }
    return e;
  }

  private Expr index(Expr target) {
    Token open = take();
    Token key = take();
    boolean named = key.is(TokenKind.NAME);
    if (!named && !key.is(TokenKind.TEXT) && !key.is(TokenKind.NUMBER)) {
      throw error(key.span(), "A column's name is missing after '" + open.text() + "'.", null);
    }
    Expr value =
        named ? new Expr.Name(key.text(), key.span()) : new Expr.Text(key.text(), key.span());
    Token end = key;
    if (open.is(TokenKind.OPEN_BRACKET)) {
      end = take();
      if (!end.is(TokenKind.CLOSE_BRACKET)) {
        throw error(open.span(), "The bracket opened here is never closed.", null);
      }
    }
    return new Expr.Index(target, value, target.span().to(end.span()));
  }

  private Expr parenthesised() {
    Token open = take();
    if (peek().is(TokenKind.CLOSE)) {
      throw error(peek().span(), "The parentheses are empty.", "Write a term between them.");
    }
    Mode before = mode;
    // A bracket in an option's value holds arithmetic again: (1:3) is a range there.
    if (mode == Mode.VALUE) {
      mode = Mode.ARITHMETIC;
    }
    Expr inner = mode == Mode.FORMULA ? barOr(null) : expression(0, null);
    mode = before;
    Token close = closing(open, "parenthesis");
    return new Expr.Paren(inner, open.span().to(close.span()));
  }

  /** Reads {@code sum} or {@code sum | grouping}, the inside of parentheses in a formula. */
  private Expr barOr(Token function) {
    if (isBar(peek())) {
      throw error(
          peek().span(),
          "The left side of '" + peek().text() + "' is empty.",
          "Write (1 " + peek().text() + " group) for a random intercept.");
    }
    Expr left = expression(0, function);
    if (!isBar(peek())) {
      return left;
    }
    Token bar = take();
    if (peek().is(TokenKind.CLOSE)) {
      throw error(
          peek().span(),
          "The grouping factor is missing after '" + bar.text() + "'.",
          "Write (" + left.text() + " " + bar.text() + " group).");
    }
    Expr group = expression(0, bar);
    if (isBar(peek())) {
      throw error(
          peek().span(),
          "A random-effects term has one '|', this is a second.",
          "For two groupings write (1 | a) + (1 | b), or (1 | a:b).");
    }
    return new Expr.Binary(bar.text(), left, group, bar.span(), left.span().to(group.span()));
  }

  static boolean isBar(Token t) {
    return t.is(TokenKind.BAR) || t.is(TokenKind.DOUBLE_BAR);
  }

  private Token closing(Token open, String what) {
    Token t = peek();
    if (t.is(TokenKind.CLOSE)) {
      return take();
    }
    throw t.is(TokenKind.END)
        ? error(open.span(), "The " + what + " opened here is never closed.", "Write its ')'.")
        : unexpected(t, what + " or an operator");
  }

  private Expr call(Token name) {
    Token open = take();
    Mode before = mode;
    boolean terms = mode == Mode.FORMULA && holdsTerms(name.text());
    if (!terms) {
      mode = mode == Mode.VALUE ? Mode.VALUE : Mode.ARITHMETIC;
    }
    List<Expr.Argument> arguments = new ArrayList<>();
    if (peek().is(TokenKind.CLOSE)) {
      if (terms) {
        throw error(
            peek().span(),
            name.text() + "() is empty.",
            name.text().equals("Error")
                ? "Write the strata as terms: Error(block/plot)."
                : "Write " + name.text() + "(1 + x | group).");
      }
    } else {
      do {
        arguments.add(argument(name, open, terms));
      } while (peek().is(TokenKind.COMMA) && take() != null);
    }
    mode = before;
    Token close = closing(open, "call " + name.text() + "(");
    return new Expr.Call(name.text(), arguments, name.span(), name.span().to(close.span()));
  }

  /** Functions whose argument is terms, not arithmetic. */
  static boolean holdsTerms(String function) {
    return function.equals("Error") || function.equals("zerocorr") || function.equals("diag");
  }

  private Expr.Argument argument(Token function, Token open, boolean terms) {
    if (peek().is(TokenKind.END)) {
      throw error(
          open.span(), "The call " + function.text() + "( is never closed.", "Write its ')'.");
    }
    if (peek().is(TokenKind.COMMA) || peek().is(TokenKind.CLOSE)) {
      throw error(peek().span(), "An argument of " + function.text() + "() is missing.", null);
    }
    if (terms) {
      return new Expr.Argument(null, barOr(null));
    }
    boolean named = peek().is(TokenKind.NAME) || peek().is(TokenKind.TEXT);
    if (named && peekAfter().is(TokenKind.EQUALS)) {
      String name = take().text();
      take();
      return new Expr.Argument(name, expression(0, null));
    }
    return new Expr.Argument(null, expression(0, null));
  }

  private Expr listing() {
    Token open = take();
    boolean map = open.is(TokenKind.OPEN_BRACE);
    TokenKind close = map ? TokenKind.CLOSE_BRACE : TokenKind.CLOSE_BRACKET;
    List<Expr.Argument> entries = new ArrayList<>();
    while (!peek().is(close)) {
      String key = null;
      if (map) {
        Token k = take();
        if (!k.is(TokenKind.NAME) && !k.is(TokenKind.TEXT)) {
          throw k.is(TokenKind.END)
              ? error(open.span(), "The bracket opened here is never closed.", null)
              : error(k.span(), "A name is expected before ':'.", "Write {name: value}.");
        }
        key = k.text();
        Token colon = take();
        if (!colon.is(TokenKind.COLON) && !colon.is(TokenKind.EQUALS)) {
          throw error(colon.span(), "':' is expected after " + key + ".", "Write {name: value}.");
        }
      }
      entries.add(new Expr.Argument(key, expression(0, null)));
      if (peek().is(TokenKind.COMMA)) {
        take();
      } else if (!peek().is(close)) {
        throw peek().is(TokenKind.END)
            ? error(open.span(), "The bracket opened here is never closed.", null)
            : unexpected(peek(), "',' or the closing bracket");
      }
    }
    Token end = take();
    return new Expr.Listing(entries, map, open.span().to(end.span()));
  }

  /** The error for a token that cannot stand after a complete expression. */
  FormulaSyntaxException unexpected(Token t, String expected) {
    return new ParseErrors(source).unexpected(tokens.get(Math.max(0, at - 1)), t, expected);
  }

  private FormulaSyntaxException missingOperand(Token t, Token after) {
    return new ParseErrors(source)
        .missingOperand(t, after, mode == Mode.FORMULA, power(t) >= 0 && after != null);
  }

  FormulaSyntaxException error(Span span, String message, String suggestion) {
    return new FormulaSyntaxException(source, span, message, suggestion);
  }
}
