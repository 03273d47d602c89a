package dev.henderson.stats.explain;

import dev.henderson.stats.classical.HasErrorStrata;
import dev.henderson.stats.classical.WholeModelTest;
import dev.henderson.stats.design.Design;
import dev.henderson.stats.design.HasDesign;
import dev.henderson.stats.explain.Explanation.Part;
import dev.henderson.stats.infer.CoefficientTable;
import dev.henderson.stats.infer.DegreesOfFreedom;
import dev.henderson.stats.infer.FTest;
import dev.henderson.stats.infer.LinearBasis;
import dev.henderson.stats.infer.TermTests;
import dev.henderson.stats.infer.WaldTests;
import dev.henderson.stats.matrix.ModelMatrix;
import dev.henderson.stats.model.Coefficients;
import dev.henderson.stats.model.Diagnostic;
import dev.henderson.stats.model.Fit;
import dev.henderson.stats.model.HasCooksDistance;
import dev.henderson.stats.model.HasRSquared;
import dev.henderson.stats.model.HasRandomEffects;
import dev.henderson.stats.model.HasVarianceParameters;
import dev.henderson.stats.model.VarCorr;
import dev.henderson.stats.structure.StudyDesign;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** What a fit says, section by section, by what it can do. */
final class FitExplanation {
  /** What was asked; the call and the comparisons to come are its own. */
  private final Fit asked;

  /** What is told: the linear model behind an analysis of variance of one stratum. */
  private final Fit fit;

  private final Design design;
  private final WaldTests tests;
  private final CoefficientTable coefficients;
  private final Optional<StudyDesign> study;
  private final String name;

  /** Terms and their tests; null where the terms are told by error strata. */
  private final ModelTerms terms;

  private final TermTests anova;

  FitExplanation(
      LinearBasis basis,
      CoefficientTable coefficients,
      Supplier<TermTests> termTests,
      Optional<StudyDesign> study,
      String name) {
    asked = basis.fit();
    fit = asked instanceof HasErrorStrata s && s.lm().isPresent() ? s.lm().get() : asked;
    design = basis.design();
    tests = basis.tests();
    this.coefficients = coefficients;
    this.study = study.filter(s -> s.rows() == fit.nobs());
    this.name = name;
    boolean strata = fit instanceof HasErrorStrata;
    terms = strata ? null : terms();
    anova = strata ? null : termTests.get();
  }

  private ModelTerms terms() {
    Coefficients beta = tests.coefficients();
    ModelMatrix all = design.matrix();
    // A fit keeps aliased coefficients in their places, or leaves them out.
    ModelMatrix matrix = beta.size() == all.columns() ? all : ((HasDesign) fit).fixedMatrix();
    return new ModelTerms(design.terms(), design.schema(), design.codings(), matrix, beta);
  }

  Explanation explanation() {
    List<Part> parts = new ArrayList<>();
    parts.add(new Part("Design", List.of(rows())));
    if (fit instanceof HasErrorStrata strata) {
      parts.add(new Part("What varies", StrataSentences.strata(strata)));
      parts.add(new Part("What the data say about the effects", StrataSentences.effects(strata)));
    } else {
      if (fit instanceof HasRandomEffects random) {
        parts.add(new Part("What varies", variation(random)));
      }
      if (fit.dispersion().df() > 0) {
        if (!(fit instanceof HasRandomEffects)) {
          parts.add(new Part("What the model explains", List.of(explained())));
        }
        parts.add(new Part("What the data say about the effects", effects()));
      }
    }
    parts.add(new Part("What to know", notes()));
    NextCalls next = new NextCalls(asked, design, terms, this::test, study, name);
    return new Explanation(asked.call(), parts, next.calls());
  }

  private FTest test(int t) {
    return anova.rows().get(t).test();
  }

  private List<Sentence> rows() {
    List<Sentence> out = new ArrayList<>();
    Saying s = new Saying("rows", "");
    s.say("The model describes ").name(design.responseName());
    s.say(" in ").count("nobs", fit.nobs()).say(" rows");
    if (!fit.dataName().isEmpty()) {
      s.say(" of ").name(fit.dataName());
    }
    int dropped = design.rowsDropped();
    if (dropped > 0) {
      s.say("; ").count("nobs.dropped", dropped);
      s.say(dropped == 1 ? " more has" : " more have").say(" a missing value");
    }
    out.add(s.say(".").end());
    study.ifPresent(d -> out.addAll(DesignSentences.of(d)));
    return out;
  }

  private List<List<Sentence>> variation(HasRandomEffects random) {
    return new VariationSentences(random, fit.sigma(), design, coefficients, reduced(random), terms)
        .paragraphs();
  }

  private ReducedRandom reduced(HasRandomEffects random) {
    return new ReducedRandom(random, fit.sigma(), design);
  }

  /** How much of the variation is explained, where the fit tells, and what is left of it. */
  private List<Sentence> explained() {
    List<Sentence> out = new ArrayList<>();
    if (fit instanceof HasRSquared r && r.dfModel() > 0 && r.hasIntercept()) {
      out.add(share(r));
    }
    Saying s = new Saying("sigma", "");
    if (fit.dispersion().isKnown()) {
      s.say("How rows scatter about what it fits is taken as known: the standard deviation");
      s.say(design.weights() == null ? "" : " of a row whose weight is one").say(" is ");
      out.add(s.number("sigma", fit.sigma()).say(".").end());
      return out;
    }
    s.say("Rows scatter about what it fits with a standard deviation of ");
    s.number("sigma", fit.sigma()).say(", in the unit of ").name(design.responseName());
    double df = fit.dispersion().df();
    s.say(" (");
    if (df == Math.rint(df)) {
      s.count("df.residual", (long) df);
    } else {
      s.df("df.residual", df);
    }
    out.add(s.say(" degrees of freedom).").end());
    return out;
  }

  private Sentence share(HasRSquared r) {
    Saying s = new Saying("r.squared", "");
    s.say("It explains ").percent("r.squared", r.rSquared()).say(" of the variation of ");
    s.name(design.responseName()).say(" (").percent("adj.r.squared", r.adjRSquared());
    s.say(" adjusted for its ").count("df", r.dfModel());
    s.say(r.dfModel() == 1 ? " coefficient); " : " coefficients); ");
    FTest whole = WholeModelTest.of(fit, r, tests);
    s.say(whole.pValue() < EffectSentences.TOLD ? "that is more" : "that is no more");
    return TestWords.say(s.say(" than chance would make it: "), whole).say(".").end();
  }

  private List<List<Sentence>> effects() {
    List<List<Sentence>> out = new ArrayList<>();
    if (!tests.errors().isEmpty()) {
      out.add(
          List.of(
              new Saying("robust", "")
                  .say("Intervals and tests are made with " + tests.errors())
                  .say(", which do not ask for equal variances.")
                  .end()));
    }
    method().ifPresent(s -> out.add(List.of(s)));
    out.addAll(
        new EffectSentences(design.responseName(), terms, coefficients, this::test).paragraphs());
    return out;
  }

  /** How the tests were made, unless there is one way only. */
  private Optional<Sentence> method() {
    DegreesOfFreedom ddf = coefficients.ddf();
    String type = "ests of terms are of type III: each after all others, cells counted alike.";
    if (ddf == DegreesOfFreedom.RESIDUAL && !(fit instanceof HasVarianceParameters)) {
      return terms.size() > 1
          ? Optional.of(new Saying("method", "").say("T" + type).end())
          : Optional.empty();
    }
    if (terms.size() == 0) {
      return Optional.empty();
    }
    String tested =
        switch (ddf) {
          case SATTERTHWAITE -> "Degrees of freedom are Satterthwaite's";
          case KENWARD_ROGER -> "Standard errors and degrees of freedom are Kenward and Roger's";
          case RESIDUAL -> "Degrees of freedom are rows less fixed effects";
          case NONE -> "Statistics are referred to the normal distribution";
        };
    return Optional.of(
        new Saying("method", ddf.name().toLowerCase(Locale.ROOT))
            .say(tested + (terms.size() > 1 ? "; t" + type : "."))
            .end());
  }

  private List<List<Sentence>> notes() {
    List<List<Sentence>> out = new ArrayList<>();
    if (fit instanceof HasCooksDistance rows && fit.dispersion().df() > 0 && terms.size() > 0) {
      largest(rows.cooksDistance()).ifPresent(s -> out.add(List.of(s)));
    }
    for (Diagnostic d : fit.diagnostics()) {
      if (!d.code().equals("rows-dropped")) {
        out.add(List.of(new Saying(d.code(), "").say(d.prose()).end()));
      }
    }
    if (fit instanceof HasRandomEffects random) {
      nothing(random, out);
    }
    return out;
  }

  /** The row that pulls most at the coefficients. */
  private Optional<Sentence> largest(double[] cook) {
    int most = 0;
    for (int i = 1; i < cook.length; i++) {
      most = cook[i] > cook[most] || Double.isNaN(cook[most]) ? i : most;
    }
    if (!(cook[most] > 0.5)) {
      return Optional.empty();
    }
    Saying s = new Saying("largest-cook", "");
    s.say("Row ").count("row", design.rowsUsed()[most] + 1L).say(" alone moves the ");
    s.say("coefficients a good deal: its Cook's distance is ").number("cooks.distance", cook[most]);
    return Optional.of(s.say(". Look at it before you trust them.").end());
  }

  /** What a variance that is estimated as nothing does not say. */
  private void nothing(HasRandomEffects random, List<List<Sentence>> out) {
    ReducedRandom reduced = reduced(random);
    boolean nothing = true;
    for (VarCorr v : random.varCorr()) {
      boolean zero = reduced.isZero(v);
      nothing &= zero;
      if (zero) {
        Saying s = new Saying("no-proof", v.group());
        s.say("An estimate of 0 is no proof that the levels of ").name(v.group());
        s.say(" are all alike: ").count("levels", random.ngroups().get(v.group()));
        out.add(List.of(s.say(" of them tell little about small differences.").end()));
      }
    }
    if (nothing && terms.size() > 0) {
      Saying s = new Saying("pooled", "");
      s.say("Without any variance between levels the tests above count every row as independent");
      double df = coefficients.rows().get(coefficients.rows().size() - 1).df();
      if (Double.isFinite(df)) {
        s.say(", with ").df("df", df).say(" degrees of freedom");
      }
      out.add(List.of(s.say(": they are those of a linear model.").end()));
    }
  }
}
