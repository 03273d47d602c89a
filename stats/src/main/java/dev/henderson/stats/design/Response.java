package dev.henderson.stats.design;

import java.util.List;

/** The left side of a formula over the rows used. */
public final class Response {
  /** What the response is made of. */
  public enum Kind {
    /** Numbers. */
    NUMERIC,
    /** TRUE and FALSE, as 1 and 0. */
    LOGICAL,
    /** A factor, its first level as 0, the others as 1. */
    FACTOR,
    /** Several columns, {@code cbind(successes, failures)}. */
    COLUMNS
  }

  private final String name;
  private final Kind kind;
  private final double[][] columns;
  private final List<String> levels;

  Response(String name, Kind kind, double[][] columns, List<String> levels) {
    this.name = name;
    this.kind = kind;
    this.columns = columns;
    this.levels = List.copyOf(levels);
  }

  /** The response as written: {@code log(Y)}. */
  public String name() {
    return name;
  }

  /** What it is made of. */
  public Kind kind() {
    return kind;
  }

  /** The number of columns: 1, or more for {@code cbind()}. */
  public int columns() {
    return columns.length;
  }

  /** One number. */
  public double get(int row, int column) {
    return columns[column][row];
  }

  /** A copy of a column. */
  public double[] column(int column) {
    return columns[column].clone();
  }

  /** The levels, if it is a factor. */
  public List<String> levels() {
    return levels;
  }

  double[] single() {
    return columns[0];
  }
}
