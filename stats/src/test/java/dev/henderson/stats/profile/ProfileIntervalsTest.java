package dev.henderson.stats.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.henderson.stats.infer.InferenceException;
import dev.henderson.stats.infer.InferenceReference;
import dev.henderson.stats.infer.Interval;
import dev.henderson.stats.lmm.LmmFit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Profile intervals against confint(profile(m)) of lme4 1.1-31, which interpolates by splines. */
class ProfileIntervalsTest {
  static List<InferenceReference> profiles() {
    return InferenceReference.part("profile");
  }

  @ParameterizedTest
  @MethodSource("profiles")
  void agreesWithLme4(InferenceReference m) {
    List<Interval> ours = ProfileIntervals.of(m.fit("formula", true), 0.95);
    List<JsonObject> r = m.rows();
    assertEquals(r.size(), ours.size());
    // lme4 has the terms of batch/cask inner first.
    List<Integer> order =
        m.toString().equals("prof-pastes") ? List.of(1, 0, 2, 3) : List.of(0, 1, 2, 3, 4, 5);
    for (int i = 0; i < r.size(); i++) {
      Interval row = ours.get(order.get(i));
      double low = r.get(i).get("lower").getAsDouble();
      double high = r.get(i).get("upper").getAsDouble();
      double tolerance = 1e-4 * Math.max(Math.abs(low), Math.abs(high));
      String name = m + " " + r.get(i).get("name").getAsString() + " " + row.term();
      assertEquals(low, row.low(), tolerance, name);
      assertEquals(high, row.high(), tolerance, name);
    }
  }

  static List<InferenceReference> curves() {
    return InferenceReference.part("profile.json", "curves");
  }

  /** Zeta and density by splines, ours through 17 points of a parameter: profile_reference.R. */
  @ParameterizedTest
  @MethodSource("curves")
  void curvesAreThoseOfLme4(InferenceReference m) {
    Profile profile = Profile.of(m.fit("formula", false), 0.95);
    List<JsonObject> r =
        m.r.getAsJsonArray("curves").asList().stream().map(e -> e.getAsJsonObject()).toList();
    assertEquals(r.size(), profile.curves().size());
    for (int i = 0; i < r.size(); i++) {
      ProfileCurve curve = profile.curves().get(i);
      for (int k = 0; k < r.get(i).getAsJsonArray("value").size(); k++) {
        double value = r.get(i).getAsJsonArray("value").get(k).getAsDouble();
        double zeta = r.get(i).getAsJsonArray("zeta").get(k).getAsDouble();
        double density = r.get(i).getAsJsonArray("density").get(k).getAsDouble();
        String at = m + " " + curve.name() + " at " + value;
        assertEquals(zeta, curve.zeta(value), 3e-3, at);
        assertEquals(density, curve.density(value), 0.02 * density, at);
      }
    }
  }

  /** A variance of zero and a correlation of one: curves begin or end there. */
  @Test
  void curvesAtTheEdge() {
    LmmFit zero = InferenceReference.fit("Dyestuff2", "Yield ~ 1 + (1 | Batch)", false);
    ProfileCurve sd = Profile.of(zero, 0.95).curves().get(0);
    assertEquals(0, sd.low());
    // The root of rounding error in a deviance.
    assertEquals(0, sd.zeta(0), 1e-5);
    assertTrue(sd.high() > 0);
    LmmFit one =
        InferenceReference.fit("cake", "angle ~ recipe + temp + (temp | recipe:replicate)", false);
    for (ProfileCurve c : Profile.of(one, 0.95).curves()) {
      double[] values = c.values();
      for (int i = 1; i < values.length; i++) {
        assertTrue(values[i] > values[i - 1], c.name());
      }
    }
  }

  @Test
  void namesAreThoseOfR() {
    LmmFit fit = InferenceReference.fit("sleepstudy", "Reaction ~ Days + (Days | Subject)", false);
    assertEquals(
        List.of(
            "sd_(Intercept)|Subject",
            "cor_Days.(Intercept)|Subject",
            "sd_Days|Subject",
            "sigma",
            "(Intercept)",
            "Days"),
        fit.profile().parameters().stream().map(p -> p.name()).toList());
    assertEquals(1, ProfileIntervals.of(fit, 0.9, List.of("Days")).size());
    InferenceException e =
        assertThrows(
            InferenceException.class, () -> ProfileIntervals.of(fit, 0.9, List.of("Dayz")));
    assertTrue(e.getMessage().contains("sigma"));
  }

  /** Through the estimate the profile is flat: the constrained fit finds the fit again. */
  @Test
  void profilesTouchTheMinimum() {
    LmmFit fit = InferenceReference.fit("Machines", "score ~ Machine + (Machine | Worker)", false);
    var profile = fit.profile();
    for (int i = 0; i < profile.parameters().size(); i++) {
      var p = profile.parameters().get(i);
      assertEquals(fit.criterion(), profile.curve(i).deviance(p.estimate()), 1e-6, p.name());
    }
  }
}
