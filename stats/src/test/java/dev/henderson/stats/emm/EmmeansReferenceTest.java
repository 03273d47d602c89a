package dev.henderson.stats.emm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.henderson.stats.infer.Adjustment;
import dev.henderson.stats.infer.Alternative;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every record of reference/emm/emmeans.json: R 4.2.2 with emmeans 1.8.4-1. Linear models and
 * strata to 1e-9; mixed models to 1e-5, which is what lme4's search is good for; p values by
 * sampling to mvtnorm's own 1e-3.
 */
class EmmeansReferenceTest {
  static List<EmmReference> means() {
    return EmmReference.kind("means");
  }

  static List<EmmReference> contrasts() {
    return EmmReference.kind("contrasts");
  }

  static List<EmmReference> interactions() {
    return EmmReference.kind("interaction");
  }

  static List<EmmReference> trends() {
    return EmmReference.kind("trends");
  }

  @ParameterizedTest
  @MethodSource("means")
  void means(EmmReference m) {
    EmmOptions options = EmmOptions.defaults().inferring();
    if (m.text0("type").equals("response")) {
      options = options.onResponse();
    }
    if (m.toString().equals("log-bias")) {
      options = options.withBiasAdjustment(Double.NaN);
    }
    compare(m, m.r.getAsJsonObject("table"), m.means().table(options));
  }

  @ParameterizedTest
  @MethodSource("contrasts")
  void contrasts(EmmReference m) {
    ContrastMethod method = ContrastMethod.named("pairwise");
    if (m.text0("method").equals("custom")) {
      Map<String, List<Double>> own = new LinkedHashMap<>();
      for (var e : m.r.getAsJsonObject("custom").entrySet()) {
        List<Double> c = new ArrayList<>();
        e.getValue().getAsJsonArray().forEach(v -> c.add(v.getAsDouble()));
        own.put(e.getKey(), c);
      }
      method = ContrastMethod.custom(own);
    } else {
      method = ContrastMethod.named(m.text0("method"));
    }
    if (m.r.has("ref") && m.r.get("ref").isJsonPrimitive()) {
      method = method.withReference(List.of(m.text0("ref")));
    }
    if (m.r.get("reverse").getAsBoolean()) {
      method = method.reversed();
    }
    EmmOptions options =
        EmmOptions.defaults()
            .withAdjustment(Adjustment.named(m.text0("adjust")))
            .withSide(Alternative.named(m.text0("side")))
            .withDelta(m.r.get("delta").getAsDouble())
            .withNull(m.r.get("null").getAsDouble());
    if (m.text0("type").equals("response")) {
      options = options.onResponse();
    }
    compare(m, m.r.getAsJsonObject("table"), m.means().contrast(method).table(options));
  }

  @ParameterizedTest
  @MethodSource("interactions")
  void interactions(EmmReference m) {
    EmmGrid grid =
        m.means().interaction(m.list("interaction").stream().map(ContrastMethod::named).toList());
    compare(m, m.r.getAsJsonObject("table"), grid.table(EmmOptions.defaults()));
  }

  @ParameterizedTest
  @MethodSource("trends")
  void trends(EmmReference m) {
    EmmGrid grid =
        ReferenceGrid.ofTrends(m.basis(), Map.of(), m.text0("var"))
            .means(m.list("specs"), m.list("by"), Weighting.EQUAL);
    EmmTable table = grid.table(EmmOptions.defaults().inferring());
    assertEquals(m.text0("var") + ".trend", table.estimateName());
    compare(m, m.r.getAsJsonObject("table"), table);
    compare(
        m,
        m.r.getAsJsonObject("pairs"),
        grid.contrast(ContrastMethod.named("pairwise")).table(EmmOptions.defaults()));
  }

  static List<EmmReference> joints() {
    return EmmReference.kind("joint");
  }

  static List<EmmReference> effects() {
    return EmmReference.kind("effects");
  }

  static List<EmmReference> letters() {
    return EmmReference.kind("letters");
  }

  static List<EmmReference> hypotheses() {
    return EmmReference.kind("glht");
  }

  /** emmeans rounds F to three decimals and degrees of freedom to two; its p values it does not. */
  @ParameterizedTest
  @MethodSource("joints")
  void joint(EmmReference m) {
    // emmeans leaves out what cannot be estimated at all; we show it as such.
    List<JointTests.Row> ours =
        JointTests.of(m.basis(), Map.of(), m.list("by")).rows().stream()
            .filter(row -> row.test().numDf() > 0)
            .toList();
    List<String> terms = m.list("term");
    assertEquals(terms, ours.stream().map(JointTests.Row::term).toList());
    double[] df1 = EmmReference.numbers(m.r, "df1");
    double[] df2 = EmmReference.numbers(m.r, "df2");
    double[] f = EmmReference.numbers(m.r, "F");
    double[] p = EmmReference.numbers(m.r, "p");
    for (int i = 0; i < terms.size(); i++) {
      JointTests.Row row = ours.get(i);
      String what = m + " " + terms.get(i) + " " + row.group();
      assertEquals(
          EmmReference.strings(m.r.getAsJsonArray("groups").get(i).getAsJsonArray()), row.group());
      assertEquals(df1[i], row.test().numDf(), what);
      assertEquals(df2[i], row.test().denDf(), 0.006, what);
      assertEquals(f[i], row.test().statistic(), 6e-4, what);
      assertEquals(p[i], row.test().pValue(), 1e-5 * Math.max(p[i], 1e-3), what);
    }
  }

  @ParameterizedTest
  @MethodSource("effects")
  void effectSizes(EmmReference m) {
    StandardizedEffects ours =
        StandardizedEffects.of(m.means().contrast(ContrastMethod.named("pairwise")), 0.95);
    JsonObject r = m.r.getAsJsonObject("table");
    double[] d = EmmReference.numbers(r, "estimate");
    double[] se = EmmReference.numbers(r, "se");
    double[] low = EmmReference.numbers(r, "low");
    for (int i = 0; i < d.length; i++) {
      near(d[i], ours.rows().get(i).d(), 1e-8, m + " d");
      near(se[i], ours.rows().get(i).standardError(), 1e-8, m + " SE");
      near(low[i], ours.rows().get(i).low(), 1e-8, m + " low");
    }
    assertEquals("the residual standard deviation", ours.sigmaName());
  }

  /** Which means share letters, whatever the letters are called. */
  @ParameterizedTest
  @MethodSource("letters")
  void letters(EmmReference m) {
    EmmGrid grid = m.means();
    EmmOptions options = EmmOptions.defaults().withAdjustment(Adjustment.named(m.text0("adjust")));
    List<EmmRow> rows = grid.table(EmmOptions.defaults()).rows();
    List<String> own = CompactLetters.of(grid, options, 0.05).letters();
    Map<String, String> ours = new LinkedHashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      ours.put(String.join(" ", rows.get(i).labels()), own.get(i));
    }
    List<String> levels = m.list("levels");
    List<String> groups = m.list("groups");
    List<String> letters = m.list("letters");
    for (int i = 0; i < levels.size(); i++) {
      String key = (levels.get(i) + " " + groups.get(i)).strip();
      assertEquals(letters.get(i), ours.get(key), m + " " + key);
    }
  }

  /** multcomp 1.4-22 with its single-step adjustment. */
  @ParameterizedTest
  @MethodSource("hypotheses")
  void hypotheses(EmmReference m) {
    LinearHypotheses h = LinearHypotheses.of(m.basis(), m.list("hypotheses"));
    EmmTable table = h.table(EmmOptions.defaults());
    double[] estimate = EmmReference.numbers(m.r, "estimate");
    double[] t = EmmReference.numbers(m.r, "t");
    double[] p = EmmReference.numbers(m.r, "p");
    for (int i = 0; i < t.length; i++) {
      near(estimate[i], table.rows().get(i).estimate(), 1e-9, m + " estimate");
      near(t[i], table.rows().get(i).statistic(), 1e-9, m + " t");
      assertEquals(p[i], table.rows().get(i).pValue(), 1e-3, m + " p");
    }
    near(EmmReference.numbers(m.r, "F")[0], h.test().statistic(), 1e-8, m + " F");
    near(EmmReference.numbers(m.r, "Fp")[0], h.test().pValue(), 1e-8, m + " p of F");
  }

  private static void compare(EmmReference m, JsonObject r, EmmTable ours) {
    String model = m.text0("model");
    boolean mixed = model.equals("oats") || model.equals("sleep") || model.equals("logl");
    double tolerance = mixed ? 1e-5 : 1e-8;
    JsonArray keys = r.getAsJsonArray("keys");
    assertEquals(keys.size(), ours.rows().size(), m + " rows");
    double[] estimate = EmmReference.numbers(r, "estimate");
    double[] se = EmmReference.numbers(r, "se");
    double[] df = EmmReference.numbers(r, "df");
    double[] low = EmmReference.numbers(r, "low");
    double[] high = EmmReference.numbers(r, "high");
    double[] t = EmmReference.numbers(r, "t");
    double[] p = EmmReference.numbers(r, "p");
    assertEquals(EmmReference.strings(r.getAsJsonArray("columns")), ours.columns(), m + " columns");
    boolean sampled = ours.adjustment() == Adjustment.MVT;
    for (int i = 0; i < estimate.length; i++) {
      EmmRow row = ours.rows().get(i);
      List<String> key = EmmReference.strings(keys.get(i).getAsJsonArray());
      String what = m + " " + key;
      assertEquals(key, row.labels(), what);
      near(estimate[i], row.estimate(), tolerance, what + " estimate");
      near(se[i], row.standardError(), tolerance, what + " SE");
      near(df[i], row.df(), mixed ? 1e-4 : 1e-8, what + " df");
      // R finds quantiles of the studentised range to 1e-4, Dunnett's approximately to 5e-4.
      boolean rough = sampled || ours.adjustment() == Adjustment.DUNNETTX;
      double reach = rough ? 2e-3 : mixed ? 1e-5 : 2e-5;
      double scale = Math.abs(estimate[i]) + se[i];
      if (low != null) {
        // JSON has no infinite limits.
        boolean lost = Double.isNaN(estimate[i]);
        double least = Double.isNaN(low[i]) && !lost ? Double.NEGATIVE_INFINITY : low[i];
        double most = Double.isNaN(high[i]) && !lost ? Double.POSITIVE_INFINITY : high[i];
        limit(least, row.low(), reach * scale, what + " low");
        limit(most, row.high(), reach * scale, what + " high");
      }
      if (t != null) {
        near(t[i], row.statistic(), mixed ? 1e-5 : 1e-8, what + " t");
        if (Double.isNaN(p[i])) {
          assertEquals(p[i], row.pValue(), what + " p");
        } else {
          // emmeans truncates the degrees of freedom of its multivariate t; ours are whole here.
          assertEquals(p[i], row.pValue(), sampled ? 1.5e-3 : mixed ? 1e-5 : 1e-6, what + " p");
        }
      }
    }
  }

  private static void limit(double expected, double actual, double tolerance, String what) {
    if (Double.isInfinite(expected) || Double.isNaN(expected)) {
      assertEquals(expected, actual, what);
    } else {
      assertEquals(expected, actual, tolerance, what);
    }
  }

  private static void near(double expected, double actual, double tolerance, String what) {
    if (Double.isNaN(expected) || Double.isInfinite(expected)) {
      assertEquals(expected, actual, what);
    } else {
      assertEquals(expected, actual, tolerance * Math.max(1e-3, Math.abs(expected)), what);
    }
  }
}
