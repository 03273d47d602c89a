package dev.henderson.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.henderson.stats.design.HypothesisType;
import dev.henderson.stats.document.HtmlRenderer;
import dev.henderson.stats.document.LatexRenderer;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.document.TextRenderer;
import dev.henderson.stats.document.TidyJson;
import dev.henderson.stats.emm.EmmOptions;
import dev.henderson.stats.emm.EmmRow;
import dev.henderson.stats.emm.JointTests;
import dev.henderson.stats.emm.LinearHypotheses;
import dev.henderson.stats.explain.Explanation;
import dev.henderson.stats.frame.DelimitedText;
import dev.henderson.stats.frame.TextOptions;
import dev.henderson.stats.infer.CoefficientTest;
import dev.henderson.stats.infer.DegreesOfFreedom;
import dev.henderson.stats.infer.FTest;
import dev.henderson.stats.infer.Interval;
import dev.henderson.stats.infer.Predictions;
import dev.henderson.stats.infer.RandomForm;
import dev.henderson.stats.infer.TermTests;
import dev.henderson.stats.lm.LmReference;
import dev.henderson.stats.plot.PictureFormat;
import dev.henderson.stats.report.ConfintReport;
import dev.henderson.stats.report.EmmReport;
import dev.henderson.stats.report.PredictionReport;
import dev.henderson.stats.report.TermTestsReport;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * A kind of fit that only this test knows is tested, compared, predicted, explained and shown as
 * those of the engine are, because nothing of that asks for a kind. Numbers are made anew by small
 * matrices, and by R (src/test/R/known_variances.R).
 */
class OwnFitTest {
  private static final double Z = 1.959963984540054;
  private static final String CSV = LmReference.text("/reference/own/studies.csv");
  private static final Table STUDIES =
      DelimitedText.read("studies", CSV, TextOptions.DEFAULT).table();
  private static final JsonObject R =
      JsonParser.parseString(LmReference.text("/reference/own/known_variances.json"))
          .getAsJsonObject();

  private static final KnownVariancesFit FIT =
      new KnownVariancesFit("yi ~ group * x", STUDIES, "vi");
  private static final Fitted FITTED = Fitted.of(FIT);

  /** X by hand: intercept, b, c, x, b:x, c:x. */
  private static double[] row(String group, double x) {
    double b = group.equals("b") ? 1 : 0;
    double c = group.equals("c") ? 1 : 0;
    return new double[] {1, b, c, x, b * x, c * x};
  }

  private static final double[][] V = covariance();
  private static final double[] BETA = estimates();

  private static double[][] covariance() {
    double[][] information = new double[6][6];
    for (int i = 0; i < STUDIES.rowCount(); i++) {
      double[] x = row(STUDIES.column("group").getString(i), number("x", i));
      for (int a = 0; a < 6; a++) {
        for (int b = 0; b < 6; b++) {
          information[a][b] += x[a] * x[b] / number("vi", i);
        }
      }
    }
    return SmallAlgebra.inverse(information);
  }

  private static double[] estimates() {
    double[] right = new double[6];
    for (int i = 0; i < STUDIES.rowCount(); i++) {
      double[] x = row(STUDIES.column("group").getString(i), number("x", i));
      for (int a = 0; a < 6; a++) {
        right[a] += x[a] * number("yi", i) / number("vi", i);
      }
    }
    return SmallAlgebra.times(V, right);
  }

  private static double number(String column, int row) {
    return STUDIES.numberColumn(column).getDouble(row);
  }

  private static double twoSided(double z) {
    return 2 * NormalDistribution.of(0, 1).survivalProbability(Math.abs(z));
  }

  private static void near(double expected, double found) {
    assertEquals(expected, found, 1e-9 * Math.max(1, Math.abs(expected)));
  }

  private static void near(JsonArray expected, int i, double found) {
    if (expected.get(i).isJsonNull()) {
      assertTrue(Double.isNaN(found), "row " + i);
    } else {
      near(expected.get(i).getAsDouble(), found);
    }
  }

  private static final Pattern NOT_NORMAL =
      Pattern.compile("\\bt value|\\|t\\||t ratio|\\b[tF]\\(|F value|Pr\\(>F|NaN");

  /** What every renderer says: never t or F, and each number of the text. */
  private static String words(Report report) {
    String text = TextRenderer.render(report);
    Matcher wrong = NOT_NORMAL.matcher(text);
    assertFalse(wrong.find(), text);
    assertTrue(HtmlRenderer.render(report).contains("</"));
    assertTrue(LatexRenderer.render(report).length() > 50);
    assertTrue(TidyJson.tree(report).has("kind"));
    return text;
  }

  @Test
  void coefficientsHaveTestsByTheNormal() {
    assertEquals(DegreesOfFreedom.NONE, FITTED.coefficients().ddf());
    for (int i = 0; i < 6; i++) {
      CoefficientTest c = FITTED.coefficients().rows().get(i);
      double se = Math.sqrt(V[i][i]);
      near(BETA[i], c.estimate());
      near(se, c.standardError());
      near(BETA[i] / se, c.statistic());
      near(twoSided(BETA[i] / se), c.pValue());
      near(BETA[i] - Z * se, c.confLow());
      near(BETA[i] + Z * se, c.confHigh());
      assertEquals(Double.POSITIVE_INFINITY, c.df());
      near(R.getAsJsonArray("estimate"), i, c.estimate());
      near(R.getAsJsonArray("se"), i, c.standardError());
      near(R.getAsJsonArray("z"), i, c.statistic());
      near(R.getAsJsonArray("p"), i, c.pValue());
    }
  }

  @Test
  void theSummaryIsInTheWordsOfTheNormal() {
    String text = words(FITTED.report());
    assertTrue(text.contains("z-tests use the normal distribution"), text);
    assertTrue(text.contains("z value") && text.contains("Pr(>|z|)"), text);
    assertTrue(text.contains("Standard deviation, known: 1"), text);
    assertTrue(text.contains("The sampling variances count as known."), text);
    assertEquals(text, FITTED.toString());
    near(R.get("logLik").getAsDouble(), FITTED.logLik());
    assertEquals(
        List.of("term", "estimate", "std.error", "statistic", "p.value", "conf.low", "conf.high"),
        FITTED.tidy().columnNames());
    assertEquals(
        List.of("nobs", "nobs.dropped", "sigma", "df", "logLik", "AIC", "BIC"),
        FITTED.glance().columnNames());
    near(-2 * FITTED.logLik() + 12, FITTED.glance().doubleColumn("AIC").get(0));
    assertEquals(15, FITTED.rows().rowCount());
    assertEquals(2, FITTED.pictures(PictureFormat.SVG).size());
  }

  /** Type III: differences where x is 0, the mean slope, differences of slopes. */
  @Test
  void termsAreTestedByChiSquared() {
    double third = 1.0 / 3;
    List<double[][]> hypotheses =
        List.of(
            new double[][] {{0, 1, 0, 0, 0, 0}, {0, 0, 1, 0, 0, 0}},
            new double[][] {{0, 0, 0, 1, third, third}},
            new double[][] {{0, 0, 0, 0, 1, 0}, {0, 0, 0, 0, 0, 1}});
    TermTests tests = TermTests.of(FITTED.basis(), HypothesisType.III);
    for (int t = 0; t < 3; t++) {
      FTest test = tests.rows().get(t).test();
      double chisq = SmallAlgebra.wald(hypotheses.get(t), BETA, V);
      assertTrue(test.isChiSquared());
      assertEquals(hypotheses.get(t).length, test.numDf());
      near(chisq, test.chiSquared());
      near(test.numDf() == 2 ? Math.exp(-chisq / 2) : twoSided(Math.sqrt(chisq)), test.pValue());
    }
    assertEquals(
        List.of("group", "x", "group:x"), tests.rows().stream().map(TermTests.Row::term).toList());
    String text = words(TermTestsReport.of(FIT, tests));
    assertTrue(text.contains("with chi-squared tests") && text.contains("Pr(>Chisq)"), text);
    near(
        SmallAlgebra.wald(hypotheses.get(0), BETA, V),
        (double) TermTestsReport.tidy(tests).get(0).get("statistic"));
    // The last term is the same in all types: nothing holds it.
    for (HypothesisType type : HypothesisType.values()) {
      near(
          SmallAlgebra.wald(hypotheses.get(2), BETA, V),
          TermTests.of(FITTED.basis(), type).rows().get(2).test().chiSquared());
    }
  }

  @Test
  void marginalMeansAndContrasts() {
    double mean = 0;
    for (int i = 0; i < STUDIES.rowCount(); i++) {
      mean += number("x", i) / STUDIES.rowCount();
    }
    EmmMeans means = EmmMeans.of(FITTED, "pairwise ~ group");
    List<EmmRow> rows = means.answer().means().rows();
    List<EmmRow> pairs = means.contrasts().table().rows();
    String[] groups = {"a", "b", "c"};
    int pair = 0;
    for (int g = 0; g < 3; g++) {
      double[] l = row(groups[g], mean);
      double se = Math.sqrt(SmallAlgebra.form(l, V, l));
      near(SmallAlgebra.dot(l, BETA), rows.get(g).estimate());
      near(se, rows.get(g).standardError());
      near(SmallAlgebra.dot(l, BETA) - Z * se, rows.get(g).low());
      near(R.getAsJsonObject("means").getAsJsonArray("emmean"), g, rows.get(g).estimate());
      near(R.getAsJsonObject("means").getAsJsonArray("SE"), g, rows.get(g).standardError());
      near(R.getAsJsonObject("means").getAsJsonArray("asymp.UCL"), g, rows.get(g).high());
      for (int h = g + 1; h < 3; h++) {
        double[] d = row(groups[h], mean);
        for (int j = 0; j < 6; j++) {
          d[j] = l[j] - d[j];
        }
        EmmRow p = pairs.get(pair);
        near(SmallAlgebra.dot(d, BETA), p.estimate());
        near(Math.sqrt(SmallAlgebra.form(d, V, d)), p.standardError());
        near(R.getAsJsonObject("pairs").getAsJsonArray("z.ratio"), pair, p.statistic());
        assertEquals(
            R.getAsJsonObject("pairs").getAsJsonArray("p.value").get(pair).getAsDouble(),
            p.pValue(),
            1e-10);
        pair++;
      }
    }
    assertTrue(words(means.report("m")).contains("z ratio"));
    JointTests joint = EmmMeans.joint(FITTED);
    String text = words(EmmReport.of(FIT.formula(), FIT.dataName(), joint));
    assertTrue(text.contains("Chisq"), text);
    assertEquals(3, means.pictures().size() + 1);
  }

  @Test
  void hypothesesOfCoefficients() {
    double[][] l = {{0, 1, -1, 0, 0, 0}, {0, 0, 0, 0, 1, 0}};
    LinearHypotheses h = EmmMeans.hypotheses(FITTED, "groupb - groupc = 0", "groupb:x = 0.1");
    EmmRow first = h.table(EmmOptions.defaults()).rows().get(0);
    near(BETA[1] - BETA[2], first.estimate());
    near((BETA[1] - BETA[2]) / Math.sqrt(V[1][1] + V[2][2] - 2 * V[1][2]), first.statistic());
    double[] shifted = BETA.clone();
    shifted[4] -= 0.1;
    FTest together = h.test();
    near(SmallAlgebra.wald(l, shifted, V), together.chiSquared());
    near(Math.exp(-together.chiSquared() / 2), together.pValue());
    assertTrue(words(EmmReport.of(h, h.table(EmmOptions.defaults()))).contains("Chisq"));
  }

  @Test
  void predictionsAndIntervals() {
    Table rows =
        Table.create(
            "new", StringColumn.create("group", "a", "b", "c"), DoubleColumn.create("x", 2, 5, 10));
    Predictions p = FITTED.predictions(rows, RandomForm.NONE, 0.9);
    for (int i = 0; i < 3; i++) {
      Predictions.Row r = p.rows().get(i);
      double[] l = row(rows.stringColumn("group").get(i), rows.doubleColumn("x").get(i));
      double variance = SmallAlgebra.form(l, V, l);
      near(SmallAlgebra.dot(l, BETA), r.fitted());
      near(Math.sqrt(variance), r.standardError());
      near(r.fitted() - 1.6448536269514722 * Math.sqrt(variance), r.low());
      near(r.fitted() + 1.6448536269514722 * Math.sqrt(variance + 1), r.highObservation());
      near(R.getAsJsonArray("fit"), i, r.fitted());
      near(R.getAsJsonArray("fit_se"), i, r.standardError());
    }
    words(PredictionReport.of(FIT, PredictionReport.table(rows, p), p));
    List<Interval> intervals =
        FITTED.coefficients().rows().stream()
            .map(c -> new Interval(c.term(), c.estimate(), c.confLow(), c.confHigh()))
            .toList();
    words(ConfintReport.of(FIT, intervals, 0.95, "by estimate and standard error"));
  }

  @Test
  void explanation() {
    Explanation e = FITTED.explain("m");
    String text = words(e.report()).replaceAll("\\s+", " ");
    assertTrue(text.contains("The model describes yi in 15 rows of studies."), text);
    assertTrue(text.contains("is taken as known: the standard deviation of a row"), text);
    assertTrue(text.contains("Statistics are referred to the normal distribution"), text);
    assertTrue(text.contains("chi-squared(2) = "), text);
    assertTrue(text.contains("; z = "), text);
    assertTrue(text.contains("The sampling variances count as known."), text);
    double[][] slopes = {{0, 0, 0, 0, 1, 0}, {0, 0, 0, 0, 0, 1}};
    double chisq =
        e.sentences().stream()
            .filter(s -> s.code().equals("interaction"))
            .findFirst()
            .orElseThrow()
            .numbers()
            .get("statistic")
            .doubleValue();
    near(SmallAlgebra.wald(slopes, BETA, V), chisq);
    assertTrue(e.sentences().stream().noneMatch(s -> s.code().equals("r.squared")));
  }

  /** Site s of group c has no study: what would need it is missing, and says so. */
  @Test
  void emptyCell() {
    Fitted fit = Fitted.of(new KnownVariancesFit("yi ~ group * site", STUDIES, "vi"));
    assertTrue(Double.isNaN(fit.coefficients().rows().get(5).estimate()));
    assertEquals(
        R.getAsJsonArray("aliased").get(0).getAsString(), fit.coefficients().rows().get(5).term());
    EmmMeans cells = EmmMeans.of(fit, "~ group * site");
    JsonObject r = R.getAsJsonObject("cells");
    for (int i = 0; i < 6; i++) {
      EmmRow row = cells.answer().means().rows().get(i);
      near(r.getAsJsonArray("emmean"), i, row.estimate());
      near(r.getAsJsonArray("SE"), i, row.standardError());
      near(r.getAsJsonArray("asymp.LCL"), i, row.low());
      assertEquals(i != 5, row.isEstimable());
    }
    assertTrue(words(cells.report("m")).contains("nonEst"));
    EmmMeans pairs = EmmMeans.of(fit, "pairwise ~ site | group");
    assertFalse(pairs.contrasts().table().rows().get(2).isEstimable());
    assertTrue(pairs.contrasts().table().rows().get(0).isEstimable());
    assertFalse(EmmMeans.of(fit, "~ group").answer().means().rows().get(2).isEstimable());
    Table rows =
        Table.create(
            "new",
            StringColumn.create("group", "c", "c", "b"),
            StringColumn.create("site", "s", "n", "s"));
    Predictions p = fit.predictions(rows, RandomForm.NONE, 0.95);
    assertTrue(Double.isNaN(p.rows().get(0).fitted()));
    near(r.getAsJsonArray("emmean"), 2, p.rows().get(1).fitted());
    near(r.getAsJsonArray("emmean"), 4, p.rows().get(2).fitted());
    assertTrue(
        p.notes().stream().anyMatch(n -> n.startsWith("1 row has no prediction")),
        p.notes().toString());
    assertEquals(1, TermTests.of(fit.basis(), HypothesisType.III).rows().get(2).test().numDf());
    words(fit.explain("m").report());
    assertTrue(TextRenderer.render(fit.report()).contains("groupc:sites"));
  }
}
