package dev.henderson.stats.report;

import dev.henderson.stats.document.Block;
import dev.henderson.stats.document.Cell;
import dev.henderson.stats.document.Column;
import dev.henderson.stats.document.NumberText;
import dev.henderson.stats.document.Precision;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.frame.FactorColumn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;

/**
 * A Tablesaw table as a report: its first rows, how many there are, the type of each column, and in
 * the tooltip of its header what it holds (levels, range, missing values).
 */
public final class TableReport {
  /** Tables of up to this many rows are shown whole. */
  public static final int WHOLE = 15;

  /** Of longer tables this many rows are shown. */
  public static final int HEAD = 10;

  private static final int MOST_COLUMNS = 40;
  private static final int MOST_LEVELS = 30;
  private static final int LONGEST_TEXT = 60;
  private static final int DIGITS = 6;
  private static final double EXACT = 0x1p53;

  private TableReport() {}

  /** The table, whole if it is short, else its first ten rows. */
  public static Report of(Table table) {
    return of(table, table.rowCount() <= WHOLE ? WHOLE : HEAD);
  }

  /** The first rows of the table. */
  public static Report of(Table table, int rows) {
    int shownRows = Math.min(rows, table.rowCount());
    int shownColumns = Math.min(MOST_COLUMNS, table.columnCount());
    List<tech.tablesaw.columns.Column<?>> source = table.columns().subList(0, shownColumns);
    List<Column> columns = new ArrayList<>();
    columns.add(Column.numbers("", "row"));
    source.forEach(c -> columns.add(column(c)));
    List<List<Cell>> cells = new ArrayList<>();
    for (int i = 0; i < shownRows; i++) {
      List<Cell> row = new ArrayList<>();
      row.add(Cell.count(i + 1L));
      for (tech.tablesaw.columns.Column<?> c : source) {
        row.add(cell(c, i));
      }
      cells.add(row);
    }
    String name = table.name() == null ? "" : table.name();
    Block grid = new Block.Grid(name, columns, 1, cells, foot(table, shownRows, shownColumns));
    return new Report("table", List.of(grid), data(table));
  }

  private static List<Cell> foot(Table table, int shownRows, int shownColumns) {
    List<Cell> foot = new ArrayList<>();
    foot.add(Cell.count(table.rowCount()));
    foot.add(Cell.label(table.rowCount() == 1 ? " row, " : " rows, "));
    foot.add(Cell.count(table.columnCount()));
    foot.add(Cell.label(table.columnCount() == 1 ? " column" : " columns"));
    if (shownRows < table.rowCount()) {
      foot.add(Cell.label("; the first "));
      foot.add(Cell.count(shownRows));
      foot.add(Cell.label(" rows are shown"));
    }
    if (shownColumns < table.columnCount()) {
      foot.add(Cell.label("; the first "));
      foot.add(Cell.count(shownColumns));
      foot.add(Cell.label(" columns are shown"));
    }
    return foot;
  }

  private static Map<String, Object> data(Table table) {
    List<Map<String, Object>> columns = new ArrayList<>();
    for (tech.tablesaw.columns.Column<?> c : table.columns()) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("name", c.name());
      entry.put("type", type(c).replaceAll(" \\(.*", ""));
      entry.put("missing", c.countMissing());
      if (c instanceof FactorColumn factor) {
        entry.put("levels", factor.levels());
        entry.put("ordered", factor.isOrdered());
      }
      columns.add(entry);
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("name", table.name());
    data.put("nrow", table.rowCount());
    data.put("columns", columns);
    return data;
  }

  private static Column column(tech.tablesaw.columns.Column<?> c) {
    Column.Align align = c instanceof NumericColumn ? Column.Align.RIGHT : Column.Align.LEFT;
    return new Column(c.name(), type(c), align, tooltip(c), false);
  }

  private static String type(tech.tablesaw.columns.Column<?> c) {
    if (c instanceof FactorColumn factor) {
      return (factor.isOrdered() ? "ordered (" : "factor (") + factor.levels().size() + ")";
    }
    ColumnType type = c.type();
    if (type == ColumnType.STRING) {
      return "text";
    } else if (type == ColumnType.BOOLEAN) {
      return "logical";
    } else if (type == ColumnType.SHORT || type == ColumnType.LONG) {
      return "integer";
    } else if (type == ColumnType.FLOAT) {
      return "double";
    }
    return type.name().toLowerCase(java.util.Locale.ROOT).replace("local_", "").replace('_', ' ');
  }

  private static String tooltip(tech.tablesaw.columns.Column<?> c) {
    List<String> parts = new ArrayList<>();
    if (c instanceof NumericColumn<?> numbers) {
      double least = Double.POSITIVE_INFINITY;
      double most = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < numbers.size(); i++) {
        if (!numbers.isMissing(i)) {
          least = Math.min(least, numbers.getDouble(i));
          most = Math.max(most, numbers.getDouble(i));
        }
      }
      if (least <= most) {
        NumberText digits = NumberText.significant(List.of(least, most), DIGITS, 15);
        parts.add("from " + digits.format(least) + " to " + digits.format(most));
      }
    } else if (c instanceof FactorColumn factor) {
      List<String> levels = factor.levels();
      int shown = Math.min(MOST_LEVELS, levels.size());
      String separator = factor.isOrdered() ? " < " : ", ";
      parts.add(
          "levels "
              + String.join(separator, levels.subList(0, shown))
              + (shown < levels.size() ? separator + "..." : ""));
    } else if (c.type() == ColumnType.STRING) {
      parts.add(c.countUnique() + " different values");
    }
    int missing = c.countMissing();
    if (missing > 0) {
      parts.add(missing + " missing");
    }
    return String.join("; ", parts);
  }

  private static Cell cell(tech.tablesaw.columns.Column<?> c, int row) {
    if (c.isMissing(row)) {
      return Cell.missing();
    }
    if (c instanceof NumericColumn<?> numbers) {
      double x = numbers.getDouble(row);
      ColumnType type = c.type();
      boolean whole =
          type == ColumnType.INTEGER || type == ColumnType.SHORT || type == ColumnType.LONG;
      if (whole && Math.abs(x) < EXACT) {
        return Cell.estimate(x, Precision.decimals(0));
      } else if (!whole) {
        return Cell.estimate(x, Precision.significant(DIGITS, c.name()));
      }
    }
    String text = c.getString(row);
    return Cell.label(
        text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT - 1) + "\u2026");
  }
}
