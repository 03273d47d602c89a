package dev.henderson.stats.lmm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.henderson.stats.mixed.FitOptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Models exported from lme4 with the minima its optimisers found on its own criterion; the last
 * four have 20 parameters, and no derivative-free search finds the minimum of the singular ones.
 */
class ExportedModelsTest {
  @ParameterizedTest
  @CsvSource({
    "sleep_slope, 10",
    "sleep_zc, 10",
    "penicillin, 8",
    "pastes, 10",
    "cake, 6",
    "machines, 10",
    "dyestuff2, 12",
    "wt_sleep, 10",
    "max4x4, 19",
    "max4x4_sing, 22"
  })
  void isNotAboveTheBestOfLme4(String name, int evaluations) {
    for (String method : new String[] {"ML", "REML"}) {
      ExportedModel m = ExportedModel.load(name + "_" + method, name);
      LmmFit fit = LinearMixedModel.of(m.data).fit(FitOptions.defaults().withReml(m.reml()));
      double best = Double.POSITIVE_INFINITY;
      for (double v : ExportedModel.numbers(m.meta.get("fmins"))) {
        best = v < best ? v : best;
      }
      assertTrue(
          fit.criterion() <= best + 1e-8 * (1 + Math.abs(best)),
          name + " " + fit.criterion() + " above " + best);
      assertTrue(fit.evaluations() <= evaluations, name + " took " + fit.evaluations());
      assertTrue(fit.converged());
      assertEquals(0, fit.maxGradient(), 1e-3);
    }
  }
}
