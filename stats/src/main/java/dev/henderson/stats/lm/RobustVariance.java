package dev.henderson.stats.lm;

import dev.henderson.stats.matrix.MatrixRows;
import dev.henderson.stats.matrix.ModelMatrix;
import java.util.Arrays;
import java.util.Locale;

/**
 * The covariance matrix of the coefficients of a linear model whose residuals need not have equal
 * variance: {@code (X'X)⁻¹ X' diag(e²·c) X (X'X)⁻¹} [White 1980], with c of a {@link Kind}
 * [MacKinnon 1985]; weighted models by their weighted rows.
 */
public final class RobustVariance {
  /** What a squared residual is multiplied by; h is the leverage. */
  public enum Kind {
    /** 1. */
    HC0,
    /** n/(n − r). */
    HC1,
    /** 1/(1 − h). */
    HC2,
    /** 1/(1 − h)², the safest in small samples. */
    HC3;

    /**
     * The kind of a name.
     *
     * @throws IllegalArgumentException naming the known ones
     */
    public static Kind named(String name) {
      String word = name.replaceAll("[\"'\\s]", "").toUpperCase(Locale.ROOT);
      for (Kind kind : values()) {
        if (kind.name().equals(word)) {
          return kind;
        }
      }
      throw new IllegalArgumentException(
          "There are no standard errors " + name + "; there are HC0, HC1, HC2 and HC3.");
    }
  }

  /** Less than this is left of 1 by a row that fits itself. */
  private static final double ALONE = 1e-10;

  private RobustVariance() {}

  /**
   * The covariance matrix of the coefficients, p × p by rows; NaN where aliased.
   *
   * @throws IllegalArgumentException where a row has leverage 1, for which HC2 and HC3 divide by
   *     zero
   */
  public static double[] covariance(LmFit fit, Kind kind) {
    EffectsQr qr = fit.qr();
    int rank = qr.rank();
    ModelMatrix x = fit.design().matrix();
    int p = x.columns();
    double[] e = fit.weightedResiduals();
    double[] h = fit.leverage();
    double[] row = new double[p];
    double[] step = new double[rank];
    double[][] sum = new double[rank][rank];
    double[][] inverse = qr.inverse();
    MatrixRows rows = x.read();
    for (int i = 0; i < e.length; i++) {
      double free = 1 - h[i];
      if (free < ALONE && (kind == Kind.HC2 || kind == Kind.HC3)) {
        throw new IllegalArgumentException(
            "Row "
                + (fit.design().rowsUsed()[i] + 1)
                + " alone decides a coefficient (leverage 1), so that its residual says nothing and "
                + kind
                + " is not defined; HC1 is.");
      }
      double factor =
          switch (kind) {
            case HC0 -> 1;
            case HC1 -> (double) fit.nobs() / fit.dfResidual();
            case HC2 -> 1 / free;
            case HC3 -> 1 / (free * free);
          };
      rows.copyRow(i, row, 0);
      double square = e[i] * e[i] * factor * fit.weight(i);
      for (int k = 0; k < rank; k++) {
        double s = 0;
        for (int j = 0; j < rank; j++) {
          s += inverse[k][j] * row[qr.pivot(j)];
        }
        step[k] = s;
      }
      for (int k = 0; k < rank; k++) {
        double by = step[k] * square;
        for (int j = 0; j <= k; j++) {
          sum[k][j] += by * step[j];
        }
      }
    }
    double[] out = new double[p * p];
    Arrays.fill(out, Double.NaN);
    for (int k = 0; k < rank; k++) {
      for (int j = 0; j <= k; j++) {
        out[qr.pivot(k) * p + qr.pivot(j)] = sum[k][j];
        out[qr.pivot(j) * p + qr.pivot(k)] = sum[k][j];
      }
    }
    return out;
  }
}
