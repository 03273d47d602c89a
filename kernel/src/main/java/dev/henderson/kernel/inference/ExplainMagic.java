package dev.henderson.kernel.inference;

import dev.henderson.kernel.display.CellNotation;
import dev.henderson.kernel.magic.Fits;
import dev.henderson.kernel.magic.Magic;
import dev.henderson.kernel.magic.MagicCall;
import dev.henderson.kernel.magic.MagicResult;
import dev.henderson.kernel.magic.Magics;
import dev.henderson.kernel.magic.RCall;
import dev.henderson.kernel.magic.Subject;
import dev.henderson.kernel.models.FittedModel;
import dev.henderson.kernel.session.Session;
import dev.henderson.stats.Fitted;
import dev.henderson.stats.explain.Explanation;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** {@code %explain m}: what a fit says, in sentences made of its numbers. */
public final class ExplainMagic implements Magic {
  private final Supplier<Magics> magics;

  /** Offers as next calls only what a registry, that may not be complete yet, holds. */
  public ExplainMagic(Supplier<Magics> magics) {
    this.magics = magics;
  }

  @Override
  public String name() {
    return "explain";
  }

  @Override
  public Subject subject() {
    return Subject.FIT;
  }

  @Override
  public String summary() {
    return "says in words what a fit found, and what to do next";
  }

  @Override
  public String help() {
    return """
        %explain m    what a %lm, %aov or %lmer says, in sentences made of its numbers

        How the study was made, what varies and how much, which effects the data tell from zero and
        how surely, where a coefficient is conditional on other terms, what a zero variance means,
        and what to do next, as cells that run.
        """;
  }

  @Override
  public MagicResult run(MagicCall call, Session session) {
    RCall read = RCall.of(call, this);
    read.requireFunction(Set.of("explain"));
    read.requireAtMost(1, "Only the fit goes without one.");
    Fitted fit = FittedModel.of(read, call, session);
    String name =
        Fits.in(session).entrySet().stream()
            .filter(e -> e.getValue().fit() == fit.fit())
            .map(Map.Entry::getKey)
            .findFirst()
            .orElse("m");
    Explanation explanation = Inference.placed(read, "", () -> fit.explain(name));
    return MagicResult.of(
        explanation.calling(c -> magics.get().find(CellNotation.magic(c)).isPresent()).report());
  }
}
