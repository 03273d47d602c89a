package dev.henderson.stats.explain;

import dev.henderson.stats.classical.HasErrorStrata;
import dev.henderson.stats.design.Design;
import dev.henderson.stats.design.DesignOptions;
import dev.henderson.stats.infer.FTest;
import dev.henderson.stats.model.Fit;
import dev.henderson.stats.model.HasRandomEffects;
import dev.henderson.stats.model.HasRestrictedLikelihood;
import dev.henderson.stats.model.HasRows;
import dev.henderson.stats.structure.FittingCall;
import dev.henderson.stats.structure.StudyDesign;
import dev.henderson.stats.text.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** What to do next with a fit, by what it can do. */
final class NextCalls {
  private final Fit fit;
  private final Design design;
  private final ModelTerms terms;
  private final IntFunction<FTest> tests;
  private final Optional<StudyDesign> study;
  private final String name;

  NextCalls(
      Fit fit,
      Design design,
      ModelTerms terms,
      IntFunction<FTest> tests,
      Optional<StudyDesign> study,
      String name) {
    this.fit = fit;
    this.design = design;
    this.terms = terms;
    this.tests = tests;
    this.study = study;
    this.name = name;
  }

  List<NextCall> calls() {
    List<NextCall> out = new ArrayList<>();
    if (fit instanceof HasErrorStrata strata && strata.lm().isEmpty()) {
      mixed(out);
      return out;
    }
    if (fit instanceof HasRandomEffects random) {
      random(random, out);
      return out;
    }
    if (fit.dispersion().df() > 0) {
      MeansCalls.of(terms, tests, name, fit instanceof HasErrorStrata).ifPresent(out::add);
    }
    if (fit instanceof HasRows) {
      out.add(
          new NextCall(
              "plot",
              "Whether residuals are even and normal, and no row too strong",
              Call.of("plot", name)));
    }
    return out;
  }

  private void mixed(List<NextCall> out) {
    study
        .flatMap(d -> d.calls().stream().filter(c -> c.function().equals("lmer")).findFirst())
        .ifPresent(
            (FittingCall c) ->
                out.add(
                    new NextCall(
                        "mixed",
                        "The same design as a mixed model, which needs no balance",
                        c.call().as(name + "2"))));
  }

  private void random(HasRandomEffects random, List<NextCall> out) {
    DesignOptions options = design.options();
    boolean plain =
        options.weights().isEmpty()
            && options.offset().isEmpty()
            && options.subset().isEmpty()
            && options.contrasts().isEmpty();
    if (random.singular() && plain && !data().isEmpty()) {
      simpler(new ReducedRandom(random, fit.sigma(), design).terms(), out);
    }
    MeansCalls.of(terms, tests, name, false).ifPresent(out::add);
    if (!random.singular()) {
      out.add(
          new NextCall(
              "confint",
              "Intervals of the standard deviations too, from the profile likelihood",
              Call.of("confint", name)));
    }
    String group = random.ngroups().keySet().iterator().next();
    out.add(
        new NextCall(
            "influence",
            "Whether one level of " + group + " alone makes the result",
            Call.of("influence", name + ", group = " + group)));
  }

  private String data() {
    return fit.dataName().isEmpty() ? "" : "data = " + fit.dataName();
  }

  private void simpler(List<String> random, List<NextCall> out) {
    String fixed = FixedText.of(design.terms());
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
    String method = fit instanceof HasRestrictedLikelihood by && !by.reml() ? ", REML = FALSE" : "";
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
