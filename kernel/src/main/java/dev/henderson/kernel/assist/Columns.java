package dev.henderson.kernel.assist;

import dev.henderson.stats.frame.FactorColumn;
import java.math.BigDecimal;
import java.math.MathContext;
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
  private static final int SHOWN_DIGITS = 7;
  private static final int MOST_DIGITS = 12;

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

  /** The same, with the smallest and the largest of numbers; these are looked for. */
  static String range(Column<?> column) {
    boolean some = column.countMissing() < column.size();
    if (!(column instanceof NumericColumn<?> numbers) || !some) {
      return words(column);
    }
    String between = ", " + number(numbers.min()) + " to " + number(numbers.max());
    return type(column) + between + words(column).substring(type(column).length());
  }

  private static String number(double x) {
    if (Double.isInfinite(x) || Double.isNaN(x)) {
      return Double.toString(x);
    }
    BigDecimal rounded =
        new BigDecimal(x).round(new MathContext(SHOWN_DIGITS)).stripTrailingZeros();
    boolean plain =
        rounded.precision() - rounded.scale() <= MOST_DIGITS && rounded.scale() <= MOST_DIGITS;
    return plain ? rounded.toPlainString() : rounded.toString();
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
