package dev.henderson.stats.report;

import dev.henderson.stats.document.Block;
import dev.henderson.stats.document.Cell;
import dev.henderson.stats.document.Column;
import dev.henderson.stats.document.Precision;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.infer.CoefficientTable;
import dev.henderson.stats.infer.CoefficientTest;
import dev.henderson.stats.infer.DegreesOfFreedom;
import dev.henderson.stats.linalg.Quantile;
import dev.henderson.stats.lmm.LmmFit;
import dev.henderson.stats.model.Diagnostic;
import dev.henderson.stats.model.VarCorr;
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
  private static final Precision STATISTIC = Precision.significant(DIGITS, "t").atMost(3);
  private static final Precision COEFFICIENT = Precision.significant(DIGITS, "coefficient");

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
    blocks.add(report.origin());
    blocks.add(report.criterion());
    blocks.add(report.scaledResiduals());
    blocks.add(report.randomEffects());
    blocks.add(report.fixedEffects());
    List<Diagnostic> notes = notes(fit);
    notes.forEach(d -> blocks.add(LmReport.note(d)));
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("call", fit.call());
    data.put("formula", fit.formula());
    data.put("data", fit.dataName().isEmpty() ? null : fit.dataName());
    data.put("glance", LmmTidy.glance(fit));
    data.put("tidy", LmmTidy.tidy(fit, fixed));
    data.put("notes", Report.notes(notes));
    return new Report("lmer", blocks, data);
  }

  private String title() {
    String tests =
        switch (fixed.ddf()) {
          case SATTERTHWAITE -> "t-tests use Satterthwaite's method";
          case KENWARD_ROGER -> "t-tests use Kenward-Roger's method";
          case RESIDUAL -> "t-tests use residual degrees of freedom";
          case NONE -> "z-tests use the normal distribution";
        };
    return "Linear mixed model fit by " + (fit.reml() ? "REML. " : "maximum likelihood. ") + tests;
  }

  private Block origin() {
    List<Block.Fact> facts = new ArrayList<>();
    if (!fit.formula().isEmpty()) {
      facts.add(new Block.Fact("Formula", List.of(Cell.code(fit.formula()))));
    }
    if (!fit.dataName().isEmpty()) {
      facts.add(new Block.Fact("Data", List.of(Cell.code(fit.dataName()))));
    }
    return new Block.Facts(facts);
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
    List<Column> columns = new ArrayList<>();
    List<Cell> row = new ArrayList<>();
    List<String> names = List.of("Min", "1Q", "Median", "3Q", "Max");
    for (int k = 0; k < names.size(); k++) {
      columns.add(Column.numbers(names.get(k)));
      row.add(Cell.estimate(Quantile.ofSorted(scaled, k / 4.0), precision));
    }
    return new Block.Grid("Scaled residuals", columns, 0, List.of(row), List.of());
  }

  private Block randomEffects() {
    int widest =
        fit.varCorr().stream().filter(VarCorr::correlated).mapToInt(VarCorr::size).max().orElse(1);
    List<Column> columns = new ArrayList<>();
    columns.add(Column.words("Groups"));
    columns.add(Column.words("Name"));
    columns.add(Column.numbers("Variance"));
    columns.add(Column.numbers("Std.Dev."));
    for (int j = 1; j < widest; j++) {
      columns.add(j == 1 ? Column.numbers("Corr") : Column.continuing());
    }
    List<List<Cell>> rows = new ArrayList<>();
    for (VarCorr term : fit.varCorr()) {
      for (int i = 0; i < term.size(); i++) {
        List<Cell> row = new ArrayList<>();
        row.add(i == 0 ? Cell.label(term.group()) : Cell.repeated(term.group()));
        row.add(Cell.label(term.effects().get(i)));
        addVariance(row, term.variance(i));
        for (int j = 0; j < widest - 1; j++) {
          row.add(
              term.correlated() && j < i
                  ? Cell.estimate(term.correlation(i, j), Precision.decimals(2))
                  : Cell.blank());
        }
        rows.add(row);
      }
    }
    List<Cell> residual = new ArrayList<>(List.of(Cell.label("Residual"), Cell.blank()));
    addVariance(residual, fit.sigma() * fit.sigma());
    while (residual.size() < columns.size()) {
      residual.add(Cell.blank());
    }
    rows.add(residual);
    return new Block.Grid("Random effects", columns, 2, rows, sizes());
  }

  private static void addVariance(List<Cell> row, double variance) {
    row.add(Cell.estimate(variance, Precision.significant(DIGITS, "variance")));
    row.add(Cell.estimate(Math.sqrt(variance), Precision.significant(DIGITS, "sd")));
  }

  private List<Cell> sizes() {
    List<Cell> sentence = new ArrayList<>();
    sentence.add(Cell.label("Number of obs: "));
    sentence.add(Cell.count(fit.nobs()));
    if (fit.rowsDropped() > 0) {
      sentence.add(Cell.label(" ("));
      sentence.add(Cell.count(fit.rowsDropped()));
      sentence.add(Cell.label(" dropped)"));
    }
    String separator = ", groups: ";
    for (Map.Entry<String, Integer> group : fit.ngroups().entrySet()) {
      sentence.add(Cell.label(separator + group.getKey() + ", "));
      sentence.add(Cell.count(group.getValue()));
      separator = "; ";
    }
    return sentence;
  }

  private Block fixedEffects() {
    boolean normal = fixed.ddf() == DegreesOfFreedom.NONE;
    double tail = (1 - fixed.level()) / 2;
    List<Column> columns = new ArrayList<>();
    columns.add(Column.words(""));
    columns.add(Column.numbers("Estimate"));
    columns.add(Column.numbers("Std. Error"));
    if (!normal) {
      columns.add(Column.numbers("df", "degrees of freedom: " + title().replaceAll(".* use ", "")));
    }
    columns.add(Column.numbers(normal ? "z value" : "t value", "Estimate / Std. Error"));
    columns.add(Column.numbers(normal ? "Pr(>|z|)" : "Pr(>|t|)", "two-sided p value"));
    String interval = ConfintReport.percent(fixed.level()) + "% confidence interval";
    columns.add(Column.numbers(ConfintReport.percent(tail) + " %", "lower end of the " + interval));
    columns.add(
        Column.numbers(ConfintReport.percent(1 - tail) + " %", "upper end of the " + interval));
    List<List<Cell>> rows = new ArrayList<>();
    for (CoefficientTest test : fixed.rows()) {
      rows.add(coefficient(test, normal));
    }
    return new Block.Grid("Fixed effects", columns, 1, rows, List.of());
  }

  /** The row of a coefficient; without degrees of freedom if its test is by the normal. */
  static List<Cell> coefficient(CoefficientTest test, boolean normal) {
    List<Cell> row = new ArrayList<>();
    row.add(Cell.label(test.term()));
    row.add(Cell.estimate(test.estimate(), COEFFICIENT.following()));
    row.add(Cell.estimate(test.standardError(), COEFFICIENT));
    if (!normal) {
      row.add(Cell.estimate(test.df(), Precision.decimals(2)));
    }
    row.add(Cell.estimate(test.statistic(), STATISTIC));
    row.add(Cell.pValue(test.pValue()));
    row.add(Cell.estimate(test.confLow(), COEFFICIENT.following()));
    row.add(Cell.estimate(test.confHigh(), COEFFICIENT.following()));
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
