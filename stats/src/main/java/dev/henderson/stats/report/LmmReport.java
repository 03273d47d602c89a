package dev.henderson.stats.report;

import dev.henderson.stats.document.Block;
import dev.henderson.stats.document.Cell;
import dev.henderson.stats.document.Column;
import dev.henderson.stats.document.Precision;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.infer.CoefficientTable;
import dev.henderson.stats.infer.DegreesOfFreedom;
import dev.henderson.stats.lmm.LmmFit;
import dev.henderson.stats.model.Diagnostic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The summary of a linear mixed model, in the order of R's {@code summary}: how it was fitted,
 * criterion, scaled residuals, random effects, fixed effects with tests and intervals, notes.
 */
public final class LmmReport {
  private static final int DIGITS = 4;

  private final LmmFit fit;
  private final CoefficientTable fixed;

  private LmmReport(LmmFit fit, CoefficientTable fixed) {
    this.fit = fit;
    this.fixed = fixed;
  }

  /** The summary with 95% intervals. */
  public static Report of(LmmFit fit, DegreesOfFreedom ddf) {
    return of(fit, CoefficientTable.of(fit, ddf, 0.95));
  }

  /** The summary with tests and intervals already made. */
  public static Report of(LmmFit fit, CoefficientTable fixed) {
    LmmReport report = new LmmReport(fit, fixed);
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Heading(report.title()));
    blocks.add(FitReport.origin(fit.formula(), fit.dataName()));
    blocks.add(report.criterion());
    blocks.add(report.scaledResiduals());
    blocks.add(FitReport.randomEffects(fit, fit.sigma(), FitReport.sizes(fit)));
    blocks.add(CoefficientGrid.of("Fixed effects", fixed, true));
    List<Diagnostic> notes = notes(fit);
    notes.forEach(d -> blocks.add(LmReport.note(d)));
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("call", fit.call());
    data.put("formula", fit.formula());
    data.put("data", fit.dataName().isEmpty() ? null : fit.dataName());
    data.put("glance", glance(fit));
    data.put("tidy", FitTidy.tidy(fit, fit.sigma(), fixed));
    data.put("notes", Report.notes(notes));
    return new Report("lmer", blocks, data);
  }

  private String title() {
    return "Linear mixed model fit by "
        + (fit.reml() ? "REML. " : "maximum likelihood. ")
        + CoefficientGrid.tests(fixed.ddf());
  }

  private Block criterion() {
    Precision fine = Precision.decimals(4);
    if (fit.reml()) {
      Cell value = Cell.estimate(fit.criterion(), fine);
      return new Block.Facts(
          List.of(new Block.Fact("REML criterion at convergence", List.of(value))));
    }
    return new Block.Grid(
        "",
        List.of(
            Column.numbers("AIC", "Akaike's criterion: deviance + 2 parameters"),
            Column.numbers("BIC", "Bayesian criterion: deviance + log(n) parameters"),
            Column.numbers("logLik", "log-likelihood"),
            Column.numbers("deviance", "-2 log-likelihood"),
            Column.numbers("df.resid", "observations less parameters")),
        0,
        List.of(
            List.of(
                Cell.estimate(fit.aic(), fine),
                Cell.estimate(fit.bic(), fine),
                Cell.estimate(fit.logLik(), fine),
                Cell.estimate(fit.criterion(), fine),
                Cell.count((long) fit.nobs() - fit.df()))),
        List.of());
  }

  private Block scaledResiduals() {
    double[] scaled = fit.weightedResiduals();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] /= fit.sigma();
    }
    Arrays.sort(scaled);
    // As many decimals as leave the largest five significant digits: a median near zero wants more.
    double largest = Math.max(Math.abs(scaled[0]), Math.abs(scaled[scaled.length - 1]));
    int decimals = (int) Math.max(0, Math.rint(DIGITS + 1 - Math.log10(largest)));
    Precision precision = Precision.significant(DIGITS, "scaled").atMost(decimals);
    return FitReport.quartiles("Scaled residuals", scaled, precision);
  }

  /**
   * One row of figures about the whole model. {@code ngroups} is a map, {@code theta} a list; the
   * criterion is called {@code REMLcrit} or {@code deviance}.
   */
  public static Map<String, Object> glance(LmmFit fit) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("nobs", fit.nobs());
    row.put("nobs.dropped", fit.rowsDropped());
    row.put("ngroups", fit.ngroups());
    row.put("method", fit.reml() ? "REML" : "ML");
    row.put(fit.reml() ? "REMLcrit" : "deviance", fit.criterion());
    row.put("logLik", fit.logLik());
    row.put("df", fit.df());
    row.put("AIC", fit.aic());
    row.put("BIC", fit.bic());
    row.put("sigma", fit.sigma());
    row.put("theta", Arrays.stream(fit.theta()).boxed().toList());
    row.put("singular", fit.singular());
    row.put("converged", fit.converged());
    row.put("evaluations", fit.evaluations());
    row.put("max.gradient", fit.maxGradient());
    row.put("seconds", fit.seconds());
    return row;
  }

  static List<Diagnostic> notes(LmmFit fit) {
    List<Diagnostic> notes = new ArrayList<>(fit.diagnostics());
    boolean told = notes.stream().anyMatch(d -> d.code().equals("rows-dropped"));
    if (fit.rowsDropped() > 0 && !told) {
      int n = fit.rowsDropped();
      notes.add(
          Diagnostic.note(
              "rows-dropped",
              n == 1
                  ? "1 row was left out because a variable of the model is missing in it."
                  : n + " rows were left out because a variable of the model is missing in them."));
    }
    return notes;
  }
}
