package dev.henderson.stats.mixed;

import dev.henderson.stats.factor.RelativeCovariance;
import dev.henderson.stats.linalg.SymmetricEigen;
import dev.henderson.stats.model.VarCorr;
import dev.henderson.stats.products.Grouping;
import java.util.List;
import org.apiguardian.api.API;

/**
 * Large-sample standard errors of the variances and covariances of the random effects, from the
 * observed information of the criterion in psi = (theta, log sigma): {@code J A J'} with A twice
 * the inverse Hessian and J the derivatives of {@code sigma² T lambda lambda' T'} in psi. A
 * covariance matrix that lost rank lies on the boundary, where such errors mean nothing: they are
 * NaN.
 */
@API(status = API.Status.MAINTAINED)
public final class CovarianceErrors {
  private static final double BOUNDARY = 1e-8;

  private final double[][] errors;
  private final int[] sizes;

  private CovarianceErrors(double[][] errors, int[] sizes) {
    this.errors = errors;
    this.sizes = sizes;
  }

  /**
   * The errors of a fit.
   *
   * @param varCorr its covariance matrices, one per term as written
   * @param sigma its residual standard deviation
   */
  @API(status = API.Status.INTERNAL)
  public static CovarianceErrors of(FittedCriterion at, List<VarCorr> varCorr, double sigma) {
    double[] a = at.curvature().covariance();
    double[][] errors = new double[varCorr.size()][];
    int[] sizes = new int[errors.length];
    // As where its derivatives are: no diagonal closer to zero than they can be computed.
    for (RelativeCovariance lambda : at.lambdaForDerivatives().templates()) {
      for (Grouping.Member m : lambda.grouping().members()) {
        sizes[m.term()] = m.size();
        errors[m.term()] = errors(lambda, m, varCorr.get(m.term()), sigma * sigma, a);
      }
    }
    return new CovarianceErrors(errors, sizes);
  }

  private static double[] errors(
      RelativeCovariance lambda, Grouping.Member member, VarCorr v, double s2, double[] a) {
    int k = lambda.grouping().effects();
    int size = member.size();
    int m = (int) Math.round(Math.sqrt(a.length));
    double[] t = lambda.grouping().toOriginal();
    double[] factor = lambda.toOriginal();
    double[] out = new double[size * size];
    double[] gradient = new double[m];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        java.util.Arrays.fill(gradient, 0);
        for (int p = 0; p < lambda.size(); p++) {
          int row = lambda.row(p);
          int column = lambda.column(p);
          int x = (member.start() + i) * k;
          int y = (member.start() + j) * k;
          gradient[lambda.offset() + p] =
              s2 * (t[x + row] * factor[y + column] + factor[x + column] * t[y + row]);
        }
        gradient[m - 1] = 2 * v.covariance(i, j);
        double variance = 0;
        for (int p = 0; p < m; p++) {
          for (int q = 0; q < m; q++) {
            variance += gradient[p] * a[p * m + q] * gradient[q];
          }
        }
        out[i * size + j] = onBoundary(v) ? Double.NaN : Math.sqrt(variance);
      }
    }
    return out;
  }

  private static boolean onBoundary(VarCorr v) {
    int size = v.size();
    double[] correlations = new double[size * size];
    for (int i = 0; i < size; i++) {
      if (!(v.variance(i) > 0)) {
        return true;
      }
      for (int j = 0; j < size; j++) {
        correlations[i * size + j] = i == j ? 1 : v.correlation(i, j);
      }
    }
    SymmetricEigen eigen = new SymmetricEigen(correlations, size);
    for (int i = 0; i < size; i++) {
      if (eigen.value(i) < BOUNDARY) {
        return true;
      }
    }
    return false;
  }

  /** The standard error of an entry of a term's covariance matrix; NaN on the boundary. */
  public double of(int term, int i, int j) {
    return errors[term][i * sizes[term] + j];
  }
}
