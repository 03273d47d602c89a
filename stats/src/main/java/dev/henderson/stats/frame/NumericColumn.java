package dev.henderson.stats.frame;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;

/**
 * A column of numbers; NaN where missing. Dates are days, times seconds, as in R. Plain numbers of
 * a large table are not copied; {@link ModelFrame#column} makes sure that they are still the same.
 */
public final class NumericColumn implements FrameColumn {
  /** What the numbers count. */
  public enum Unit {
    /** Plain numbers. */
    NUMBER,
    /** Days since 1970-01-01. */
    DATE,
    /** Seconds since midnight. */
    TIME,
    /** Seconds since 1970-01-01T00:00 without a time zone. */
    DATE_TIME,
    /** Seconds since 1970-01-01T00:00Z. */
    INSTANT
  }

  private final RowNumbers numbers;
  private final Unit unit;

  /**
   * @param values taken over, not copied; NaN where missing
   * @param unit what they count
   */
  NumericColumn(double[] values, Unit unit) {
    this(RowNumbers.of(values), unit);
  }

  /** A column of plain numbers that stay where they are, in a table. */
  NumericColumn(LiveColumn column) {
    this(new TableNumbers(column), Unit.NUMBER);
  }

  private NumericColumn(RowNumbers numbers, Unit unit) {
    this.numbers = numbers;
    this.unit = unit;
  }

  /** A column of plain numbers, copied; NaN where missing. */
  public static NumericColumn of(double[] values) {
    return new NumericColumn(values.clone(), Unit.NUMBER);
  }

  @Override
  public int size() {
    return numbers.size();
  }

  @Override
  public boolean isMissing(int row) {
    return Double.isNaN(numbers.at(row));
  }

  /** The number in a row, NaN where missing. */
  public double get(int row) {
    return numbers.at(row);
  }

  /** All numbers, where they are kept. */
  public RowNumbers numbers() {
    return numbers;
  }

  /** What the numbers count. */
  public Unit unit() {
    return unit;
  }

  /**
   * The label a number has as a level of a factor: whole numbers without a point, dates as dates.
   */
  public String label(double value) {
    long whole = (long) value;
    return switch (unit) {
      case DATE -> LocalDate.ofEpochDay(whole).toString();
      case TIME -> LocalTime.ofNanoOfDay(Math.round(value * 1e9)).toString();
      case DATE_TIME -> LocalDateTime.ofEpochSecond(whole, 0, ZoneOffset.UTC).toString();
      case INSTANT -> Instant.ofEpochSecond(whole).toString();
      case NUMBER -> numberLabel(value);
    };
  }

  /** A number as a level: {@code 1}, {@code 0.25}; at most 15 digits, as R. */
  public static String numberLabel(double value) {
    if (value == Math.rint(value) && Math.abs(value) <= 0x1p53) {
      return Long.toString((long) value);
    }
    return new java.math.BigDecimal(value)
        .round(new java.math.MathContext(15))
        .stripTrailingZeros()
        .toString();
  }
}
