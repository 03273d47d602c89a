package dev.henderson.kernel.assist;

import dev.henderson.stats.frame.FactorColumn;
import java.util.List;
import java.util.Locale;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import tech.tablesaw.columns.strings.StringColumnType;

/** The columns of a table in a few words: type, levels, missing values. */
final class Columns {
  private static final int SHOWN_LEVELS = 6;

  private Columns() {}

  /** One word for the type of a column. */
  static String type(Column<?> column) {
    if (column instanceof FactorColumn factor) {
      return factor.isOrdered() ? "ordered" : "factor";
    } else if (column instanceof NumericColumn) {
      return "number";
    } else if (column instanceof BooleanColumn) {
      return "logical";
    }
    return column.type() instanceof StringColumnType
        ? "text"
        : column.type().name().toLowerCase(Locale.ROOT);
  }

  /** The type, with the levels of what is categorical. */
  static String words(Column<?> column) {
    String type = type(column);
    String missing = column.countMissing() == 0 ? "" : "; " + column.countMissing() + " missing";
    if (column instanceof NumericColumn || column instanceof BooleanColumn) {
      return type + missing;
    }
    List<String> levels = FactorColumn.levelsOf(column);
    String some =
        levels.size() > SHOWN_LEVELS
            ? String.join(", ", levels.subList(0, SHOWN_LEVELS)) + ", ..."
            : String.join(", ", levels);
    return type + ", " + levels.size() + " levels: " + some + missing;
  }

  /** A table in one line. */
  static String words(Table table) {
    return table.rowCount()
        + " rows, "
        + table.columnCount()
        + " columns: "
        + String.join(", ", table.columnNames());
  }
}
