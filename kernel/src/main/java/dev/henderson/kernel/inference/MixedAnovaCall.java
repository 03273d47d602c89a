package dev.henderson.kernel.inference;

import dev.henderson.kernel.magic.MagicResult;
import dev.henderson.kernel.magic.RCall;
import dev.henderson.kernel.models.DdfOption;
import dev.henderson.stats.Fitted;
import dev.henderson.stats.MixedFitted;
import dev.henderson.stats.design.HypothesisType;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.formula.CallArgument;
import dev.henderson.stats.infer.DegreesOfFreedom;
import dev.henderson.stats.infer.InferenceException;
import dev.henderson.stats.infer.LikelihoodComparison;
import dev.henderson.stats.infer.TermTests;
import dev.henderson.stats.lmm.LmmFit;
import dev.henderson.stats.report.ModelComparisonReport;
import dev.henderson.stats.report.TermTestsReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code %anova} of mixed models: tests of the terms of one, or several compared. */
final class MixedAnovaCall {
  private MixedAnovaCall() {}

  static MagicResult run(RCall read, Map<String, Fitted> fits) {
    if (fits.size() > 1) {
      return MagicResult.of(compare(read, fits));
    }
    refuse(read, "test", "The tests of a mixed model are chosen with ddf =.");
    MixedFitted fit = (MixedFitted) fits.values().iterator().next();
    HypothesisType type = type(read).map(a -> type(read, a)).orElse(HypothesisType.III);
    DegreesOfFreedom ddf = DdfOption.of(read, fit.coefficients().ddf());
    refuse(read, "refit", "Several models are compared with refit =, one has none.");
    TermTests anova = Inference.placed(read, "ddf", () -> fit.anova(type, ddf));
    return MagicResult.of(TermTestsReport.of(fit.fit(), anova));
  }

  /** {@code type =}, or {@code typ =} as statsmodels writes it. */
  private static Optional<CallArgument> type(RCall read) {
    return read.option("type").or(() -> read.option("typ"));
  }

  private static HypothesisType type(RCall read, CallArgument argument) {
    try {
      return HypothesisType.of(argument.raw());
    } catch (IllegalArgumentException e) {
      throw read.error("There is no type = " + argument.raw() + ".", argument.span())
          .suggesting(e.getMessage())
          .causedBy(e);
    }
  }

  private static Report compare(RCall read, Map<String, Fitted> models) {
    refuse(read, "type", "type = is for the terms of one model.");
    refuse(read, "typ", "typ = is for the terms of one model.");
    refuse(read, "ddf", "Models are compared by their likelihoods, which know no ddf.");
    List<CallArgument> arguments = read.syntax().positional();
    Optional<CallArgument> test = read.option("test");
    if (test.isPresent() && !test.get().word().matches("(?i)chisq|lrt")) {
      throw read.error("Mixed models are compared by likelihood ratios.", test.get().span())
          .suggesting("Leave test out.");
    }
    Map<String, LmmFit> fits = new LinkedHashMap<>();
    for (Map.Entry<String, Fitted> e : models.entrySet()) {
      if (!(e.getValue() instanceof MixedFitted lmer)) {
        throw read.error(
                e.getKey() + " is no mixed model, as the first one is.",
                arguments.get(fits.size()).span())
            .coded("unknown-fit")
            .suggesting("%ranova of the mixed model tests its random effects.");
      }
      fits.put(e.getKey(), lmer.fit());
    }
    boolean refit = read.option("refit").map(a -> read.placed(a::asBoolean)).orElse(true);
    try {
      return ModelComparisonReport.of(LikelihoodComparison.of(fits, refit));
    } catch (InferenceException e) {
      throw read.error(e.getMessage(), arguments.get(1).span()).coded("comparison").causedBy(e);
    }
  }

  private static void refuse(RCall read, String option, String why) {
    if (read.option(option).isPresent()) {
      throw read.error(why, read.option(option).get().span());
    }
  }
}
