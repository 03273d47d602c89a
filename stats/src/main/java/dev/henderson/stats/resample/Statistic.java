package dev.henderson.stats.resample;

import dev.henderson.stats.formula.Expression;
import dev.henderson.stats.formula.FormulaException;
import dev.henderson.stats.lmm.LmmFit;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/**
 * A number made of a fit, with a name: what a bootstrap is about. It is one of the fit's
 * parameters, an expression of them, or any function of a fit.
 */
public final class Statistic {
  private final String name;

  /** Of the estimates alone: a replicate need not be a whole fit. Null for a function of a fit. */
  private final ToDoubleFunction<EstimateVector> ofEstimates;

  private final ToDoubleFunction<LmmFit> ofFit;

  private Statistic(
      String name, ToDoubleFunction<EstimateVector> ofEstimates, ToDoubleFunction<LmmFit> ofFit) {
    this.name = Objects.requireNonNull(name);
    this.ofEstimates = ofEstimates;
    this.ofFit = ofFit;
  }

  /**
   * Any function of a fit. Each replicate is then a whole fit, conditional modes included, which
   * takes longer than a statistic of parameters.
   *
   * @param name what reports call it
   * @param of NaN where it is not defined
   */
  public static Statistic of(String name, ToDoubleFunction<LmmFit> of) {
    return new Statistic(name, null, Objects.requireNonNull(of));
  }

  /**
   * A parameter of a fit by name, or an expression of several: {@code sigma}, {@code sd__Subject},
   * {@code Days / sigma}, {@code icc}.
   *
   * @param fit knows the names
   * @throws FormulaException at a name or function there is not, saying which there are
   */
  public static Statistic of(Expression expression, LmmFit fit) {
    return new Statistic(expression.toString(), new StatisticNames(fit).compile(expression), null);
  }

  /** The same, from text. */
  public static Statistic parse(String expression, LmmFit fit) {
    return of(Expression.parse(expression), fit);
  }

  /** The parameter at a place of the vector. */
  static Statistic parameter(String name, int place) {
    return new Statistic(name, v -> v.value(place), null);
  }

  /** What reports call it. */
  public String name() {
    return name;
  }

  /** Whether it takes a whole fit, not the estimates alone. */
  boolean needsFit() {
    return ofFit != null;
  }

  /** Its value; the fit may be null unless it is needed. */
  double value(EstimateVector estimates, LmmFit fit) {
    return ofFit == null ? ofEstimates.applyAsDouble(estimates) : ofFit.applyAsDouble(fit);
  }
}
