package dev.henderson.stats.report;

import dev.henderson.stats.document.Block;
import dev.henderson.stats.document.Cell;
import dev.henderson.stats.document.Column;
import dev.henderson.stats.document.Precision;
import dev.henderson.stats.infer.CoefficientTable;
import dev.henderson.stats.infer.CoefficientTest;
import dev.henderson.stats.infer.DegreesOfFreedom;
import java.util.ArrayList;
import java.util.List;

/**
 * The table of the coefficients of any fit: estimate, standard error, t or z with its p value, the
 * interval.
 */
final class CoefficientGrid {
  private static final int DIGITS = 4;
  private static final Precision STATISTIC = Precision.significant(DIGITS, "t").atMost(3);
  private static final Precision COEFFICIENT = Precision.significant(DIGITS, "coefficient");

  private CoefficientGrid() {}

  /**
   * The table with R's headings.
   *
   * @param caption what it shows
   * @param df whether each t has degrees of freedom of its own; a z has none
   */
  static Block of(String caption, CoefficientTable table, boolean df) {
    boolean shown = df && !table.ddf().isAsymptotic();
    String letter = table.ddf().letter();
    double tail = (1 - table.level()) / 2;
    String interval = ConfintReport.percent(table.level()) + "% confidence interval";
    List<Column> columns = new ArrayList<>();
    columns.add(Column.words(""));
    columns.add(Column.numbers("Estimate"));
    columns.add(Column.numbers("Std. Error"));
    if (shown) {
      columns.add(Column.numbers("df", "degrees of freedom: " + source(table.ddf())));
    }
    columns.add(Column.numbers(letter + " value", "Estimate / Std. Error"));
    columns.add(Column.numbers("Pr(>|" + letter + "|)", "two-sided p value"));
    columns.add(Column.numbers(ConfintReport.percent(tail) + " %", "lower end of the " + interval));
    columns.add(
        Column.numbers(ConfintReport.percent(1 - tail) + " %", "upper end of the " + interval));
    List<List<Cell>> rows = table.rows().stream().map(test -> row(test, shown)).toList();
    return new Block.Grid(caption, columns, 1, rows, List.of());
  }

  /** The row of a coefficient. */
  static List<Cell> row(CoefficientTest test, boolean df) {
    List<Cell> row = new ArrayList<>();
    row.add(Cell.label(test.term()));
    row.add(Cell.estimate(test.estimate(), COEFFICIENT.following()));
    row.add(Cell.estimate(test.standardError(), COEFFICIENT));
    if (df) {
      row.add(Cell.estimate(test.df(), Precision.decimals(2)));
    }
    row.add(Cell.estimate(test.statistic(), STATISTIC));
    row.add(Cell.pValue(test.pValue()));
    row.add(Cell.estimate(test.confLow(), COEFFICIENT.following()));
    row.add(Cell.estimate(test.confHigh(), COEFFICIENT.following()));
    return row;
  }

  /** How the coefficients are tested, as the end of a title. */
  static String tests(DegreesOfFreedom ddf) {
    return ddf.letter() + "-tests use " + source(ddf);
  }

  private static String source(DegreesOfFreedom ddf) {
    return switch (ddf) {
      case SATTERTHWAITE -> "Satterthwaite's method";
      case KENWARD_ROGER -> "Kenward-Roger's method";
      case RESIDUAL -> "residual degrees of freedom";
      case NONE -> "the normal distribution";
    };
  }
}
