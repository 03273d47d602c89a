package dev.henderson.bench.compare;

import dev.henderson.stats.design.HypothesisType;
import dev.henderson.stats.infer.DegreesOfFreedom;
import dev.henderson.stats.infer.Interval;
import dev.henderson.stats.infer.LinearBasis;
import dev.henderson.stats.infer.TermTests;
import dev.henderson.stats.lmm.LmmFit;
import dev.henderson.stats.profile.ProfileIntervals;
import dev.henderson.stats.resample.Bootstrap;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Inference on a fit that is there before the clock starts; R does the same on its own fit. */
enum InferenceCase {
  /** The model fitted again to 1,000 responses drawn from it; figure: the slope's bootstrap SE. */
  BOOTSTRAP(
      "bootstrap",
      "sleepstudy",
      "Reaction ~ Days + (Days | Subject)",
      3,
      50,
      fit -> Bootstrap.of(fit, 1000, 1).standardError(5)),
  /** Profile intervals of all six parameters; figure: the upper limit of the slope. */
  PROFILE(
      "profile",
      "sleepstudy",
      "Reaction ~ Days + (Days | Subject)",
      5,
      20,
      fit -> {
        List<Interval> rows = ProfileIntervals.of(fit, 0.95);
        return rows.get(rows.size() - 1).high();
      }),
  /** Kenward-Roger's table at 1,200 rows; figure: the denominator df of the last term. */
  KENWARD_ROGER_1200(
      "kenward-roger-1200",
      "rows-1200",
      "y ~ a * b + (a + b | subj) + (1 | item)",
      3,
      10,
      fit -> lastDf(fit, DegreesOfFreedom.KENWARD_ROGER)),
  /** Satterthwaite's table of 73,421 rows, q = 4,100. */
  SATTERTHWAITE_INSTEVAL(
      "satterthwaite-insteval",
      "InstEval",
      "y ~ service + (1 | s) + (1 | d) + (1 | dept)",
      3,
      1,
      fit -> lastDf(fit, DegreesOfFreedom.SATTERTHWAITE)),
  /** Kenward-Roger's table of the same, which pbkrtest cannot make: its matrices are n × n. */
  KENWARD_ROGER_INSTEVAL(
      "kenward-roger-insteval",
      "InstEval",
      "y ~ service + (1 | s) + (1 | d) + (1 | dept)",
      3,
      1,
      fit -> lastDf(fit, DegreesOfFreedom.KENWARD_ROGER));

  private final Case model;
  private final ToDoubleFunction<LmmFit> work;

  InferenceCase(
      String name,
      String data,
      String formula,
      int rounds,
      double wanted,
      ToDoubleFunction<LmmFit> work) {
    model = new Case(name, data, formula, rounds, wanted);
    this.work = work;
  }

  private static double lastDf(LmmFit fit, DegreesOfFreedom ddf) {
    List<TermTests.Row> rows = TermTests.of(LinearBasis.of(fit, ddf), HypothesisType.III).rows();
    return rows.get(rows.size() - 1).test().denDf();
  }

  /** The model, how often it is asked for, and how much faster than R it shall be. */
  Case model() {
    return model;
  }

  /** Does the work, and gives the figure by which the programs are compared. */
  double run(LmmFit fit) {
    return work.applyAsDouble(fit);
  }

  /**
   * The case of a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  static InferenceCase of(String name) {
    return Arrays.stream(values())
        .filter(c -> c.model.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("There is no case '" + name + "'."));
  }
}
