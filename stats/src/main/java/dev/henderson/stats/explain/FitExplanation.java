package dev.henderson.stats.explain;

import dev.henderson.stats.design.Design;
import dev.henderson.stats.design.HasDesign;
import dev.henderson.stats.design.HypothesisType;
import dev.henderson.stats.design.ModelMatrix;
import dev.henderson.stats.explain.Explanation.Part;
import dev.henderson.stats.infer.CoefficientTable;
import dev.henderson.stats.infer.FTest;
import dev.henderson.stats.infer.LinearBasis;
import dev.henderson.stats.infer.TermTests;
import dev.henderson.stats.model.Coefficients;
import dev.henderson.stats.model.Diagnostic;
import dev.henderson.stats.model.Fit;
import dev.henderson.stats.model.HasRows;
import dev.henderson.stats.structure.StudyDesign;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a fit says, section by section, by what it can do. */
final class FitExplanation {
  private final Fit fit;
  private final Design design;
  private final CoefficientTable coefficients;
  private final TermTests anova;
  private final Optional<StudyDesign> study;
  private final String name;
  private final ModelTerms terms;

  FitExplanation(
      LinearBasis basis, CoefficientTable coefficients, Optional<StudyDesign> study, String name) {
    fit = basis.fit();
    design = basis.design();
    this.coefficients = coefficients;
    this.study = study.filter(s -> s.rows() == fit.nobs());
    this.name = name;
    anova = TermTests.of(basis, HypothesisType.III);
    Coefficients beta = basis.tests().coefficients();
    ModelMatrix all = design.matrix();
    // A fit keeps aliased coefficients in their places, or leaves them out.
    ModelMatrix matrix = beta.size() == all.columns() ? all : ((HasDesign) fit).fixedMatrix();
    terms = new ModelTerms(design.terms(), design.schema(), design.codings(), matrix, beta);
  }

  Explanation explanation() {
    List<Part> parts = new ArrayList<>();
    List<Sentence> rows = new ArrayList<>();
    rows.add(
        LinearExplanation.rows(
            design.responseName(), fit.nobs(), fit.dataName(), design.rowsDropped()));
    study.ifPresent(d -> rows.addAll(DesignSentences.of(d)));
    parts.add(new Part("Design", List.of(rows)));
    if (fit.dispersion().df() > 0) {
      parts.add(new Part("What the model explains", List.of(List.of(scatter()))));
      List<List<Sentence>> effects = new ArrayList<>();
      if (terms.size() > 0) {
        effects.add(List.of(method()));
      }
      effects.addAll(
          new EffectSentences(design.responseName(), terms, coefficients, this::test).paragraphs());
      parts.add(new Part("What the data say about the effects", effects));
    }
    List<List<Sentence>> notes = new ArrayList<>();
    for (Diagnostic d : fit.diagnostics()) {
      if (!d.code().equals("rows-dropped")) {
        notes.add(List.of(new Saying(d.code(), "").say(d.message()).end()));
      }
    }
    parts.add(new Part("What to know", notes));
    List<NextCall> next = new ArrayList<>();
    MeansCalls.of(terms, this::test, name, false).ifPresent(next::add);
    return new Explanation(fit.call(), parts, next);
  }

  private EffectSentences.TermTest test(int t) {
    FTest f = anova.rows().get(t).test();
    return new EffectSentences.TermTest(f.numDf(), f.denDf(), f.statistic(), f.pValue());
  }

  private Sentence scatter() {
    boolean weighted = fit instanceof HasRows rows && rows.hasWeights();
    Saying s = new Saying("sigma", "");
    if (fit.dispersion().isKnown()) {
      s.say("How rows scatter about what it fits is taken as known, with a standard deviation of ");
      s.number("sigma", fit.sigma()).say(weighted ? " for a row of weight " : ".");
      return (weighted ? s.count("weight", 1).say(".") : s).end();
    }
    s.say("Rows scatter about what it fits with a standard deviation of ");
    s.number("sigma", fit.sigma()).say(", in the unit of ").name(design.responseName());
    s.say(" (").df("df.residual", fit.dispersion().df());
    return s.say(" degrees of freedom).").end();
  }

  private Sentence method() {
    String tests =
        switch (coefficients.ddf()) {
          case SATTERTHWAITE -> "Degrees of freedom are Satterthwaite's";
          case KENWARD_ROGER -> "Standard errors and degrees of freedom are Kenward and Roger's";
          case RESIDUAL -> "Degrees of freedom are rows less fixed effects";
          case NONE -> "Statistics are referred to the normal distribution";
        };
    String type = "; tests of terms are of type III: each after all others, cells counted alike";
    return new Saying("method", coefficients.ddf().name().toLowerCase(Locale.ROOT))
        .say(tests + (terms.size() > 1 ? type : "") + ".")
        .end();
  }
}
