package dev.henderson.stats.lmm;

import dev.henderson.stats.criterion.ProfiledDeviance;
import dev.henderson.stats.mixed.ThetaSearch;
import dev.henderson.stats.products.CrossProducts;
import dev.henderson.stats.products.MixedRows;
import java.util.Arrays;
import java.util.List;

/**
 * A fitted model, fitted again without some of its rows. The rows are taken out of the cross
 * products, and the search starts from the fit, so that a refit costs a few evaluations. Immutable;
 * several threads may refit at once.
 */
public final class DeletionRefits {
  /** Columns of X this close to a combination of others (squared, of unit columns) are one. */
  private static final double DEPENDENT = 1e-10;

  private final LmmFit fit;
  private final Estimates e;
  private final CrossProducts a;
  private final MixedRows rows;
  private final List<ProfileLikelihood.Parameter> parameters;

  DeletionRefits(LmmFit fit, Estimates e) {
    this.fit = fit;
    this.e = e;
    a = e.at.products();
    rows = MixedRows.of(fit.data(), a);
    parameters = fit.parameters();
  }

  /** The parameters of a deletion: random effects term by term, sigma, fixed effects. */
  public List<ProfileLikelihood.Parameter> parameters() {
    return parameters;
  }

  /** The model fitted to the other rows, by the method of the fit. */
  public Deletion without(int[] rows) {
    return fit(rows, true);
  }

  /** The same with the variance parameters theta held where they are: one evaluation. */
  public Deletion withoutHoldingTheta(int[] rows) {
    return fit(rows, false);
  }

  /**
   * The same for one row in closed form, as {@link #withoutHoldingTheta} gives it: with e the
   * conditional residual, w the weight, h the leverage and u the direction of the row, {@code beta
   * − beta(i) = u e / (1 − h)}, the residual sum of squares falls by {@code w e² / (1 − h)} and
   * {@code (X'V^-1X)^-1} grows by {@code uu' / (w (1 − h))}.
   */
  public Deletion withoutRow(RowLeverage leverage, int row) {
    double w = fit.data().weight(row);
    double free = 1 - leverage.whole(row);
    double residual = fit.data().response(row) - e.values.whole()[row];
    double s2 = e.sigma * e.sigma;
    double nu = fit.nobs() - (fit.reml() ? a.rank() : 0);
    double without = (s2 * nu - w * residual * residual / free) / (nu - 1);
    if (!(free > 1e-10) || !(without > 0) || fit.nobs() - 1 <= a.rank()) {
      return none(1);
    }
    double shrink = Math.sqrt(without / s2);
    int p = e.fixef.size();
    double[] fixef = new double[p];
    double[] errors = new double[p];
    for (int j = 0; j < p; j++) {
      double u = leverage.direction(row, j);
      fixef[j] = e.fixef.estimate(j) - u * residual / free;
      errors[j] = shrink * Math.sqrt(e.fixef.vcov(j, j) + s2 * u * u / (w * free));
    }
    double[] values = new double[parameters.size()];
    int at = 0;
    for (int k = 0; k < values.length; k++) {
      ProfileLikelihood.Parameter parameter = parameters.get(k);
      values[k] =
          switch (parameter.kind()) {
            case SD, SIGMA -> shrink * parameter.estimate();
            case FIXED -> Double.NaN;
            default -> parameter.estimate();
          };
      if (parameter.kind() == ProfileLikelihood.Kind.FIXED) {
        while (e.fixef.isAliased(at)) {
          at++;
        }
        values[k] = fixef[at++];
      }
    }
    return new Deletion(1, values, fixef, errors, true);
  }

  private Deletion fit(int[] without, boolean search) {
    CrossProducts rest = a.without(rows, without);
    if (rest.rows() <= a.rank() || !rest.hasFullRank(DEPENDENT)) {
      return none(without.length);
    }
    ProfiledDeviance f = e.at.workspace(rest, e.options.reml());
    double[] theta = e.at.theta();
    boolean converged = true;
    if (search) {
      ThetaSearch again = e.at.searchFrom(f, theta);
      theta = again.theta();
      converged = again.converged();
    }
    if (!Double.isFinite(f.value(theta))) {
      return none(without.length);
    }
    return new Deletion(
        without.length,
        ParameterValues.of(f, fit.data()),
        a.coefficients(f.problem().scaledCoefficients()),
        standardErrors(f),
        converged);
  }

  private Deletion none(int rows) {
    double[] values = new double[parameters.size()];
    double[] fixef = new double[e.fixef.size()];
    Arrays.fill(values, Double.NaN);
    Arrays.fill(fixef, Double.NaN);
    return new Deletion(rows, values, fixef, fixef.clone(), false);
  }

  /** Roots of the diagonal of sigma² T Lxx^-T Lxx^-1 T'. */
  private double[] standardErrors(ProfiledDeviance f) {
    int p = e.fixef.size();
    int r = a.rank();
    double[] root = f.problem().coefficientRoot();
    double sigma = Math.sqrt(f.r2() / f.nu());
    double[] out = new double[p];
    for (int i = 0; i < p; i++) {
      double sum = 0;
      for (int j = 0; j < r; j++) {
        sum += root[i * r + j] * root[i * r + j];
      }
      out[i] = e.fixef.isAliased(i) ? Double.NaN : sigma * Math.sqrt(sum);
    }
    return out;
  }
}
