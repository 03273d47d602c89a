package dev.henderson.stats.report;

import dev.henderson.stats.document.Block;
import dev.henderson.stats.document.Cell;
import dev.henderson.stats.document.Column;
import dev.henderson.stats.document.Precision;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.infer.DegreesOfFreedom;
import dev.henderson.stats.infer.FTest;
import dev.henderson.stats.infer.LikelihoodRatioTest;
import dev.henderson.stats.infer.TermTests;
import dev.henderson.stats.model.Fit;
import dev.henderson.stats.variation.RandomTermTests;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tests of the terms of a fit as a document, fixed and random ones, in the manner of lmerTest. */
public final class TermTestsReport {
  private static final String BOUNDARY =
      "Where one variance is left out it is tested on its boundary: the p value of the chi-squared"
          + " distribution is then too large, the one of the mixture beside it is right for large"
          + " samples. With several variances left out the p value is too large as well.";

  private TermTestsReport() {}

  /** The analysis of variance of a fit: tests of its fixed terms. */
  public static Report of(Fit fit, TermTests anova) {
    boolean chisq = anova.ddf().isAsymptotic();
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Heading(
            "Type " + anova.type() + " analysis of variance table " + method(anova.ddf())));
    blocks.add(FitReport.origin(fit.formula(), ""));
    blocks.add(chisq ? chiSquared(anova) : grid(anova));
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("call", fit.call());
    data.put("formula", fit.formula());
    data.put("type", anova.type().name());
    data.put("ddf", anova.ddf().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    data.put("tidy", tidy(anova));
    return new Report("anova", blocks, data);
  }

  /**
   * One row per term: {@code term, sumsq, meansq, NumDF, DenDF, statistic, p.value}; F or
   * chi-squared.
   */
  public static List<Map<String, Object>> tidy(TermTests anova) {
    boolean chisq = anova.ddf().isAsymptotic();
    List<Map<String, Object>> rows = new ArrayList<>();
    for (TermTests.Row r : anova.rows()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("term", r.term());
      row.put("sumsq", r.sumSq());
      row.put("meansq", r.meanSq());
      row.put("NumDF", r.test().numDf());
      row.put("DenDF", r.test().denDf());
      row.put("statistic", chisq ? r.test().chiSquared() : r.test().statistic());
      row.put("p.value", r.test().pValue());
      row.put("eta2.partial", r.test().partialEtaSquared());
      row.put("omega2.partial", r.test().partialOmegaSquared());
      rows.add(row);
    }
    return rows;
  }

  /** How the tests were made, as the end of a title. */
  static String method(DegreesOfFreedom ddf) {
    return switch (ddf) {
      case SATTERTHWAITE -> "with Satterthwaite's method";
      case KENWARD_ROGER -> "with Kenward-Roger's method";
      case RESIDUAL -> "with residual degrees of freedom";
      case NONE -> "with chi-squared tests";
    };
  }

  private static Block grid(TermTests anova) {
    List<Column> columns =
        List.of(
            Column.words(""),
            Column.numbers("Sum Sq", "mean square times NumDF"),
            Column.numbers("Mean Sq", "F times the residual variance"),
            Column.numbers("NumDF", "numerator degrees of freedom"),
            Column.numbers("DenDF", "denominator degrees of freedom"),
            Column.numbers("F value"),
            Column.numbers("Pr(>F)", "p value"),
            Column.numbers("eta2 p", "partial eta squared"),
            Column.numbers("omega2 p", "partial omega squared"));
    List<List<Cell>> rows = new ArrayList<>();
    for (TermTests.Row r : anova.rows()) {
      FTest test = r.test();
      rows.add(
          List.of(
              Cell.label(r.term()),
              Cell.estimate(r.sumSq(), Precision.significant(5, "sum")),
              Cell.estimate(r.meanSq(), Precision.significant(5, "mean")),
              numDf(test),
              Cell.estimate(test.denDf(), Precision.decimals(2)),
              Cell.estimate(test.statistic(), Precision.significant(5, "F").atMost(4)),
              Cell.pValue(test.pValue()),
              Cell.estimate(test.partialEtaSquared(), Precision.decimals(3)),
              Cell.estimate(test.partialOmegaSquared(), Precision.decimals(3))));
    }
    return new Block.Grid("Tests of fixed effects", columns, 1, rows, List.of());
  }

  /** Wald's chi-squared, where there are no denominator degrees of freedom. */
  private static Block chiSquared(TermTests anova) {
    List<Column> columns =
        List.of(
            Column.words(""),
            Column.numbers("Chisq", "Wald statistic"),
            Column.numbers("Df", "degrees of freedom"),
            Column.numbers("Pr(>Chisq)", "p value of the chi-squared distribution"));
    List<List<Cell>> rows = new ArrayList<>();
    for (TermTests.Row r : anova.rows()) {
      FTest test = r.test();
      rows.add(
          List.of(
              Cell.label(r.term()),
              Cell.estimate(test.chiSquared(), Precision.significant(5, "chisq").atMost(4)),
              numDf(test),
              Cell.pValue(test.pValue())));
    }
    return new Block.Grid("Tests of fixed effects", columns, 1, rows, List.of());
  }

  private static Cell numDf(FTest test) {
    return test.numDf() == 0 ? Cell.missing() : Cell.count(test.numDf());
  }

  /** The tests of random effects of a fit, in the manner of lmerTest's ranova. */
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
    blocks.add(FitReport.origin(fit.formula(), ""));
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
