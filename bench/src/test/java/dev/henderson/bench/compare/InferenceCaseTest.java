package dev.henderson.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both sides of the comparison do the same work. */
class InferenceCaseTest {
  /**
   * confint(m, method = "profile") of lme4 1.1-31; anova(m, ddf = "Kenward-Roger") of lmerTest
   * 3.1-3 with pbkrtest 0.5.2: what compare/inference.R tells.
   */
  @ParameterizedTest
  @CsvSource({"profile, 13.5759, 1e-3", "kenward-roger-1200, 1127.139, 1e-2"})
  void figuresAreThoseOfR(String name, String figure, double tolerance) throws IOException {
    InferenceCase task = InferenceCase.of(name);
    double expected = Double.parseDouble(figure);
    assertEquals(expected, task.run(task.model().model().fit()), tolerance);
  }
}
