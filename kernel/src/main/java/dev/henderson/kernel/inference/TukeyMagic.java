package dev.henderson.kernel.inference;

import dev.henderson.kernel.magic.Magic;
import dev.henderson.kernel.magic.MagicCall;
import dev.henderson.kernel.magic.MagicResult;
import dev.henderson.kernel.magic.Options;
import dev.henderson.kernel.magic.RCall;
import dev.henderson.kernel.magic.Subject;
import dev.henderson.kernel.models.FittedModel;
import dev.henderson.kernel.session.Session;
import dev.henderson.stats.Aov;
import dev.henderson.stats.anova.AovException;
import dev.henderson.stats.anova.TukeyHsd;
import dev.henderson.stats.formula.CallArgument;
import dev.henderson.stats.formula.Span;
import dev.henderson.stats.report.ComparisonReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code %tukey m}: all differences of the means of an analysis of variance. */
public final class TukeyMagic implements Magic {
  private static final Options OPTIONS =
      Options.NONE.alsoUnderstood("which", "conf.level", "ordered");

  @Override
  public String name() {
    return "tukey";
  }

  @Override
  public List<String> aliases() {
    return List.of("TukeyHSD");
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
    return "compares all means of an analysis of variance by Tukey's test";
  }

  @Override
  public String help() {
    return """
        %tukey m                     the means of every term of factors of an %aov
        %tukey m, "tension"          those of one term
        %tukey m, conf.level = 0.9   intervals of another family-wise level

        %tukey m, tension
        """;
  }

  @Override
  public MagicResult run(MagicCall call, Session session) {
    RCall read = RCall.of(call, this);
    read.requireFunction(Set.of("TukeyHSD", "tukey"));
    Aov fit = FittedModel.of(Aov.class, read, call, session);
    double level = read.option("conf.level").map(a -> read.placed(a::asNumber)).orElse(0.95);
    if (!(level > 0 && level < 1)) {
      throw read.error("The level lies between 0 and 1.", read.option("conf.level").get().span())
          .suggesting("Write conf.level = 0.95.");
    }
    List<CallArgument> arguments = read.syntax().positional();
    Optional<CallArgument> which =
        arguments.size() > 1 ? Optional.of(arguments.get(1)) : read.option("which");
    List<String> terms =
        which.map(a -> List.of(a.word())).orElseGet(() -> TukeyHsd.terms(fit.fit()));
    if (terms.isEmpty()) {
      throw call.error("No term of this fit is made of factors only.", 0, 0)
          .suggesting("Make codes categorical with %factor, or write factor(code).");
    }
    Span at = which.map(CallArgument::span).orElse(Span.at(0));
    List<TukeyHsd> results = new ArrayList<>();
    for (String term : terms) {
      try {
        results.add(TukeyHsd.of(fit.fit(), term, level));
      } catch (AovException e) {
        throw read.error(e.getMessage(), at).coded("design").causedBy(e);
      }
    }
    return MagicResult.of(ComparisonReport.ofTukey(fit.formula(), fit.fit().dataName(), results));
  }
}
