package dev.henderson.stats.explain;

import dev.henderson.stats.document.Precision;
import dev.henderson.stats.infer.CoefficientTest;
import dev.henderson.stats.infer.FTest;

/** Tests in words: t and F, or z and chi-squared where there are no degrees of freedom. */
final class TestWords {
  private static final Precision SHORT = Precision.decimals(2);

  private TestWords() {}

  /** {@code t(17) = 6.77, p < .001}, or {@code z = 6.77, p < .001}. */
  static Saying say(Saying s, CoefficientTest c) {
    if (Double.isInfinite(c.df())) {
      s.say("z = ");
    } else {
      s.say("t(").df("df", c.df()).say(") = ");
    }
    return s.number("statistic", c.statistic(), SHORT).say(", ").p(c.pValue());
  }

  /** {@code F(2, 36) = 4.11, p = .025}, or {@code chi-squared(2) = 8.22, p = .016}. */
  static Saying say(Saying s, FTest test) {
    s.say(test.isChiSquared() ? "chi-squared(" : "F(").df("NumDF", test.numDf());
    if (!test.isChiSquared()) {
      s.say(", ").df("DenDF", test.denDf());
    }
    double statistic = test.isChiSquared() ? test.chiSquared() : test.statistic();
    return s.say(") = ").number("statistic", statistic, SHORT).say(", ").p(test.pValue());
  }
}
