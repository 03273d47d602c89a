package dev.henderson.stats.explain;

import dev.henderson.stats.design.Design;
import dev.henderson.stats.design.DesignOptions;
import dev.henderson.stats.design.HypothesisType;
import dev.henderson.stats.explain.Explanation.Part;
import dev.henderson.stats.infer.CoefficientTable;
import dev.henderson.stats.infer.FTest;
import dev.henderson.stats.infer.LinearBasis;
import dev.henderson.stats.infer.TermTests;
import dev.henderson.stats.lmm.LmmFit;
import dev.henderson.stats.model.Diagnostic;
import dev.henderson.stats.model.VarCorr;
import dev.henderson.stats.structure.StudyDesign;
import dev.henderson.stats.text.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a mixed model says. */
public final class MixedExplanation {
  private final LmmFit fit;
  private final Design design;
  private final CoefficientTable coefficients;
  private final Optional<StudyDesign> study;
  private final DesignOptions options;
  private final String name;
  private final ModelTerms terms;
  private final ReducedRandom reduced;
  private final TermTests anova;

  private MixedExplanation(
      LmmFit fit, CoefficientTable coefficients, Optional<StudyDesign> study, String name) {
    this.fit = fit;
    this.coefficients = coefficients;
    this.study = study.filter(s -> s.rows() == fit.nobs());
    this.name = name;
    design = fit.design();
    options = design.options();
    terms =
        new ModelTerms(
            design.terms(), design.schema(), design.codings(), fit.data().fixed(), fit.fixef());
    reduced = new ReducedRandom(fit, design.terms());
    anova = TermTests.of(LinearBasis.of(fit, coefficients.ddf()), HypothesisType.III);
  }

  /**
   * The explanation of a fit.
   *
   * @param study how the study was made, where the table is at hand
   * @param name the variable that holds the fit, for calls
   * @throws dev.henderson.stats.model.FitException if the fit was made of matrices
   */
  public static Explanation of(
      LmmFit fit, CoefficientTable coefficients, Optional<StudyDesign> study, String name) {
    return new MixedExplanation(fit, coefficients, study, name).explanation();
  }

  private Explanation explanation() {
    List<Part> parts = new ArrayList<>();
    parts.add(new Part("Design", List.of(design())));
    parts.add(
        new Part(
            "What varies",
            new VariationSentences(fit, design.responseName(), coefficients, reduced, terms)
                .paragraphs()));
    List<List<Sentence>> effects = new ArrayList<>();
    if (terms.size() > 0) {
      effects.add(List.of(method()));
    }
    effects.addAll(
        new EffectSentences(design.responseName(), terms, coefficients, this::test).paragraphs());
    parts.add(new Part("What the data say about the effects", effects));
    parts.add(new Part("What to know", notes()));
    String call = "lmer(" + fit.formula() + (data().isEmpty() ? "" : ", ") + data() + ")";
    return new Explanation(call, parts, next());
  }

  private EffectSentences.TermTest test(int t) {
    FTest f = anova.rows().get(t).test();
    return new EffectSentences.TermTest(f.numDf(), f.denDf(), f.statistic(), f.pValue());
  }

  private List<Sentence> design() {
    List<Sentence> out = new ArrayList<>();
    Saying s = new Saying("rows", "");
    s.say("The model describes ").name(design.responseName()).say(" in ");
    s.count("nobs", fit.nobs()).say(" rows");
    if (!fit.dataName().isEmpty()) {
      s.say(" of ").name(fit.dataName());
    }
    if (fit.rowsDropped() > 0) {
      s.say("; ").count("nobs.dropped", fit.rowsDropped());
      s.say(fit.rowsDropped() == 1 ? " more has" : " more have").say(" a missing value");
    }
    out.add(s.say(".").end());
    study.ifPresent(d -> out.addAll(DesignSentences.of(d)));
    return out;
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
    return new Saying("method", coefficients.ddf().name().toLowerCase(java.util.Locale.ROOT))
        .say(tests + (terms.size() > 1 ? type : "") + ".")
        .end();
  }

  private List<List<Sentence>> notes() {
    List<List<Sentence>> out = new ArrayList<>();
    for (Diagnostic d : fit.diagnostics()) {
      if (!d.code().equals("rows-dropped")) {
        out.add(List.of(new Saying(d.code(), "").say(d.prose()).end()));
      }
    }
    boolean nothing = true;
    for (VarCorr v : fit.varCorr()) {
      boolean zero = isZero(v);
      nothing &= zero;
      if (zero) {
        Saying s = new Saying("no-proof", v.group());
        s.say("An estimate of 0 is no proof that the levels of ").name(v.group());
        s.say(" are all alike: ").count("levels", fit.ngroups().get(v.group()));
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
    return out;
  }

  private boolean isZero(VarCorr v) {
    for (int i = 0; i < v.size(); i++) {
      if (!reduced.isZero(v, i)) {
        return false;
      }
    }
    return true;
  }

  private String data() {
    return fit.dataName().isEmpty() ? "" : "data = " + fit.dataName();
  }

  private List<NextCall> next() {
    List<NextCall> out = new ArrayList<>();
    boolean plain =
        options.weights().isEmpty()
            && options.offset().isEmpty()
            && options.subset().isEmpty()
            && options.contrasts().isEmpty();
    if (fit.singular() && plain && !data().isEmpty()) {
      simpler(out);
    }
    MeansCalls.of(terms, this::test, name, false).ifPresent(out::add);
    if (!fit.singular()) {
      out.add(
          new NextCall(
              "confint",
              "Intervals of the standard deviations too, from the profile likelihood",
              Call.of("confint", name)));
    }
    String group = fit.ngroups().keySet().iterator().next();
    out.add(
        new NextCall(
            "influence",
            "Whether one level of " + group + " alone makes the result",
            Call.of("influence", name + ", group = " + group)));
    return out;
  }

  private void simpler(List<NextCall> out) {
    String fixed = FixedText.of(design.terms());
    List<String> random = reduced.terms();
    String left = design.formula().response().orElseThrow().text() + " ~ ";
    if (random.isEmpty()) {
      out.add(
          new NextCall(
              "simpler",
              "No random effect is left: the same estimates without them",
              Call.of("lm", left + fixed + ", " + data()).as(name + "0")));
      study
          .flatMap(d -> d.calls().stream().filter(c -> c.function().equals("aov")).findFirst())
          .ifPresent(
              c ->
                  out.add(
                      new NextCall(
                          "strata",
                          "Strata that are not pooled: what is between levels is tested against"
                              + " how levels differ",
                          c.call())));
      return;
    }
    String method = fit.reml() ? "" : ", REML = FALSE";
    out.add(
        new NextCall(
            "simpler",
            "The model without what is estimated as nothing",
            Call.of(
                    "lmer",
                    left + fixed + " + " + String.join(" + ", random) + ", " + data() + method)
                .as(name + "0")));
    out.add(
        new NextCall(
            "compare",
            "Whether anything is lost by it, after the cell above",
            Call.of("anova", name + "0, " + name)));
  }
}
