package dev.henderson.stats.resample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.henderson.stats.infer.InferenceException;
import dev.henderson.stats.infer.InferenceReference;
import dev.henderson.stats.infer.Interval;
import dev.henderson.stats.lmm.LmmFit;
import dev.henderson.stats.lmm.ReferenceModel;
import dev.henderson.stats.lmm.Replicate;
import dev.henderson.stats.lmm.ResponseRefits;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BootstrapReferenceTest {
  private static LmmFit sleep(String random, boolean reml) {
    return InferenceReference.fit("sleepstudy", "Reaction ~ Days + " + random, reml);
  }

  /** bootMer of lme4 1.1-31, 3,000 replicates; src/test/R/bootstrap_reference.R. */
  @Test
  void momentsAreThoseOfLme4() throws Exception {
    JsonObject r;
    try (InputStream in = getClass().getResourceAsStream("/reference/infer/bootstrap.json")) {
      r =
          JsonParser.parseString(new String(in.readAllBytes(), StandardCharsets.UTF_8))
              .getAsJsonObject();
    }
    int n = 3000;
    Bootstrap b = Bootstrap.of(sleep("(Days | Subject)", true), n, 42);
    assertEquals(0, b.notConverged());
    for (int i = 0; i < b.names().size(); i++) {
      String name = b.names().get(i);
      assertEquals(r.getAsJsonArray("names").get(i).getAsString(), name);
      double sd = r.getAsJsonArray("sd").get(i).getAsDouble();
      double mean = r.getAsJsonArray("mean").get(i).getAsDouble();
      // Four standard errors of the difference of two simulations.
      assertEquals(mean, b.mean(i), 4 * sd * Math.sqrt(2.0 / n), "mean of " + name);
      assertEquals(sd, b.standardError(i), 4 * sd * Math.sqrt(1.5 / n), "sd of " + name);
    }
  }

  /** Refitted to its own response the model finds itself, zero variances and weights included. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sleep-slope",
        "sleep-zerocorr",
        "toy-crossed",
        "pastes-nested",
        "machines",
        "sleep-weights",
        "instlike-offset",
        "cake",
        "orthodont-ml"
      })
  void refitToTheSameResponse(String id) {
    LmmFit fit = ReferenceModel.of(id).fit();
    double[] y = new double[fit.nobs()];
    for (int i = 0; i < y.length; i++) {
      y[i] = fit.data().response(i);
    }
    ResponseRefits refits = fit.refits();
    Replicate again = refits.refit(y);
    assertEquals(fit.criterion(), again.criterion(), 1e-8 * (1 + Math.abs(fit.criterion())));
    for (int i = 0; i < refits.parameters().size(); i++) {
      double estimate = refits.parameters().get(i).estimate();
      if (!Double.isNaN(estimate)) {
        assertEquals(estimate, again.value(i), 1e-4 * (1e-2 + Math.abs(estimate)));
      }
    }
  }

  @Test
  void aSeedFixesTheReplicates() {
    LmmFit fit = sleep("(1 | Subject)", true);
    Bootstrap a = Bootstrap.of(fit, 20, 7);
    Bootstrap b = Bootstrap.of(fit, 20, 7);
    Bootstrap c = Bootstrap.of(fit, 20, 8);
    assertEquals(a.mean(0), b.mean(0));
    assertTrue(a.mean(0) != c.mean(0));
    List<Interval> percentile = a.intervals(0.9, Bootstrap.Method.PERCENTILE);
    List<Interval> basic = a.intervals(0.9, Bootstrap.Method.BASIC);
    for (int i = 0; i < basic.size(); i++) {
      assertEquals(2 * basic.get(i).estimate() - percentile.get(i).high(), basic.get(i).low());
      assertTrue(percentile.get(i).low() < percentile.get(i).high());
    }
  }

  @Test
  void likelihoodRatioTest() {
    LmmFit small = sleep("(1 | Subject)", true);
    LmmFit large = sleep("(Days | Subject)", true);
    BootstrapTest t = Bootstrap.test(small, large, ResampleOptions.of(99, 1));
    assertEquals(42.1393, t.statistic(), 1e-4);
    assertEquals(0.01, t.pValue(), 1e-12);
    ResampleOptions nine = ResampleOptions.of(9, 1);
    assertThrows(InferenceException.class, () -> Bootstrap.test(large, small, nine));
    ResampleOptions stopped = nine.withCancellation(() -> true);
    assertThrows(CancellationException.class, () -> Bootstrap.of(small, stopped, List.of()));
    assertThrows(InferenceException.class, () -> Bootstrap.of(small, 0, 1));
  }
}
