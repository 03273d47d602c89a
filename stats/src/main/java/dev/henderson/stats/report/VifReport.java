package dev.henderson.stats.report;

import dev.henderson.stats.document.Block;
import dev.henderson.stats.document.Cell;
import dev.henderson.stats.document.Column;
import dev.henderson.stats.document.Precision;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.lm.VarianceInflation;
import dev.henderson.stats.model.Fit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Variance inflation factors as a document. */
public final class VifReport {
  private VifReport() {}

  /** The factors of a fit. */
  public static Report of(Fit fit, List<VarianceInflation> factors) {
    boolean single = factors.stream().allMatch(v -> v.df() == 1);
    List<Column> columns = new ArrayList<>();
    columns.add(Column.words(""));
    columns.add(
        single
            ? Column.numbers("VIF", "variance with the other terms over that without")
            : Column.numbers("GVIF", "generalised variance inflation factor"));
    if (!single) {
      columns.add(Column.numbers("Df", "columns of the term"));
      columns.add(Column.numbers("GVIF^(1/(2*Df))", "comparable between terms of different Df"));
    }
    List<List<Cell>> rows = new ArrayList<>();
    List<Map<String, Object>> tidy = new ArrayList<>();
    for (VarianceInflation v : factors) {
      List<Cell> line = new ArrayList<>();
      line.add(Cell.label(v.term()));
      line.add(Cell.estimate(v.gvif(), Precision.significant(4, "gvif").atMost(3)));
      if (!single) {
        line.add(Cell.count(v.df()));
        line.add(Cell.estimate(v.scaled(), Precision.significant(4, "scaled").atMost(3)));
      }
      rows.add(line);
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("term", v.term());
      row.put("gvif", v.gvif());
      row.put("df", v.df());
      row.put("gvif.scaled", v.scaled());
      tidy.add(row);
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("call", fit.call());
    data.put("formula", fit.formula());
    data.put("tidy", tidy);
    data.put("notes", List.of());
    String foot =
        single
            ? "The standard error of a coefficient is √VIF times what it would be alone."
            : "The last column squared reads as a VIF.";
    return new Report(
        "vif",
        List.of(
            new Block.Heading("Variance inflation"),
            FitReport.origin(fit.formula(), fit.dataName()),
            new Block.Grid("", columns, 1, rows, List.of(Cell.label(foot)))),
        data);
  }
}
