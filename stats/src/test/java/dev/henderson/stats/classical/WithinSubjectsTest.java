package dev.henderson.stats.classical;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.henderson.stats.design.DesignOptions;
import dev.henderson.stats.dist.NoncentralF;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.frame.DelimitedText;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.frame.TextOptions;
import dev.henderson.stats.lm.LmReference;
import dev.henderson.stats.model.Diagnostic;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tech.tablesaw.api.Table;

/** Sphericity and effect sizes against car 3.1-1 and effectsize 0.8.3, by within_subjects.R. */
class WithinSubjectsTest {
  private static final JsonObject R =
      JsonParser.parseString(LmReference.text("/reference/lm/within.json")).getAsJsonObject();

  private record Case(JsonObject r) {
    @Override
    public String toString() {
      return r.get("id").getAsString();
    }

    AovFit fit() {
      String data = r.get("data").getAsString();
      ModelFrame frame =
          data.startsWith("obk")
              ? obk(data.length() > 3 ? 6 : 16)
              : LmReference.frame(data, r.get("factors"));
      return AovFit.of(Formula.parse(r.get("formula").getAsString()), frame);
    }
  }

  /** O'Brien and Kaiser's data, the first subjects of them. */
  private static ModelFrame obk(int subjects) {
    Table all =
        DelimitedText.read("obk", LmReference.text("/reference/lm/obk.csv"), TextOptions.DEFAULT)
            .table();
    return ModelFrame.of("obk", all.first(15 * subjects));
  }

  static List<Case> designs() {
    return StreamSupport.stream(R.getAsJsonArray("designs").spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .map(Case::new)
        .toList();
  }

  private static String within(String term) {
    return String.join(
        ":",
        List.of(term.split(":")).stream()
            .filter(v -> List.of("phase", "hour", "Type", "age", "Machine", "Days").contains(v))
            .toList());
  }

  @ParameterizedTest
  @MethodSource("designs")
  void sphericity(Case c) {
    Map<String, SphericityTest> ours = new LinkedHashMap<>();
    AovFit fit = c.fit();
    fit.sphericity().forEach(t -> ours.put(t.term(), t));
    JsonObject sphericity = c.r.getAsJsonObject("sphericity");
    Map<String, JsonObject> byWithin = new LinkedHashMap<>();
    sphericity
        .getAsJsonArray("mauchly")
        .forEach(
            m ->
                byWithin.put(m.getAsJsonObject().get("within").getAsString(), m.getAsJsonObject()));
    assertFalse(ours.isEmpty());
    ours.forEach(
        (term, t) -> {
          JsonObject m = byWithin.get(within(term));
          assertEquals(m.get("contrasts").getAsInt(), t.contrasts(), term);
          assertEquals(m.get("df").getAsInt(), t.df(), term);
          assertEquals(LmReference.number(m, "W"), t.w(), 1e-11, term);
          assertEquals(LmReference.number(m, "p"), t.pValue(), 1e-9, term);
          assertEquals(LmReference.number(m, "gg"), t.greenhouseGeisser(), 1e-10, term);
          assertEquals(LmReference.number(m, "hf"), t.huynhFeldt(), 1e-9, term);
        });
    // aov is sequential, car is type II: the F tests are the same where the groups are equal, and
    // for terms that come last; the corrected p values are compared there.
    Map<String, Integer> compared = new LinkedHashMap<>();
    for (JsonElement e : sphericity.getAsJsonArray("car")) {
      JsonObject r = e.getAsJsonObject();
      String term = r.get("term").getAsString();
      SphericityTest t = ours.get(term);
      assertEquals(r.get("gg").getAsDouble(), t.greenhouseGeisser(), 1e-9, term);
      assertEquals(r.get("hf").getAsDouble(), t.huynhFeldt(), 1e-9, term);
      boolean last = !c.toString().equals("obk-mixed") || term.startsWith("treatment:gender:");
      if (last) {
        assertEquals(r.get("p_gg").getAsDouble(), t.greenhouseGeisserP(), 1e-9, term);
        assertEquals(r.get("p_hf").getAsDouble(), t.huynhFeldtP(), 1e-9, term);
        compared.merge(term, 1, Integer::sum);
      }
    }
    assertFalse(compared.isEmpty());
  }

  @ParameterizedTest
  @MethodSource("designs")
  void effectSizesWithStrata(Case c) {
    if (c.r.getAsJsonArray("effects").isEmpty()) {
      return;
    }
    effects(c.fit(), c.r);
  }

  @Test
  void effectSizesOfOneStratum() {
    for (JsonElement e : R.getAsJsonArray("plain")) {
      JsonObject r = e.getAsJsonObject();
      effects(
          AovFit.of(
              Formula.parse(r.get("formula").getAsString()),
              LmReference.frame(r.get("data").getAsString(), null)),
          r);
    }
  }

  private static void effects(AovFit fit, JsonObject r) {
    boolean has = r.has("observed") && !r.get("observed").isJsonNull();
    EffectSizes made = EffectSizes.of(fit, List.of(), 0.9);
    EffectSizes measured =
        has ? EffectSizes.of(fit, List.of(r.get("observed").getAsString()), 0.9) : made;
    Map<String, EffectSizes.Row> ours = new LinkedHashMap<>();
    made.rows().forEach(row -> ours.put(row.term(), row));
    Map<String, EffectSizes.Row> observed = new LinkedHashMap<>();
    measured.rows().forEach(row -> observed.put(row.term(), row));
    assertEquals(r.getAsJsonArray("effects").size(), ours.size());
    for (JsonElement e : r.getAsJsonArray("effects")) {
      JsonObject o = e.getAsJsonObject();
      String term = o.get("term").getAsString();
      EffectSizes.Row row = ours.get(term);
      assertEquals(o.get("pes").getAsDouble(), row.partial().value(), 1e-10, term);
      assertEquals(o.get("eta").getAsDouble(), row.eta(), 1e-10, term);
      assertEquals(o.get("ges").getAsDouble(), row.generalized(), 1e-10, term);
      assertEquals(o.get("omega").getAsDouble(), row.omega().value(), 1e-10, term);
      if (has) {
        double ges = o.get("ges_observed").getAsDouble();
        assertEquals(ges, observed.get(term).generalized(), 1e-10, term);
      }
      // uniroot on R's pf, whose own noncentral sum is good to about 1e-9.
      assertEquals(o.get("pes_low").getAsDouble(), row.partial().low(), 1e-7, term);
      assertEquals(o.get("pes_high").getAsDouble(), row.partial().high(), 1e-7, term);
      // effectsize looks for both limits at once by Nelder-Mead, which goes astray where the lower
      // one is zero (0.045 for 0.128, the root of pf).
      if (row.partial().low() > 0) {
        assertEquals(o.get("effectsize_low").getAsDouble(), row.partial().low(), 1e-5, term);
        assertEquals(o.get("effectsize_high").getAsDouble(), row.partial().high(), 1e-5, term);
      }
    }
  }

  /** R 4.2.2: pf(f, df1, df2, ncp). */
  @Test
  void noncentralF() {
    JsonObject g = R.getAsJsonObject("noncentral");
    for (int i = 0; i < g.getAsJsonArray("f").size(); i++) {
      double f = g.getAsJsonArray("f").get(i).getAsDouble();
      double df1 = g.getAsJsonArray("df1").get(i).getAsDouble();
      double df2 = g.getAsJsonArray("df2").get(i).getAsDouble();
      double lambda = g.getAsJsonArray("lambda").get(i).getAsDouble();
      double p = NoncentralF.cdf(f, df1, df2, lambda);
      assertEquals(g.getAsJsonArray("p").get(i).getAsDouble(), p, 1e-9);
      if (p > 1e-6 && p < 0.999) {
        double back = NoncentralF.noncentrality(f, df1, df2, p);
        assertEquals(lambda, back, 1e-7 * lambda, f + " " + df1 + " " + df2);
      }
    }
  }

  private static Map<String, String> notes(AovFit fit) {
    Map<String, String> out = new LinkedHashMap<>();
    for (Diagnostic d : fit.diagnostics()) {
      out.put(d.code(), d.message());
    }
    return out;
  }

  @Test
  void missingCellsAreNamedWithWhatHelps() {
    Table table =
        DelimitedText.read("obk", LmReference.text("/reference/lm/obk.csv"), TextOptions.DEFAULT)
            .table()
            .dropRows(3, 31);
    AovFit fit =
        AovFit.of(
            Formula.parse("score ~ phase * hour + Error(id/(phase * hour))"),
            ModelFrame.of("obk", table));
    assertTrue(fit.sphericity().isEmpty());
    String said = notes(fit).get("missing-cells");
    assertTrue(said.startsWith("2 cells have no rows: id s01 at phase = pre, hour = h4;"), said);
    assertTrue(said.contains("id s03 at phase = pre, hour = h2."), said);
    assertTrue(
        said.contains(
            "m <- lmer(score ~ phase * hour + (1 | id) + (1 | id:phase) + (1 | id:hour), data ="
                + " obk)."),
        said);
    assertTrue(said.contains("subset = !(id %in% c(\"s01\", \"s03\"))"), said);
  }

  @Test
  void theModelSuggestedIsNotCalledAsItsData() {
    Table table =
        DelimitedText.read("m", LmReference.text("/reference/lm/obk.csv"), TextOptions.DEFAULT)
            .table()
            .dropRows(3, 31);
    AovFit fit =
        AovFit.of(
            Formula.parse("score ~ phase * hour + Error(id/(phase * hour))"),
            ModelFrame.of("m", table));
    assertTrue(notes(fit).get("missing-cells").contains("fit <- lmer("), notes(fit).toString());
  }

  @Test
  void aSubjectWithoutAnyValueIsNamed() {
    Table table =
        DelimitedText.read("obk", LmReference.text("/reference/lm/obk.csv"), TextOptions.DEFAULT)
            .table()
            .copy();
    for (int i = 0; i < table.rowCount(); i++) {
      if (table.getString(i, "id").equals("s02")) {
        table.numberColumn("score").setMissing(i);
      }
    }
    AovFit fit =
        AovFit.of(
            Formula.parse("score ~ phase * hour + Error(id/(phase * hour))"),
            ModelFrame.of("obk", table));
    String said = notes(fit).get("levels-lost");
    assertTrue(said.startsWith("Every row of id s02 was left out"), said);
  }

  /** The rows of a cell differ in a number of the terms: they are no replicates. */
  @Test
  void rowsThatDifferInANumberAreNoReplicates() {
    AovFit fit =
        AovFit.of(
            Formula.parse("yield ~ nitro * Variety + Error(Block/Variety)"),
            LmReference.frame("Oats", null));
    assertFalse(notes(fit).containsKey("replicates"), notes(fit).toString());
  }

  @Test
  void theAdviceOnMissingCellsRuns() {
    Table table =
        DelimitedText.read("obk", LmReference.text("/reference/lm/obk.csv"), TextOptions.DEFAULT)
            .table()
            .dropRows(3, 31);
    AovFit fit =
        AovFit.of(
            Formula.parse("score ~ phase * hour + Error(id/(phase * hour))"),
            ModelFrame.of("obk", table),
            DesignOptions.defaults()
                .withSubset(
                    dev.henderson.stats.formula.Expression.parse("!(id %in% c(\"s01\", \"s03\"))")),
            dev.henderson.stats.design.HypothesisType.I,
            () -> false);
    assertEquals(14 * 15, fit.nobs());
    assertEquals(3, fit.sphericity().size());
    assertEquals(Map.of(), notes(fit));
  }

  @Test
  void severalRowsPerCell() {
    Case machines = designs().stream().filter(c -> c.toString().equals("machines")).findAny().get();
    String said = notes(machines.fit()).get("replicates");
    assertTrue(said.contains("3 rows per Worker and cell (Machine)"), said);
    assertTrue(said.contains("those of the means"), said);
    AovFit pooled =
        AovFit.of(
            Formula.parse("score ~ Machine + Error(Worker)"),
            LmReference.frame("Machines", machines.r.get("factors")));
    assertTrue(pooled.sphericity().isEmpty());
    assertTrue(notes(pooled).get("replicates").contains("Error(Worker/Machine)"));
  }

  @Test
  void blocksAreNoSubjects() {
    for (String formula :
        List.of(
            "yield ~ N * P * K + Error(block)",
            "yield ~ N * P * K + Error(block/N)",
            "yield ~ N + Error(block + K)")) {
      AovFit fit = AovFit.of(Formula.parse(formula), LmReference.frame("npk", null));
      assertTrue(fit.sphericity().isEmpty(), formula);
      assertFalse(notes(fit).containsKey("missing-cells"), formula);
    }
    AovFit oats =
        AovFit.of(
            Formula.parse("yield ~ Variety * factor(nitro) + Error(Block/Variety)"),
            LmReference.frame("Oats", null));
    assertTrue(oats.sphericity().isEmpty());
  }

  /** R 4.2.2: the tables of treatment * phase and phase * treatment hold the same lines. */
  @Test
  void theOrderIsMentionedOnlyWhereGroupsOverlap() {
    assertFalse(
        notes(AovFit.of(Formula.parse("score ~ treatment * phase + Error(id/phase)"), obk(16)))
            .containsKey("type-1-order"));
    assertTrue(
        notes(
                AovFit.of(
                    Formula.parse("score ~ treatment * gender * phase + Error(id/phase)"), obk(16)))
            .containsKey("type-1-order"));
  }

  @Test
  void observedNamesVariables() {
    AovFit fit =
        AovFit.of(Formula.parse("breaks ~ wool * tension"), LmReference.frame("warpbreaks", null));
    AovException e =
        assertThrows(AovException.class, () -> EffectSizes.of(fit, List.of("wol"), 0.9));
    assertTrue(e.getMessage().contains("wol") && e.getMessage().contains("wool, tension"));
  }
}
