package dev.henderson.kernel.magic;

import dev.henderson.kernel.session.Session;
import java.util.Set;

/** {@code %anova m}: the F tests of a fit's terms; {@code %anova m1, m2}: models compared. */
public final class AnovaMagic implements Magic {
  @Override
  public String name() {
    return "anova";
  }

  @Override
  public String summary() {
    return "tests the terms of a fit, or compares fits";
  }

  @Override
  public String help() {
    return """
        %anova m              F tests of the terms of a linear model, each after those before it
        %anova m, type = 2    each term after all that do not contain it
        %anova m, type = 3    each term averaged over those that contain it, cells counting alike
        %anova m1, m2         linear models of the same rows, each against the one before it

        A call copied from R works: anova(m), Anova(m, type = "II"); also anova_lm(m, typ = 2).

        %anova m, type = 2
        """;
  }

  @Override
  public MagicResult run(MagicCall call, Session session) {
    RCall read = RCall.of(call, Set.of("type", "typ", "test"));
    read.requireFunction(Set.of("anova", "Anova", "anova_lm"));
    return LinearAnova.run(read, call, session);
  }
}
