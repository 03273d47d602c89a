package dev.henderson.stats.matrix;

import dev.henderson.stats.frame.LiveColumn;
import dev.henderson.stats.frame.TableNumbers;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * A model matrix, n × p, with the names R gives its columns and the term each column comes from.
 *
 * <p>It is kept as its factors: an interaction is the row-wise product of codes, contrasts and
 * numeric columns, and is multiplied out only when asked for. So the matrix of a large design costs
 * a few columns of memory, and its many zeros need not be visited ({@link
 * MatrixRows#copyNonZeros}).
 *
 * <p>Large columns of numbers stay in their table ({@link LiveColumn}). So rows are read by way of
 * {@link #read()} only, which makes sure first that the table has not changed.
 */
public final class ModelMatrix {
  /** Rows that are written out together. */
  private static final int CHUNK = 1 << 12;

  private final int rows;
  private final List<MatrixBlock> blocks;

  /** The columns that are numbers as they stand, by block; null for other blocks. */
  private final double[][] plain;

  /** The same for those that stand in a table. */
  private final TableNumbers[] inTable;

  /** The columns of tables that are read with the rows; they should still be what they were. */
  private final Set<LiveColumn> live;

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
  public ModelMatrix(
      int rows,
      List<MatrixBlock> blocks,
      List<String> columnNames,
      int[] assign,
      List<String> termLabels) {
    this.rows = rows;
    this.blocks = List.copyOf(blocks);
    this.plain = blocks.stream().map(MatrixBlock::plainColumn).toArray(double[][]::new);
    this.inTable = blocks.stream().map(MatrixBlock::tableColumn).toArray(TableNumbers[]::new);
    Set<LiveColumn> read = new LinkedHashSet<>();
    blocks.forEach(block -> block.addLive(read));
    this.live = Collections.unmodifiableSet(read);
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
    this.inTable = from.inTable;
    this.live = from.live;
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
    MatrixRows all = read();
    for (int i = 0; i < keep.length; i++) {
      all.copyRow(keep[i], row, 0);
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

  /**
   * The rows, for one pass over them.
   *
   * @throws dev.henderson.stats.frame.ChangedTableException if numbers that stand in a table are
   *     not what they were when the matrix was made
   */
  public MatrixRows read() {
    LiveColumn.requireUnchanged(live);
    return new MatrixRows(rows, blocks, plain, inTable, blockOf, placeIn, whole);
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

  /** X'Y, p × q by rows, for a matrix Y, n × q, over the same rows; zeros are not visited. */
  public double[] transposedTimes(ModelMatrix other) {
    int p = columns();
    int q = other.columns();
    double[] out = new double[p * q];
    int[] i = new int[p];
    double[] u = new double[p];
    int[] j = new int[q];
    double[] v = new double[q];
    MatrixRows left = read();
    MatrixRows right = other.read();
    for (int row = 0; row < rows; row++) {
      int n = left.copyNonZeros(row, i, u);
      int m = right.copyNonZeros(row, j, v);
      for (int s = 0; s < n; s++) {
        for (int t = 0; t < m; t++) {
          out[i[s] * q + j[t]] += u[s] * v[t];
        }
      }
    }
    return out;
  }

  /** A copy of one column. */
  public double[] column(int column) {
    MatrixBlock block = blocks.get(blockOf[column]);
    Set<LiveColumn> own = new LinkedHashSet<>();
    block.addLive(own);
    LiveColumn.requireUnchanged(own);
    return block.column(rows, placeIn[column]);
  }

  /**
   * The matrix written out: p arrays of length n. Only what is not zero is written, and several
   * threads share the work; the result does not depend on them.
   */
  public double[][] toColumns() {
    LiveColumn.requireUnchanged(live);
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
