package dev.henderson.stats.mixed;

import dev.henderson.stats.criterion.ProfiledDeviance;
import dev.henderson.stats.factor.BlockLambda;
import dev.henderson.stats.factor.RelativeCovariance;
import dev.henderson.stats.linalg.SmallMatrices;
import dev.henderson.stats.model.HasVarianceParameters;
import dev.henderson.stats.products.CrossProducts;
import java.util.List;
import org.apiguardian.api.API;

/**
 * What the data say about the covariance parameters sigma_r of {@code V = sum_r sigma_r G_r}, the
 * entries of each random-effects covariance matrix and the residual variance, m of them: their
 * expected information, and how the covariance matrix Phi of the fixed effects answers to them. All
 * of it that Kenward and Roger's adjustment needs [Kenward 1997], from q × q work and never n × n.
 *
 * <p>With {@code P_r = −X'V^-1 G_r V^-1 X} and {@code Q_rs = X'V^-1 G_r V^-1 G_s V^-1 X}: the
 * products below with G_r are sums over levels of blocks of {@code E = Z'V^-1 X} and {@code K =
 * Z'V^-1 Z = A − A Lambda M^-1 Lambda' A}, {@code A = Z'Z}; for the residual variance those of
 * {@code V^-2} and {@code V^-3}. Nothing is divided by a variance, so singular fits are no
 * exception. V, and with it every figure here, is relative to sigma² and to the scaled columns of
 * the search; what is made of them does not depend on either.
 */
@API(status = API.Status.MAINTAINED)
public final class CovarianceInformation implements HasVarianceParameters.Information {
  private final int size;
  private final int p;
  private final double[] information;
  private final double[] slope;
  private final double[] bend;

  private CovarianceInformation(
      int size, int p, double[] information, double[] slope, double[] bend) {
    this.size = size;
    this.p = p;
    this.information = information;
    this.slope = slope;
    this.bend = bend;
  }

  static CovarianceInformation of(FittedCriterion at) {
    return new Computation(at.atOptimum()).run();
  }

  /** The number of covariance parameters, m; the last is the residual variance. */
  @Override
  public int size() {
    return size;
  }

  /** The number of fixed effects, p; figures of aliased ones are zero. */
  public int coefficients() {
    return p;
  }

  /**
   * Twice the expected information of parameters r and s in the restricted likelihood: {@code
   * tr(V^-1 G_r V^-1 G_s) − 2 tr(Phi Q_rs) + tr(Phi P_r Phi P_s)}.
   */
  @Override
  public double information(int r, int s) {
    return information[r * size + s];
  }

  /** Entry of {@code Phi P_r Phi}, the derivative of −Phi in parameter r, over sigma². */
  @Override
  public double slope(int r, int a, int b) {
    return slope[(r * p + a) * p + b];
  }

  /** Entry of {@code Phi (Q_rs − P_r Phi P_s) Phi} over sigma². */
  @Override
  public double bend(int r, int s, int a, int b) {
    return bend[((r * size + s) * p + a) * p + b];
  }

  /** One run; holds the arrays that its steps share. */
  private static final class Computation {
    private final ProfiledDeviance f;
    private final CrossProducts a;
    private final List<RelativeCovariance> lambda;
    private final int p;
    private final int rank;
    private final int q;
    private final int m;
    private final int[] grouping;
    private final int[] row;
    private final int[] column;

    /** Z'V^-1 X Lxx^-T, q × rank: in the basis where Phi is the identity. */
    private double[] e;

    Computation(ProfiledDeviance f) {
      this.f = f;
      a = f.crossProducts();
      p = a.columns().columns();
      lambda = f.lambda();
      rank = a.rank();
      q = a.randomEffects();
      m = f.size() + 1;
      grouping = new int[m - 1];
      row = new int[m - 1];
      column = new int[m - 1];
      for (int g = 0; g < lambda.size(); g++) {
        RelativeCovariance c = lambda.get(g);
        for (int t = 0; t < c.size(); t++) {
          grouping[c.offset() + t] = g;
          row[c.offset() + t] = c.row(t);
          column[c.offset() + t] = c.column(t);
        }
      }
    }

    CovarianceInformation run() {
      CovarianceTraces traces = CovarianceTraces.of(f);
      e = crossWithFixed();
      // Columns of K times: Lambda Lambda'E first, then G_r E for every r.
      int width = rank * m;
      double[] input = new double[q * width];
      double[] le = relativeCovarianceTimes(e);
      for (int i = 0; i < q; i++) {
        System.arraycopy(le, i * rank, input, i * width, rank);
      }
      for (int r = 0; r < m - 1; r++) {
        spread(r, input, width, rank * (r + 1));
      }
      double[] k = CovarianceTraces.timesInverse(f, input, width);
      double[] e2 = new double[q * rank];
      for (int i = 0; i < q; i++) {
        for (int c = 0; c < rank; c++) {
          e2[i * rank + c] = e[i * rank + c] - k[i * width + c];
        }
      }
      double[][] slopes = new double[m][];
      for (int r = 0; r < m - 1; r++) {
        slopes[r] = between(r, e, rank, 0, -1);
      }
      double[] x2 = less(SmallMatrices.identity(rank), cross(e, le));
      double[] x3 = less(x2, cross(e2, le));
      slopes[m - 1] = scaled(x2, -1);
      double[][] products = new double[m * m][];
      for (int r = 0; r < m; r++) {
        for (int s = r; s < m; s++) {
          double[] w =
              s < m - 1
                  ? between(r, k, width, rank * (s + 1), 1)
                  : r < m - 1 ? between(r, e2, rank, 0, 1) : x3;
          products[r * m + s] = w;
          products[s * m + r] = SmallMatrices.transpose(w, rank);
        }
      }
      double[] information = new double[m * m];
      for (int r = 0; r < m; r++) {
        for (int s = r; s < m; s++) {
          double v = traces.pair(r, s);
          for (int i = 0; i < rank; i++) {
            v -= 2 * products[r * m + s][i * rank + i];
            for (int j = 0; j < rank; j++) {
              v += slopes[r][i * rank + j] * slopes[s][j * rank + i];
            }
          }
          information[r * m + s] = v;
          information[s * m + r] = v;
        }
      }
      return inOriginal(information, slopes, products);
    }

    /** Back to the user's coefficients: T Lxx^-T from the left, its transpose from the right. */
    private CovarianceInformation inOriginal(
        double[] information, double[][] slopes, double[][] products) {
      double[] t = f.problem().coefficientRoot();
      double[] slope = new double[m * p * p];
      double[] bend = new double[m * m * p * p];
      double scale = f.r2() / f.nu();
      for (int r = 0; r < m; r++) {
        VarianceParameters.congruence(t, slopes[r], p, scale, slope, r * p * p);
        for (int s = 0; s < m; s++) {
          double[] b = less(products[r * m + s], SmallMatrices.product(slopes[r], slopes[s], rank));
          VarianceParameters.congruence(t, b, p, scale, bend, (r * m + s) * p * p);
        }
      }
      return new CovarianceInformation(m, p, information, slope, bend);
    }

    /** E = Z'X − A Lambda M^-1 Lambda'Z'X, times Lxx^-T. */
    private double[] crossWithFixed() {
      int width = a.width();
      double[] solved = f.problem().borderRows();
      f.problem().factor().backward(solved, width);
      double[] taken = a.times(f.problem().lambda().times(solved, width), width);
      double[] out = new double[q * rank];
      for (int i = 0; i < q; i++) {
        for (int c = 0; c < rank; c++) {
          double s = 0;
          for (int j = 0; j <= c; j++) {
            s += (a.zx(i, j) - taken[i * width + j]) * f.problem().borderInverse(c, j);
          }
          out[i * rank + c] = s;
        }
      }
      return out;
    }

    private double[] relativeCovarianceTimes(double[] x) {
      BlockLambda l = f.problem().lambda();
      return l.times(l.transposedTimes(x, rank), rank);
    }

    /** Writes G_r E into columns {@code at .. at + rank}. */
    private void spread(int r, double[] into, int width, int at) {
      int k = a.groupings().get(grouping[r]).effects();
      for (int l = a.offset(grouping[r]); l < a.offset(grouping[r] + 1); l += k) {
        for (int c = 0; c < rank; c++) {
          into[(l + row[r]) * width + at + c] = e[(l + column[r]) * rank + c];
          into[(l + column[r]) * width + at + c] = e[(l + row[r]) * rank + c];
        }
      }
    }

    /** sign E'G_r B for the rank columns of B from {@code at} on; rank × rank. */
    private double[] between(int r, double[] b, int width, int at, double sign) {
      double[] out = new double[rank * rank];
      int k = a.groupings().get(grouping[r]).effects();
      for (int l = a.offset(grouping[r]); l < a.offset(grouping[r] + 1); l += k) {
        addOuter(out, l + row[r], b, (l + column[r]) * width + at, sign);
        if (row[r] != column[r]) {
          addOuter(out, l + column[r], b, (l + row[r]) * width + at, sign);
        }
      }
      return out;
    }

    private void addOuter(double[] out, int effect, double[] b, int at, double sign) {
      for (int i = 0; i < rank; i++) {
        double v = sign * e[effect * rank + i];
        for (int j = 0; j < rank; j++) {
          out[i * rank + j] += v * b[at + j];
        }
      }
    }

    private double[] cross(double[] x, double[] y) {
      double[] out = new double[rank * rank];
      for (int l = 0; l < q; l++) {
        for (int i = 0; i < rank; i++) {
          double v = x[l * rank + i];
          for (int j = 0; j < rank; j++) {
            out[i * rank + j] += v * y[l * rank + j];
          }
        }
      }
      return out;
    }

    private static double[] less(double[] x, double[] y) {
      double[] out = x.clone();
      for (int i = 0; i < out.length; i++) {
        out[i] -= y[i];
      }
      return out;
    }

    private static double[] scaled(double[] x, double by) {
      double[] out = x.clone();
      for (int i = 0; i < out.length; i++) {
        out[i] *= by;
      }
      return out;
    }
  }
}
