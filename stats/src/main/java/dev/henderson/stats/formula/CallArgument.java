package dev.henderson.stats.formula;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One argument of a call: {@code Reaction ~ Days}, {@code data = sleepstudy}. What it means is read
 * when asked for, so that the same text can be a formula to one magic and a name to another.
 */
public final class CallArgument {
  private final String source;
  private final List<Token> tokens;
  private final int from;
  private final int to;
  private final Token name;
  private final List<FormulaNote> notes;

  CallArgument(
      String source, List<Token> tokens, int from, int to, Token name, List<FormulaNote> notes) {
    this.source = source;
    this.tokens = tokens;
    this.from = from;
    this.to = to;
    this.name = name;
    this.notes = notes;
  }

  /** The name, if the argument is {@code name = value}. */
  public Optional<String> name() {
    return Optional.ofNullable(name).map(Token::text);
  }

  /** Where the name stands; the value's span if there is none. */
  public Span nameSpan() {
    return name == null ? span() : name.span();
  }

  /** Where the value stands in the text of the call. */
  public Span span() {
    return tokens.get(from).span().to(tokens.get(to - 1).span());
  }

  /** The value as written. */
  public String raw() {
    return span().of(source);
  }

  /** Whether the value is a formula: it has a {@code ~} outside all brackets. */
  public boolean isFormula() {
    int depth = 0;
    for (int i = from; i < to; i++) {
      switch (tokens.get(i).kind()) {
        case OPEN, OPEN_BRACKET, OPEN_BRACE -> depth++;
        case CLOSE, CLOSE_BRACKET, CLOSE_BRACE -> depth--;
        case TILDE -> {
          if (depth == 0) {
            return true;
          }
        }
        default -> {}
      }
    }
    return false;
  }

  /** The value as a bare word: its text without quotes and blanks. */
  public String word() {
    return raw().replaceAll("[\"'\\s]", "");
  }

  /**
   * The value as a formula, given bare or in quotes.
   *
   * @throws FormulaSyntaxException where it is none
   */
  public Formula formula() {
    if (isText()) {
      List<FormulaNote> quotedNotes = new ArrayList<>(notes);
      List<Token> all = quoted(span(), quotedNotes);
      return Formula.parse(source, all, 0, all.size() - 1, quotedNotes);
    }
    return Formula.parse(source, tokens, from, to, notes);
  }

  /**
   * The value as the terms of a one-sided formula, bare or in quotes, with or without its {@code
   * ~}: {@code "~ x"}, {@code "0 + C(a)"}.
   *
   * @throws FormulaSyntaxException where it is none
   */
  public Formula terms() {
    return isText() ? terms(span()) : Formula.terms(source, tokens, from, to, notes);
  }

  /**
   * The value as named entries that are terms in quotes: {@code {"a": "0 + C(a)"}}.
   *
   * @throws FormulaSyntaxException where one is not
   */
  public Map<String, Formula> asTerms() {
    Map<String, Formula> out = new LinkedHashMap<>();
    asMap()
        .forEach(
            (key, value) -> {
              if (!(value.bare() instanceof Expr.Text)) {
                throw new FormulaSyntaxException(
                    source,
                    value.span(),
                    "The formula of " + key + " stands in quotes.",
                    "Write \"" + key + "\": \"0 + C(" + key + ")\".");
              }
              out.put(key, terms(value.bare().span()));
            });
    return java.util.Collections.unmodifiableMap(out);
  }

  private boolean isText() {
    return to - from == 1 && tokens.get(from).is(TokenKind.TEXT);
  }

  private Formula terms(Span text) {
    List<FormulaNote> quotedNotes = new ArrayList<>(notes);
    List<Token> all = quoted(text, quotedNotes);
    return Formula.terms(source, all, 0, all.size() - 1, quotedNotes);
  }

  /** What stands in quotes; reading within the whole text keeps the caret under what was typed. */
  private List<Token> quoted(Span text, List<FormulaNote> quotedNotes) {
    return Lexer.tokens(source.substring(0, text.end() - 1), text.start() + 1, quotedNotes);
  }

  /**
   * The value as an expression.
   *
   * @throws FormulaSyntaxException where it is none
   */
  public Expr value() {
    List<Token> own = new ArrayList<>(tokens.subList(from, to));
    own.add(new Token(TokenKind.END, "", Span.at(tokens.get(to - 1).span().end())));
    ExprParser parser = new ExprParser(source, own, 0);
    Expr e = parser.expression(ExprParser.Mode.VALUE);
    if (!parser.peek().is(TokenKind.END)) {
      throw parser.unexpected(parser.peek(), "an operator");
    }
    return e;
  }

  /**
   * The value as arithmetic over columns, as {@code weights} and {@code subset} are.
   *
   * @throws FormulaSyntaxException where it is none
   */
  public Expression expression() {
    List<Token> own = new ArrayList<>(tokens.subList(from, to));
    own.add(new Token(TokenKind.END, "", Span.at(tokens.get(to - 1).span().end())));
    return Expression.parse(source, own);
  }

  /**
   * The value as one expression, or as those in {@code c(...)}.
   *
   * @throws FormulaSyntaxException where it is none
   */
  public List<Expression> expressions() {
    Expression whole = expression();
    return elements(whole.tree()).stream().map(e -> new Expression(whole.source(), e)).toList();
  }

  /** The value as a name, bare or in quotes: {@code sleepstudy}, {@code "sleepstudy"}. */
  public String asName() {
    return name(value());
  }

  /** The value as a text, in quotes or a bare name. */
  public String asText() {
    return name(value());
  }

  /** The value as a number. */
  public double asNumber() {
    Expr e = value().bare();
    double sign = 1;
    while (e instanceof Expr.Unary u && (u.operator().equals("-") || u.operator().equals("+"))) {
      sign = u.operator().equals("-") ? -sign : sign;
      e = u.operand().bare();
    }
    if (e instanceof Expr.Num n) {
      return sign * n.value();
    }
    throw wrong("a number");
  }

  /** The value as a whole number. */
  public int asInt() {
    double value = asNumber();
    if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
      throw wrong("a whole number");
    }
    return (int) value;
  }

  /** The value as TRUE or FALSE; T and F are read as in R. */
  public boolean asBoolean() {
    Expr e = value().bare();
    if (e instanceof Expr.Bool b) {
      return b.value();
    }
    if (e instanceof Expr.Name n && (n.name().equals("T") || n.name().equals("F"))) {
      return n.name().equals("T");
    }
    throw wrong("TRUE or FALSE");
  }

  /** The value as names: {@code a}, {@code c(a, b)}, {@code ["a", "b"]}. */
  public List<String> asNames() {
    return elements(value()).stream().map(this::name).toList();
  }

  /** The value as numbers: {@code 1}, {@code c(1, 2)}. */
  public List<Double> asNumbers() {
    List<Double> out = new ArrayList<>();
    for (Expr e : elements(value())) {
      double sign = 1;
      Expr bare = e.bare();
      if (bare instanceof Expr.Unary u && u.operator().equals("-")) {
        sign = -1;
        bare = u.operand().bare();
      }
      if (!(bare instanceof Expr.Num n)) {
        throw wrong("a list of numbers");
      }
      out.add(sign * n.value());
    }
    return List.copyOf(out);
  }

  /**
   * The value as named entries: {@code {A: sum}}, {@code {"a": "0 + C(a)"}}, {@code list(A = sum)},
   * {@code c(A = "sum")}.
   */
  public Map<String, Expr> asMap() {
    Expr e = value().bare();
    List<Expr.Argument> entries = null;
    if (e instanceof Expr.Listing l && l.map()) {
      entries = l.entries();
    } else if (e instanceof Expr.Call c && isCollector(c.function())) {
      entries = c.arguments();
    }
    if (entries == null) {
      throw wrong("named values, as in {A: sum} or list(A = sum)");
    }
    Map<String, Expr> out = new LinkedHashMap<>();
    for (Expr.Argument a : entries) {
      if (a.name() == null) {
        throw new FormulaSyntaxException(
            source, a.value().span(), "This value has no name.", "Write list(name = value).");
      }
      out.put(a.name(), a.value());
    }
    return java.util.Collections.unmodifiableMap(out);
  }

  private List<Expr> elements(Expr e) {
    Expr bare = e.bare();
    if (bare instanceof Expr.Listing l && !l.map()) {
      return l.entries().stream().map(Expr.Argument::value).toList();
    }
    if (bare instanceof Expr.Call c && isCollector(c.function())) {
      return c.arguments().stream().map(Expr.Argument::value).toList();
    }
    return List.of(bare);
  }

  private static boolean isCollector(String function) {
    return function.equals("c") || function.equals("list") || function.equals("dict");
  }

  private String name(Expr e) {
    Expr bare = e.bare();
    if (bare instanceof Expr.Name n) {
      return n.name();
    } else if (bare instanceof Expr.Text t) {
      return t.value();
    }
    throw new FormulaSyntaxException(
        source, e.span(), "A name is expected" + forWhom() + ", not " + e.text() + ".", null);
  }

  private FormulaSyntaxException wrong(String expected) {
    return new FormulaSyntaxException(
        source, span(), "The value" + forWhom() + " should be " + expected + ".", null);
  }

  private String forWhom() {
    return name == null ? "" : " of " + name.text();
  }
}
