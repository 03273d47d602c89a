package dev.henderson.stats.design;

import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * A model matrix, n × p, with the names R gives its columns and the term each column comes from.
 *
 * <p>It is kept as its factors: an interaction is the row-wise product of codes, contrasts and
 * numeric columns, and is multiplied out only when asked for. So the matrix of a large design costs
 * a few columns of memory, and its many zeros need not be visited ({@link #copyNonZeros}).
 */
public final class ModelMatrix {
  /** Rows that are written out together. */
  private static final int CHUNK = 1 << 12;

  private final int rows;
  private final List<MatrixBlock> blocks;

  /** The columns that are numbers as they stand, by block; null for other blocks. */
  private final double[][] plain;

  private final int[] blockOf;
  private final int[] placeIn;
  private final boolean whole;
  private final List<String> columnNames;
  private final int[] assign;
  private final List<String> termLabels;

  /**
   * A dense matrix.
   *
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
    this(rows, List.of(MatrixBlock.dense(columns)), columnNames, assign, termLabels);
  }

  /** A matrix of blocks side by side. */
  ModelMatrix(
      int rows,
      List<MatrixBlock> blocks,
      List<String> columnNames,
      int[] assign,
      List<String> termLabels) {
    this.rows = rows;
    this.blocks = List.copyOf(blocks);
    this.plain = blocks.stream().map(MatrixBlock::plainColumn).toArray(double[][]::new);
    int p = columnNames.size();
    this.blockOf = new int[p];
    this.placeIn = new int[p];
    int at = 0;
    for (int b = 0; b < blocks.size(); b++) {
      for (int j = 0; j < blocks.get(b).width(); j++) {
        blockOf[at] = b;
        placeIn[at++] = j;
      }
    }
    if (at != p || assign.length != p) {
      throw new IllegalArgumentException("names, assign and columns differ in number");
    }
    this.whole = true;
    this.columnNames = List.copyOf(columnNames);
    this.assign = assign.clone();
    this.termLabels = List.copyOf(termLabels);
  }

  private ModelMatrix(ModelMatrix from, int[] keep) {
    this.rows = from.rows;
    this.blocks = from.blocks;
    this.plain = from.plain;
    this.blockOf = new int[keep.length];
    this.placeIn = new int[keep.length];
    this.assign = new int[keep.length];
    String[] names = new String[keep.length];
    for (int j = 0; j < keep.length; j++) {
      blockOf[j] = from.blockOf[keep[j]];
      placeIn[j] = from.placeIn[keep[j]];
      assign[j] = from.assign[keep[j]];
      names[j] = from.columnNames.get(keep[j]);
    }
    this.whole = false;
    this.columnNames = List.of(names);
    this.termLabels = from.termLabels;
  }

  /** The matrix of some of the columns, in the order given. */
  public ModelMatrix select(int[] keep) {
    return new ModelMatrix(this, keep);
  }

  /** The dense matrix of some of the rows, in the order given. */
  public ModelMatrix selectRows(int[] keep) {
    double[][] out = new double[columns()][keep.length];
    double[] row = new double[columns()];
    for (int i = 0; i < keep.length; i++) {
      copyRow(keep[i], row, 0);
      for (int j = 0; j < row.length; j++) {
        out[j][i] = row[j];
      }
    }
    return new ModelMatrix(keep.length, out, columnNames, assign, termLabels);
  }

  /** The number of rows, n. */
  public int rows() {
    return rows;
  }

  /** The number of columns, p. */
  public int columns() {
    return blockOf.length;
  }

  /** One entry. */
  public double get(int row, int column) {
    return blocks.get(blockOf[column]).get(row, placeIn[column]);
  }

  /** Copies one row into {@code into[offset .. offset + p)}. */
  public void copyRow(int row, double[] into, int offset) {
    if (!whole) {
      for (int j = 0; j < blockOf.length; j++) {
        into[offset + j] = get(row, j);
      }
      return;
    }
    int at = offset;
    for (int b = 0; b < plain.length; b++) {
      if (plain[b] != null) {
        into[at++] = plain[b][row];
        continue;
      }
      MatrixBlock block = blocks.get(b);
      block.copyRow(row, into, at);
      at += block.width();
    }
  }

  /**
   * Copies the entries of one row that are not zero.
   *
   * @param columns receives their columns, ascending; at least p long
   * @param values receives the entries; at least p long
   * @return how many there are
   */
  public int copyNonZeros(int row, int[] columns, double[] values) {
    int count = 0;
    if (!whole) {
      for (int j = 0; j < blockOf.length; j++) {
        double v = get(row, j);
        if (v != 0) {
          columns[count] = j;
          values[count++] = v;
        }
      }
      return count;
    }
    int at = 0;
    for (int b = 0; b < plain.length; b++) {
      if (plain[b] != null) {
        double v = plain[b][row];
        if (v != 0) {
          columns[count] = at;
          values[count++] = v;
        }
        at++;
        continue;
      }
      MatrixBlock block = blocks.get(b);
      count = block.copyNonZeros(row, at, columns, values, count);
      at += block.width();
    }
    return count;
  }

  /**
   * The number of classes the rows fall into by the factor that has most dummies: rows of a class
   * are zero in the dummies of all others. 1 if there is none.
   */
  public int rowClasses() {
    MatrixBlock.Part widest = widestIndicator();
    return widest == null ? 1 : widest.width() + 1;
  }

  /** The class of each row, {@code 0 <= class < rowClasses()}. */
  public IntUnaryOperator rowClass() {
    MatrixBlock.Part widest = widestIndicator();
    return widest == null ? row -> 0 : row -> widest.hot(row) + 1;
  }

  private MatrixBlock.Part widestIndicator() {
    MatrixBlock.Part widest = null;
    for (MatrixBlock block : blocks) {
      MatrixBlock.Part own = block.widestIndicator();
      if (own != null && (widest == null || own.width() > widest.width())) {
        widest = own;
      }
    }
    return widest;
  }

  /** A copy of one column. */
  public double[] column(int column) {
    return blocks.get(blockOf[column]).column(rows, placeIn[column]);
  }

  /**
   * The matrix written out: p arrays of length n. Only what is not zero is written, and several
   * threads share the work; the result does not depend on them.
   */
  public double[][] toColumns() {
    int p = columns();
    double[][] out = new double[p][];
    IntStream.range(0, p).parallel().forEach(j -> out[j] = new double[rows]);
    // Places in out of each block's columns; a column may be left out or stand elsewhere.
    double[][][] targets = new double[blocks.size()][][];
    for (int b = 0; b < targets.length; b++) {
      targets[b] = new double[blocks.get(b).width()][];
    }
    for (int j = 0; j < p; j++) {
      targets[blockOf[j]][placeIn[j]] = out[j];
    }
    int chunks = (rows + CHUNK - 1) / CHUNK;
    IntStream.range(0, chunks)
        .parallel()
        .forEach(
            c -> {
              int to = Math.min(rows, (c + 1) * CHUNK);
              for (int b = 0; b < targets.length; b++) {
                blocks.get(b).write(c * CHUNK, to, targets[b]);
              }
            });
    for (int j = 0; j < p; j++) {
      double[] written = targets[blockOf[j]][placeIn[j]];
      if (written != out[j]) {
        // The same column selected twice.
        System.arraycopy(written, 0, out[j], 0, rows);
      }
    }
    return out;
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
