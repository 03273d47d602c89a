package dev.henderson.stats.lmm;

import dev.henderson.stats.criterion.CrossProducts;
import dev.henderson.stats.criterion.ProfiledDeviance;
import dev.henderson.stats.linalg.SmallMatrices;
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
  private final List<ProfileLikelihood.Parameter> parameters;

  DeletionRefits(LmmFit fit, Estimates e) {
    this.fit = fit;
    this.e = e;
    a = e.crossProducts;
    parameters = new ProfileLikelihood(fit, e).parameters();
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
    double residual = fit.data().response(row) - e.fitted[row];
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

  private Deletion fit(int[] rows, boolean search) {
    CrossProducts rest = a.without(fit.data(), rows);
    if (rest.rows() <= a.rank() || !hasFullRank(rest)) {
      return none(rows.length);
    }
    ProfiledDeviance f = new ProfiledDeviance(rest, e.options.reml(), e.options.cancellation());
    for (int g = 0; g < e.templateOrders.length; g++) {
      f.lambda().get(g).setOrder(e.templateOrders[g]);
    }
    double[] theta = e.internalTheta;
    boolean converged = true;
    if (search) {
      ThetaSearch again = new ThetaSearch(f, e.options);
      again.runFrom(theta);
      theta = again.theta();
      converged = again.converged();
    }
    if (!Double.isFinite(f.value(theta))) {
      return none(rows.length);
    }
    return new Deletion(
        rows.length,
        ParameterValues.of(f, fit.data()),
        a.basis().coefficients(f.scaledCoefficients()),
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

  private static boolean hasFullRank(CrossProducts rest) {
    int p = rest.rank();
    int width = rest.width();
    double[] l = new double[p * p];
    for (int i = 0; i < p; i++) {
      double norm = rest.xx()[i * width + i];
      for (int j = 0; j <= i; j++) {
        double s = rest.xx()[i * width + j];
        for (int t = 0; t < j; t++) {
          s -= l[i * p + t] * l[j * p + t];
        }
        if (i == j && !(s > DEPENDENT * norm && norm > DEPENDENT * rest.rows())) {
          return false;
        }
        l[i * p + j] = i == j ? Math.sqrt(s) : s / l[j * p + j];
      }
    }
    return true;
  }

  /** Roots of the diagonal of sigma² T Lxx^-T Lxx^-1 T'. */
  private double[] standardErrors(ProfiledDeviance f) {
    int p = e.fixef.size();
    int r = a.rank();
    int width = a.width();
    double[] t = a.basis().toOriginal();
    double[] inverse = new double[width * width];
    SmallMatrices.invertLower(f.borderFactor(), 0, width, inverse, 0);
    double sigma = Math.sqrt(f.r2() / f.nu());
    double[] out = new double[p];
    for (int i = 0; i < p; i++) {
      double sum = 0;
      for (int j = 0; j < r; j++) {
        double half = 0;
        for (int s = 0; s <= j; s++) {
          half += t[i * r + s] * inverse[j * width + s];
        }
        sum += half * half;
      }
      out[i] = e.fixef.isAliased(i) ? Double.NaN : sigma * Math.sqrt(sum);
    }
    return out;
  }
}
