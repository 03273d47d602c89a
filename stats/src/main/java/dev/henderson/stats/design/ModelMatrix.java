package dev.henderson.stats.design;

import java.util.List;

/**
 * A model matrix, n × p, stored by columns, with the names R gives its columns and the term each
 * column comes from.
 */
public final class ModelMatrix {
  private final double[][] columns;
  private final int rows;
  private final List<String> columnNames;
  private final int[] assign;
  private final List<String> termLabels;

  /**
   * @param rows n
   * @param columns p arrays of length n; taken over, not copied
   * @param columnNames p names, as R's {@code colnames(model.matrix(...))}
   * @param assign for each column 0 for the intercept, else the 1-based term, as R's {@code assign}
   * @param termLabels labels of the terms, as R's {@code term.labels}
   */
  public ModelMatrix(
      int rows,
      double[][] columns,
      List<String> columnNames,
      int[] assign,
      List<String> termLabels) {
    this.rows = rows;
    this.columns = columns;
    this.columnNames = List.copyOf(columnNames);
    this.assign = assign.clone();
    this.termLabels = List.copyOf(termLabels);
  }

  /** The number of rows, n. */
  public int rows() {
    return rows;
  }

  /** The number of columns, p. */
  public int columns() {
    return columns.length;
  }

  /** One entry. */
  public double get(int row, int column) {
    return columns[column][row];
  }

  /** Copies one row into {@code into[offset .. offset + p)}. */
  public void copyRow(int row, double[] into, int offset) {
    for (int j = 0; j < columns.length; j++) {
      into[offset + j] = columns[j][row];
    }
  }

  /** A copy of one column. */
  public double[] column(int column) {
    return columns[column].clone();
  }

  /** The names of the columns, as R's. */
  public List<String> columnNames() {
    return columnNames;
  }

  /** The 1-based term a column comes from, 0 for the intercept. */
  public int assign(int column) {
    return assign[column];
  }

  /** The labels of the terms, as R's {@code term.labels}. */
  public List<String> termLabels() {
    return termLabels;
  }
}
