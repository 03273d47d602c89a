package dev.henderson.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is timed is right: both benchmarks agree, and the gradient is the derivative. */
class EvaluationBenchmarkTest {
  @ParameterizedTest
  @ValueSource(strings = {"sleepstudy", "penicillin", "maximal"})
  void gradientIsTheDerivativeOfTheValue(String model) throws IOException {
    EvaluationBenchmark b = new EvaluationBenchmark();
    b.model = model;
    b.setUp();
    double value = b.valueAndGradient();
    assertEquals(value, b.value(), 1e-9 * Math.abs(value));
    double h = 1e-5;
    for (int i = 0; i < b.theta.length; i++) {
      double at = b.theta[i];
      b.theta[i] = at + h;
      double above = b.value();
      b.theta[i] = at - h;
      double below = b.value();
      b.theta[i] = at;
      double difference = (above - below) / (2 * h);
      assertEquals(difference, b.gradient[i], 1e-5 * (1 + Math.abs(difference)), "theta " + i);
    }
  }
}
