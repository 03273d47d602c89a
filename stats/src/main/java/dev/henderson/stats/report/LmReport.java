package dev.henderson.stats.report;

import dev.henderson.stats.document.Block;
import dev.henderson.stats.document.Cell;
import dev.henderson.stats.document.Column;
import dev.henderson.stats.document.Precision;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.infer.CoefficientTable;
import dev.henderson.stats.infer.CoefficientTest;
import dev.henderson.stats.infer.FTest;
import dev.henderson.stats.lm.LmFit;
import dev.henderson.stats.model.Diagnostic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The summary of a linear model, in the order of R's {@code summary}. */
public final class LmReport {
  private static final int DIGITS = 4;
  private static final int ALL_RESIDUALS = 5;
  private static final Precision STATISTIC = Precision.significant(DIGITS, "t").atMost(3);
  private static final Precision COEFFICIENT = Precision.significant(DIGITS, "coefficient");

  private LmReport() {}

  /**
   * The summary.
   *
   * @param errors what the standard errors are, such as {@code robust standard errors (HC3)}; empty
   *     for the usual ones
   * @param whole the test of the whole model
   */
  public static Report of(LmFit fit, CoefficientTable coefficients, String errors, FTest whole) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Heading(
            "Linear model fit by "
                + (fit.hasWeights() ? "weighted least squares" : "least squares")
                + (errors.isEmpty() ? "" : ", " + errors)));
    blocks.add(origin(fit.formula(), fit.dataName()));
    if (fit.dfResidual() > ALL_RESIDUALS) {
      blocks.add(residuals(fit));
    }
    blocks.add(coefficients(coefficients));
    blocks.add(foot(fit, errors, whole));
    fit.diagnostics().forEach(d -> blocks.add(note(d)));
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("call", fit.call());
    data.put("formula", fit.formula());
    data.put("data", fit.dataName().isEmpty() ? null : fit.dataName());
    data.put("glance", LmTidy.glance(fit, whole));
    data.put("tidy", LmTidy.tidy(coefficients));
    if (!errors.isEmpty()) {
      data.put("std.error", errors);
    }
    data.put("notes", Report.notes(fit.diagnostics()));
    return new Report("lm", blocks, data);
  }

  static Block.Note note(Diagnostic d) {
    return new Block.Note(d);
  }

  static Block origin(String formula, String data) {
    List<Block.Fact> facts = new ArrayList<>();
    facts.add(new Block.Fact("Formula", List.of(Cell.code(formula))));
    if (!data.isEmpty()) {
      facts.add(new Block.Fact("Data", List.of(Cell.code(data))));
    }
    return new Block.Facts(facts);
  }

  private static Block residuals(LmFit fit) {
    double[] sorted = fit.weightedResiduals();
    Arrays.sort(sorted);
    Precision precision = Precision.significant(DIGITS, "residual");
    List<Column> columns = new ArrayList<>();
    List<Cell> row = new ArrayList<>();
    List<String> names = List.of("Min", "1Q", "Median", "3Q", "Max");
    for (int k = 0; k < names.size(); k++) {
      double at = k / 4.0 * (sorted.length - 1);
      int below = (int) Math.floor(at);
      int above = Math.min(sorted.length - 1, below + 1);
      columns.add(Column.numbers(names.get(k)));
      row.add(
          Cell.estimate(sorted[below] + (at - below) * (sorted[above] - sorted[below]), precision));
    }
    String caption = fit.hasWeights() ? "Weighted residuals" : "Residuals";
    return new Block.Grid(caption, columns, 0, List.of(row), List.of());
  }

  private static Block coefficients(CoefficientTable table) {
    double tail = (1 - table.level()) / 2;
    String interval = ConfintReport.percent(table.level()) + "% confidence interval";
    List<Column> columns =
        List.of(
            Column.words(""),
            Column.numbers("Estimate"),
            Column.numbers("Std. Error"),
            Column.numbers("t value", "Estimate / Std. Error"),
            Column.numbers("Pr(>|t|)", "two-sided p value"),
            Column.numbers(ConfintReport.percent(tail) + " %", "lower end of the " + interval),
            Column.numbers(ConfintReport.percent(1 - tail) + " %", "upper end of the " + interval));
    List<List<Cell>> rows = new ArrayList<>();
    for (CoefficientTest test : table.rows()) {
      rows.add(
          List.of(
              Cell.label(test.term()),
              Cell.estimate(test.estimate(), COEFFICIENT.following()),
              Cell.estimate(test.standardError(), COEFFICIENT),
              Cell.estimate(test.statistic(), STATISTIC),
              Cell.pValue(test.pValue()),
              Cell.estimate(test.confLow(), COEFFICIENT.following()),
              Cell.estimate(test.confHigh(), COEFFICIENT.following())));
    }
    return new Block.Grid("Coefficients", columns, 1, rows, List.of());
  }

  private static Block foot(LmFit fit, String errors, FTest whole) {
    List<Block.Fact> facts = new ArrayList<>();
    facts.add(
        new Block.Fact(
            "Residual standard error",
            List.of(
                Cell.estimate(fit.sigma(), Precision.significant(DIGITS, "sigma")),
                Cell.label(" on "),
                Cell.count(fit.dfResidual()),
                Cell.label(" degrees of freedom"))));
    List<Cell> rows = new ArrayList<>(List.of(Cell.count(fit.nobs())));
    if (fit.rowsDropped() > 0) {
      rows.addAll(
          List.of(Cell.label(" ("), Cell.count(fit.rowsDropped()), Cell.label(" dropped)")));
    }
    facts.add(new Block.Fact("Number of obs", rows));
    if (fit.dfModel() > 0) {
      facts.add(
          new Block.Fact(
              "R-squared",
              List.of(
                  Cell.estimate(fit.rSquared(), Precision.decimals(4)),
                  Cell.label(", adjusted "),
                  Cell.estimate(fit.adjRSquared(), Precision.decimals(4)))));
      if (!Double.isNaN(whole.statistic())) {
        facts.add(
            new Block.Fact(
                errors.isEmpty() ? "F-statistic" : "F-statistic, robust",
                List.of(
                    Cell.estimate(whole.statistic(), Precision.significant(DIGITS, "F")),
                    Cell.label(" on "),
                    Cell.count(whole.numDf()),
                    Cell.label(" and "),
                    Cell.count(fit.dfResidual()),
                    Cell.label(" DF, p-value "),
                    Cell.pValue(whole.pValue()))));
      }
    }
    Precision fine = Precision.decimals(2);
    facts.add(
        new Block.Fact(
            "AIC",
            List.of(
                Cell.estimate(fit.aic(), fine),
                Cell.label(", BIC "),
                Cell.estimate(fit.bic(), fine),
                Cell.label(", log-likelihood "),
                Cell.estimate(fit.logLik(), fine))));
    return new Block.Facts(facts);
  }
}
