package dev.henderson.stats.report;

import dev.henderson.stats.classical.AnovaRow;
import dev.henderson.stats.classical.AovFit;
import dev.henderson.stats.classical.ErrorStratum;
import dev.henderson.stats.document.Block;
import dev.henderson.stats.document.Cell;
import dev.henderson.stats.document.Column;
import dev.henderson.stats.document.Precision;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.statsmodels.RepeatedMeasures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The table of a repeated-measures analysis of variance as statsmodels prints it. */
public final class AnovaRmReport {
  /**
   * A row of the table.
   *
   * @param term such as {@code A:B}
   * @param f mean square of the term over that of its interaction with the subjects
   * @param numDf degrees of freedom of the term
   * @param denDf degrees of freedom of the interaction with the subjects
   * @param pValue P(F &gt; f)
   */
  public record Row(String term, double f, int numDf, int denDf, double pValue) {}

  private AnovaRmReport() {}

  /** The rows, main effects first. */
  public static List<Row> rows(AovFit fit) {
    List<Row> out = new ArrayList<>();
    for (ErrorStratum stratum : fit.strata()) {
      int rest = stratum.residual().map(AnovaRow::df).orElse(0);
      for (AnovaRow r : stratum.rows()) {
        if (!r.isResidual()) {
          out.add(new Row(r.term(), r.f(), r.df(), rest, r.pValue()));
        }
      }
    }
    return List.copyOf(out);
  }

  /** The report of an analysis. */
  public static Report of(RepeatedMeasures analysis, AovFit fit) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Heading("Repeated measures analysis of variance"));
    List<Block.Fact> facts = new ArrayList<>();
    facts.add(new Block.Fact("Dependent Variable", List.of(Cell.code(analysis.response()))));
    facts.add(new Block.Fact("Subjects", List.of(Cell.count(analysis.subjects()))));
    facts.add(new Block.Fact("The same in R", List.of(Cell.code(analysis.call()))));
    blocks.add(new Block.Facts(facts));
    List<Column> columns =
        List.of(
            Column.words(""),
            Column.numbers("F Value", "mean square over that of the interaction with subjects"),
            Column.numbers("Num DF", "degrees of freedom of the term"),
            Column.numbers("Den DF", "degrees of freedom of the interaction with subjects"),
            Column.numbers("Pr > F", "p value, if sphericity holds"));
    List<List<Cell>> rows = new ArrayList<>();
    List<Map<String, Object>> tidy = new ArrayList<>();
    for (Row r : rows(fit)) {
      rows.add(
          List.of(
              Cell.label(r.term()),
              Cell.estimate(r.f(), Precision.decimals(4)),
              Cell.count(r.numDf()),
              Cell.count(r.denDf()),
              Cell.pValue(r.pValue())));
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("term", r.term());
      row.put("statistic", r.f());
      row.put("NumDF", r.numDf());
      row.put("DenDF", r.denDf());
      row.put("p.value", r.pValue());
      tidy.add(row);
    }
    blocks.add(new Block.Grid("Tests within subjects", columns, 1, rows, List.of()));
    if (!fit.sphericity().isEmpty()) {
      blocks.add(AovReport.sphericity(fit.sphericity()));
    }
    fit.diagnostics().forEach(d -> blocks.add(LmReport.note(d)));
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("call", analysis.call());
    data.put("formula", fit.formula());
    data.put("data", fit.dataName().isEmpty() ? null : fit.dataName());
    data.put("subjects", analysis.subjects());
    data.put("glance", AovReport.glance(fit));
    data.put("tidy", tidy);
    data.put("sphericity", AovReport.tidySphericity(fit.sphericity()));
    data.put("notes", Report.notes(fit.diagnostics()));
    return new Report("anovarm", blocks, data);
  }
}
