package dev.henderson.stats.resample;

import dev.henderson.stats.formula.Expression;
import dev.henderson.stats.model.Fit;
import java.util.List;

/** A fitted model that can be fitted again to many sets of responses drawn from it. */
public interface Bootstraps {
  /**
   * A parametric bootstrap.
   *
   * @param statistics what to keep of each replicate; all parameters if empty
   */
  Bootstrap bootstrap(ResampleOptions options, List<Statistic> statistics);

  /**
   * An expression of its parameters as a statistic, such as {@code Days / sigma}.
   *
   * @throws dev.henderson.stats.formula.FormulaException at a name there is not
   */
  Statistic statistic(Expression expression);

  /**
   * How often responses drawn from a smaller model of the same data give a likelihood ratio as
   * large as the data's.
   *
   * @param small the model that is taken to be true
   * @throws dev.henderson.stats.infer.InferenceException if it is not smaller, or of other data
   */
  BootstrapTest bootstrapTest(Fit small, ResampleOptions options);
}
