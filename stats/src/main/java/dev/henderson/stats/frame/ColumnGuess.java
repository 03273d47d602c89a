package dev.henderson.stats.frame;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DateTimeColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.columns.Column;

/** The type of a column from all its values, and then the column itself. */
final class ColumnGuess {
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
  private static final Pattern DECIMAL_COMMA = Pattern.compile("[+-]?\\d+,\\d+([eE][+-]?\\d+)?");
  private static final Pattern LEADING_ZERO = Pattern.compile("[+-]?0\\d+");

  /** The types a column can have; a value rules out those it does not fit. */
  private enum Type {
    BOOLEAN,
    INTEGER,
    LONG,
    DECIMAL,
    DECIMAL_COMMA,
    DATE,
    DATE_TIME,
    TEXT
  }

  private final String name;
  private final boolean[] fits = new boolean[Type.values().length];
  private final boolean keepText;
  private boolean anyValue;
  private boolean leadingZeros;
  private boolean numbers = true;
  private Column<?> column;
  private Type type;

  /**
   * @param keepText whether the column is text whatever it looks like
   * @param decimalComma whether {@code 1,5} can be a number
   */
  ColumnGuess(String name, boolean keepText, boolean decimalComma) {
    this.name = name;
    this.keepText = keepText;
    java.util.Arrays.fill(fits, true);
    fits[Type.DECIMAL_COMMA.ordinal()] = decimalComma;
  }

  /** Takes note of a value; null if it is missing. */
  void see(String value) {
    if (value == null) {
      return;
    }
    anyValue = true;
    boolean zeros = LEADING_ZERO.matcher(value).matches();
    leadingZeros |= zeros;
    numbers &= zeros || DECIMAL.matcher(value).matches();
    for (Type t : Type.values()) {
      if (fits[t.ordinal()]) {
        fits[t.ordinal()] = fits(t, value, zeros);
      }
    }
  }

  private static boolean fits(Type type, String value, boolean zeros) {
    return switch (type) {
      case BOOLEAN -> value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false");
      // Tablesaw's mark of a missing integer is no value.
      case INTEGER ->
          !zeros
              && parses(() -> Integer.parseInt(value))
              && Integer.parseInt(value) != Integer.MIN_VALUE;
      case LONG -> !zeros && parses(() -> Long.parseLong(value));
      case DECIMAL ->
          !zeros
              && (DECIMAL.matcher(value).matches()
                  || value.equals("NaN")
                  || value.equals("Inf")
                  || value.equals("-Inf"));
      case DECIMAL_COMMA ->
          !zeros
              && (DECIMAL_COMMA.matcher(value).matches()
                  || (DECIMAL.matcher(value).matches() && value.indexOf('.') < 0));
      case DATE -> parses(() -> LocalDate.parse(value));
      case DATE_TIME -> parses(() -> LocalDateTime.parse(value.replace(' ', 'T')));
      case TEXT -> true;
    };
  }

  private static boolean parses(Runnable parser) {
    try {
      parser.run();
      return true;
    } catch (NumberFormatException | DateTimeParseException e) {
      return false;
    }
  }

  /** The empty column of the type that fits; a column without any value is numeric. */
  Column<?> column() {
    type = keepText ? Type.TEXT : anyValue ? firstFit() : Type.DECIMAL;
    column =
        switch (type) {
          case BOOLEAN -> BooleanColumn.create(name);
          case INTEGER -> IntColumn.create(name);
          case LONG -> LongColumn.create(name);
          case DECIMAL, DECIMAL_COMMA -> DoubleColumn.create(name);
          case DATE -> DateColumn.create(name);
          case DATE_TIME -> DateTimeColumn.create(name);
          case TEXT -> StringColumn.create(name);
        };
    return column;
  }

  private Type firstFit() {
    for (Type t : Type.values()) {
      if (fits[t.ordinal()]) {
        return t;
      }
    }
    return Type.TEXT;
  }

  /** What the reader of the table should know of the decision. */
  Optional<String> note() {
    if (type == Type.TEXT && !keepText && leadingZeros && numbers) {
      return Optional.of(
          name + " has numbers with leading zeros; it is kept as text, so that no zero is lost.");
    }
    if (type == Type.DECIMAL_COMMA) {
      return Optional.of(name + " has decimal commas; they were read as decimal points.");
    }
    if (!anyValue) {
      return Optional.of(name + " holds no value at all.");
    }
    return Optional.empty();
  }

  /** Appends a value to the column; null if it is missing. */
  void append(String value) {
    if (value == null) {
      column.appendMissing();
      return;
    }
    switch (type) {
      case BOOLEAN ->
          ((BooleanColumn) column).append(value.toLowerCase(Locale.ROOT).equals("true"));
      case INTEGER -> ((IntColumn) column).append(Integer.parseInt(value));
      case LONG -> ((LongColumn) column).append(Long.parseLong(value));
      case DECIMAL -> ((DoubleColumn) column).append(decimal(value));
      case DECIMAL_COMMA -> ((DoubleColumn) column).append(decimal(value.replace(',', '.')));
      case DATE -> ((DateColumn) column).append(LocalDate.parse(value));
      case DATE_TIME ->
          ((DateTimeColumn) column).append(LocalDateTime.parse(value.replace(' ', 'T')));
      case TEXT -> ((StringColumn) column).append(value);
    }
  }

  private static double decimal(String value) {
    return switch (value) {
      case "Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(value);
    };
  }
}
