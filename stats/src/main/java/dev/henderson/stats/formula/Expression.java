package dev.henderson.stats.formula;

import java.util.ArrayList;
import java.util.List;

/**
 * An arithmetic expression over columns, such as the value of {@code weights} or {@code subset}.
 *
 * @param source the text it was read from; spans are offsets in it
 * @param tree the expression
 */
public record Expression(String source, Expr tree) {
  /**
   * Reads an expression.
   *
   * @throws FormulaSyntaxException saying where and why the text is none
   */
  public static Expression parse(String text) {
    List<FormulaNote> notes = new ArrayList<>();
    return parse(text, Lexer.tokens(text, 0, notes));
  }

  static Expression parse(String source, List<Token> tokens) {
    ExprParser parser = new ExprParser(source, tokens, 0);
    Expr e = parser.expression(ExprParser.Mode.ARITHMETIC);
    if (!parser.peek().is(TokenKind.END)) {
      throw parser.unexpected(parser.peek(), "an operator");
    }
    return new Expression(source, e);
  }

  /** The expression with R's spacing. */
  @Override
  public String toString() {
    return tree.text();
  }
}
