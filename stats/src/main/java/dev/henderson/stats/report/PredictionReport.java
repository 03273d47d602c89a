package dev.henderson.stats.report;

import dev.henderson.stats.document.Block;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.infer.Predictions;
import dev.henderson.stats.model.Fit;
import dev.henderson.stats.model.HasRandomEffects;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Predictions beside the new data as a table and as a document. */
public final class PredictionReport {
  /** The data of a report hold so many rows at most. */
  public static final int KEPT_ROWS = 5000;

  private PredictionReport() {}

  /**
   * The new data with {@code .fitted, .se.fit, .lower, .upper} (of the mean) and {@code
   * .lower.pred, .upper.pred} (of one observation).
   */
  public static Table table(Table newData, Predictions predictions) {
    Table table = newData.copy();
    int n = predictions.rows().size();
    double[][] columns = new double[6][n];
    for (int i = 0; i < n; i++) {
      Predictions.Row r = predictions.rows().get(i);
      columns[0][i] = r.fitted();
      columns[1][i] = r.standardError();
      columns[2][i] = r.low();
      columns[3][i] = r.high();
      columns[4][i] = r.lowObservation();
      columns[5][i] = r.highObservation();
    }
    String[] names = {".fitted", ".se.fit", ".lower", ".upper", ".lower.pred", ".upper.pred"};
    for (int c = 0; c < names.length; c++) {
      if (table.columnNames().contains(names[c])) {
        table.removeColumns(names[c]);
      }
      table.addColumns(DoubleColumn.create(names[c], columns[c]));
    }
    return table;
  }

  /** The table as a document. */
  public static Report of(Fit fit, Table table, Predictions predictions) {
    if (!(fit instanceof HasRandomEffects)) {
      return report("Predictions", fit.call(), table, predictions, "");
    }
    String title =
        "Predictions "
            + switch (predictions.form().toString()) {
              case "all" -> "with the random effects of each level";
              case "none" -> "for the population, random effects left out";
              default -> "with the random effects " + predictions.form();
            };
    return report(title, fit.call(), table, predictions, "; the variances count as known");
  }

  private static Report report(
      String title, String call, Table table, Predictions predictions, String known) {
    String percent = ConfintReport.percent(predictions.level()) + "%";
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Heading(title));
    blocks.addAll(TableReport.of(table).blocks());
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("call", call);
    data.put("re", predictions.form().toString());
    data.put("level", predictions.level());
    data.put("nrow", table.rowCount());
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int i = 0; i < Math.min(KEPT_ROWS, table.rowCount()); i++) {
      Map<String, Object> row = new LinkedHashMap<>();
      for (Column<?> column : table.columns()) {
        Object value = column.isMissing(i) ? null : column.get(i);
        boolean plain = value == null || value instanceof Number || value instanceof Boolean;
        row.put(column.name(), plain ? value : column.getString(i));
      }
      rows.add(row);
    }
    data.put("tidy", rows);
    Report report = new Report("predict", blocks, data);
    String intervals =
        "The first interval ("
            + percent
            + ") is of the mean, the second of one observation"
            + known
            + ".";
    List<String> cut =
        table.rowCount() > KEPT_ROWS
            ? List.of("The notebook keeps the first " + KEPT_ROWS + " rows; the table has all.")
            : List.of();
    return report
        .noting("intervals", List.of(intervals))
        .noting("rows", cut)
        .noting("new-levels", predictions.notes());
  }
}
