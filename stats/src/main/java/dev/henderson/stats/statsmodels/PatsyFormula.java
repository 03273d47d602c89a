package dev.henderson.stats.statsmodels;

import dev.henderson.stats.design.ColumnNames;
import dev.henderson.stats.formula.Expr;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.formula.FormulaException;
import dev.henderson.stats.frame.ModelFrame;

/**
 * A formula in patsy's notation, as statsmodels' {@code ols} takes it, in R's words.
 *
 * @param formula in R's words; its spans are those of the user's
 * @param columnNames patsy's names of the columns
 */
public record PatsyFormula(Formula formula, ColumnNames columnNames) {
  /**
   * Reads a formula.
   *
   * @param frame tells ordered factors, whose order means nothing to patsy
   * @throws FormulaException showing what is not read
   */
  public static PatsyFormula of(Formula given, ModelFrame frame) {
    PatsyReader reader = new PatsyReader(given.source(), frame);
    Expr response = given.response().map(reader::arithmetic).orElse(null);
    Expr right = reader.terms(given.rightSide());
    Formula formula = Formula.of(given.source(), given.span(), response, right, given.notes());
    return new PatsyFormula(formula, reader.names());
  }
}
