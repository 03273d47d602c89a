package dev.henderson.stats.matrix;

import dev.henderson.stats.frame.LiveColumn;
import dev.henderson.stats.frame.RowNumbers;
import dev.henderson.stats.frame.TableNumbers;
import java.util.List;
import java.util.Set;

/**
 * The columns of one term: the row-wise Kronecker product of its variables' columns, the first
 * variable varying fastest.
 */
public final class MatrixBlock {
  /** The columns one variable brings to a term. */
  public interface Part {
    /** The number of columns. */
    int width();

    /** One entry. */
    double get(int row, int column);

    /** Multiplies each row of {@code out} by its entry in a column. */
    void multiply(double[] out, int column);

    /** The only column that is not zero in a row and then 1; -1 if all are zero, -2 if unknown. */
    int hot(int row);
  }

  /** Columns of numbers. */
  private static final class Numeric implements Part {
    private final double[][] columns;

    Numeric(double[][] columns) {
      this.columns = columns;
    }

    @Override
    public int width() {
      return columns.length;
    }

    @Override
    public double get(int row, int column) {
      return columns[column][row];
    }

    @Override
    public void multiply(double[] out, int column) {
      double[] values = columns[column];
      for (int i = 0; i < out.length; i++) {
        out[i] *= values[i];
      }
    }

    @Override
    public int hot(int row) {
      return -2;
    }
  }

  /** One column of numbers that are read where they stand. */
  private static final class InTable implements Part {
    private final TableNumbers numbers;

    InTable(TableNumbers numbers) {
      this.numbers = numbers;
    }

    @Override
    public int width() {
      return 1;
    }

    @Override
    public double get(int row, int column) {
      return numbers.at(row);
    }

    @Override
    public void multiply(double[] out, int column) {
      for (int i = 0; i < out.length; i++) {
        out[i] *= numbers.at(i);
      }
    }

    @Override
    public int hot(int row) {
      return -2;
    }
  }

  /** Levels with a row of contrasts each. */
  private static final class Coded implements Part {
    private final int[] codes;
    private final double[][] contrasts;
    private final int width;

    Coded(int[] codes, double[][] contrasts, int width) {
      this.codes = codes;
      this.contrasts = contrasts;
      this.width = width;
    }

    @Override
    public int width() {
      return width;
    }

    @Override
    public double get(int row, int column) {
      return codes[row] < 0 ? Double.NaN : contrasts[codes[row]][column];
    }

    @Override
    public void multiply(double[] out, int column) {
      multiplyByLevel(out, this, codes, contrasts.length, column);
    }

    @Override
    public int hot(int row) {
      return -2;
    }
  }

  /** Levels of which each is a column or none: dummies and treatment contrasts. */
  private static final class Indicator implements Part {
    private final int[] codes;
    private final int[] columnOf;
    private final int width;

    Indicator(int[] codes, int[] columnOf, int width) {
      this.codes = codes;
      this.columnOf = columnOf;
      this.width = width;
    }

    @Override
    public int width() {
      return width;
    }

    @Override
    public double get(int row, int column) {
      return codes[row] < 0 ? Double.NaN : columnOf[codes[row]] == column ? 1 : 0;
    }

    @Override
    public void multiply(double[] out, int column) {
      multiplyByLevel(out, this, codes, columnOf.length, column);
    }

    @Override
    public int hot(int row) {
      // Missing: only in the matrix of new data.
      return codes[row] < 0 ? -2 : columnOf[codes[row]];
    }
  }

  private static void multiplyByLevel(
      double[] out, Part part, int[] codes, int levels, int column) {
    double[] factor = new double[levels + 1];
    java.util.Arrays.fill(factor, Double.NaN);
    for (int i = 0; i < out.length; i++) {
      int code = codes[i] + 1;
      double f = factor[code];
      // Looked up once per level; NaN is both "not yet" and "missing".
      if (f != f) {
        f = part.get(i, column);
        factor[code] = f;
      }
      out[i] *= f;
    }
  }

  private final Part[] parts;
  private final int width;

  private MatrixBlock(List<Part> parts) {
    this.parts = parts.toArray(Part[]::new);
    int w = 1;
    for (Part p : this.parts) {
      w = Math.multiplyExact(w, p.width());
    }
    this.width = w;
  }

  /** The block of the products of some variables, the first varying fastest. */
  public static MatrixBlock of(List<Part> parts) {
    return new MatrixBlock(parts);
  }

  /** A block of columns as they are; they are not copied. */
  public static MatrixBlock dense(double[][] columns) {
    return new MatrixBlock(List.of(numeric(columns)));
  }

  /** The intercept: the product of no variables. */
  public static MatrixBlock ones() {
    return new MatrixBlock(List.of());
  }

  /** A variable of numbers: one column or several. */
  public static Part numeric(double[][] columns) {
    return new Numeric(columns);
  }

  /** One column of numbers. */
  public static Part numeric(RowNumbers numbers) {
    return numbers instanceof TableNumbers t
        ? new InTable(t)
        : new Numeric(new double[][] {numbers.array()});
  }

  /** A factor by its codes, −1 where missing, and a row of contrasts for each level. */
  public static Part coded(int[] codes, double[][] contrasts) {
    int width = contrasts.length == 0 ? 0 : contrasts[0].length;
    int[] columnOf = new int[contrasts.length];
    for (int level = 0; level < contrasts.length; level++) {
      columnOf[level] = -1;
      for (int j = 0; j < width; j++) {
        double v = contrasts[level][j];
        if (v == 1 && columnOf[level] == -1) {
          columnOf[level] = j;
        } else if (v != 0) {
          return new Coded(codes, contrasts, width);
        }
      }
    }
    return new Indicator(codes, columnOf, width);
  }

  /** The number of columns. */
  public int width() {
    return width;
  }

  /** The values, if the block is one column of numbers and nothing else; or null. Not a copy. */
  double[] plainColumn() {
    return parts.length == 1 && parts[0] instanceof Numeric n && n.columns.length == 1
        ? n.columns[0]
        : null;
  }

  /** The numbers, if the block is one column of numbers in a table and nothing else; or null. */
  TableNumbers tableColumn() {
    return parts.length == 1 && parts[0] instanceof InTable t ? t.numbers : null;
  }

  /** Adds the columns of tables that are read to make the block. */
  void addLive(Set<LiveColumn> to) {
    for (Part p : parts) {
      if (p instanceof InTable t) {
        to.add(t.numbers.column());
      }
    }
  }

  /** The variable with most columns of which a row has one at most that is not zero; or null. */
  Part widestIndicator() {
    Part widest = null;
    for (Part p : parts) {
      if (p instanceof Indicator && (widest == null || p.width() > widest.width())) {
        widest = p;
      }
    }
    return widest;
  }

  double get(int row, int column) {
    double v = 1;
    int rest = column;
    for (Part p : parts) {
      int w = p.width();
      v *= p.get(row, rest % w);
      rest /= w;
    }
    return v;
  }

  double[] column(int rows, int column) {
    double[] out = new double[rows];
    java.util.Arrays.fill(out, 1);
    int rest = column;
    for (Part p : parts) {
      p.multiply(out, rest % p.width());
      rest /= p.width();
    }
    return out;
  }

  void copyRow(int row, double[] into, int at) {
    if (width == 0) {
      return;
    }
    into[at] = 1;
    int length = 1;
    for (Part p : parts) {
      int w = p.width();
      int hot = p.hot(row);
      if (hot == -1) {
        java.util.Arrays.fill(into, at, at + width, 0);
        return;
      }
      if (hot >= 0) {
        System.arraycopy(into, at, into, at + hot * length, length);
        for (int j = 0; j < w; j++) {
          if (j != hot) {
            java.util.Arrays.fill(into, at + j * length, at + (j + 1) * length, 0);
          }
        }
      } else {
        // From the last column down, so that the first copy is still there to multiply.
        for (int j = w - 1; j >= 0; j--) {
          double factor = p.get(row, j);
          for (int i = 0; i < length; i++) {
            into[at + j * length + i] = into[at + i] * factor;
          }
        }
      }
      length *= w;
    }
  }

  /** Writes rows {@code [from, to)} into zeroed columns; those that are null are left out. */
  void write(int from, int to, double[][] into) {
    int[] at = new int[width];
    double[] values = new double[width];
    for (int row = from; row < to; row++) {
      int count = copyNonZeros(row, 0, at, values, 0);
      for (int k = 0; k < count; k++) {
        double[] column = into[at[k]];
        if (column != null) {
          column[row] = values[k];
        }
      }
    }
  }

  int copyNonZeros(int row, int first, int[] columns, double[] values, int from) {
    if (width == 0) {
      return from;
    }
    columns[from] = first;
    values[from] = 1;
    int count = 1;
    int stride = 1;
    for (Part p : parts) {
      int w = p.width();
      int hot = p.hot(row);
      if (hot == -1) {
        return from;
      }
      if (hot >= 0) {
        for (int i = 0; i < count; i++) {
          columns[from + i] += hot * stride;
        }
      } else {
        int kept = 0;
        // Copies of the entries so far, one for each column of this part; the first goes last.
        for (int j = w - 1; j >= 1; j--) {
          if (p.get(row, j) != 0) {
            kept++;
          }
        }
        boolean zero = p.get(row, 0) != 0;
        int total = count * (kept + (zero ? 1 : 0));
        int to = from + total;
        for (int j = w - 1; j >= 1; j--) {
          double factor = p.get(row, j);
          if (factor == 0) {
            continue;
          }
          to -= count;
          if (to == from) {
            // Nothing before it: multiply in place.
            for (int i = 0; i < count; i++) {
              columns[from + i] += j * stride;
              values[from + i] *= factor;
            }
          } else {
            for (int i = 0; i < count; i++) {
              columns[to + i] = columns[from + i] + j * stride;
              values[to + i] = values[from + i] * factor;
            }
          }
        }
        if (zero) {
          double factor = p.get(row, 0);
          for (int i = 0; i < count; i++) {
            values[from + i] *= factor;
          }
        }
        count = total;
        if (count == 0) {
          return from;
        }
      }
      stride *= w;
    }
    return from + count;
  }
}
