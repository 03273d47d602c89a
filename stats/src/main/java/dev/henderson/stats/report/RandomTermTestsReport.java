package dev.henderson.stats.report;

import dev.henderson.stats.document.Block;
import dev.henderson.stats.document.Cell;
import dev.henderson.stats.document.Column;
import dev.henderson.stats.document.Precision;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.infer.LikelihoodRatioTest;
import dev.henderson.stats.model.Fit;
import dev.henderson.stats.variation.RandomTermTests;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tests of random effects as a document, in the manner of lmerTest's ranova. */
public final class RandomTermTestsReport {
  private static final String BOUNDARY =
      "Where one variance is left out it is tested on its boundary: the p value of the chi-squared"
          + " distribution is then too large, the one of the mixture beside it is right for large"
          + " samples. With several variances left out the p value is too large as well.";

  private RandomTermTestsReport() {}

  /** The table of a fit. */
  public static Report of(Fit fit, RandomTermTests tests) {
    List<Column> columns = new ArrayList<>();
    columns.add(Column.words("left out"));
    columns.add(Column.numbers("npar", "number of parameters"));
    columns.add(Column.numbers("logLik", tests.reml() ? "restricted log-likelihood" : ""));
    columns.add(Column.numbers("AIC"));
    columns.add(Column.numbers("LRT", "likelihood-ratio statistic"));
    columns.add(Column.numbers("Df"));
    columns.add(Column.numbers("Pr(>Chisq)", "p value of the chi-squared distribution"));
    columns.add(Column.numbers("mixture", "p value where a variance is on its boundary"));
    List<List<Cell>> rows = new ArrayList<>();
    for (RandomTermTests.Row r : tests.rows()) {
      List<Cell> row = new ArrayList<>();
      row.add(r.test() == null ? Cell.label("nothing") : Cell.code(r.term()));
      row.add(Cell.count(r.npar()));
      row.add(Cell.estimate(r.logLik(), Precision.decimals(2)));
      row.add(Cell.estimate(r.aic(), Precision.decimals(2)));
      ModelComparisonReport.addTest(row, r.test(), true);
      rows.add(row);
    }
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Heading(
            "Tests of random effects by leaving each out, "
                + (tests.reml() ? "REML criteria" : "likelihoods")));
    if (!fit.formula().isEmpty()) {
      blocks.add(
          new Block.Facts(List.of(new Block.Fact("Formula", List.of(Cell.code(fit.formula()))))));
    }
    blocks.add(new Block.Grid("Likelihood-ratio tests", columns, 1, rows, List.of()));
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("call", fit.call());
    data.put("formula", fit.formula());
    data.put("method", tests.reml() ? "REML" : "ML");
    data.put("tidy", tidy(tests));
    return new Report("ranova", blocks, data).noting("boundary", List.of(BOUNDARY));
  }

  /** One row per model: {@code term, npar, logLik, AIC, statistic, df, p.value, p.boundary}. */
  public static List<Map<String, Object>> tidy(RandomTermTests tests) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (RandomTermTests.Row r : tests.rows()) {
      LikelihoodRatioTest test = r.test();
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("term", r.term());
      row.put("npar", r.npar());
      row.put("logLik", r.logLik());
      row.put("AIC", r.aic());
      row.put("statistic", test == null ? null : test.chisq());
      row.put("df", test == null ? null : test.df());
      row.put("p.value", test == null ? null : test.pValue());
      row.put("p.boundary", test == null ? null : test.boundaryPValue());
      rows.add(row);
    }
    return rows;
  }
}
