package dev.henderson.stats.criterion;

import dev.henderson.stats.factor.BlockLambda;
import dev.henderson.stats.factor.FactorPlan;
import dev.henderson.stats.factor.RelativeCovariance;
import dev.henderson.stats.model.Cancellation;
import dev.henderson.stats.model.FitException;
import dev.henderson.stats.optim.InformedObjective;
import dev.henderson.stats.products.CrossProducts;
import java.util.List;

/**
 * The criterion of maximum likelihood or REML as a function of theta alone, beta and sigma being
 * profiled out [Bates 2015], with its gradient.
 *
 * <p>{@code f(theta) = log |M| − sum log w + nu (1 + log(2 pi r²/nu))}, plus {@code log |X'V^-1 X|}
 * for REML, where r² is the penalised residual sum of squares.
 *
 * <p>Gradient, for the template lambda of each grouping with l levels: {@code df/dlambda = 2
 * lambda^-T (l I − T − U)}, with T the sum over the levels of the diagonal blocks of {@code M^-1}
 * and U the sum of {@code u_j u_j'} over the levels and the columns of {@code [X y] Lxx^-T},
 * weighted 1 (REML) or 0 (ML) for X and nu for y. Where it vanishes, {@code l I = T + U} is the
 * fixed point of the EM algorithm [Bates 2004], whose step comes with each gradient.
 *
 * <p>Any order of calls gives the same values. Not for use by several threads at once.
 */
public final class ProfiledDeviance implements InformedObjective {
  private final CrossProducts a;
  private final boolean reml;
  private final PenalizedLeastSquares problem;
  private final BlockLambda lambda;

  /** Equal levels gathered, for the search only; null where there is nothing to gain. */
  private final LevelClasses classes;

  /** Whether the last evaluation was by classes. */
  private boolean byClasses;

  private final int p;
  private final double nu;
  private final double[] classSums;

  /**
   * The criterion of these data.
   *
   * @throws FitException if the factor would not fit into memory
   */
  public ProfiledDeviance(CrossProducts a, boolean reml) {
    this(a, FactorPlan.of(a, Cancellation.NEVER), reml, Cancellation.NEVER);
  }

  /**
   * The criterion of these data, whose evaluations end with a {@code CancellationException} where
   * it is wished; the next one then begins anew.
   *
   * @param plan of the factor, found once for these random effects
   * @throws FitException if the factor would not fit into memory
   */
  public ProfiledDeviance(
      CrossProducts a, FactorPlan plan, boolean reml, Cancellation cancellation) {
    this.a = a;
    this.reml = reml;
    problem = new PenalizedLeastSquares(a, plan, cancellation);
    lambda = problem.lambda();
    p = a.rank();
    nu = a.rows() - (reml ? p : 0);
    classes = LevelClasses.of(a);
    int k = a.groupings().get(0).effects();
    classSums = classes == null ? null : new double[k * k];
  }

  @Override
  public int size() {
    return lambda.size();
  }

  /** Lambda = I in every template, in the user's order of columns. */
  public double[] start() {
    return lambda.identity();
  }

  /** The template of each grouping, in the order of elimination. */
  public List<RelativeCovariance> lambda() {
    return lambda.templates();
  }

  /** The least-squares problem as it was last solved. */
  public PenalizedLeastSquares problem() {
    return problem;
  }

  /** The data, as far as the criterion knows them. */
  public CrossProducts crossProducts() {
    return a;
  }

  /** Whether this is the REML criterion; the deviance of maximum likelihood otherwise. */
  public boolean reml() {
    return reml;
  }

  /** n, less the fixed effects for REML. */
  public double nu() {
    return nu;
  }

  /** The criterion alone; infinite where the factor breaks down. */
  public double value(double[] theta) {
    lambda.set(theta);
    byClasses = classes != null;
    return solve();
  }

  @Override
  public double evaluate(double[] theta, double[] gradient) {
    int first = reml ? 0 : p;
    double f;
    if (classes == null) {
      f = evaluateParts(theta, first);
    } else {
      lambda.setAndInvert(theta);
      byClasses = true;
      f = solve();
      if (Double.isFinite(f)) {
        problem.invertBorder();
        SphericalModes modes = problem.modes();
        classes.sums(problem.lxxInverse(), first, classSums, modes.sumX(0), modes.sumY(0));
      }
    }
    if (Double.isFinite(f)) {
      gradient(nu, gradient);
    }
    return f;
  }

  /** The criterion at exactly this theta, with the modes of all columns, but no derivatives. */
  public double evaluateExactly(double[] theta) {
    lambda.set(theta);
    byClasses = false;
    double f = solve();
    if (Double.isFinite(f)) {
      problem.invert(0);
    }
    return f;
  }

  /**
   * The criterion and all that its derivatives are made of.
   *
   * @param first the first column of [X y] whose modes are wanted
   */
  public double evaluateParts(double[] theta, int first) {
    lambda.setAndInvert(theta);
    byClasses = false;
    double f = solve();
    if (Double.isFinite(f)) {
      problem.invert(first);
    }
    return f;
  }

  private double solve() {
    double logM = byClasses ? problem.solve(classes) : problem.solve();
    if (Double.isNaN(logM)) {
      return Double.POSITIVE_INFINITY;
    }
    double scale = a.response().scale();
    double r2 = r2() * scale * scale;
    double f = logM - a.logWeights();
    f += nu * (1 + Math.log(2 * Math.PI * r2 / nu));
    if (reml) {
      double[] lxx = problem.lxx();
      for (int j = 0; j < p; j++) {
        f += 2 * Math.log(lxx[j * (p + 1) + j]);
      }
      f += a.columns().logDeterminantShift();
    }
    return f;
  }

  /** T + U of a grouping at the last evaluation, with the given weight of y. */
  public double tPlusU(int g, int i, int j, double responseWeight) {
    int k = a.groupings().get(g).effects();
    int at = i * k + j;
    double t = byClasses ? classSums[at] : problem.inverse().sum(g, at);
    SphericalModes modes = problem.modes();
    return t + (reml ? modes.sumX(g)[at] : 0) + responseWeight * modes.sumY(g)[at];
  }

  /**
   * The gradient at the last evaluation.
   *
   * @param responseWeight nu; r²/sigma² for the gradient at a fixed sigma
   */
  public void gradient(double responseWeight, double[] gradient) {
    for (int g = 0; g < lambda.templates().size(); g++) {
      RelativeCovariance c = lambda.template(g);
      int k = a.groupings().get(g).effects();
      double levels = a.groupings().get(g).levels();
      for (int t = 0; t < c.size(); t++) {
        int row = c.row(t);
        int column = c.column(t);
        double s = 0;
        for (int i = 0; i < k; i++) {
          double inverse = c.inverse(i, row);
          if (inverse != 0) {
            double rest = (i == column ? levels : 0) - tPlusU(g, i, column, responseWeight);
            s += inverse * rest;
          }
        }
        gradient[c.offset() + t] = 2 * s;
      }
    }
  }

  @Override
  public void information(double[] into) {
    if (byClasses) {
      classes.information(lambda.template(0), problem.lxx(), problem.lxxInverse(), nu, into);
    } else {
      AverageInformation.at(this, into);
    }
    for (int g = 0; g < lambda.templates().size(); g++) {
      CovarianceSlope.addTo(this, g, into);
    }
  }

  /** The penalised residual sum of squares, in scaled units. */
  public double r2() {
    return problem.r2();
  }
}
