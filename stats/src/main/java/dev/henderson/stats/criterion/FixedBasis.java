package dev.henderson.stats.criterion;

import dev.henderson.stats.design.MatrixRows;
import dev.henderson.stats.design.MixedModelData;
import dev.henderson.stats.design.ModelMatrix;
import dev.henderson.stats.linalg.SmallMatrices;
import dev.henderson.stats.model.FitException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The columns of X and the response as the fit sees them: independent columns only (the earliest
 * ones are kept, as R does), centred where the first column is constant and it saves digits, scaled
 * to root mean square 1; the response less its least-squares fit on X, scaled likewise. None of
 * this changes the model; the constants it adds to the criterion and the way back for the
 * coefficients are exact.
 */
public final class FixedBasis {
  /** A column depends on earlier ones if its part orthogonal to them is shorter than this. */
  private static final double DEPENDENT = 1e-7;

  private final MixedModelData data;
  private final ModelMatrix x;
  private final double[] centre;

  /** The columns that have a centre. */
  private final int[] centred;

  private final double[] scale;
  private final int constant;

  /** The value of the constant column; NaN where there is none. */
  private final double constantValue;

  private final int[] kept;

  /** Least-squares coefficients in the scaled columns that are kept. */
  private final double[] start;

  private final double responseScale;

  FixedBasis(MixedModelData data) {
    this.data = data;
    x = data.fixed();
    int n = data.rows();
    int p = x.columns();
    centre = new double[p];
    scale = new double[p];
    double[] largest = new double[p];
    MatrixRows all = x.read();
    constant = p > 0 && isConstant(all, n) ? 0 : -1;
    constantValue = constant < 0 ? Double.NaN : all.get(0, constant);
    findCentres(all, n, p, largest);
    centred = IntStream.range(0, p).filter(j -> centre[j] != 0).toArray();
    double centreOfResponse = constant < 0 ? 0 : meanResponse(n);
    double[] gram = gram(all, n, p, largest, centreOfResponse);
    kept = independentColumns(all, gram, p);
    start = leastSquares(gram, p);
    if (constant >= 0) {
      start[0] += centreOfResponse * scale[0] / constantValue;
    }
    double squares = 0;
    double size = 0;
    ScaledRow row = rows(all);
    for (int i = 0; i < n; i++) {
      row.read(i);
      double y = data.response(i) - data.offset(i) - row.times(start);
      squares += data.weight(i) * y * y;
      size = Math.max(size, Math.abs(data.response(i)));
    }
    responseScale = Math.sqrt(squares / n);
    if (!(responseScale > 1e-13 * size)) {
      throw new FitException(
          p <= 1
              ? "The response is constant: there is no variation to model."
              : "The fixed effects fit the response exactly: there is no variation left for random"
                  + " effects or residuals.");
    }
    if (n <= kept.length) {
      throw new FitException(
          "There are "
              + n
              + " rows and "
              + kept.length
              + " fixed effects to estimate: no row is left to estimate the residual variance from."
              + " Use fewer fixed effects or more rows.");
    }
  }

  /** Only the first column is sure to be kept, so only it can take up the centres of others. */
  private static boolean isConstant(MatrixRows x, int n) {
    double first = x.get(0, 0);
    for (int i = 1; i < n; i++) {
      if (x.get(i, 0) != first) {
        return false;
      }
    }
    return first != 0;
  }

  private double meanResponse(int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += data.response(i) - data.offset(i);
    }
    return sum / n;
  }

  /**
   * Means of the columns that are larger than their standard deviations; smaller ones lose no
   * digits, and columns of factors keep their zeros. Scales are left as the sums of squares of the
   * columns without a centre.
   */
  private void findCentres(MatrixRows all, int n, int p, double[] largest) {
    double[] sum = new double[p];
    int[] column = new int[p];
    double[] value = new double[p];
    for (int i = 0; i < n; i++) {
      int count = all.copyNonZeros(i, column, value);
      for (int e = 0; e < count; e++) {
        double v = value[e];
        int j = column[e];
        if (!Double.isFinite(v)) {
          throw new FitException(
              "The fixed-effects column '"
                  + x.columnNames().get(j)
                  + "' has an infinite or missing value in row "
                  + (i + 1)
                  + " of the rows used; remove that row or change the variable.");
        }
        sum[j] += v;
        scale[j] += v * v;
        largest[j] = Math.max(largest[j], Math.abs(v));
      }
    }
    for (int j = 1; j < p && constant >= 0; j++) {
      double mean = sum[j] / n;
      if (2 * n * mean * mean > scale[j]) {
        centre[j] = mean;
        scale[j] = 0;
      }
    }
  }

  /**
   * Finds the scales; weighted cross products of all scaled columns and the response less a
   * constant, (p + 1)² by rows, the lower triangle.
   */
  private double[] gram(MatrixRows x, int n, int p, double[] largest, double centreOfResponse) {
    int w = p + 1;
    double[] gram = new double[w * w];
    int[] all = IntStream.range(0, p).toArray();
    double[] ones = new double[p];
    Arrays.fill(ones, 1);
    ScaledRow row = new ScaledRow(x, p, centre, centred, all, ones);
    for (int i = 0; i < n; i++) {
      row.read(i);
      double weight = data.weight(i);
      for (int a = 0; a < row.count(); a++) {
        double v = weight * row.value(a);
        int to = row.column(a) * w;
        for (int b = 0; b <= a; b++) {
          gram[to + row.column(b)] += v * row.value(b);
        }
        if (centre[row.column(a)] != 0) {
          scale[row.column(a)] += row.value(a) * row.value(a);
        }
      }
      double y = data.response(i) - data.offset(i) - centreOfResponse;
      row.addTo(gram, p * w, weight * y);
    }
    for (int j = 0; j < p; j++) {
      scale[j] = Math.sqrt(scale[j] / n);
      if (!(scale[j] > 1e-13 * largest[j])) {
        scale[j] = 0;
      }
    }
    for (int a = 0; a < w; a++) {
      for (int b = 0; b <= a && b < p; b++) {
        double by = (a < p ? scale[a] : 1) * scale[b];
        gram[a * w + b] = by > 0 ? gram[a * w + b] / by : 0;
      }
    }
    return gram;
  }

  /** The rows of the scaled columns that are kept, for one pass over them. */
  public ScaledRow rows() {
    return rows(x.read());
  }

  private ScaledRow rows(MatrixRows all) {
    int[] place = new int[x.columns()];
    double[] unit = new double[x.columns()];
    Arrays.fill(place, -1);
    for (int j = 0; j < kept.length; j++) {
      place[kept[j]] = j;
      unit[kept[j]] = 1 / scale[kept[j]];
    }
    return new ScaledRow(all, x.columns(), centre, centred, place, unit);
  }

  private double scaled(MatrixRows x, int row, int column) {
    return (x.get(row, column) - centre[column]) / scale[column];
  }

  private int[] independentColumns(MatrixRows x, double[] gram, int p) {
    int w = p + 1;
    double[] l = new double[p * p];
    List<Integer> keep = new ArrayList<>();
    for (int j = 0; j < p; j++) {
      double norm = gram[j * w + j];
      if (!(norm > 0)) {
        continue;
      }
      // Row j of the factor over the columns kept so far.
      int rank = keep.size();
      double rest = norm;
      double[] lj = new double[rank];
      for (int a = 0; a < rank; a++) {
        double s = gram[j * w + keep.get(a)];
        for (int t = 0; t < a; t++) {
          s -= lj[t] * l[a * p + t];
        }
        lj[a] = s / l[a * p + a];
        rest -= lj[a] * lj[a];
      }
      // Cross products square the condition: near the limit the column itself decides.
      if (rest < 1e-8 * norm) {
        rest = residualSquares(x, j, keep, l, lj, p);
        if (rest < DEPENDENT * DEPENDENT * norm) {
          continue;
        }
      }
      System.arraycopy(lj, 0, l, rank * p, rank);
      l[rank * p + rank] = Math.sqrt(rest);
      keep.add(j);
    }
    return keep.stream().mapToInt(Integer::intValue).toArray();
  }

  private double residualSquares(
      MatrixRows x, int j, List<Integer> keep, double[] l, double[] lj, int p) {
    int rank = keep.size();
    double[] c = lj.clone();
    for (int a = rank - 1; a >= 0; a--) {
      for (int t = a + 1; t < rank; t++) {
        c[a] -= l[t * p + a] * c[t];
      }
      c[a] /= l[a * p + a];
    }
    double squares = 0;
    for (int i = 0; i < data.rows(); i++) {
      double v = scaled(x, i, j);
      for (int a = 0; a < rank; a++) {
        v -= c[a] * scaled(x, i, keep.get(a));
      }
      squares += data.weight(i) * v * v;
    }
    return squares;
  }

  private double[] leastSquares(double[] gram, int p) {
    int r = kept.length;
    int w = p + 1;
    double[] a = new double[r * r];
    double[] b = new double[r];
    for (int i = 0; i < r; i++) {
      for (int j = 0; j < r; j++) {
        int hi = Math.max(kept[i], kept[j]);
        int lo = Math.min(kept[i], kept[j]);
        a[i * r + j] = gram[hi * w + lo];
      }
      b[i] = gram[p * w + kept[i]];
    }
    double[] c = SmallMatrices.solvePositive(a, r, b);
    // Any start is right; a good one only saves digits.
    return c == null ? new double[r] : c;
  }

  /** The number of independent columns. */
  int rank() {
    return kept.length;
  }

  /** The scaled response of the row that was read. */
  public double response(int row, ScaledRow read) {
    double y = data.response(row) - data.offset(row) - read.times(start);
    return y / responseScale;
  }

  /** One unit of the scaled response in units of the user's. */
  public double responseScale() {
    return responseScale;
  }

  /** What the scaling took from {@code log |X'V^-1 X|}. */
  double logDeterminantShift() {
    double s = 0;
    for (int j : kept) {
      s += 2 * Math.log(scale[j]);
    }
    return s;
  }

  /** Columns of X that depend on earlier ones. */
  public List<Integer> dropped() {
    List<Integer> all = new ArrayList<>();
    for (int j = 0; j < x.columns(); j++) {
      if (Arrays.binarySearch(kept, j) < 0) {
        all.add(j);
      }
    }
    return all;
  }

  /** The user's coefficients, NaN where dropped, from those of the scaled problem. */
  public double[] coefficients(double[] scaledBeta) {
    double[] beta = new double[x.columns()];
    Arrays.fill(beta, Double.NaN);
    for (int j = 0; j < kept.length; j++) {
      beta[kept[j]] = (responseScale * scaledBeta[j] + start[j]) / scale[kept[j]];
    }
    if (constant >= 0) {
      for (int j : kept) {
        if (j != constant) {
          beta[constant] -= beta[j] * centre[j] / constantValue;
        }
      }
    }
    return beta;
  }

  /**
   * The p × rank matrix, by rows, that takes scaled coefficients (in units of the scaled response)
   * to the user's; rows of dropped columns are zero.
   */
  public double[] toOriginal() {
    int r = kept.length;
    double[] t = new double[x.columns() * r];
    for (int j = 0; j < r; j++) {
      t[kept[j] * r + j] = responseScale / scale[kept[j]];
      if (constant >= 0 && kept[j] != constant) {
        t[constant * r + j] = -responseScale * centre[kept[j]] / (scale[kept[j]] * constantValue);
      }
    }
    return t;
  }
}
