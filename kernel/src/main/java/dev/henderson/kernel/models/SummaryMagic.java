package dev.henderson.kernel.models;

import dev.henderson.kernel.magic.Magic;
import dev.henderson.kernel.magic.MagicCall;
import dev.henderson.kernel.magic.MagicResult;
import dev.henderson.kernel.magic.RCall;
import dev.henderson.kernel.magic.Subject;
import dev.henderson.kernel.session.Session;
import java.util.Set;

/** {@code %summary m}: the summary of a fit, once more. */
public final class SummaryMagic implements Magic {
  @Override
  public String name() {
    return "summary";
  }

  @Override
  public Subject subject() {
    return Subject.FIT;
  }

  @Override
  public String summary() {
    return "shows the summary of a fit";
  }

  @Override
  public String help() {
    return """
        %summary m    the tables that %lm, %aov or %lmer showed for m
        """;
  }

  @Override
  public MagicResult run(MagicCall call, Session session) {
    RCall read = RCall.of(call, this);
    read.requireFunction(Set.of("summary", "print"));
    read.requireAtMost(1, "Only the fit goes without one.");
    return MagicResult.of(FittedModel.of(read, call, session).report());
  }
}
