package dev.henderson.stats.report;

import dev.henderson.stats.document.Block;
import dev.henderson.stats.document.Cell;
import dev.henderson.stats.document.Precision;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.infer.CoefficientTable;
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
    blocks.add(FitReport.origin(fit.formula(), fit.dataName()));
    if (fit.dfResidual() > ALL_RESIDUALS) {
      blocks.add(residuals(fit));
    }
    blocks.add(CoefficientGrid.of("Coefficients", coefficients, false));
    blocks.add(foot(fit, errors, whole));
    fit.diagnostics().forEach(d -> blocks.add(note(d)));
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("call", fit.call());
    data.put("formula", fit.formula());
    data.put("data", fit.dataName().isEmpty() ? null : fit.dataName());
    data.put("glance", glance(fit, whole));
    data.put("tidy", FitTidy.tidy(coefficients));
    if (!errors.isEmpty()) {
      data.put("std.error", errors);
    }
    data.put("notes", Report.notes(fit.diagnostics()));
    return new Report("lm", blocks, data);
  }

  /**
   * One row about the whole model: {@code nobs, r.squared, ..., deviance}.
   *
   * @param whole the test of the whole model
   */
  public static Map<String, Object> glance(LmFit fit, FTest whole) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("nobs", fit.nobs());
    row.put("nobs.dropped", fit.rowsDropped());
    row.put("r.squared", fit.rSquared());
    row.put("adj.r.squared", fit.adjRSquared());
    row.put("sigma", fit.sigma());
    row.put("statistic", whole.statistic());
    row.put("p.value", whole.pValue());
    row.put("df", fit.dfModel());
    row.put("df.residual", fit.dfResidual());
    row.put("logLik", fit.logLik());
    row.put("AIC", fit.aic());
    row.put("BIC", fit.bic());
    row.put("deviance", fit.deviance());
    return row;
  }

  static Block.Note note(Diagnostic d) {
    return new Block.Note(d);
  }

  private static Block residuals(LmFit fit) {
    double[] sorted = fit.weightedResiduals();
    Arrays.sort(sorted);
    Precision precision = Precision.significant(DIGITS, "residual");
    String caption = fit.hasWeights() ? "Weighted residuals" : "Residuals";
    return FitReport.quartiles(caption, sorted, precision);
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
    facts.add(new Block.Fact("Number of obs", FitReport.rows(fit)));
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
    facts.add(FitReport.criteria(fit));
    return new Block.Facts(facts);
  }
}
