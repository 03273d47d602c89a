package dev.henderson.stats.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.henderson.stats.Aov;
import dev.henderson.stats.Lm;
import dev.henderson.stats.Lmer;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.frame.Dataset;
import dev.henderson.stats.frame.DelimitedText;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.frame.TextOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tech.tablesaw.api.Table;

/** Designs against R 4.2.2 with lme4 1.1-31, by src/test/R/structure_reference.R. */
class StudyDesignTest {
  private static final JsonObject REFERENCE =
      JsonParser.parseString(text("structure.json")).getAsJsonObject();

  private static String text(String file) {
    try (InputStream in =
        StudyDesignTest.class.getResourceAsStream("/reference/structure/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Table table(String name) {
    return Dataset.find(name)
        .map(Dataset::load)
        .orElseGet(
            () -> DelimitedText.read(name, text(name + ".csv"), TextOptions.DEFAULT).table());
  }

  private static StudyDesign design(String formula, String data) {
    return StudyDesign.of(
        Formula.parse(formula), ModelFrame.of(data, table(data)), Optional.empty());
  }

  static List<JsonObject> pairs() {
    return REFERENCE.getAsJsonArray("pairs").asList().stream()
        .map(JsonElement::getAsJsonObject)
        .toList();
  }

  static List<JsonObject> judged() {
    return REFERENCE.getAsJsonArray("judged").asList().stream()
        .map(JsonElement::getAsJsonObject)
        .toList();
  }

  private static StudyFactor unit(String data, String column) {
    ModelFrame frame = ModelFrame.of(data, table(data));
    return StudyDesign.of(Formula.parse("~ 1 + (1 | " + column + ")"), frame, Optional.empty())
        .units()
        .get(0);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void crossingsAgreeWithR(JsonObject r) {
    String data = r.get("data").getAsString();
    Crossing c =
        Crossing.of(
            unit(data, r.get("first").getAsString()), unit(data, r.get("second").getAsString()));
    assertEquals(r.get("cells").getAsInt(), c.cells());
    assertEquals(r.get("possible").getAsLong(), c.possible());
    assertEquals(r.get("min").getAsInt(), c.smallest());
    assertEquals(r.get("max").getAsInt(), c.largest());
    assertEquals(r.get("fewest").getAsInt(), c.fewestSecond());
    assertEquals(r.get("most").getAsInt(), c.mostSecond());
    boolean nested = r.get("nested").getAsBoolean();
    boolean contains = r.get("contains").getAsBoolean();
    assertEquals(
        nested && contains
            ? Relation.SAME
            : nested
                ? Relation.NESTED
                : contains
                    ? Relation.CONTAINS
                    : c.cells() == c.possible() ? Relation.CROSSED : Relation.PARTLY_CROSSED,
        c.relation());
  }

  /** The sums of squares are R's also where the layout is unbalanced and not complete. */
  @ParameterizedTest
  @MethodSource("judged")
  void repeatedLabelsAreJudgedAsByR(JsonObject r) {
    String data = r.get("data").getAsString();
    String outer = r.get("outer").getAsString();
    String inner = r.get("inner").getAsString();
    StudyDesign d =
        design(
            r.get("response").getAsString() + " ~ 1 + (1 | " + outer + ") + (1 | " + inner + ")",
            data);
    assertEquals(1, d.repeatedLabels().size());
    RepeatedLabels found = d.repeatedLabels().get(0);
    assertEquals(inner, found.inner());
    assertEquals(outer, found.outer());
    assertEquals(r.get("cells").getAsInt(), found.cells());
    assertEquals(r.get("alike").getAsDouble(), found.alike(), 1e-6 * found.alike());
    assertEquals(r.get("alike.p").getAsDouble(), found.alikeP(), 1e-6);
    assertEquals(r.get("apart").getAsDouble(), found.apart(), 1e-6 * found.apart());
    assertEquals(
        1, r.get("apart.p").getAsDouble() / found.apartP(), 1e-3, "tiny tail probabilities");
  }

  /** Truly crossed, truly nested or well labelled: no reason to warn. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "diameter ~ 1 + (1 | plate) + (1 | sample); Penicillin",
        "diameter ~ 1 + (1 | sample); Penicillin",
        "score ~ Machine + (1 | Worker); Machines",
        "yield ~ nitro + Variety + (1 | Block); Oats",
        "angle ~ recipe * temperature + (1 | replicate); cake",
        "angle ~ recipe * temperature + (1 | recipe:replicate); cake",
        "strength ~ 1 + (1 | batch/cask); Pastes",
        "strength ~ 1 + (1 | batch) + (1 | sample); Pastes",
        "strength ~ 1 + (1 | batch); Pastes",
        "Reaction ~ Days + (Days | Subject); sleepstudy",
        "weight ~ Time * Diet + (1 | Chick); ChickWeight",
        "distance ~ age * Sex + (1 | Subject); Orthodont",
        "effort ~ Type + (1 | Subject); ergoStool",
        "yield ~ N * P * K + (1 | block); npk",
        "breaks ~ wool + (1 | tension); warpbreaks",
        "dependent_var ~ Condition_1 * Condition_2 + (1 | participant_ID); toy",
      })
  void noFalseAlarm(String formula, String data) {
    assertEquals(List.of(), design(formula, data).repeatedLabels());
    List<String> codes =
        Lmer.fit(formula, table(data)).diagnostics().stream().map(n -> n.code()).toList();
    assertFalse(codes.contains("implicit-nesting"), codes.toString());
  }

  /** The mistake is noted where a model is fitted, also by a column the formula does not name. */
  @Test
  void fittingWarns() {
    for (String f : List.of("(1 | batch) + (1 | cask)", "(1 | cask)")) {
      String message =
          Lmer.fit("strength ~ 1 + " + f, table("Pastes")).diagnostics().stream()
              .filter(n -> n.code().equals("implicit-nesting"))
              .findFirst()
              .orElseThrow()
              .message();
      assertTrue(message.contains("write (1 | batch/cask)"), message);
      assertTrue(message.contains("30 of them for 3"), message);
    }
    String message =
        Aov.fit("strength ~ 1 + Error(cask)", table("Pastes")).diagnostics().stream()
            .filter(n -> n.code().equals("implicit-nesting"))
            .findFirst()
            .orElseThrow()
            .message();
    assertTrue(message.contains("write Error(batch/cask)"), message);
  }

  /**
   * Simulated studies with labels 1 to 8 in six groups and three rows each: crossed ones, in which
   * people vary half as much again as their reactions to single stimuli do, are rarely taken for
   * nested; nested ones mostly are.
   */
  @Test
  void falseAlarmsAreRareAndMistakesAreFound() {
    Random random = new Random(20);
    int alarms = 0;
    int found = 0;
    int studies = 300;
    for (int s = 0; s < studies; s++) {
      alarms += isTakenForNested(random, 1.5) ? 1 : 0;
      found += isTakenForNested(random, 0) ? 1 : 0;
    }
    assertTrue(alarms <= 0.03 * studies, alarms + " false alarms");
    assertTrue(found >= 0.75 * studies, found + " found");
  }

  private static boolean isTakenForNested(Random random, double main) {
    int[] inner = new int[144];
    int[] outer = new int[144];
    double[] y = new double[144];
    double[] label = random.doubles(8).map(x -> random.nextGaussian() * main).toArray();
    double[] group = random.doubles(6).map(x -> random.nextGaussian()).toArray();
    double[] cell = random.doubles(48).map(x -> random.nextGaussian()).toArray();
    for (int i = 0; i < y.length; i++) {
      outer[i] = i / 24;
      inner[i] = i / 3 % 8;
      y[i] =
          label[inner[i]] + group[outer[i]] + cell[outer[i] * 8 + inner[i]] + random.nextGaussian();
    }
    StudyFactor in = factor("id", inner, 8);
    StudyFactor out = factor("group", outer, 6);
    return RepeatedLabels.find(in, out, true, List.of(in), y).isPresent();
  }

  private static StudyFactor factor(String name, int[] codes, int levels) {
    List<String> labels = new ArrayList<>();
    for (int i = 1; i <= levels; i++) {
      labels.add(Integer.toString(i));
    }
    return StudyFactor.of(name, StudyFactor.Role.UNIT, false, codes, labels);
  }

  @Test
  void labelsThatCountUp() {
    assertTrue(RepeatedLabels.countsUp(labelled("1", "2", "3")));
    assertTrue(RepeatedLabels.countsUp(labelled("0", "1", "2")));
    assertTrue(RepeatedLabels.countsUp(labelled("a", "b", "c")));
    assertTrue(RepeatedLabels.countsUp(labelled("cask1", "cask2")));
    assertTrue(RepeatedLabels.countsUp(labelled("p01", "p02", "p03")));
    assertFalse(RepeatedLabels.countsUp(labelled("308", "309")));
    assertFalse(RepeatedLabels.countsUp(labelled("control", "treated")));
    assertFalse(RepeatedLabels.countsUp(labelled("1", "2", "5")));
    assertFalse(RepeatedLabels.countsUp(labelled("a1", "b2")));
  }

  private static StudyFactor labelled(String... labels) {
    int[] codes = new int[labels.length];
    Arrays.setAll(codes, i -> i);
    return StudyFactor.of("f", StudyFactor.Role.UNIT, false, codes, List.of(labels));
  }

  @Test
  void betweenAndWithin() {
    StudyDesign d =
        design("dependent_var ~ Condition_1 * Condition_2 + (1 | participant_ID)", "toy");
    assertEquals(List.of("participant_ID"), names(d.units()));
    assertEquals(List.of("Condition_1", "Condition_2"), names(d.treatments()));
    assertEquals(Relation.CROSSED, d.relation(d.units().get(0), d.treatments().get(0)));
    assertEquals(Relation.NESTED, d.relation(d.units().get(0), d.treatments().get(1)));
    assertTrue(d.cells().orElseThrow().isBalanced());
    assertEquals(
        "dependent_var ~ factor(Condition_1) * factor(Condition_2)"
            + " + Error(factor(participant_ID)/factor(Condition_1)), data = toy",
        d.calls().get(1).call().arguments());
  }

  @Test
  void strataAreNoUnits() {
    StudyDesign d = design("yield ~ nitro * Variety + Error(Block/Variety)", "Oats");
    assertEquals(List.of("Block"), names(d.units()));
    assertEquals(
        "yield ~ factor(nitro) * Variety + Error(Block/Variety), data = Oats",
        d.calls().get(1).call().arguments());
  }

  /** A number of the fixed part is a slope in Error(), not a grouping. */
  @Test
  void slopesInStrata() {
    List<FittingCall> calls = design("Reaction ~ Days + Error(Subject/Days)", "sleepstudy").calls();
    assertEquals("Reaction ~ Days + (Days | Subject)", calls.get(0).formula());
    assertEquals("Reaction ~ Days + Error(Subject/Days)", calls.get(1).formula());
    calls = design("yield ~ nitro * Variety + Error(Block/Variety/nitro)", "Oats").calls();
    assertEquals(
        "yield ~ nitro * Variety + (1 | Block) + (nitro | Block:Variety)", calls.get(0).formula());
  }

  @Test
  void emptyCellsAndMissingRows() {
    Table t =
        DelimitedText.read(
                "t",
                "A,B,id,y\na,u,1,1\na,u,1,2\na,v,2,3\na,v,2,NA\nb,u,3,5\nb,u,3,6\nb,u,4,1\n",
                TextOptions.DEFAULT)
            .table();
    StudyDesign d =
        StudyDesign.of(
            Formula.parse("y ~ A * B + (1 | id)"), ModelFrame.of("t", t), Optional.empty());
    assertEquals(6, d.rows());
    assertEquals(1, d.dropped());
    assertEquals(1, d.cells().orElseThrow().empty());
    assertTrue(
        d.findings().stream()
            .anyMatch(f -> f.code().equals("empty-cells") && f.message().contains("(b:v)")));
    assertTrue(d.findings().stream().anyMatch(f -> f.code().equals("few-units")));
    // Not balanced: no strata are offered.
    assertTrue(d.calls().stream().noneMatch(c -> c.function().equals("aov")));
  }

  private static List<String> names(List<StudyFactor> factors) {
    return factors.stream().map(StudyFactor::name).toList();
  }

  /** What is offered runs as it stands. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "strength ~ 1 + (1 | batch) + (1 | cask); Pastes; 2",
        "strength ~ 1 + (1 | cask); Pastes; 2",
        "strength ~ 1 + (1 | batch) + (1 | sample); Pastes; 2",
        "diameter ~ 1 + (1 | plate) + (1 | sample); Penicillin; 1",
        "angle ~ recipe * temperature + (1 | recipe:replicate); cake; 2",
        "angle ~ recipe * temperature + (1 | replicate); cake; 3",
        "dependent_var ~ Condition_1 * Condition_2; toy; 1",
        "dependent_var ~ Condition_1 * Condition_2 + (1 | participant_ID); toy; 2",
        "Reaction ~ Days + (1 | Subject); sleepstudy; 3",
        "score ~ Machine + (1 | Worker); Machines; 3",
        "yield ~ nitro * Variety + Error(Block/Variety); Oats; 2",
        "yield ~ N * P * K + Error(block); npk; 2",
        "Reaction ~ Days + Error(Subject/Days); sleepstudy; 2",
        "distance ~ age * Sex + Error(Subject/age); Orthodont; 1",
        "weight ~ Time * Diet + (1 | Chick); ChickWeight; 1",
        "mpg ~ wt + hp; mtcars; 1",
        "Yield ~ 1 + (1 | Batch); Dyestuff; 2",
      })
  void callsRun(String formula, String data, int count) {
    List<FittingCall> calls = design(formula, data).calls();
    assertEquals(count, calls.size(), calls.toString());
    for (FittingCall call : calls) {
      switch (call.function()) {
        case "lmer" -> assertTrue(Lmer.fit(call.formula(), table(data)).nobs() > 0);
        case "aov" -> assertTrue(Aov.fit(call.formula(), table(data)).nobs() > 0);
        default -> assertTrue(Lm.fit(call.formula(), table(data)).nobs() > 0);
      }
    }
  }
}
