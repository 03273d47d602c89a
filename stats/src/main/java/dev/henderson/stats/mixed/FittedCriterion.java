package dev.henderson.stats.mixed;

import dev.henderson.stats.criterion.ConstrainedDeviance;
import dev.henderson.stats.criterion.ProfiledDeviance;
import dev.henderson.stats.factor.BlockLambda;
import dev.henderson.stats.factor.FactorPlan;
import dev.henderson.stats.model.FitException;
import dev.henderson.stats.products.CrossProducts;
import java.lang.ref.SoftReference;
import java.util.function.Supplier;

/**
 * The criterion of a mixed model at its optimum, with its curvature: what degrees of freedom,
 * standard errors, profiles, predictions, leverages and refits share. Immutable, and several
 * threads may ask at once: each gets a workspace of its own, and what is expensive is computed when
 * it is first asked for and kept while there is memory for it.
 */
public final class FittedCriterion {
  private final CrossProducts products;
  private final FactorPlan plan;
  private final FitOptions options;

  /** Theta of the search: scaled columns, pivoted templates, internal order. */
  private final double[] theta;

  /** The order of the columns inside each template, to read theta. */
  private final int[][] orders;

  private final Kept<VarianceParameters> curvature =
      new Kept<>(() -> VarianceParameters.of(FittedCriterion.this));
  private final Kept<CovarianceInformation> information =
      new Kept<>(() -> CovarianceInformation.of(FittedCriterion.this));

  /**
   * The criterion where a search ended.
   *
   * @param plan of the factor of these products
   * @param options how it was searched
   * @param theta the optimum
   * @param orders of the columns of the templates there
   */
  public FittedCriterion(
      CrossProducts products, FactorPlan plan, FitOptions options, double[] theta, int[][] orders) {
    this.products = products;
    this.plan = plan;
    this.options = options;
    this.theta = theta.clone();
    this.orders = new int[orders.length][];
    for (int g = 0; g < orders.length; g++) {
      this.orders[g] = orders[g].clone();
    }
  }

  /** Computed once, as long as memory lasts. */
  private static final class Kept<T> {
    private final Supplier<T> source;
    private SoftReference<T> value = new SoftReference<>(null);

    Kept(Supplier<T> source) {
      this.source = source;
    }

    synchronized T get() {
      T out = value.get();
      if (out == null) {
        out = source.get();
        value = new SoftReference<>(out);
      }
      return out;
    }
  }

  /** The cross products it was made of. */
  public CrossProducts products() {
    return products;
  }

  /** How the optimum was searched. */
  public FitOptions options() {
    return options;
  }

  /** Theta at the optimum, as the search has it; a copy. */
  public double[] theta() {
    return theta.clone();
  }

  /** Lambda at the optimum. */
  public BlockLambda lambda() {
    BlockLambda lambda = new BlockLambda(products);
    lambda.setOrders(orders);
    lambda.set(theta);
    return lambda;
  }

  /** Lambda at the optimum, kept as far from singular as derivatives need it. */
  BlockLambda lambdaForDerivatives() {
    BlockLambda lambda = lambda();
    lambda.setAndInvert(theta);
    return lambda;
  }

  /** A new workspace of the criterion, not evaluated yet; theta is read in the fit's order. */
  public ProfiledDeviance workspace() {
    return workspace(products, options.reml());
  }

  /**
   * The same for other products of the same random effects.
   *
   * @throws FitException if the factor would not fit into memory
   */
  public ProfiledDeviance workspace(CrossProducts other, boolean reml) {
    ProfiledDeviance f = new ProfiledDeviance(other, plan, reml, options.cancellation());
    f.problem().lambda().setOrders(orders);
    return f;
  }

  /** A new workspace, evaluated at the optimum, with the modes of all columns. */
  public ProfiledDeviance atOptimum() {
    ProfiledDeviance f = workspace();
    f.evaluateExactly(theta);
    return f;
  }

  /** A new workspace, evaluated at the optimum, with all that derivatives are made of. */
  public ProfiledDeviance withDerivatives() {
    ProfiledDeviance f = workspace();
    f.evaluateParts(theta, 0);
    return f;
  }

  /** The deviance of maximum likelihood with one parameter held; a workspace. */
  public ConstrainedDeviance constrained(
      ConstrainedDeviance.Fixed fixed, int grouping, int first, int second) {
    return new ConstrainedDeviance(
        products, plan, fixed, grouping, first, second, options.cancellation());
  }

  /** A search for the optimum of another workspace, done, that began at this one. */
  public ThetaSearch searchFrom(ProfiledDeviance f, double[] start) {
    ThetaSearch search = new ThetaSearch(f, options);
    search.runFrom(start);
    return search;
  }

  /** The curvature of the criterion, and how the fixed effects' covariance answers to theta. */
  public VarianceParameters curvature() {
    return curvature.get();
  }

  /** The expected information of the covariance parameters. */
  public CovarianceInformation information() {
    return information.get();
  }

  /** The criterion of the same model without random effects: all relative variances zero. */
  public double withoutRandomEffects() {
    return workspace().value(new double[theta.length]);
  }
}
