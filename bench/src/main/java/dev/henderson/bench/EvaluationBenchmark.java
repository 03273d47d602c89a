package dev.henderson.bench;

import dev.henderson.bench.compare.Case;
import dev.henderson.stats.criterion.ProfiledDeviance;
import dev.henderson.stats.products.CrossProducts;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One evaluation of the REML criterion, without and with its gradient, at theta = I / 2. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class EvaluationBenchmark {
  /** One of the cases of the comparison. */
  @Param({"sleepstudy", "penicillin", "maximal", "insteval-3"})
  public String model;

  /** The criterion as a function of theta. */
  ProfiledDeviance criterion;

  /** Where it is evaluated. */
  double[] theta;

  /** What {@link #valueAndGradient} leaves. */
  double[] gradient;

  /** Reads the data and forms the cross products. */
  @Setup
  public void setUp() throws IOException {
    criterion = new ProfiledDeviance(new CrossProducts(Case.of(model).model().data()), true);
    theta = criterion.start();
    for (int i = 0; i < theta.length; i++) {
      theta[i] *= 0.5;
    }
    gradient = new double[theta.length];
  }

  /** The criterion alone. */
  @Benchmark
  public double value() {
    return criterion.value(theta);
  }

  /** The criterion with its gradient. */
  @Benchmark
  public double valueAndGradient() {
    return criterion.evaluate(theta, gradient);
  }
}
