package dev.henderson.kernel.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.henderson.kernel.app.StandardMagics;
import dev.henderson.kernel.magic.MagicCall;
import dev.henderson.kernel.magic.MagicException;
import dev.henderson.kernel.magic.MagicResult;
import dev.henderson.kernel.magic.Magics;
import dev.henderson.kernel.session.Session;
import dev.henderson.stats.design.Design;
import dev.henderson.stats.design.DesignOptions;
import dev.henderson.stats.design.Estimability;
import dev.henderson.stats.design.HasDesign;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.document.TextRenderer;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.lm.LinearModel;
import dev.henderson.stats.lm.LmFit;
import dev.henderson.stats.model.Coefficients;
import dev.henderson.stats.model.Diagnostic;
import dev.henderson.stats.model.Dispersion;
import dev.henderson.stats.model.Fit;
import dev.henderson.stats.model.HasRows;
import dev.henderson.stats.model.Simulates;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tech.tablesaw.api.Table;

/** A fit of a class that no magic knows is asked like any other, for what it can do. */
class AnyFitTest {
  private static final double Z = 1.959963984540054;

  private final Session session = Session.withoutJava();
  private final Magics magics = StandardMagics.create();

  /** Means of groups whose measurements have a known standard deviation. */
  private record KnownError(LmFit of, double sd) implements Fit, HasDesign, HasRows, Simulates {
    static KnownError fit(String formula, Table data, double sd) {
      ModelFrame frame = ModelFrame.of("d", data);
      return new KnownError(
          LinearModel.of(Formula.parse(formula), frame, DesignOptions.defaults()).fit(), sd);
    }

    @Override
    public String formula() {
      return of.formula();
    }

    @Override
    public String call() {
      return "known(" + formula() + ", data = d)";
    }

    @Override
    public Coefficients coefficients() {
      Coefficients b = of.coefficients();
      int p = b.size();
      double[] estimates = new double[p];
      double[] vcov = new double[p * p];
      double ratio = sd * sd / of.dispersion().value();
      for (int i = 0; i < p; i++) {
        estimates[i] = b.estimate(i);
        for (int j = 0; j < p; j++) {
          vcov[i * p + j] = ratio * b.vcov(i, j);
        }
      }
      return new Coefficients(b.names(), estimates, vcov);
    }

    @Override
    public Dispersion dispersion() {
      return Dispersion.known(sd * sd);
    }

    @Override
    public double logLik() {
      return -of.deviance() / (2 * sd * sd) - nobs() * Math.log(sd * Math.sqrt(2 * Math.PI));
    }

    @Override
    public int df() {
      return coefficients().size();
    }

    @Override
    public int nobs() {
      return of.nobs();
    }

    @Override
    public List<Diagnostic> diagnostics() {
      return List.of();
    }

    @Override
    public Design design() {
      return of.design();
    }

    @Override
    public Estimability estimability() {
      return of.estimability();
    }

    @Override
    public double[] response() {
      return of.response();
    }

    @Override
    public double[] fitted() {
      return of.fitted();
    }

    @Override
    public double[] residuals() {
      return of.residuals();
    }

    @Override
    public boolean hasWeights() {
      return false;
    }

    @Override
    public double weight(int row) {
      return 1;
    }

    @Override
    public double offset(int row) {
      return 0;
    }

    @Override
    public double[] simulate(RandomGenerator random) {
      double[] y = fitted();
      for (int i = 0; i < y.length; i++) {
        y[i] += sd * random.nextGaussian();
      }
      return y;
    }
  }

  /** Two groups of four with means 3 and 6, measured with a standard deviation of 2. */
  @BeforeEach
  void fit() throws Exception {
    run(MagicCall.cell("csv", "d", "y,g\n1,a\n3,a\n3,a\n5,a\n4,b\n6,b\n7,b\n7,b\n"));
    session.bind("k", KnownError.fit("y ~ g", session.table("d"), 2));
  }

  private MagicResult run(MagicCall call) throws Exception {
    return magics.run(call, session);
  }

  private Report report(String name, String arguments) throws Exception {
    return (Report) run(MagicCall.line(name, arguments)).value().orElseThrow();
  }

  private static double number(Report report, int row, String key) {
    return number(report, "tidy", row, key);
  }

  private static double number(Report report, String table, int row, String key) {
    Map<?, ?> found = (Map<?, ?>) ((List<?>) report.data().get(table)).get(row);
    return ((Number) found.get(key)).doubleValue();
  }

  /** The difference 3 has the standard error sqrt(4/4 + 4/4). */
  @Test
  void testsAreByZ() throws Exception {
    Report anova = report("anova", "k");
    assertEquals(4.5, number(anova, 0, "statistic"), 1e-12);
    assertEquals(0.0338948535246893, number(anova, 0, "p.value"), 1e-12);
    Report confint = report("confint", "k");
    assertEquals(3 - Z * Math.sqrt(2), number(confint, 1, "conf.low"), 1e-9);
    Report means = report("emmeans", "k, ~ g, plots = none");
    assertEquals(3 - Z, number(means, "means", 0, "conf.low"), 1e-9);
    Report contrast = report("contrast", "k, \"gb = 0\"");
    assertEquals(3 / Math.sqrt(2), number(contrast, "contrasts", 0, "statistic"), 1e-9);
  }

  /** −2 log likelihood ratio: the sums of squares 32 of one mean and 14 of two, over 4. */
  @Test
  void fitsAreComparedByTheirLikelihoods() throws Exception {
    session.bind("k0", KnownError.fit("y ~ 1", session.table("d"), 2));
    Report report = report("anova", "k0, k");
    assertEquals(4.5, number(report, 1, "statistic"), 1e-12);
    MagicException e = assertThrows(MagicException.class, () -> report("anova", "k0, k, test = F"));
    assertTrue(e.getMessage().contains("likelihood ratios"), e.getMessage());
  }

  @Test
  void predictionsResponsesPictures() throws Exception {
    Report predicted = report("predict", "p = k");
    assertEquals(3 - Z, number(predicted, 0, ".lower"), 1e-9);
    assertEquals(3 - Z * Math.sqrt(5), number(predicted, 0, ".lower.pred"), 1e-9);
    assertEquals(8, session.table("p").rowCount());
    report("simulate", "s = k, n = 2, seed = 1");
    assertEquals(List.of("y", "g", "sim_1", "sim_2"), session.table("s").columnNames());
    assertEquals(3, run(MagicCall.line("plot", "k")).displays().size());
    assertEquals(3.0, number(report("summary", "k"), 1, "estimate"), 1e-12);
    assertFalse(report("explain", "k").blocks().isEmpty());
  }

  /** 3/√2 is z, 4.5 chi-squared; neither t nor F has a place in it. */
  @Test
  void wordsAreOfTheNormal() throws Exception {
    String explained = TextRenderer.render(report("explain", "k")).replaceAll("\\s+", " ");
    assertTrue(explained.contains("y changes by 3.0"), explained);
    assertTrue(explained.contains("z = 2.12, p = .034"), explained);
    assertTrue(explained.contains("is taken as known"), explained);
    String anova = TextRenderer.render(report("anova", "k"));
    assertTrue(anova.contains("Chisq") && anova.contains("4.5"), anova);
    String summary = TextRenderer.render(report("summary", "k"));
    assertTrue(summary.contains("z value") && summary.contains("Pr(>|z|)"), summary);
    assertTrue(summary.contains("Standard deviation, known: 2"), summary);
    for (String text : List.of(explained, anova, summary)) {
      assertFalse(text.matches("(?s).*(\\b[tF]\\(|\\b[tF] value).*"), text);
    }
  }

  /** Group b was not measured in place v: what needs it is missing, and the note says so. */
  @Test
  void emptyCell() throws Exception {
    run(MagicCall.cell("csv", "e", "y,g,h\n1,a,u\n3,a,u\n4,a,v\n6,a,v\n5,b,u\n9,b,u\n"));
    session.bind("q", KnownError.fit("y ~ g * h", session.table("e"), 2));
    Report means = report("emmeans", "q, pairwise ~ g | h, plots = none");
    assertEquals(7, number(means, "means", 1, "estimate"), 1e-12);
    assertTrue(Double.isNaN(number(means, "means", 3, "estimate")), means.data().toString());
    assertEquals(-5, number(means, "contrasts", 0, "estimate"), 1e-12);
    assertTrue(Double.isNaN(number(means, "contrasts", 1, "estimate")), means.data().toString());
    assertTrue(TextRenderer.render(means).contains("cannot be estimated"));
    Report contrast = report("contrast", "q, \"gb:hv = 0\"");
    assertTrue(Double.isNaN(number(contrast, "contrasts", 0, "estimate")));
    run(MagicCall.cell("csv", "other", "g,h\nb,v\nb,u\n"));
    report("predict", "p = q, newdata = other");
    assertTrue(session.table("p").doubleColumn(".fitted").isMissing(0));
    assertEquals(7, session.table("p").doubleColumn(".fitted").get(1), 1e-12);
    assertTrue(
        report("predict", "q, newdata = other")
            .data()
            .get("notes")
            .toString()
            .contains("1 row has"));
    assertTrue(TextRenderer.render(report("explain", "q")).contains("g:h cannot be tested"));
  }

  /** It is the only fit there is, and %who knows what it holds. */
  @Test
  void isFoundWithoutItsName() throws Exception {
    assertEquals(4.5, number(report("anova", ""), 0, "statistic"), 1e-12);
    assertTrue(report("who", "").blocks().toString().contains("y ~ g"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "ranef; k; random effects; %lmer",
        "ranova; k; variances; (1 | g)",
        "varcorr; k; variances; (1 | g)",
        "bootstrap; k; refits; %lmer",
        "influence; k; without some of its rows; %lmer",
        "vif; k; variance inflation; %lm",
        "tukey; k; one variance; %emmeans k",
        "caterpillar; k; random effects; (1 | g)",
        "anova; k, ddf = satterthwaite; mixed models; ",
        "anova; k, refit = FALSE; mixed models; ",
        "anova; k, test = F; chi-squared; ",
        "confint; k, method = profile; no method = profile; leave method out",
        "confint; k, method = boot; no method = boot; leave method out",
        "confint; k, seed = 1; mixed models; ",
        "predict; k, re = none; no random effects; ",
        "plot; k, shrinkage; no picture; residuals"
      })
  void whatItCannotIsSaid(String name, String arguments, String said, String helps) {
    MagicException e =
        assertThrows(MagicException.class, () -> run(MagicCall.line(name, arguments)));
    assertTrue(e.getMessage().contains(said), e.getMessage());
    String all = e.getMessage() + " " + e.suggestion().orElse("");
    assertTrue(helps == null || all.contains(helps), all);
  }
}
