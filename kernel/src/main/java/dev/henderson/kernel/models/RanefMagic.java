package dev.henderson.kernel.models;

import dev.henderson.kernel.magic.Magic;
import dev.henderson.kernel.magic.MagicCall;
import dev.henderson.kernel.magic.MagicResult;
import dev.henderson.kernel.magic.Option;
import dev.henderson.kernel.magic.Options;
import dev.henderson.kernel.magic.RCall;
import dev.henderson.kernel.magic.Subject;
import dev.henderson.kernel.session.Session;
import dev.henderson.stats.Fitted;
import dev.henderson.stats.model.HasRandomEffects;
import dev.henderson.stats.report.PartReport;
import java.util.Set;

/** {@code %ranef m}: the conditional modes of the random effects with their standard deviations. */
public final class RanefMagic implements Magic {
  private static final Options OPTIONS =
      Options.of(Option.word("plots", "all", "caterpillar", "shrinkage", "qq", "none"));

  @Override
  public String name() {
    return "ranef";
  }

  @Override
  public Subject subject() {
    return Subject.FIT;
  }

  @Override
  public Options options() {
    return OPTIONS;
  }

  @Override
  public String summary() {
    return "lists the conditional modes of the random effects with their standard deviations";
  }

  @Override
  public String help() {
    return """
        %ranef m                a table per random-effects term: level, mode, conditional SD
        %ranef m, plots = all   with pictures; or c(caterpillar, shrinkage, qq)
        """;
  }

  @Override
  public MagicResult run(MagicCall call, Session session) {
    RCall read = RCall.of(call, this);
    read.requireFunction(Set.of("ranef", "random_effects"));
    read.requireAtMost(1, "All groupings are shown; pictures are plots = all.");
    Fitted fitted = FittedModel.of(Capability.RANDOM_EFFECTS, read, call, session);
    HasRandomEffects random = Capability.RANDOM_EFFECTS.of(fitted);
    MagicResult shown = MagicResult.of(PartReport.ofRanef(random.ranef(), fitted.fit().call()));
    return Plots.ofModes(read, fitted).addTo(shown, session.config());
  }
}
