package dev.henderson.kernel.inference;

import dev.henderson.kernel.magic.Magic;
import dev.henderson.kernel.magic.MagicCall;
import dev.henderson.kernel.magic.MagicResult;
import dev.henderson.kernel.magic.Option;
import dev.henderson.kernel.magic.Options;
import dev.henderson.kernel.magic.RCall;
import dev.henderson.kernel.magic.Subject;
import dev.henderson.kernel.models.Capability;
import dev.henderson.kernel.models.DdfOption;
import dev.henderson.kernel.models.FittedModel;
import dev.henderson.kernel.models.TypeOption;
import dev.henderson.kernel.session.Session;
import dev.henderson.stats.Comparison;
import dev.henderson.stats.Fitted;
import dev.henderson.stats.design.HypothesisType;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.formula.CallArgument;
import dev.henderson.stats.formula.Span;
import dev.henderson.stats.infer.DegreesOfFreedom;
import dev.henderson.stats.infer.InferenceException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
      fits = Map.of("", FittedModel.of(read, call, session));
    }
    return MagicResult.of(
        fits.size() > 1 ? compare(read, fits) : table(read, fits.entrySet().iterator().next()));
  }

  /** The tests of the terms of one fit. */
  private static Report table(RCall read, Map.Entry<String, Fitted> named) {
    Fitted fit = ofOneStratum(read, named.getKey(), named.getValue(), 0);
    boolean bySquares = Capability.SUMS_OF_SQUARES.isOf(fit);
    if (bySquares) {
      requireF(read);
    } else {
      refuse(read, "test", chosen(fit));
    }
    Optional<DegreesOfFreedom> ddf = Optional.empty();
    if (Capability.VARIANCE_PARAMETERS.isOf(fit)) {
      ddf = read.option("ddf").map(a -> DdfOption.of(read, DegreesOfFreedom.of(fit.fit())));
    } else {
      refuseName(read, "ddf");
    }
    if (Capability.RESTRICTED_LIKELIHOOD.isOf(fit)) {
      refuse(read, "refit", "Several models are compared with refit =, one has none.");
    } else {
      refuseName(read, "refit");
    }
    Optional<HypothesisType> type = TypeOption.of(read);
    Optional<DegreesOfFreedom> by = ddf;
    // What is behind an analysis of variance does not know of which type that was made.
    return Inference.placed(read, "ddf", () -> named.getValue().anovaReport(type, by));
  }

  private static String chosen(Fitted fit) {
    return Capability.VARIANCE_PARAMETERS.isOf(fit)
        ? "The tests of a mixed model are chosen with ddf =."
        : "The tests of this fit are "
            + (fit.tests().ddf().isAsymptotic() ? "chi-squared" : "F")
            + " tests, as its dispersion asks for.";
  }

  /** Several fits, each against the one before it. */
  private static Report compare(RCall read, Map<String, Fitted> fits) {
    List<CallArgument> arguments = read.syntax().positional();
    requireAlike(read, fits);
    boolean byF = Comparison.isByF(fits.values());
    for (String option : List.of("type", "typ")) {
      refuse(read, option, option + " = is for the terms of one model.");
    }
    if (byF) {
      refuseName(read, "ddf");
      refuseName(read, "refit");
      requireF(read);
    } else {
      refuse(read, "ddf", "Models are compared by their likelihoods, which know no ddf.");
      Optional<CallArgument> test = read.option("test");
      if (test.isPresent() && !test.get().word().matches("(?i)chisq|lrt")) {
        throw read.error("Such models are compared by likelihood ratios.", test.get().span())
            .suggesting("Leave test out.");
      }
    }
    boolean refit = read.option("refit").map(a -> read.placed(a::asBoolean)).orElse(true);
    try {
      return Comparison.of(fits, refit);
    } catch (InferenceException | IllegalArgumentException e) {
      throw read.error(e.getMessage(), arguments.get(1).span()).coded("comparison").causedBy(e);
    }
  }

  /** Refuses to compare what has sums of squares with what has random effects. */
  private static void requireAlike(RCall read, Map<String, Fitted> fits) {
    Fitted first = fits.values().iterator().next();
    boolean mixed = Capability.RANDOM_EFFECTS.isOf(first);
    int place = 0;
    for (Map.Entry<String, Fitted> e : fits.entrySet()) {
      Span at = read.syntax().positional().get(place).span();
      if (mixed && !Capability.RANDOM_EFFECTS.isOf(e.getValue())) {
        throw read.error(e.getKey() + " is no mixed model, as the first one is.", at)
            .coded("unknown-fit")
            .suggesting("%ranova of the mixed model tests its random effects.");
      }
      Fitted other = ofOneStratum(read, e.getKey(), e.getValue(), place);
      if (!mixed && Capability.RANDOM_EFFECTS.isOf(other)) {
        throw read.error("A mixed model and a linear model are not compared by F.", at)
            .coded("unknown-fit")
            .suggesting("%ranova of the mixed model tests its random effects.");
      }
      place++;
    }
  }

  private static Fitted ofOneStratum(RCall read, String name, Fitted fit, int place) {
    List<CallArgument> arguments = read.syntax().positional();
    return fit.ofOneStratum()
        .orElseThrow(
            () ->
                read.error(
                        name + " has error strata, whose table is its summary.",
                        arguments.isEmpty() ? new Span(0, 0) : arguments.get(place).span())
                    .coded("unknown-fit")
                    .suggesting("%summary " + name));
  }

  /** R's {@code test =}: a linear model has F tests. */
  private static void requireF(RCall read) {
    Optional<CallArgument> test = read.option("test");
    if (test.isPresent() && !test.get().word().equalsIgnoreCase("F")) {
      throw read.error(
              "A linear model is tested by F, not by " + test.get().raw() + ".", test.get().span())
          .suggesting("Leave test out; a chi-squared test would take the variance for known.");
    }
  }

  private static void refuse(RCall read, String option, String why) {
    if (read.option(option).isPresent()) {
      throw read.error(why, read.option(option).get().span());
    }
  }

  private static void refuseName(RCall read, String option) {
    if (read.option(option).isPresent()) {
      throw read.error(option + " = is for mixed models.", read.option(option).get().nameSpan());
    }
  }
}
