package dev.henderson.stats.variation;

import dev.henderson.stats.design.RandomEffectsTerm;
import dev.henderson.stats.lmm.LmmFit;
import dev.henderson.stats.matrix.MatrixRows;
import dev.henderson.stats.model.VarCorr;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the variance of the response divides between fixed effects, groupings and residual, over the
 * rows of the data: intraclass correlations and R² [Nakagawa 2013], with random slopes by the mean
 * variance of a row [Johnson 2014].
 *
 * @param fixed variance of {@code X beta} over the rows, divisor n − 1
 * @param groups mean over the rows of {@code z' Sigma z}, for each grouping factor in the order of
 *     the formula
 * @param residual sigma²
 */
public record VarianceShares(double fixed, List<Group> groups, double residual) {
  /**
   * The part of one grouping factor.
   *
   * @param group its name
   * @param variance mean over the rows of {@code z' Sigma z}
   */
  public record Group(String group, double variance) {}

  /** Copies the list. */
  public VarianceShares {
    groups = List.copyOf(groups);
  }

  /** The shares of a fit. */
  public static VarianceShares of(LmmFit fit) {
    return Moments.of(fit).shares(fit);
  }

  /** The variance of all random effects together. */
  public double random() {
    return groups.stream().mapToDouble(Group::variance).sum();
  }

  /** Adjusted ICC of a variance: its share of what the fixed effects leave. */
  private double adjusted(double variance) {
    return variance / (random() + residual);
  }

  /** The share of all random effects in what the fixed effects leave: the adjusted ICC. */
  public double icc() {
    return adjusted(random());
  }

  /** The share of all random effects in the whole variance: the unadjusted ICC. */
  public double iccUnadjusted() {
    return random() / total();
  }

  /** The adjusted ICC of a grouping, the share of its variance in what the fixed effects leave. */
  public double icc(Group group) {
    return adjusted(group.variance());
  }

  /** The unadjusted ICC of a grouping, the share of its variance in the whole. */
  public double iccUnadjusted(Group group) {
    return group.variance() / total();
  }

  /** Marginal R²: the share of the fixed effects in the whole variance. */
  public double marginalR2() {
    return fixed / total();
  }

  /** Conditional R²: the share of fixed and random effects together. */
  public double conditionalR2() {
    return (fixed + random()) / total();
  }

  /** Fixed, random and residual variance together. */
  public double total() {
    return fixed + random() + residual;
  }

  /**
   * What the shares need of the rows: covariances of the columns of X, means of products of those
   * of Z. With it, shares of other estimates for the same rows cost nothing.
   */
  public static final class Moments {
    private final int p;
    private final double[] x;
    private final List<String> groups;
    private final List<double[]> z;

    private Moments(int p, double[] x, List<String> groups, List<double[]> z) {
      this.p = p;
      this.x = x;
      this.groups = groups;
      this.z = z;
    }

    /** The moments of the rows of a fit. */
    public static Moments of(LmmFit fit) {
      int n = fit.nobs();
      int p = fit.data().fixed().columns();
      double[] row = new double[p];
      double[] mean = new double[p];
      double[] x = new double[p * p];
      MatrixRows fixed = fit.data().fixed().read();
      for (int i = 0; i < n; i++) {
        fixed.copyRow(i, row, 0);
        // Running means and sums of squares about them: no cancellation for columns far from zero.
        for (int j = 0; j < p; j++) {
          row[j] -= mean[j];
        }
        double share = i / (i + 1.0);
        for (int j = 0; j < p; j++) {
          for (int k = 0; k < p; k++) {
            x[j * p + k] += share * row[j] * row[k];
          }
        }
        for (int j = 0; j < p; j++) {
          mean[j] += row[j] / (i + 1);
        }
      }
      for (int j = 0; j < p * p; j++) {
        x[j] /= Math.max(1, n - 1);
      }
      List<String> groups = new ArrayList<>();
      List<double[]> z = new ArrayList<>();
      for (RandomEffectsTerm term : fit.data().random()) {
        groups.add(term.group().name());
        z.add(products(term, n));
      }
      return new Moments(p, x, groups, z);
    }

    private static double[] products(RandomEffectsTerm term, int n) {
      int k = term.effects().columns();
      double[] row = new double[k];
      double[] sum = new double[k * k];
      MatrixRows effects = term.effects().read();
      for (int i = 0; i < n; i++) {
        effects.copyRow(i, row, 0);
        for (int a = 0; a < k; a++) {
          for (int b = 0; b < k; b++) {
            sum[a * k + b] += row[a] * row[b] / n;
          }
        }
      }
      return sum;
    }

    /** The shares of a fit to these rows. */
    public VarianceShares shares(LmmFit fit) {
      double[] beta = new double[p];
      for (int j = 0; j < p; j++) {
        beta[j] = fit.fixef().isAliased(j) ? 0 : fit.fixef().estimate(j);
      }
      List<double[]> covariances = new ArrayList<>();
      for (VarCorr term : fit.varCorr()) {
        double[] c = new double[term.size() * term.size()];
        for (int i = 0; i < c.length; i++) {
          c[i] = term.covariance(i / term.size(), i % term.size());
        }
        covariances.add(c);
      }
      return shares(beta, covariances, fit.sigma());
    }

    /**
     * The shares of some estimates.
     *
     * @param beta p values, zero where aliased
     * @param covariances of the random effects, k × k by rows, one per term as written
     */
    public VarianceShares shares(double[] beta, List<double[]> covariances, double sigma) {
      double fixed = 0;
      for (int i = 0; i < p; i++) {
        for (int j = 0; j < p; j++) {
          fixed += beta[i] * x[i * p + j] * beta[j];
        }
      }
      Map<String, Double> parts = new LinkedHashMap<>();
      for (int t = 0; t < z.size(); t++) {
        double variance = 0;
        for (int i = 0; i < z.get(t).length; i++) {
          variance += z.get(t)[i] * covariances.get(t)[i];
        }
        parts.merge(groups.get(t), variance, Double::sum);
      }
      List<Group> groupParts = new ArrayList<>();
      parts.forEach((name, variance) -> groupParts.add(new Group(name, variance)));
      return new VarianceShares(fixed, groupParts, sigma * sigma);
    }
  }
}
