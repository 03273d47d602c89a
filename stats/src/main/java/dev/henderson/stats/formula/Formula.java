package dev.henderson.stats.formula;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A model formula as written: {@code response ~ terms}. Syntax only; the data give it meaning.
 *
 * <p>Immutable. Two formulas are equal if they say the same, blanks aside; the text of a formula
 * ({@link #toString()}) parses back to an equal one.
 */
public final class Formula {
  private final String source;
  private final Span span;
  private final Expr response;
  private final Expr right;
  private final List<FormulaNote> notes;

  private Formula(String source, Span span, Expr response, Expr right, List<FormulaNote> notes) {
    this.source = source;
    this.span = span;
    this.response = response;
    this.right = right;
    this.notes = notes;
  }

  /**
   * Reads a formula.
   *
   * @throws FormulaSyntaxException saying where and why the text is not a formula
   */
  public static Formula parse(String text) {
    List<FormulaNote> notes = new ArrayList<>();
    List<Token> tokens = Lexer.tokens(text, 0, notes);
    return parse(text, tokens, 0, tokens.size() - 1, notes);
  }

  /** Reads tokens {@code [from, to)} of a longer text; spans are offsets in that text. */
  static Formula parse(
      String source, List<Token> all, int from, int to, List<FormulaNote> lexerNotes) {
    List<Token> tokens = new ArrayList<>(all.subList(from, to));
    int end =
        to == all.size() - 1 || to == from
            ? all.get(to).span().start()
            : all.get(to - 1).span().end();
    tokens.add(new Token(TokenKind.END, "", Span.at(end)));
    ExprParser parser = new ExprParser(source, tokens, 0);
    Span start = parser.peek().span();
    if (parser.peek().is(TokenKind.END)) {
      throw parser.error(start, "The formula is empty.", "Write response ~ terms.");
    }
    Expr response = null;
    if (!parser.peek().is(TokenKind.TILDE)) {
      response = parser.expression(ExprParser.Mode.ARITHMETIC);
    }
    Token tilde = parser.peek();
    if (!tilde.is(TokenKind.TILDE)) {
      throw noTilde(parser, tilde);
    }
    parser.take();
    if (parser.peek().is(TokenKind.END)) {
      throw parser.error(
          parser.peek().span(),
          response == null ? "The formula is empty." : "The right side of '~' is empty.",
          "Write at least '1' after '~'.");
    }
    Expr right = parser.expression(ExprParser.Mode.FORMULA);
    Token rest = parser.peek();
    if (!rest.is(TokenKind.END)) {
      if (rest.is(TokenKind.COMMA)) {
        throw parser.error(
            rest.span(),
            "A ',' is not expected in a formula.",
            "The formula ends before the ','; options are not part of it.");
      }
      if (ExprParser.isBar(rest)) {
        String group = tokens.get(tokens.indexOf(rest) + 1).span().of(source);
        String shown = group.isEmpty() ? "group" : group;
        throw parser.error(
            rest.span(),
            "A random-effects term stands in parentheses.",
            "Write (1 " + rest.text() + " " + shown + "), with its parentheses.");
      }
      throw parser.unexpected(rest, "an operator");
    }
    List<FormulaNote> notes = new ArrayList<>(lexerNotes);
    Formula formula =
        new Formula(source, start.to(right.span()), response, right, List.copyOf(notes));
    notes.addAll(formula.terms(null).notes());
    return new Formula(source, start.to(right.span()), response, right, List.copyOf(notes));
  }

  /**
   * A formula of trees, such as one that was made of another by rewriting it.
   *
   * @param source the text in which the spans of the trees are offsets
   * @param span where the formula stands there
   * @param response the left side, or null
   * @param right the right side
   * @throws FormulaSyntaxException if the right side is not terms
   */
  public static Formula of(
      String source, Span span, Expr response, Expr right, List<FormulaNote> notes) {
    Formula formula = new Formula(source, span, response, right, List.copyOf(notes));
    formula.terms(null);
    return formula;
  }

  /** Reads tokens {@code [from, to)} as terms, with or without a {@code ~} before them. */
  static Formula terms(
      String source, List<Token> all, int from, int to, List<FormulaNote> lexerNotes) {
    if (to > from && all.subList(from, to).stream().anyMatch(t -> t.is(TokenKind.TILDE))) {
      return parse(source, all, from, to, lexerNotes);
    }
    List<Token> tokens = new ArrayList<>(all.subList(from, to));
    int end = to == from ? all.get(to).span().start() : all.get(to - 1).span().end();
    tokens.add(new Token(TokenKind.END, "", Span.at(end)));
    ExprParser parser = new ExprParser(source, tokens, 0);
    if (parser.peek().is(TokenKind.END)) {
      throw parser.error(parser.peek().span(), "The formula is empty.", "Write terms, such as 1.");
    }
    Expr right = parser.expression(ExprParser.Mode.FORMULA);
    if (!parser.peek().is(TokenKind.END)) {
      throw parser.unexpected(parser.peek(), "an operator");
    }
    return of(source, right.span(), null, right, lexerNotes);
  }

  private static FormulaSyntaxException noTilde(ExprParser parser, Token t) {
    if (t.is(TokenKind.EQUALS) || t.is(TokenKind.ARROW)) {
      return parser.error(
          t.span(),
          "'" + t.text() + "' stands where '~' is expected.",
          "Write '~' between the response and the terms.");
    }
    if (t.is(TokenKind.CLOSE)) {
      return parser.unexpected(t, "'~'");
    }
    return parser.error(
        t.span(),
        "There is no '~' after the response.",
        "Write response ~ terms, or ~ terms where there is no response.");
  }

  /** The text this formula was read from; spans are offsets in it. */
  public String source() {
    return source;
  }

  /** Where the formula stands in its source. */
  public Span span() {
    return span;
  }

  /** The left side, if there is one. */
  public Optional<Expr> response() {
    return Optional.ofNullable(response);
  }

  /** The right side as written. */
  public Expr rightSide() {
    return right;
  }

  /** Remarks on how the text was read. */
  public List<FormulaNote> notes() {
    return notes;
  }

  /** The terms by R's algebra, {@code .} kept as it stands. */
  public FormulaTerms terms() {
    return terms(null);
  }

  /**
   * The terms by R's algebra.
   *
   * @param dotColumns the columns {@code .} stands for, in order, or null to keep it
   */
  public FormulaTerms terms(List<String> dotColumns) {
    return new TermAlgebra(source, response, dotColumns).expand(right);
  }

  /**
   * The terms of the left side of a random-effects term, or of {@code Error(...)}.
   *
   * @param effects an expression of this formula
   * @param dotColumns the columns {@code .} stands for, or null to keep it
   */
  public FormulaTerms terms(Expr effects, List<String> dotColumns) {
    return new TermAlgebra(source, null, dotColumns).expand(effects);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Formula f
        && right.sameAs(f.right)
        && (response == null
            ? f.response == null
            : f.response != null && response.sameAs(f.response));
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  /** The formula with R's spacing. */
  @Override
  public String toString() {
    return (response == null ? "" : response.text() + " ") + "~ " + right.text();
  }
}
