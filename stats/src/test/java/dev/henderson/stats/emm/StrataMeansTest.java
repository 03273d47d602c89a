package dev.henderson.stats.emm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.henderson.stats.classical.AovFit;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.frame.Dataset;
import dev.henderson.stats.frame.DelimitedText;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.frame.TextOptions;
import dev.henderson.stats.infer.LinearBasis;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tech.tablesaw.api.Table;

/**
 * Means of analyses with Error() and numbers: reference/emm/strata.json, made by
 * src/test/R/strata_means.R with R 4.2.2, emmeans 1.8.4 and lme4 1.1-31. To 1e-8; standard errors
 * of lmer to 1e-4, because its variances are found by search.
 */
class StrataMeansTest {
  static List<JsonElement> records() {
    return JsonParser.parseString(text("strata.json"))
        .getAsJsonObject()
        .getAsJsonArray("records")
        .asList();
  }

  private static String text(String file) {
    try (InputStream in = StrataMeansTest.class.getResourceAsStream("/reference/emm/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static LinearBasis basis(String formula, ModelFrame frame) {
    return LinearBasis.of(AovFit.of(Formula.parse(formula), frame));
  }

  private static LinearBasis basis(String formula, String data) {
    Table table =
        data.equals("npkx")
            ? DelimitedText.read(data, text(data + ".csv"), TextOptions.DEFAULT).table()
            : Dataset.find(data).orElseThrow().load();
    return basis(formula, ModelFrame.of(data, table));
  }

  @ParameterizedTest
  @MethodSource("records")
  void agrees(JsonElement e) {
    JsonObject r = e.getAsJsonObject();
    LinearBasis basis = basis(r.get("formula").getAsString(), r.get("data").getAsString());
    String number = r.get("number").getAsString();
    Map<String, List<String>> at =
        r.has("at") && r.get("at").isJsonArray()
            ? Map.of(number, EmmReference.strings(r.getAsJsonArray("at")))
            : Map.of();
    List<String> specs = EmmReference.strings(r.getAsJsonArray("specs"));
    ReferenceGrid grid =
        r.get("kind").getAsString().equals("trends")
            ? ReferenceGrid.ofTrends(basis, at, number)
            : ReferenceGrid.of(basis, at);
    EmmGrid means = grid.means(specs, List.of(), Weighting.EQUAL);
    if (r.get("kind").getAsString().equals("pairs")) {
      means = means.contrast(ContrastMethod.named("pairwise"));
    }
    double tolerance = r.get("witness").getAsString().equals("lmer") ? 1e-4 : 1e-8;
    EmmTable table = means.table(EmmOptions.defaults());
    String what = r.get("id").getAsString();
    compare(r, "estimate", what, table.rows().stream().map(EmmRow::estimate).toList(), 1e-8);
    compare(r, "se", what, table.rows().stream().map(EmmRow::standardError).toList(), tolerance);
    compare(r, "df", what, table.rows().stream().map(EmmRow::df).toList(), 1e-8);
  }

  private static void compare(
      JsonObject r, String key, String what, List<Double> ours, double tolerance) {
    JsonArray expected = r.getAsJsonArray(key);
    assertEquals(expected.size(), ours.size(), what);
    for (int i = 0; i < ours.size(); i++) {
      double v = expected.get(i).getAsDouble();
      assertEquals(v, ours.get(i), tolerance * Math.max(1e-2, Math.abs(v)), what + " " + key);
    }
  }

  private static EmmRow overall(LinearBasis basis) {
    return ReferenceGrid.of(basis, Map.of())
        .means(List.of(), List.of(), Weighting.EQUAL)
        .table(EmmOptions.defaults())
        .rows()
        .get(0);
  }

  /** The origin and the unit of a number change nothing. */
  @Test
  void originsAndUnits() {
    EmmRow plain = overall(basis("Reaction ~ Days + Error(Subject/Days)", "sleepstudy"));
    assertEquals(298.5078916666667, plain.estimate(), 1e-9);
    for (String days : List.of("I(Days - 4)", "I(1e-4 * Days)", "I(1000 + Days)")) {
      EmmRow moved =
          overall(
              basis(
                  "Reaction ~ " + days + " + Error(Subject + Subject:" + days + ")", "sleepstudy"));
      assertEquals(plain.estimate(), moved.estimate(), 1e-7, days);
      assertEquals(plain.standardError(), moved.standardError(), 1e-7, days);
      assertEquals(plain.df(), moved.df(), 1e-6, days);
    }
  }

  /** The test of groups at the mean of a number is that of their stratum. */
  @Test
  void jointTests() {
    String formula = "distance ~ age * Sex + Error(Subject/age)";
    JointTests.Row sex =
        JointTests.of(basis(formula, "Orthodont"), Map.of(), List.of()).rows().stream()
            .filter(row -> row.term().equals("Sex"))
            .findFirst()
            .orElseThrow();
    // summary(aov(...)) of R 4.2.2
    assertEquals(9.292099, sex.test().statistic(), 1e-6);
    assertEquals(25, sex.test().denDf(), 1e-9);
  }

  /** Treatments of unequal numbers of rows in blocks: means and pairs as in {@code lm}. */
  @Test
  void unequalTreatmentsInBlocks() {
    StringBuilder csv = new StringBuilder("block,A,y\n");
    double[] effect = {1, 4, 9};
    List<Double> blocks = List.of(3.0, -1.5, 0.25, 2.0);
    double[] noise = {
      0.1, -0.2, 0.4, 0.05, -0.3, 0.2, 0.15, -0.1, 0.3, -0.25, 0.35, -0.4, 0, .2, .1
    };
    int at = 0;
    for (int b = 0; b < 4; b++) {
      for (int a : new int[] {0, 0, 1, 2}) {
        double y = blocks.get(b) + effect[a] + noise[at++ % noise.length];
        csv.append("b" + b + ",a" + a + "," + y + "\n");
      }
    }
    Table table = DelimitedText.read("t", csv.toString(), TextOptions.DEFAULT).table();
    ModelFrame frame = ModelFrame.of("t", table);
    LinearBasis lm = basis("y ~ block + A", frame);
    LinearBasis strata = basis("y ~ A + Error(block)", frame);
    List<EmmTable> tables = new ArrayList<>();
    for (LinearBasis basis : List.of(lm, strata)) {
      EmmGrid means =
          ReferenceGrid.of(basis, Map.of()).means(List.of("A"), List.of(), Weighting.EQUAL);
      tables.add(means.table(EmmOptions.defaults()));
      tables.add(means.contrast(ContrastMethod.named("pairwise")).table(EmmOptions.defaults()));
    }
    for (int i = 0; i < 3; i++) {
      assertEquals(
          tables.get(0).rows().get(i).estimate(), tables.get(2).rows().get(i).estimate(), 1e-10);
      assertEquals(
          tables.get(1).rows().get(i).estimate(), tables.get(3).rows().get(i).estimate(), 1e-10);
      assertEquals(
          tables.get(1).rows().get(i).standardError(),
          tables.get(3).rows().get(i).standardError(),
          1e-10);
    }
    assertTrue(strata.notes().isEmpty(), strata.notes().toString());
  }

  /** Without an intercept the columns are levels, of which no stratum but the first tells one. */
  @Test
  void withoutIntercept() {
    LinearBasis with = basis("yield ~ Variety + Error(Block/Variety)", "Oats");
    LinearBasis without = basis("yield ~ 0 + Variety + Error(Block/Variety)", "Oats");
    List<EmmTable> tables = new ArrayList<>();
    for (LinearBasis basis : List.of(with, without)) {
      tables.add(
          ReferenceGrid.of(basis, Map.of())
              .means(List.of("Variety"), List.of(), Weighting.EQUAL)
              .table(EmmOptions.defaults()));
    }
    for (int i = 0; i < 3; i++) {
      EmmRow a = tables.get(0).rows().get(i);
      EmmRow b = tables.get(1).rows().get(i);
      assertEquals(a.estimate(), b.estimate(), 1e-9);
      assertEquals(a.standardError(), b.standardError(), 1e-9);
      assertEquals(a.df(), b.df(), 1e-8);
    }
  }

  @Test
  void notes() {
    String slopes = basis("Reaction ~ Days + Error(Subject/Days)", "sleepstudy").notes().get(0);
    assertTrue(slopes.contains("(Days | Subject)"), slopes);
    assertTrue(basis("Reaction ~ Days + Error(Subject)", "sleepstudy").notes().isEmpty());
    String uneven = basis("weight ~ Diet + Error(Chick)", "ChickWeight").notes().get(0);
    assertTrue(uneven.contains("not alike"), uneven);
  }
}
