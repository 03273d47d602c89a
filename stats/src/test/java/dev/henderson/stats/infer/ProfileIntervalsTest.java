package dev.henderson.stats.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
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
