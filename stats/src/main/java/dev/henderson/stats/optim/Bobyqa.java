package dev.henderson.stats.optim;

import java.util.function.ToDoubleFunction;
import org.hipparchus.exception.MathIllegalStateException;
import org.hipparchus.optim.InitialGuess;
import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.SimpleBounds;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunction;
import org.hipparchus.optim.nonlinear.scalar.noderiv.BOBYQAOptimizer;
import org.hipparchus.optim.univariate.BrentOptimizer;
import org.hipparchus.optim.univariate.SearchInterval;
import org.hipparchus.optim.univariate.UnivariateObjectiveFunction;

/**
 * The derivative-free search that stands by when {@link InformedBfgs} fails: Powell's BOBYQA, and
 * Brent's method for one variable, both Hipparchus's.
 */
public final class Bobyqa {
  private static final double HUGE = 1e300;

  private Bobyqa() {}

  /**
   * The best point found near a start, or the start itself.
   *
   * @param function may be infinite or NaN where it is not defined
   */
  public static double[] minimize(
      ToDoubleFunction<double[]> function, double[] start, int maxEvaluations) {
    double[] best = start.clone();
    double[] lowest = {Double.POSITIVE_INFINITY};
    ToDoubleFunction<double[]> remembering =
        x -> {
          double v = function.applyAsDouble(x);
          if (v < lowest[0]) {
            lowest[0] = v;
            System.arraycopy(x, 0, best, 0, best.length);
          }
          // Hipparchus takes NaN for a value like any other.
          return Double.isFinite(v) ? v : HUGE;
        };
    try {
      if (start.length == 1) {
        double reach = 10 * Math.max(1, Math.abs(start[0]));
        new BrentOptimizer(1e-10, 1e-12)
            .optimize(
                new MaxEval(maxEvaluations),
                GoalType.MINIMIZE,
                new UnivariateObjectiveFunction(t -> remembering.applyAsDouble(new double[] {t})),
                new SearchInterval(0, reach, Math.min(Math.abs(start[0]), reach / 2)));
      } else {
        new BOBYQAOptimizer(2 * start.length + 1, 0.2, 1e-8)
            .optimize(
                new MaxEval(maxEvaluations),
                GoalType.MINIMIZE,
                new ObjectiveFunction(remembering::applyAsDouble),
                new InitialGuess(start),
                SimpleBounds.unbounded(start.length));
      }
    } catch (MathIllegalStateException budgetSpent) {
      return best;
    }
    return best;
  }
}
