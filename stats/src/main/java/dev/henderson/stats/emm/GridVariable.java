package dev.henderson.stats.emm;

import java.util.List;

/**
 * A column of the data as the reference grid has it.
 *
 * @param name of the column
 * @param kind what it is
 * @param labels its values in the grid, as words
 * @param ordered whether the order of the levels means something
 * @param column the labels' places among the levels of the column, or the numbers they are
 */
record GridVariable(
    String name, Kind kind, List<String> labels, boolean ordered, List<Double> column) {
  /** What a column is. */
  enum Kind {
    /** Levels. */
    FACTOR,
    /** FALSE and TRUE. */
    LOGICAL,
    /** Numbers whose values are levels: in {@code factor(x)}, or of two values only. */
    CODE,
    /** Numbers, at their mean or where the question puts them. */
    COVARIATE
  }

  GridVariable {
    labels = List.copyOf(labels);
    column = List.copyOf(column);
  }

  /** The number of values in the grid. */
  int size() {
    return labels.size();
  }

  /** Whether its values are numbers, so that contrasts name them together with the variable. */
  boolean isNumeric() {
    return kind == Kind.CODE || kind == Kind.COVARIATE;
  }

  /** Whether it makes cells that have rows. */
  boolean isCategorical() {
    return kind != Kind.COVARIATE;
  }
}
