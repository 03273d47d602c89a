package dev.henderson.stats.explain;

import dev.henderson.stats.explain.ModelTerms.Variable;
import dev.henderson.stats.infer.FTest;
import dev.henderson.stats.text.Call;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** The comparison of means or slopes that what the data tell asks for. */
final class MeansCalls {
  private MeansCalls() {}

  /**
   * The call for the term of highest order that the data tell: simple effects, slopes per level, or
   * pairwise differences.
   *
   * @param name the variable that holds the fit
   * @param aov whether it is an analysis of variance, whose own comparisons are Tukey's
   */
  static Optional<NextCall> of(
      ModelTerms terms, IntFunction<FTest> tests, String name, boolean aov) {
    for (int t : terms.highestFirst()) {
      List<Variable> own = terms.variables(t);
      if (own.size() > 2 || !(tests.apply(t).pValue() < EffectSentences.TOLD)) {
        continue;
      }
      List<String> factors = own.stream().filter(Variable::isFactor).map(Variable::name).toList();
      List<String> numbers = own.stream().filter(v -> !v.isFactor()).map(Variable::name).toList();
      if (factors.size() == 2) {
        String a = factors.get(0);
        String b = factors.get(1);
        return Optional.of(
            new NextCall(
                "simple-effects",
                "The effect of " + a + " at each level of " + b,
                Call.of("emmeans", name + ", pairwise ~ " + a + " | " + b)));
      } else if (factors.size() == 1 && numbers.size() == 1) {
        String x = numbers.get(0);
        String f = factors.get(0);
        return Optional.of(
            new NextCall(
                "slopes",
                "The slope of " + x + " at each level of " + f + ", and their differences",
                Call.of("emtrends", name + ", pairwise ~ " + f + ", var = " + x)));
      } else if (factors.size() == 1 && own.get(0).levels().size() > 2) {
        String f = factors.get(0);
        return Optional.of(
            new NextCall(
                "pairwise",
                "Which levels of " + f + " differ from which",
                aov ? Call.of("TukeyHSD", name) : Call.of("emmeans", name + ", pairwise ~ " + f)));
      }
    }
    return Optional.empty();
  }
}
