package dev.henderson.kernel.inference;

import dev.henderson.kernel.magic.Magic;
import dev.henderson.kernel.magic.MagicCall;
import dev.henderson.kernel.magic.MagicResult;
import dev.henderson.kernel.magic.RCall;
import dev.henderson.kernel.magic.Subject;
import dev.henderson.kernel.models.Capability;
import dev.henderson.kernel.models.FittedModel;
import dev.henderson.kernel.session.Session;
import dev.henderson.stats.Fitted;
import dev.henderson.stats.report.TermTestsReport;
import dev.henderson.stats.variation.RandomTermTests;
import java.util.Set;

/** {@code %ranova m}: each random effect tested by leaving it out. */
public final class RanovaMagic implements Magic {
  @Override
  public String name() {
    return "ranova";
  }

  @Override
  public Subject subject() {
    return Subject.FIT;
  }

  @Override
  public String summary() {
    return "tests each random effect by leaving it out";
  }

  @Override
  public String help() {
    return """
        %ranova m    fits m without each random effect in turn; likelihood-ratio tests

        A variance is tested at zero, the edge of what it can be: the p value of the mixture of
        chi-squared distributions stands beside the usual one.
        """;
  }

  @Override
  public MagicResult run(MagicCall call, Session session) {
    RCall read = RCall.of(call, this);
    read.requireFunction(Set.of("ranova", "rand"));
    read.requireAtMost(1, "Only the fit goes without one.");
    Fitted fitted = FittedModel.of(Capability.VARIANCES, read, call, session);
    RandomTermTests tests = Inference.placed(read, "", Capability.VARIANCES.of(fitted)::ranova);
    return MagicResult.of(TermTestsReport.of(fitted.fit(), tests));
  }
}
