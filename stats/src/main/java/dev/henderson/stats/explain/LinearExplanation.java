package dev.henderson.stats.explain;

import dev.henderson.stats.classical.AnovaRow;
import dev.henderson.stats.classical.AnovaTable;
import dev.henderson.stats.classical.WholeModelTest;
import dev.henderson.stats.design.Design;
import dev.henderson.stats.design.HypothesisType;
import dev.henderson.stats.explain.Explanation.Part;
import dev.henderson.stats.infer.CoefficientTable;
import dev.henderson.stats.infer.FTest;
import dev.henderson.stats.infer.WaldTests;
import dev.henderson.stats.lm.Influence;
import dev.henderson.stats.lm.LmFit;
import dev.henderson.stats.model.Diagnostic;
import dev.henderson.stats.structure.StudyDesign;
import dev.henderson.stats.text.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a linear model says. */
public final class LinearExplanation {
  private final LmFit fit;
  private final CoefficientTable coefficients;
  private final Optional<StudyDesign> study;
  private final String name;
  private final boolean aov;
  private final ModelTerms terms;
  private final AnovaTable anova;
  private final FTest whole;
  private final String errors;

  private LinearExplanation(
      LmFit fit,
      CoefficientTable coefficients,
      AnovaTable anova,
      FTest whole,
      String errors,
      Optional<StudyDesign> study,
      String name,
      boolean aov) {
    this.fit = fit;
    this.coefficients = coefficients;
    this.study = study.filter(s -> s.rows() == fit.nobs());
    this.name = name;
    this.aov = aov;
    Design design = fit.design();
    terms =
        new ModelTerms(
            design.terms(), design.schema(), design.codings(), design.matrix(), fit.coefficients());
    this.anova = anova;
    this.whole = whole;
    this.errors = errors;
  }

  /**
   * The explanation of a fit.
   *
   * @param anova its tests of type III
   * @param whole the test of the whole model
   * @param errors what the standard errors are, such as {@code robust standard errors (HC3)}; empty
   *     for the usual ones
   * @param study how the study was made, where the table is at hand
   * @param name the variable that holds the fit, for calls
   */
  public static Explanation of(
      LmFit fit,
      CoefficientTable coefficients,
      AnovaTable anova,
      FTest whole,
      String errors,
      Optional<StudyDesign> study,
      String name) {
    return new LinearExplanation(fit, coefficients, anova, whole, errors, study, name, false)
        .explanation();
  }

  /** The same for the linear model behind an analysis of variance. */
  static Explanation ofAov(LmFit fit, Optional<StudyDesign> study, String name) {
    CoefficientTable table = CoefficientTable.of(WaldTests.of(fit), 0.95);
    AnovaTable anova = AnovaTable.of(fit, HypothesisType.III);
    return new LinearExplanation(fit, table, anova, WholeModelTest.of(fit), "", study, name, true)
        .explanation();
  }

  private Explanation explanation() {
    List<Part> parts = new ArrayList<>();
    List<Sentence> design = new ArrayList<>();
    design.add(rows(fit.responseName(), fit.nobs(), fit.dataName(), fit.rowsDropped()));
    study.ifPresent(d -> design.addAll(DesignSentences.of(d)));
    parts.add(new Part("Design", List.of(design)));
    if (fit.dfResidual() > 0) {
      parts.add(new Part("What the model explains", List.of(explained())));
      List<List<Sentence>> effects = new ArrayList<>();
      if (!errors.isEmpty()) {
        effects.add(List.of(robust()));
      }
      if (terms.size() > 1) {
        effects.add(List.of(method()));
      }
      effects.addAll(
          new EffectSentences(fit.responseName(), terms, coefficients, this::test).paragraphs());
      parts.add(new Part("What the data say about the effects", effects));
    }
    List<List<Sentence>> notes = new ArrayList<>();
    largest().ifPresent(s -> notes.add(List.of(s)));
    for (Diagnostic d : fit.diagnostics()) {
      if (!d.code().equals("rows-dropped")) {
        notes.add(List.of(new Saying(d.code(), "").say(d.prose()).end()));
      }
    }
    parts.add(new Part("What to know", notes));
    String data = fit.dataName().isEmpty() ? "" : ", data = " + fit.dataName();
    return new Explanation((aov ? "aov(" : "lm(") + fit.formula() + data + ")", parts, next());
  }

  static Sentence rows(String response, int nobs, String data, int dropped) {
    Saying s = new Saying("rows", "");
    s.say("The model describes ").name(response).say(" in ").count("nobs", nobs).say(" rows");
    if (!data.isEmpty()) {
      s.say(" of ").name(data);
    }
    if (dropped > 0) {
      s.say("; ").count("nobs.dropped", dropped);
      s.say(dropped == 1 ? " more has" : " more have").say(" a missing value");
    }
    return s.say(".").end();
  }

  private static Sentence method() {
    return new Saying("method", "")
        .say("Tests of terms are of type III: each after all others, cells counted alike.")
        .end();
  }

  private Sentence robust() {
    return new Saying("robust", "")
        .say("Intervals and tests are made with " + errors)
        .say(", which do not ask for equal variances.")
        .end();
  }

  private List<Sentence> explained() {
    List<Sentence> out = new ArrayList<>();
    if (fit.dfModel() > 0 && fit.hasIntercept()) {
      Saying s = new Saying("r.squared", "");
      s.say("It explains ").percent("r.squared", fit.rSquared()).say(" of the variation of ");
      s.name(fit.responseName()).say(" (").percent("adj.r.squared", fit.adjRSquared());
      s.say(" adjusted for its ").count("df", fit.dfModel());
      s.say(fit.dfModel() == 1 ? " coefficient); " : " coefficients); ");
      EffectSentences.TermTest test =
          new EffectSentences.TermTest(
              whole.numDf(), whole.denDf(), whole.statistic(), whole.pValue());
      s.say(test.pValue() < EffectSentences.TOLD ? "that is more" : "that is no more");
      out.add(EffectSentences.test(s.say(" than chance would make it: "), test).say(".").end());
    }
    Saying s = new Saying("sigma", "");
    s.say("Rows scatter about what it fits with a standard deviation of ");
    s.number("sigma", fit.sigma()).say(", in the unit of ").name(fit.responseName());
    s.say(" (").count("df.residual", fit.dfResidual());
    out.add(s.say(" degrees of freedom).").end());
    return out;
  }

  private EffectSentences.TermTest test(int t) {
    AnovaRow row = anova.rows().get(t);
    return new EffectSentences.TermTest(row.df(), fit.dfResidual(), row.f(), row.pValue());
  }

  /** The row that pulls most at the coefficients. */
  private Optional<Sentence> largest() {
    if (fit.dfResidual() < 1 || terms.size() == 0) {
      return Optional.empty();
    }
    double[] cook = Influence.of(fit).cooksDistance();
    int most = 0;
    for (int i = 1; i < cook.length; i++) {
      most = cook[i] > cook[most] || Double.isNaN(cook[most]) ? i : most;
    }
    if (!(cook[most] > 0.5)) {
      return Optional.empty();
    }
    Saying s = new Saying("largest-cook", "");
    s.say("Row ").count("row", fit.design().rowsUsed()[most] + 1L).say(" alone moves the ");
    s.say("coefficients a good deal: its Cook's distance is ").number("cooks.distance", cook[most]);
    return Optional.of(s.say(". Look at it before you trust them.").end());
  }

  private List<NextCall> next() {
    List<NextCall> out = new ArrayList<>();
    if (fit.dfResidual() > 0) {
      MeansCalls.of(terms, this::test, name, aov).ifPresent(out::add);
    }
    out.add(
        new NextCall(
            "plot",
            "Whether residuals are even and normal, and no row too strong",
            Call.of("plot", name)));
    return out;
  }
}
