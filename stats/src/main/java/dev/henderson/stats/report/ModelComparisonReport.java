package dev.henderson.stats.report;

import dev.henderson.stats.document.Block;
import dev.henderson.stats.document.Cell;
import dev.henderson.stats.document.Column;
import dev.henderson.stats.document.Precision;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.infer.LikelihoodComparison;
import dev.henderson.stats.infer.LikelihoodRatioTest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Mixed models compared by likelihood-ratio tests, as a document in the manner of R's anova. */
public final class ModelComparisonReport {
  private ModelComparisonReport() {}

  /** The table of a comparison. */
  public static Report of(LikelihoodComparison comparison) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Heading(
            comparison.reml()
                ? "Models compared by their REML criteria"
                : "Models compared by likelihood-ratio tests"));
    List<Block.Fact> models = new ArrayList<>();
    comparison
        .rows()
        .forEach(r -> models.add(new Block.Fact(r.name(), List.of(Cell.code(r.formula())))));
    blocks.add(new Block.Facts(models));
    blocks.add(grid(comparison));
    comparison.notes().forEach(d -> blocks.add(new Block.Note(d)));
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("method", comparison.reml() ? "REML" : "ML");
    data.put("tidy", tidy(comparison));
    data.put("notes", Report.notes(comparison.notes()));
    return new Report("anova", blocks, data);
  }

  /**
   * One row per model: {@code term} (its name), {@code npar, AIC, BIC, logLik, deviance, statistic,
   * df, p.value}, then {@code p.boundary}, the Akaike {@code weight} and {@code AICc}.
   */
  public static List<Map<String, Object>> tidy(LikelihoodComparison comparison) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (LikelihoodComparison.Row r : comparison.rows()) {
      LikelihoodRatioTest test = r.test();
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("term", r.name());
      row.put("npar", r.npar());
      row.put("AIC", r.aic());
      row.put("BIC", r.bic());
      row.put("logLik", r.logLik());
      row.put("deviance", r.deviance());
      row.put("statistic", test == null ? null : test.chisq());
      row.put("df", test == null ? null : test.df());
      row.put("p.value", test == null ? null : test.pValue());
      row.put("p.boundary", test == null ? null : test.boundaryPValue());
      row.put("weight", r.weight());
      row.put("AICc", r.aicc());
      rows.add(row);
    }
    return rows;
  }

  private static Block grid(LikelihoodComparison comparison) {
    boolean boundary =
        comparison.rows().stream()
            .anyMatch(r -> r.test() != null && !Double.isNaN(r.test().boundaryPValue()));
    List<Column> columns = new ArrayList<>();
    columns.add(Column.words(""));
    columns.add(Column.numbers("npar", "number of parameters"));
    columns.add(Column.numbers("AIC", "Akaike's criterion"));
    columns.add(Column.numbers("BIC", "Bayesian criterion"));
    columns.add(Column.numbers("logLik", "log-likelihood"));
    columns.add(
        comparison.reml()
            ? Column.numbers("REML crit.", "-2 restricted log-likelihood")
            : Column.numbers("deviance", "-2 log-likelihood"));
    columns.add(Column.numbers("Chisq", "difference of the criteria"));
    columns.add(Column.numbers("Df", "difference of the numbers of parameters"));
    columns.add(Column.numbers("Pr(>Chisq)", "p value of the chi-squared distribution"));
    if (boundary) {
      columns.add(Column.numbers("mixture", "p value where a variance is on its boundary"));
    }
    // R's columns first: a narrow page shows the p values.
    columns.add(Column.numbers("AICc", "Akaike's criterion corrected for small samples"));
    columns.add(Column.numbers("weight", "Akaike weight among these models"));
    Precision fine = Precision.decimals(2);
    List<List<Cell>> rows = new ArrayList<>();
    for (LikelihoodComparison.Row r : comparison.rows()) {
      List<Cell> row = new ArrayList<>();
      row.add(Cell.label(r.name()));
      row.add(Cell.count(r.npar()));
      row.add(Cell.estimate(r.aic(), fine));
      row.add(Cell.estimate(r.bic(), fine));
      row.add(Cell.estimate(r.logLik(), fine));
      row.add(Cell.estimate(r.deviance(), fine));
      addTest(row, r.test(), boundary);
      row.add(Cell.estimate(r.aicc(), fine));
      row.add(Cell.estimate(r.weight(), Precision.decimals(3)));
      rows.add(row);
    }
    return new Block.Grid("Models, the smallest first", columns, 1, rows, List.of());
  }

  /** Chi-squared, df and p values; blanks where there is no test. */
  static void addTest(List<Cell> row, LikelihoodRatioTest test, boolean boundary) {
    if (test == null) {
      for (int i = 0; i < (boundary ? 4 : 3); i++) {
        row.add(Cell.blank());
      }
      return;
    }
    row.add(Cell.estimate(test.chisq(), Precision.significant(5, "chisq").atMost(4)));
    row.add(Cell.count(test.df()));
    row.add(Cell.pValue(test.pValue()));
    if (boundary) {
      row.add(
          Double.isNaN(test.boundaryPValue()) ? Cell.blank() : Cell.pValue(test.boundaryPValue()));
    }
  }
}
