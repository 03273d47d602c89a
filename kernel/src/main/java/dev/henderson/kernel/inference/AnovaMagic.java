package dev.henderson.kernel.inference;

import dev.henderson.kernel.magic.Magic;
import dev.henderson.kernel.magic.MagicCall;
import dev.henderson.kernel.magic.MagicResult;
import dev.henderson.kernel.magic.Option;
import dev.henderson.kernel.magic.Options;
import dev.henderson.kernel.magic.RCall;
import dev.henderson.kernel.magic.Subject;
import dev.henderson.kernel.models.DdfOption;
import dev.henderson.kernel.models.FittedModel;
import dev.henderson.kernel.models.LinearAnova;
import dev.henderson.kernel.session.Session;
import dev.henderson.stats.Fitted;
import dev.henderson.stats.MixedFitted;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code %anova m}: F tests of the terms of a fit; {@code %anova m0, m1}: fits compared. */
public final class AnovaMagic implements Magic {
  private static final Options OPTIONS =
      Options.of(
              Option.word("type", "1", "2", "3")
                  .shown(
                      "type = 2",
                      "the hypothesis: 1 sequential, 2 after all terms that do not contain\n"
                          + "it, 3 averaged over those that do, cells counting alike; 1 for a\n"
                          + "linear model and 3 for a mixed one if not given"),
              DdfOption.OPTION.shown(
                  "ddf = satterthwaite", "mixed models: or kenward-roger, residual, none"),
              Option.of("refit", Option.Takes.BOOLEAN)
                  .shown(
                      "refit = FALSE",
                      "mixed models: compare REML criteria as they are, where the fixed\n"
                          + "effects are the same; else they are fitted again by maximum\n"
                          + "likelihood, as R does"))
          .and(Option.word("typ", "1", "2", "3"))
          .alsoUnderstood("test");

  @Override
  public String name() {
    return "anova";
  }

  @Override
  public Subject subject() {
    return Subject.FIT;
  }

  @Override
  public Subject afterFit() {
    return Subject.FIT;
  }

  @Override
  public Options options() {
    return OPTIONS;
  }

  @Override
  public String summary() {
    return "tests the terms of a fit, or fits against each other";
  }

  @Override
  public String help() {
    return """
        %anova m               an F test of each term of m, a linear or a mixed model
        %anova m0, m1, m2      models of the same data, each against the next smaller one

        """
        + OPTIONS.help()
        + """

        A call copied from R works: anova(m), Anova(m, type = "II"); also anova_lm(m, typ = 2).

        %anova m, type = 2
        """;
  }

  @Override
  public MagicResult run(MagicCall call, Session session) {
    RCall read = RCall.of(call, this);
    read.requireFunction(Set.of("anova", "Anova", "anova_lm"));
    Map<String, Fitted> fits = FittedModel.all(read, call, session);
    if (fits.isEmpty()) {
      fits = Map.of("", FittedModel.of(Fitted.class, read, call, session));
    }
    if (fits.values().iterator().next() instanceof MixedFitted) {
      return MixedAnovaCall.run(read, fits);
    }
    for (String option : List.of("ddf", "refit")) {
      if (read.option(option).isPresent()) {
        throw read.error(option + " = is for mixed models.", read.option(option).get().nameSpan());
      }
    }
    return LinearAnova.run(read, fits);
  }
}
