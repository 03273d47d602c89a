package dev.henderson.kernel.models;

import dev.henderson.kernel.magic.MagicCall;
import dev.henderson.kernel.magic.MagicResult;
import dev.henderson.kernel.magic.RCall;
import dev.henderson.kernel.session.Session;
import dev.henderson.stats.Aov;
import dev.henderson.stats.Fitted;
import dev.henderson.stats.Lm;
import dev.henderson.stats.design.HypothesisType;
import dev.henderson.stats.formula.CallArgument;
import dev.henderson.stats.report.AnovaReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code %anova} of linear models and analyses of variance. */
public final class LinearAnova {
  private LinearAnova() {}

  /** The linear models there are; an analysis of variance without strata is one. */
  private static Map<String, Lm> models(Session session) {
    Map<String, Lm> models = new LinkedHashMap<>();
    session
        .values(Fitted.class)
        .forEach(
            (name, fit) -> {
              if (fit instanceof Lm lm) {
                models.put(name, lm);
              } else if (fit instanceof Aov aov) {
                aov.lm().ifPresent(lm -> models.put(name, lm));
              }
            });
    return models;
  }

  public static MagicResult run(RCall read, MagicCall call, Session session) {
    Map<String, Lm> models = models(session);
    List<CallArgument> arguments = read.syntax().positional();
    HypothesisType type = type(read).orElse(HypothesisType.I);
    if (arguments.isEmpty()) {
      if (models.size() == 1) {
        Lm only = models.values().iterator().next();
        return table(only, type);
      }
      throw call.error("Which fit is meant is not said.", 0, 0).suggesting(there(models));
    }
    List<String> names = new ArrayList<>();
    List<Lm> fits = new ArrayList<>();
    for (CallArgument argument : arguments) {
      String name = read.placed(argument::asName);
      Lm fit = models.get(name);
      if (fit == null) {
        boolean strata = session.has(name) && session.get(name) instanceof Aov;
        String what =
            strata
                ? name + " has error strata, whose table is its summary."
                : session.has(name)
                    ? "The variable " + name + " holds no linear model."
                    : "There is no fit " + name + ".";
        throw read.error(what, argument.span())
            .coded("unknown-fit")
            .suggesting(strata ? "%summary " + name : there(models));
      }
      names.add(name);
      fits.add(fit);
    }
    if (fits.size() == 1) {
      return table(fits.get(0), type);
    }
    try {
      return MagicResult.of(AnovaReport.of(Lm.compare(names, fits), fits.get(0).standardErrors()));
    } catch (IllegalArgumentException e) {
      throw read.error(e.getMessage(), arguments.get(1).span()).coded("fit").causedBy(e);
    }
  }

  private static MagicResult table(Lm lm, HypothesisType type) {
    return MagicResult.of(AnovaReport.of(lm.fit(), lm.anova(type), lm.standardErrors()));
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

  private static String there(Map<String, Lm> models) {
    return models.isEmpty()
        ? "There is no linear model yet: %lm m = y ~ x, data = d."
        : "There are: " + String.join(", ", models.keySet()) + ".";
  }
}
