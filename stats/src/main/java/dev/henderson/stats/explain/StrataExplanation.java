package dev.henderson.stats.explain;

import dev.henderson.stats.anova.AnovaRow;
import dev.henderson.stats.anova.AovFit;
import dev.henderson.stats.anova.ErrorStratum;
import dev.henderson.stats.explain.Explanation.Part;
import dev.henderson.stats.model.Diagnostic;
import dev.henderson.stats.structure.FittingCall;
import dev.henderson.stats.structure.StudyDesign;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an analysis of variance says, with error strata or without. */
public final class StrataExplanation {
  private StrataExplanation() {}

  /**
   * The explanation of an analysis.
   *
   * @param study how the study was made, where the table is at hand
   * @param name the variable that holds the fit, for calls
   */
  public static Explanation of(AovFit fit, Optional<StudyDesign> study, String name) {
    if (fit.lm().isPresent()) {
      return LinearExplanation.ofAov(fit.lm().get(), study, name);
    }
    Optional<StudyDesign> known = study.filter(s -> s.rows() == fit.nobs());
    List<Part> parts = new ArrayList<>();
    List<Sentence> design = new ArrayList<>();
    design.add(
        LinearExplanation.rows(
            fit.responseName(), fit.nobs(), fit.dataName(), fit.design().rowsDropped()));
    known.ifPresent(d -> design.addAll(DesignSentences.of(d)));
    parts.add(new Part("Design", List.of(design)));
    parts.add(new Part("What varies", strata(fit)));
    parts.add(new Part("What the data say about the effects", effects(fit)));
    List<List<Sentence>> notes = new ArrayList<>();
    for (Diagnostic d : fit.diagnostics()) {
      if (!d.code().equals("rows-dropped")) {
        notes.add(List.of(new Saying(d.code(), "").say(d.message()).end()));
      }
    }
    parts.add(new Part("What to know", notes));
    String data = fit.dataName().isEmpty() ? "" : ", data = " + fit.dataName();
    return new Explanation("aov(" + fit.formula() + data + ")", parts, next(known, name));
  }

  private static List<List<Sentence>> strata(AovFit fit) {
    List<Sentence> out = new ArrayList<>();
    for (ErrorStratum stratum : fit.strata()) {
      stratum
          .residual()
          .filter(r -> r.df() > 0)
          .ifPresent(
              r -> {
                Saying s = new Saying("stratum", stratum.name());
                boolean within = stratum.name().equals(AovFit.WITHIN);
                s.say(within ? "Within levels of " : "Between levels of ");
                s.name(within ? last(fit) : stratum.name());
                s.say(", what no term explains has a mean square of ");
                s.number("meansq", r.meanSq()).say(" on ").count("df", r.df());
                out.add(s.say(r.df() == 1 ? " degree of freedom." : " degrees of freedom.").end());
              });
    }
    return List.of(out);
  }

  private static List<List<Sentence>> effects(AovFit fit) {
    List<List<Sentence>> out = new ArrayList<>();
    for (ErrorStratum stratum : fit.strata()) {
      List<Sentence> paragraph = new ArrayList<>();
      for (AnovaRow row : stratum.rows()) {
        if (!row.isResidual()) {
          paragraph.add(effect(row, stratum, last(fit)));
        }
      }
      out.add(paragraph);
    }
    return out;
  }

  /** The finest stratum above what is left. */
  private static String last(AovFit fit) {
    String last = AovFit.WITHIN;
    for (ErrorStratum s : fit.strata()) {
      last = s.name().equals(AovFit.WITHIN) ? last : s.name();
    }
    return last;
  }

  private static Sentence effect(AnovaRow row, ErrorStratum stratum, String last) {
    Saying s = new Saying("effect", row.term());
    boolean interaction = row.term().contains(":");
    String where =
        stratum.name().equals(AovFit.WITHIN)
            ? " within levels of "
            : " against differences between levels of ";
    if (Double.isNaN(row.pValue())) {
      s.name(row.term()).say(" cannot be tested in the stratum ").name(stratum.name());
      return s.say(": no degrees of freedom are left to test it against.").end();
    }
    double p = row.pValue();
    if (interaction) {
      s.say("The effects of ").names(List.of(row.term().split(":")));
      s.say(
          p < 0.001
              ? " clearly depend on each other"
              : p < EffectSentences.TOLD
                  ? " depend on each other"
                  : p < 0.1
                      ? " are not quite seen to depend on each other"
                      : " are not seen to depend on each other");
    } else {
      s.say("The levels of ").name(row.term());
      s.say(
          p < 0.001
              ? " clearly differ"
              : p < EffectSentences.TOLD
                  ? " differ"
                  : p < 0.1 ? " are not quite told apart" : " cannot be told apart");
    }
    s.say(", tested").say(where);
    s.name(stratum.name().equals(AovFit.WITHIN) ? last : stratum.name());
    int rest = stratum.residual().orElseThrow().df();
    EffectSentences.TermTest test =
        new EffectSentences.TermTest(row.df(), rest, row.f(), row.pValue());
    return EffectSentences.test(s.say(": "), test).say(".").end();
  }

  private static List<NextCall> next(Optional<StudyDesign> study, String name) {
    List<NextCall> out = new ArrayList<>();
    study
        .flatMap(d -> d.calls().stream().filter(c -> c.function().equals("lmer")).findFirst())
        .ifPresent(
            (FittingCall c) ->
                out.add(
                    new NextCall(
                        "mixed",
                        "The same design as a mixed model, which needs no balance",
                        "%lmer " + name + "2 = " + c.arguments())));
    return out;
  }
}
