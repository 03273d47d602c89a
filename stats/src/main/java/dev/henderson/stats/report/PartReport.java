package dev.henderson.stats.report;

import dev.henderson.stats.document.Block;
import dev.henderson.stats.document.Cell;
import dev.henderson.stats.document.Column;
import dev.henderson.stats.document.Precision;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.mixed.ConditionalModes;
import dev.henderson.stats.mixed.VarCorr;
import dev.henderson.stats.model.Coefficients;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an accessor of a fit gives, as a report: coefficients, variances, conditional modes. */
public final class PartReport {
  private PartReport() {}

  /** Coefficients with their standard errors. */
  public static Report of(Coefficients coefficients) {
    List<Column> columns =
        List.of(Column.words(""), Column.numbers("Estimate"), Column.numbers("Std. Error"));
    Precision precision = Precision.significant(4, "coefficient");
    List<List<Cell>> rows = new ArrayList<>();
    List<Map<String, Object>> tidy = new ArrayList<>();
    for (int i = 0; i < coefficients.size(); i++) {
      String name = coefficients.names().get(i);
      double estimate = coefficients.estimate(i);
      double error = coefficients.standardError(i);
      rows.add(
          List.of(
              Cell.label(name),
              Cell.estimate(estimate, precision),
              Cell.estimate(error, precision)));
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("term", name);
      row.put("estimate", estimate);
      row.put("std.error", error);
      tidy.add(row);
    }
    Block grid = new Block.Grid("Coefficients", columns, 1, rows, List.of());
    return new Report("coefficients", List.of(grid), Map.of("tidy", tidy));
  }

  /** Standard deviations and correlations of random effects, one table per term. */
  public static Report ofVarCorr(List<VarCorr> terms) {
    return new Report(
        "VarCorr",
        terms.stream().map(PartReport::grid).toList(),
        Map.of("tidy", LmmTidy.ranPars(terms)));
  }

  private static Block grid(VarCorr term) {
    List<Column> columns = new ArrayList<>();
    columns.add(Column.words(term.group()));
    columns.add(Column.numbers("Variance"));
    columns.add(Column.numbers("Std.Dev."));
    int correlations = term.correlated() ? term.size() - 1 : 0;
    for (int j = 0; j < correlations; j++) {
      columns.add(j == 0 ? Column.numbers("Corr") : Column.continuing());
    }
    List<List<Cell>> rows = new ArrayList<>();
    for (int i = 0; i < term.size(); i++) {
      List<Cell> row = new ArrayList<>();
      row.add(Cell.label(term.effects().get(i)));
      row.add(Cell.estimate(term.variance(i), Precision.significant(4, "variance")));
      row.add(Cell.estimate(term.sd(i), Precision.significant(4, "sd")));
      for (int j = 0; j < correlations; j++) {
        row.add(
            j < i ? Cell.estimate(term.correlation(i, j), Precision.decimals(2)) : Cell.blank());
      }
      rows.add(row);
    }
    return new Block.Grid("Random effects of " + term.group(), columns, 1, rows, List.of());
  }

  /** Conditional modes of random effects, one table per term. */
  public static Report ofRanef(List<ConditionalModes> terms) {
    return new Report(
        "ranef",
        terms.stream().map(RanefReport::grid).toList(),
        Map.of("tidy", LmmTidy.ranVals(terms)));
  }
}
