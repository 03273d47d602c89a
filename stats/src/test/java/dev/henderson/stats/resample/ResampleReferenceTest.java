package dev.henderson.stats.resample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.henderson.stats.formula.FormulaException;
import dev.henderson.stats.infer.InferenceReference;
import dev.henderson.stats.infer.Interval;
import dev.henderson.stats.lmm.LmmFit;
import dev.henderson.stats.model.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Intervals against boot 1.3-28.1, accelerations against lme4: src/test/R/resample_reference.R. */
class ResampleReferenceTest {
  private static final Map<String, String> FORMULAS =
      Map.of(
          "sleepstudy", "Reaction ~ Days + (Days | Subject)",
          "Penicillin", "diameter ~ 1 + (1 | plate) + (1 | sample)",
          "Pastes", "strength ~ 1 + (1 | batch/cask)");

  private static List<JsonObject> part(String name) {
    try (InputStream in =
        ResampleReferenceTest.class.getResourceAsStream("/reference/infer/resample.json")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return JsonParser.parseString(text).getAsJsonObject().getAsJsonArray(name).asList().stream()
          .map(JsonElement::getAsJsonObject)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double[] numbers(JsonArray array) {
    return array.asList().stream().mapToDouble(JsonElement::getAsDouble).toArray();
  }

  static List<JsonObject> intervals() {
    return part("intervals");
  }

  static List<JsonObject> accelerations() {
    return part("accelerations");
  }

  private static LmmFit fit(String data) {
    return InferenceReference.fit(data, FORMULAS.get(data), true);
  }

  @ParameterizedTest
  @MethodSource("intervals")
  void limitsAreThoseOfBoot(JsonObject r) {
    double[] t = numbers(r.getAsJsonArray("t"));
    Arrays.sort(t);
    double level = r.get("level").getAsDouble();
    double a = Jackknife.acceleration(numbers(r.getAsJsonArray("influence")));
    for (Bootstrap.Method method : Bootstrap.Method.values()) {
      double[] expected =
          numbers(r.getAsJsonArray(method.name().toLowerCase(java.util.Locale.ROOT)));
      double[] ours = Quantiles.limits(method, t, r.get("t0").getAsDouble(), level, a);
      assertEquals(expected[0], ours[0], 1e-9 * (1 + Math.abs(expected[0])), method + " lower");
      assertEquals(expected[1], ours[1], 1e-9 * (1 + Math.abs(expected[1])), method + " upper");
    }
  }

  /** Cubes of differences of refits, which lme4 finds to about 1e-6: 1e-3 of an acceleration. */
  @ParameterizedTest
  @MethodSource("accelerations")
  void accelerationsAreThoseOfLme4(JsonObject r) {
    String data = r.get("id").getAsString();
    Bootstrap b = Bootstrap.of(fit(data), 2, 1);
    Jackknife jackknife = b.jackknife();
    assertEquals(r.get("units").getAsInt(), jackknife.units());
    assertEquals(0, jackknife.lost());
    double[] expected = numbers(r.getAsJsonArray("acceleration"));
    assertEquals(expected.length, b.names().size());
    // lme4 has the terms of batch/cask inner first.
    int[] order = data.equals("Pastes") ? new int[] {1, 0, 2, 3} : new int[] {0, 1, 2, 3, 4, 5};
    for (int i = 0; i < expected.length; i++) {
      String name = data + " " + b.names().get(order[i]);
      assertEquals(expected[i], jackknife.acceleration(order[i]), 2e-4, name);
    }
  }

  @Test
  void bcaIntervalsOfAFit() {
    Bootstrap b = Bootstrap.of(fit("sleepstudy"), 400, 5);
    List<Interval> percentile = b.intervals(0.95, Bootstrap.Method.PERCENTILE);
    List<Interval> bca = b.intervals(0.95, Bootstrap.Method.BCA);
    for (int i = 0; i < bca.size(); i++) {
      assertTrue(bca.get(i).low() < bca.get(i).estimate(), bca.get(i).term());
      assertTrue(bca.get(i).high() > bca.get(i).estimate(), bca.get(i).term());
      double width = percentile.get(i).high() - percentile.get(i).low();
      assertEquals(percentile.get(i).low(), bca.get(i).low(), 0.5 * width);
    }
    // All on one side of the estimate: no quantile says where.
    double[] none = Quantiles.limits(Bootstrap.Method.BCA, new double[] {1, 2, 3}, 0, 0.9, 0);
    assertTrue(Double.isNaN(none[0]) && Double.isNaN(none[1]));
  }

  @Test
  void statisticsByNameByExpressionAndFromJavaAgree() {
    LmmFit fit = fit("sleepstudy");
    List<Statistic> wanted =
        List.of(
            Statistic.parse("Days / sigma", fit),
            Statistic.of("d", f -> f.fixef().estimate(1) / f.sigma()),
            Statistic.parse("icc", fit),
            Statistic.of("icc", f -> dev.henderson.stats.variation.VarianceShares.of(f).icc()),
            Statistic.parse("-log(sd__Subject) + 2 * `sd_Days|Subject`^2", fit),
            Statistic.of(
                "v", f -> 2 * f.varCorr().get(0).variance(1) - Math.log(f.varCorr().get(0).sd(0))),
            Statistic.parse("cor__Subject * r2m - r2c + criterion", fit));
    Bootstrap whole = Bootstrap.of(fit, ResampleOptions.of(20, 3), wanted);
    List<Statistic> quick = List.of(wanted.get(0), wanted.get(2), wanted.get(4), wanted.get(6));
    Bootstrap fast = Bootstrap.of(fit, ResampleOptions.of(20, 3), quick);
    assertEquals("Days/sigma", whole.names().get(0));
    for (int r = 0; r < 20; r++) {
      for (int s = 0; s < 3; s++) {
        assertEquals(whole.value(r, 2 * s), whole.value(r, 2 * s + 1), 1e-9);
      }
      // A replicate is fitted by its cross products alone, or afresh from its rows.
      for (int s = 0; s < 4; s++) {
        assertEquals(
            whole.value(r, 2 * s), fast.value(r, s), 1e-4 * (1 + Math.abs(fast.value(r, s))));
      }
    }
    assertEquals(fit.fixef().estimate(1) / fit.sigma(), fast.estimate(0), 1e-12);
  }

  @Test
  void progressAndWhatIsWrong() {
    LmmFit fit = fit("sleepstudy");
    AtomicLong most = new AtomicLong();
    Progress progress = (done, total) -> most.accumulateAndGet(done * 1000 + total, Math::max);
    Bootstrap.of(fit, ResampleOptions.of(30, 1).withProgress(progress), List.of());
    assertEquals(30 * 1000 + 30, most.get());
    FormulaException e =
        assertThrows(FormulaException.class, () -> Statistic.parse("Dayz / sigma", fit));
    assertEquals("Dayz", e.span().of(e.source()));
    assertTrue(e.suggestion().orElse("").contains("Days"));
    assertThrows(FormulaException.class, () -> Statistic.parse("gamma(sigma)", fit));
    assertThrows(FormulaException.class, () -> Statistic.parse("sigma == 2", fit));
  }
}
