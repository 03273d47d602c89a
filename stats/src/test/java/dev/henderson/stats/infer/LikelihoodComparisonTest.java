package dev.henderson.stats.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.henderson.stats.lmm.LmmFit;
import dev.henderson.stats.model.Fit;
import dev.henderson.stats.variation.RandomTermTests;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Likelihood-ratio tests against lme4's anova and lmerTest's ranova. */
class LikelihoodComparisonTest {
  static List<InferenceReference> compared() {
    return InferenceReference.part("compare");
  }

  static List<InferenceReference> reduced() {
    return InferenceReference.part("ranova");
  }

  private static Map<String, LmmFit> models(LmmFit... fits) {
    Map<String, LmmFit> out = new LinkedHashMap<>();
    for (LmmFit fit : fits) {
      out.put("m" + out.size(), fit);
    }
    return out;
  }

  @ParameterizedTest
  @MethodSource("compared")
  void agreesWithLme4(InferenceReference m) {
    // By REML and the larger one first: refitted and sorted.
    LikelihoodComparison c =
        LikelihoodComparison.of(models(m.fit("formula1", true), m.fit("formula0", false)));
    assertEquals(
        List.of("m1", "m0"), c.rows().stream().map(LikelihoodComparison.Row::name).toList());
    assertTrue(c.notes().stream().anyMatch(n -> n.message().startsWith("m0 was fitted by REML")));
    for (int i = 0; i < 2; i++) {
      JsonObject r = m.rows().get(i);
      LikelihoodComparison.Row row = c.rows().get(i);
      assertEquals(r.get("npar").getAsInt(), row.npar());
      assertEquals(r.get("AIC").getAsDouble(), row.aic(), 1e-5);
      assertEquals(r.get("BIC").getAsDouble(), row.bic(), 1e-5);
      assertEquals(r.get("logLik").getAsDouble(), row.logLik(), 1e-5);
      assertEquals(r.get("deviance").getAsDouble(), row.deviance(), 1e-5);
    }
    JsonObject r = m.rows().get(1);
    LikelihoodRatioTest test = c.rows().get(1).test();
    assertEquals(r.get("Chisq").getAsDouble(), test.chisq(), 1e-5);
    assertEquals(r.get("Df").getAsInt(), test.df());
    double p = r.get("Pr(>Chisq)").getAsDouble();
    assertEquals(p, test.pValue(), 1e-4 * p);
    // Akaike weights, from R's criteria.
    double a0 = m.rows().get(0).get("AIC").getAsDouble();
    double a1 = r.get("AIC").getAsDouble();
    assertEquals(1 / (1 + Math.exp((a1 - a0) / 2)), c.rows().get(1).weight(), 1e-5);
    assertEquals(1, c.rows().get(0).weight() + c.rows().get(1).weight(), 1e-12);
  }

  /** R: k <- 4; AIC(m) + 2 * k * (k + 1) / (180 - k - 1), lme4 1.1-31. */
  @Test
  void smallSampleCriterion() {
    LmmFit small = InferenceReference.fit("sleepstudy", "Reaction ~ Days + (1 | Subject)", false);
    LmmFit large =
        InferenceReference.fit("sleepstudy", "Reaction ~ Days + (Days | Subject)", false);
    LikelihoodComparison c = LikelihoodComparison.of(models(small, large));
    assertEquals(1802.307214, c.rows().get(0).aicc(), 1e-5);
    assertEquals(1764.424894, c.rows().get(1).aicc(), 1e-5);
  }

  /** By algebra: 4 and 3 parameters of 4 rows leave no row, or less than none, for n − k − 1. */
  @Test
  void smallSampleCriterionOfTooFewRows() {
    assertTrue(Double.isNaN(Fit.aicc(10, 4, 4)));
    assertTrue(Double.isNaN(Fit.aicc(10, 3, 4)));
    assertEquals(10 + 2.0 * 2 * 3 / 1, Fit.aicc(10, 2, 4), 1e-12);
  }

  @ParameterizedTest
  @MethodSource("reduced")
  void randomTermsAgreeWithRanova(InferenceReference m) {
    LmmFit fit = m.fit("formula", m.r.get("REML").getAsBoolean());
    List<RandomTermTests.Row> rows = RandomTermTests.of(fit).rows();
    assertEquals(m.rows().size(), rows.size());
    for (JsonObject r : m.rows()) {
      // lme4 writes the terms of a/b inner first, and of || apart; numbers find the row.
      RandomTermTests.Row row =
          rows.stream()
              .filter(x -> Math.abs(x.logLik() - r.get("logLik").getAsDouble()) < 2e-4)
              .findFirst()
              .orElseThrow(() -> new AssertionError(m + " " + r + " not in " + rows));
      assertEquals(r.get("npar").getAsInt(), row.npar(), row.term());
      assertEquals(r.get("AIC").getAsDouble(), row.aic(), 4e-4);
      if (!r.get("LRT").isJsonNull()) {
        assertEquals(r.get("LRT").getAsDouble(), row.test().chisq(), 4e-4);
        assertEquals(r.get("Df").getAsInt(), row.test().df());
        double p = r.get("Pr(>Chisq)").getAsDouble();
        assertEquals(p, row.test().pValue(), 3e-4 * p * (1 + row.test().chisq()));
      }
    }
  }

  /** One variance on its boundary: half the mass at zero. */
  @Test
  void mixtureOfChiSquared() {
    // R 4.2.2: 0.5 * pchisq(3.2, 1, lower = FALSE), and the same with df 1 and 2
    LikelihoodRatioTest one = LikelihoodRatioTest.of(3.2, 1, 1);
    assertEquals(0.0368191350602, one.boundaryPValue(), 1e-12);
    assertEquals(0.137767394057, LikelihoodRatioTest.of(3.2, 2, 1).boundaryPValue(), 1e-12);
    assertEquals(Double.NaN, LikelihoodRatioTest.of(3.2, 1, 0).boundaryPValue());
    assertEquals(Double.NaN, LikelihoodRatioTest.of(3.2, 2, 2).boundaryPValue());
    // Nothing gained: no evidence at all, whatever rounding says.
    assertEquals(0, LikelihoodRatioTest.of(-1e-9, 1, 1).chisq());
    assertEquals(1, LikelihoodRatioTest.of(0, 1, 1).boundaryPValue());
  }

  @Test
  void differentDataAreRefused() {
    LmmFit whole = InferenceReference.fit("cake", "angle ~ temp + (1 | replicate)", true);
    LmmFit part = InferenceReference.fit("cakeNA", "angle ~ temp + (1 | replicate)", true);
    InferenceException rows =
        assertThrows(InferenceException.class, () -> LikelihoodComparison.of(models(whole, part)));
    assertTrue(rows.getMessage().contains("270 rows and m1 to 263"), rows.getMessage());
    LmmFit log = InferenceReference.fit("cake", "log(angle) ~ temp + (1 | replicate)", true);
    InferenceException response =
        assertThrows(InferenceException.class, () -> LikelihoodComparison.of(models(whole, log)));
    assertTrue(response.getMessage().contains("different responses"), response.getMessage());
  }

  @Test
  void remlCriteriaOfTheSameFixedEffectsMayBeCompared() {
    LmmFit small = InferenceReference.fit("sleepstudy", "Reaction ~ Days + (1 | Subject)", true);
    LmmFit large = InferenceReference.fit("sleepstudy", "Reaction ~ Days + (Days | Subject)", true);
    LikelihoodComparison c = LikelihoodComparison.of(models(small, large), false);
    assertTrue(c.reml());
    assertEquals(small.criterion() - large.criterion(), c.rows().get(1).test().chisq(), 1e-12);
    assertFalse(c.notes().stream().anyMatch(n -> n.code().equals("refitted")));
    LmmFit other = InferenceReference.fit("sleepstudy", "Reaction ~ 1 + (1 | Subject)", true);
    assertThrows(
        InferenceException.class, () -> LikelihoodComparison.of(models(other, large), false));
  }
}
