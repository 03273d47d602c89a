package dev.henderson.stats.classical;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.henderson.stats.design.DesignOptions;
import dev.henderson.stats.design.HypothesisType;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.frame.Dataset;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.lm.LmReference;
import dev.henderson.stats.model.Diagnostic;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every record of aov.json against R's summary.aov, to 1e-8, and what is said beside a table. */
class AovFitTest {
  static List<LmReference> models() {
    return LmReference.all("aov.json");
  }

  private static AovFit fit(LmReference m) {
    return AovFit.of(m.formula(), m.frame());
  }

  private static AovFit toy(String formula) {
    JsonArray factors =
        JsonParser.parseString("[participant_ID, Condition_1, Condition_2]").getAsJsonArray();
    return AovFit.of(Formula.parse(formula), LmReference.frame("toy", factors));
  }

  private static Map<String, String> notes(AovFit fit) {
    return fit.diagnostics().stream()
        .collect(
            java.util.stream.Collectors.toMap(
                Diagnostic::code, Diagnostic::message, (a, b) -> a + " " + b));
  }

  @ParameterizedTest
  @MethodSource("models")
  void agreesWithR(LmReference m) {
    AovFit fit = fit(m);
    JsonArray strata = m.r.getAsJsonArray("strata");
    assertEquals(strata.size(), fit.strata().size());
    for (int i = 0; i < strata.size(); i++) {
      JsonObject s = strata.get(i).getAsJsonObject();
      assertEquals(s.get("stratum").getAsString(), fit.strata().get(i).name());
      AnovaTableTest.rows(s.getAsJsonArray("rows"), fit.strata().get(i).rows(), 1e-8);
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void residualsAreThoseOfTheLastStratumWithAny(LmReference m) {
    AovFit fit = fit(m);
    double sum = 0;
    for (double e : fit.residuals()) {
      sum += e * e;
    }
    double last = Double.NaN;
    for (ErrorStratum s : fit.strata()) {
      last = s.residual().map(AnovaRow::sumSq).orElse(last);
    }
    assertEquals(last, sum, 1e-9 * last);
  }

  /** R 4.2.2: resid(aov(effort ~ Type + Subject, ergoStool)), the same space as the stratum's. */
  @Test
  void residualsOfAStratumAreThoseOfTheModelWithItsTermsFixed() {
    AovFit strata =
        AovFit.of(
            Formula.parse("effort ~ Type + Error(Subject/Type)"),
            LmReference.frame("ergoStool", null));
    AovFit fixed =
        AovFit.of(Formula.parse("effort ~ Type + Subject"), LmReference.frame("ergoStool", null));
    assertArrayEquals(fixed.residuals(), strata.residuals(), 1e-12);
  }

  @Test
  void aResidualMeanSquareBelowTheNextIsExplained() {
    AovFit fit =
        toy("dependent_var ~ Condition_1 * Condition_2 + Error(participant_ID/Condition_1)");
    String said = notes(fit).get("negative-variance");
    assertTrue(said.contains("participant_ID (0.04443)"), said);
    assertTrue(said.contains("participant_ID:Condition_1 (0.06178)"), said);
    assertTrue(said.contains("negative"), said);
    assertFalse(notes(fit).containsKey("type-1-order"));
  }

  @Test
  void aSingularErrorModelIsSaidInWords() {
    AovFit fit = toy("dependent_var ~ Condition_1 + Error(participant_ID/Condition_2)");
    String said = notes(fit).get("error-singular");
    assertTrue(said.contains("participant_ID:Condition_2 adds nothing to participant_ID"), said);
    assertEquals(
        List.of("participant_ID", "Within"), fit.strata().stream().map(s -> s.name()).toList());
  }

  @Test
  void aTermInTwoStrata() {
    AovFit fit =
        AovFit.of(
            Formula.parse("breaks ~ tension + Error(wool:tension)"),
            LmReference.frame("unbalanced", null));
    assertTrue(notes(fit).containsKey("error-singular"), notes(fit).toString());
    AovFit split =
        AovFit.of(
            Formula.parse("yield ~ N * K + Error(block)"),
            ModelFrame.of("npk", LmReference.table("npk", null).dropRows(0)));
    // R 4.2.2: summary(aov(yield ~ N * K + Error(block), npk[-1, ]))
    assertEquals(0.6220942029, split.strata().get(0).row("N").orElseThrow().sumSq(), 1e-6);
    assertEquals(166.14122549, split.strata().get(1).row("N").orElseThrow().sumSq(), 1e-6);
    assertTrue(
        notes(split).get("term-in-strata").contains("N is spread over the strata block and Within"),
        notes(split).toString());
    assertTrue(notes(split).containsKey("type-1-order"));
  }

  @Test
  void theOrderOfTermsIsMentionedWhereItMatters() {
    Map<String, String> said =
        notes(
            AovFit.of(
                Formula.parse("breaks ~ wool * tension"), LmReference.frame("unbalanced", null)));
    assertTrue(said.get("type-1-order").contains("type = 2"), said.toString());
    assertFalse(
        notes(
                AovFit.of(
                    Formula.parse("breaks ~ wool * tension"),
                    LmReference.frame("warpbreaks", null)))
            .containsKey("type-1-order"));
    Map<String, String> slopes =
        notes(
            AovFit.of(
                Formula.parse("yield ~ nitro * Variety + Error(Block/Variety)"),
                ModelFrame.of("Oats", Dataset.find("Oats").orElseThrow().load())));
    assertTrue(slopes.get("type-1-order").contains("not all terms are of factors"));
  }

  @Test
  void otherTypesDoNotGoWithStrata() {
    AovException e =
        assertThrows(
            AovException.class,
            () ->
                AovFit.of(
                    Formula.parse("yield ~ N + Error(block)"),
                    LmReference.frame("npk", null),
                    DesignOptions.defaults(),
                    HypothesisType.II,
                    () -> false));
    assertTrue(e.getMessage().contains("with lmer and write anova(m, type = II)"), e.getMessage());
  }

  /** R 4.2.2: with(warpbreaks, tapply(breaks, list(tension, wool), mean)); MS 119.6898 on 48. */
  @Test
  void cellMeansWithIntervals() {
    CellMeans means =
        CellMeans.of(
                AovFit.of(
                    Formula.parse("breaks ~ wool * tension"),
                    LmReference.frame("warpbreaks", null)))
            .orElseThrow();
    assertEquals("tension", means.factor());
    assertEquals(List.of("A", "B"), means.traceLevels());
    assertEquals(44.5555555555556, means.cells().get(0).get(0).mean(), 1e-12);
    assertEquals(18.7777777777778, means.cells().get(1).get(2).mean(), 1e-12);
    assertEquals(9, means.cells().get(1).get(2).count());
    // qt(.975, 48) * sqrt(119.689814814815 / 9)
    assertEquals(7.3323051145, means.cells().get(0).get(0).half(), 1e-9);
  }
}
