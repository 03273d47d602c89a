package dev.henderson.stats;

import dev.henderson.stats.design.Design;
import dev.henderson.stats.design.HypothesisType;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.explain.Explanation;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.infer.CoefficientTable;
import dev.henderson.stats.infer.DegreesOfFreedom;
import dev.henderson.stats.infer.InferenceException;
import dev.henderson.stats.infer.LinearBasis;
import dev.henderson.stats.infer.Predictions;
import dev.henderson.stats.infer.RandomForm;
import dev.henderson.stats.infer.TermTests;
import dev.henderson.stats.infer.WaldTests;
import dev.henderson.stats.model.Diagnostic;
import dev.henderson.stats.model.Fit;
import dev.henderson.stats.model.HasRandomEffects;
import dev.henderson.stats.model.HasRows;
import dev.henderson.stats.model.Simulates;
import dev.henderson.stats.plot.CaterpillarPlot;
import dev.henderson.stats.plot.Drawing;
import dev.henderson.stats.plot.Picture;
import dev.henderson.stats.plot.PictureFormat;
import dev.henderson.stats.plot.QqPlot;
import dev.henderson.stats.plot.ResidualPlot;
import dev.henderson.stats.report.TermTestsReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/**
 * A fitted model that a notebook variable holds: the fit, how it is tested, and how it is shown.
 * What can be asked of it depends on what its {@link #fit()} can do.
 *
 * <pre>{@code
 * Table sleepstudy = Dataset.find("sleepstudy").orElseThrow().load();
 * Fitted m = Lmer.fit("Reaction ~ Days + (1 | Subject)", sleepstudy);
 * String text = TextRenderer.render(m.report());
 * boolean mixed = m.fit() instanceof HasRandomEffects;      // what can be asked of it
 * TermTests terms = TermTests.of(m.basis(), HypothesisType.III);
 * }</pre>
 */
public interface Fitted {
  /** A fit of any kind, also one of your own, with the tests that suit it. */
  static Fitted of(Fit fit) {
    return new PlainFitted(fit);
  }

  /** The fit itself. */
  Fit fit();

  /** The tests of its coefficients that its summary shows. */
  default WaldTests tests() {
    return WaldTests.of(fit());
  }

  /**
   * The linear functions of its coefficients, tested as in its summary.
   *
   * @throws dev.henderson.stats.infer.InferenceException if it was made of matrices
   */
  default LinearBasis basis() {
    return LinearBasis.of(fit(), tests());
  }

  /**
   * The same with degrees of freedom by choice.
   *
   * @throws dev.henderson.stats.infer.InferenceException if the method does not apply to the fit
   */
  default LinearBasis basis(DegreesOfFreedom ddf) {
    return LinearBasis.of(fit(), ddf);
  }

  /** The formula as text; empty if it was not fitted from one. */
  default String formula() {
    return fit().formula();
  }

  /** The number of rows used. */
  default int nobs() {
    return fit().nobs();
  }

  /** The residual standard deviation. */
  default double sigma() {
    return fit().sigma();
  }

  /** The log-likelihood, restricted if fitted by REML. */
  default double logLik() {
    return fit().logLik();
  }

  /** The number of parameters. */
  default int df() {
    return fit().df();
  }

  /** Akaike's criterion. */
  default double aic() {
    return fit().aic();
  }

  /** The Bayesian criterion. */
  default double bic() {
    return fit().bic();
  }

  /** What a reader of the result should know. */
  default List<Diagnostic> diagnostics() {
    return fit().diagnostics();
  }

  /** The coefficients with the tests of the summary and 95% intervals. */
  default CoefficientTable coefficients() {
    return CoefficientTable.of(tests(), 0.95);
  }

  /**
   * The rows used, with all columns of the data.
   *
   * @throws dev.henderson.stats.infer.InferenceException if it was made of matrices
   */
  default Table rows() {
    Design design = basis().design();
    return design.frame().table(design.rowsUsed());
  }

  /**
   * Predictions for new rows.
   *
   * @param form which random effects they use; of no matter where there are none
   * @param level of the intervals
   */
  default Predictions predictions(Table newData, RandomForm form, double level) {
    String name = newData.name() == null ? "" : newData.name();
    return Predictions.of(basis(), ModelFrame.of(name, newData), form, level);
  }

  /**
   * The same fit as one with a single set of coefficients, whose errors are of one kind: itself, or
   * the linear model behind an analysis of variance; none where that has error strata.
   */
  default Optional<Fitted> ofOneStratum() {
    return Optional.of(this);
  }

  /**
   * The tests of its terms as a document: Wald tests, unless a kind of fit has a table of its own.
   *
   * @param type which hypothesis; III, or what suits the fit, if none is given
   * @param ddf where degrees of freedom come from; as in the summary if not given
   * @throws dev.henderson.stats.infer.InferenceException if the method does not apply to the fit
   */
  default Report anovaReport(Optional<HypothesisType> type, Optional<DegreesOfFreedom> ddf) {
    LinearBasis by = ddf.isPresent() ? basis(ddf.get()) : basis();
    return TermTestsReport.of(fit(), TermTests.of(by, type.orElse(HypothesisType.III)));
  }

  /**
   * The rows used with responses drawn from the fit, new random effects included, in columns {@code
   * sim_1, sim_2, ...}.
   *
   * @param n how many sets
   * @param seed the same seed gives the same responses
   * @throws dev.henderson.stats.infer.InferenceException if no response can be drawn from the fit
   */
  default Table simulate(int n, long seed) {
    if (!(fit() instanceof Simulates source)) {
      throw new InferenceException("No responses can be drawn from such a fit.");
    }
    Simulates draws = source.simulator();
    SplittableRandom random = new SplittableRandom(seed);
    Table table = rows();
    for (int i = 1; i <= n; i++) {
      table.addColumns(DoubleColumn.create("sim_" + i, draws.simulate(random)));
    }
    return table;
  }

  /**
   * What the model says, in sentences made only of its numbers, and what to do next.
   *
   * @param name the variable that holds the fit, as the calls to come next name it
   */
  Explanation explain(String name);

  /** The coefficients, or all parameters, as a table with broom's columns. */
  Table tidy();

  /** One row about the whole fit, with broom's columns. */
  Table glance();

  /** The summary as a document. */
  Report report();

  /** All that can be drawn of it, in the order it is shown. */
  default List<Drawing> drawings() {
    List<Drawing> all = new ArrayList<>();
    if (fit() instanceof HasRows rows) {
      all.add(Drawing.one("residuals", true, f -> ResidualPlot.of(rows).unlessEmpty(f)));
      all.add(Drawing.one("qq", true, f -> QqPlot.of(rows, sigma()).unlessEmpty(f)));
    }
    all.add(TermEffect.drawing(this));
    if (fit() instanceof HasRandomEffects random) {
      all.add(
          new Drawing(
              "caterpillar",
              true,
              () ->
                  random.ranef().stream()
                      .<Drawing.Part>map(m -> f -> Optional.of(CaterpillarPlot.of(m).picture(f)))
                      .toList()));
    }
    return List.copyOf(all);
  }

  /** The pictures that are shown unasked. */
  default List<Picture> pictures(PictureFormat format) {
    return drawings().stream()
        .filter(Drawing::unasked)
        .flatMap(drawing -> drawing.paint(format).stream())
        .toList();
  }
}
