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
import dev.henderson.stats.formula.Span;
import dev.henderson.stats.lm.HasVarianceInflation;
import dev.henderson.stats.report.VifReport;
import java.util.Set;

/** {@code %vif m}: variance inflation factors of a linear model. */
public final class VifMagic implements Magic {
  @Override
  public String name() {
    return "vif";
  }

  @Override
  public Subject subject() {
    return Subject.FIT;
  }

  @Override
  public String summary() {
    return "says how much the terms of a linear model tell the same";
  }

  @Override
  public String help() {
    return """
        %vif m      variance inflation factors; generalised (GVIF) for terms of several columns

        As car's vif(m). m is a fit of %lm, or of %aov without Error().

        %vif m
        """;
  }

  @Override
  public MagicResult run(MagicCall call, Session session) {
    RCall read = RCall.of(call, this);
    read.requireFunction(Set.of("vif"));
    read.requireAtMost(1, "Only the fit goes without one.");
    Fitted fit = FittedModel.ofOneStratum(FittedModel.of(read, call, session), read, call);
    HasVarianceInflation able = FittedModel.able(Capability.VARIANCE_INFLATION, fit, read, call);
    try {
      return MagicResult.of(VifReport.of(fit.fit(), able.vif()));
    } catch (IllegalArgumentException e) {
      Span span =
          read.syntax().positional().isEmpty()
              ? new Span(0, 0)
              : read.syntax().positional().get(0).span();
      throw read.error(e.getMessage(), span).coded("fit").causedBy(e);
    }
  }
}
