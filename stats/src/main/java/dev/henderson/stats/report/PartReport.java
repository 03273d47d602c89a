package dev.henderson.stats.report;

import dev.henderson.stats.document.Block;
import dev.henderson.stats.document.Cell;
import dev.henderson.stats.document.Column;
import dev.henderson.stats.document.Precision;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.model.Coefficients;
import dev.henderson.stats.model.ConditionalModes;
import dev.henderson.stats.model.VarCorr;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an accessor of a fit gives, as a report: coefficients, variances, conditional modes. */
public final class PartReport {
  /** Of terms with more levels than this the first so many are shown. */
  public static final int SHOWN = 30;

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
        Map.of("tidy", FitTidy.ranPars(terms)));
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

  /**
   * Conditional modes of random effects with their conditional standard deviations, one table per
   * term; the data hold every level, the table the first {@value #SHOWN}.
   */
  public static Report ofRanef(List<ConditionalModes> terms) {
    return ofRanef(terms, Map.of());
  }

  /** The same, naming the call of the fit they are of. */
  public static Report ofRanef(List<ConditionalModes> terms, String call) {
    return ofRanef(terms, Map.of("call", call));
  }

  private static Report ofRanef(List<ConditionalModes> terms, Map<String, Object> of) {
    Map<String, Object> data = new LinkedHashMap<>(of);
    data.put("tidy", FitTidy.ranVals(terms));
    return new Report("ranef", terms.stream().map(PartReport::modes).toList(), data);
  }

  private static Block modes(ConditionalModes modes) {
    List<Column> columns = new ArrayList<>();
    columns.add(Column.words(modes.group()));
    for (String effect : modes.effects()) {
      columns.add(Column.numbers(effect, "conditional mode (BLUP)"));
      columns.add(Column.numbers("SD", "conditional standard deviation of " + effect));
    }
    int levels = modes.levels().size();
    List<List<Cell>> rows = new ArrayList<>();
    for (int level = 0; level < Math.min(levels, SHOWN); level++) {
      List<Cell> row = new ArrayList<>();
      row.add(Cell.label(modes.levels().get(level)));
      for (int effect = 0; effect < modes.effects().size(); effect++) {
        String name = modes.effects().get(effect);
        // A mode is shown as finely as its standard deviation deserves.
        Precision precision = Precision.significant(4, name);
        row.add(Cell.estimate(modes.mode(level, effect), precision.following()));
        row.add(Cell.estimate(modes.sd(level, effect), precision));
      }
      rows.add(row);
    }
    List<Cell> foot = new ArrayList<>();
    if (levels > SHOWN) {
      foot.addAll(
          List.of(Cell.count(levels), Cell.label(" levels; the first "), Cell.count(SHOWN)));
      foot.add(Cell.label(" are shown, m.tidyRanef() has all"));
    }
    return new Block.Grid(
        "Conditional modes of " + modes.group() + " with their standard deviations",
        columns,
        1,
        rows,
        foot);
  }
}
