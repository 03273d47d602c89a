package dev.henderson.kernel.models;

import dev.henderson.kernel.magic.MagicResult;
import dev.henderson.kernel.magic.RCall;
import dev.henderson.stats.Fitted;
import dev.henderson.stats.Lm;
import dev.henderson.stats.StrataFitted;
import dev.henderson.stats.classical.AnovaTable;
import dev.henderson.stats.design.HypothesisType;
import dev.henderson.stats.formula.CallArgument;
import dev.henderson.stats.formula.Span;
import dev.henderson.stats.report.AnovaReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code %anova} of linear models and analyses of variance. */
public final class LinearAnova {
  private LinearAnova() {}

  /**
   * The table of one fit, or the comparison of several.
   *
   * @param fits by name, at least one
   */
  public static MagicResult run(RCall read, Map<String, Fitted> fits) {
    List<CallArgument> arguments = read.syntax().positional();
    requireF(read);
    List<Lm> models = new ArrayList<>();
    for (Map.Entry<String, Fitted> e : fits.entrySet()) {
      models.add(linear(read, e.getKey(), e.getValue(), models.size()));
    }
    if (models.size() == 1) {
      HypothesisType asked =
          fits.values().iterator().next() instanceof StrataFitted aov
              ? aov.fit().type()
              : HypothesisType.I;
      Lm lm = models.get(0);
      AnovaTable table = lm.anova(type(read).orElse(asked));
      return MagicResult.of(AnovaReport.of(lm.fit(), table, lm.standardErrors()));
    }
    for (String option : List.of("type", "typ")) {
      if (read.option(option).isPresent()) {
        throw read.error(
            option + " = is for the terms of one model.", read.option(option).get().span());
      }
    }
    try {
      return MagicResult.of(
          AnovaReport.of(
              Lm.compare(List.copyOf(fits.keySet()), models), models.get(0).standardErrors()));
    } catch (IllegalArgumentException e) {
      throw read.error(e.getMessage(), arguments.get(1).span()).coded("fit").causedBy(e);
    }
  }

  /** A fit as a linear model; an analysis of variance without strata is one. */
  private static Lm linear(RCall read, String name, Fitted fit, int place) {
    if (fit instanceof Lm lm) {
      return lm;
    }
    List<CallArgument> arguments = read.syntax().positional();
    Span at = arguments.isEmpty() ? new Span(0, 0) : arguments.get(place).span();
    if (fit instanceof StrataFitted aov) {
      return aov.lm()
          .orElseThrow(
              () ->
                  read.error(name + " has error strata, whose table is its summary.", at)
                      .coded("unknown-fit")
                      .suggesting("%summary " + name));
    }
    throw read.error("A mixed model and a linear model are not compared by F.", at)
        .coded("unknown-fit")
        .suggesting("%ranova of the mixed model tests its random effects.");
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

  /** What {@code type =} says, also as statsmodels' {@code typ}. */
  public static Optional<HypothesisType> type(RCall read) {
    Optional<CallArgument> given = read.option("type").or(() -> read.option("typ"));
    return given.map(
        a -> {
          try {
            return HypothesisType.of(a.raw());
          } catch (IllegalArgumentException e) {
            throw read.error(e.getMessage(), a.span()).causedBy(e);
          }
        });
  }
}
