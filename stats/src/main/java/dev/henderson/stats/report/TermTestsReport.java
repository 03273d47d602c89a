package dev.henderson.stats.report;

import dev.henderson.stats.document.Block;
import dev.henderson.stats.document.Cell;
import dev.henderson.stats.document.Column;
import dev.henderson.stats.document.Precision;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.infer.DegreesOfFreedom;
import dev.henderson.stats.infer.FTest;
import dev.henderson.stats.infer.TermTests;
import dev.henderson.stats.model.Fit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Wald tests of the terms of a fit as a document, in the manner of lmerTest. */
public final class TermTestsReport {
  private TermTestsReport() {}

  /** The table of a fit. */
  public static Report of(Fit fit, TermTests anova) {
    boolean chisq = anova.ddf().isAsymptotic();
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Heading(
            "Type " + anova.type() + " analysis of variance table " + method(anova.ddf())));
    if (!fit.formula().isEmpty()) {
      blocks.add(
          new Block.Facts(List.of(new Block.Fact("Formula", List.of(Cell.code(fit.formula()))))));
    }
    blocks.add(grid(anova, chisq));
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("call", fit.call());
    data.put("formula", fit.formula());
    data.put("type", anova.type().name());
    data.put("ddf", anova.ddf().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    data.put("tidy", tidy(anova));
    return new Report("anova", blocks, data);
  }

  /** One row per term: {@code term, sumsq, meansq, NumDF, DenDF, statistic, p.value}. */
  public static List<Map<String, Object>> tidy(TermTests anova) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (TermTests.Row r : anova.rows()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("term", r.term());
      row.put("sumsq", r.sumSq());
      row.put("meansq", r.meanSq());
      row.put("NumDF", r.test().numDf());
      row.put("DenDF", r.test().denDf());
      row.put("statistic", r.test().statistic());
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

  private static Block grid(TermTests anova, boolean chisq) {
    List<Column> columns = new ArrayList<>();
    columns.add(Column.words(""));
    columns.add(Column.numbers("Sum Sq", "mean square times NumDF"));
    columns.add(Column.numbers("Mean Sq", "F times the residual variance"));
    columns.add(Column.numbers("NumDF", "numerator degrees of freedom"));
    columns.add(Column.numbers("DenDF", "denominator degrees of freedom"));
    columns.add(Column.numbers("F value"));
    columns.add(Column.numbers("Pr(>F)", "p value"));
    columns.add(Column.numbers("eta2 p", "partial eta squared"));
    columns.add(Column.numbers("omega2 p", "partial omega squared"));
    if (chisq) {
      columns.subList(7, 9).clear();
      columns.remove(4);
    }
    List<List<Cell>> rows = new ArrayList<>();
    for (TermTests.Row r : anova.rows()) {
      FTest test = r.test();
      List<Cell> row = new ArrayList<>();
      row.add(Cell.label(r.term()));
      row.add(Cell.estimate(r.sumSq(), Precision.significant(5, "sum")));
      row.add(Cell.estimate(r.meanSq(), Precision.significant(5, "mean")));
      row.add(test.numDf() == 0 ? Cell.missing() : Cell.count(test.numDf()));
      row.add(Cell.estimate(test.denDf(), Precision.decimals(2)));
      row.add(Cell.estimate(test.statistic(), Precision.significant(5, "F").atMost(4)));
      row.add(Cell.pValue(test.pValue()));
      row.add(Cell.estimate(test.partialEtaSquared(), Precision.decimals(3)));
      row.add(Cell.estimate(test.partialOmegaSquared(), Precision.decimals(3)));
      if (chisq) {
        row.subList(7, 9).clear();
        row.remove(4);
      }
      rows.add(row);
    }
    return new Block.Grid("Tests of fixed effects", columns, 1, rows, List.of());
  }
}
