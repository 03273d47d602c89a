package dev.henderson.stats.design;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.henderson.stats.formula.Expr;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.formula.FormulaException;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.matrix.ModelMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every formula of the oracle: R 4.2.2, lme4 1.1-31, made by src/test/R/formula_oracle.R. Where we
 * mean to differ, the reason stands in docs/coming-from-r.md.
 */
class FormulaOracleTest {
  private static final JsonObject ORACLE = OracleData.oracle();
  private static final double TOLERANCE = 1e-8;

  /** Formulas R accepts and we refuse, with the column of our error. */
  private static final Map<String, Integer> REFUSED = Map.of("Y ~ x*(1|S)", 7);

  static Stream<Arguments> formulas() {
    return StreamSupport.stream(ORACLE.getAsJsonArray("formulas").spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .filter(o -> !o.get("kind").getAsString().equals("patsy"))
        .map(o -> Arguments.of(o.get("formula").getAsString(), o.get("kind").getAsString(), o));
  }

  static Stream<Arguments> malformed() {
    return StreamSupport.stream(ORACLE.getAsJsonArray("malformed").spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .map(o -> Arguments.of(o.get("formula").getAsString(), o.get("column").getAsInt()));
  }

  @ParameterizedTest(name = "{1} {0}")
  @MethodSource("formulas")
  void meansWhatItMeansInR(String text, String kind, JsonObject expected) {
    ModelFrame frame = OracleData.frame(expected.get("data").getAsString());
    if (REFUSED.containsKey(text)) {
      FormulaException e = assertThrows(FormulaException.class, () -> design(text, frame));
      assertEquals(REFUSED.get(text), e.column());
      return;
    }
    switch (kind) {
      case "lm", "aov" -> linear(text, frame, expected);
      case "aov_error" -> strata(text, frame, expected);
      default -> mixed(text, frame, expected);
    }
  }

  private static Design design(String text, ModelFrame frame) {
    return Design.mixed(Formula.parse(text), frame, DesignOptions.defaults());
  }

  private static void linear(String text, ModelFrame frame, JsonObject expected) {
    Design d = Design.linear(Formula.parse(text), frame, DesignOptions.defaults());
    assertEquals(strings(expected, "term_labels"), d.terms().labels());
    assertEquals(expected.get("intercept").getAsInt() == 1, d.terms().intercept());
    List<String> variables = new ArrayList<>();
    d.formula().response().ifPresent(r -> variables.add(r.text()));
    d.terms().variables().stream().map(Expr::text).forEach(variables::add);
    assertEquals(
        strings(expected, "variables"), variables.stream().map(v -> v.replace("`", "")).toList());
    assertEquals(
        strings(expected, "offset"), d.terms().offsets().stream().map(Expr::text).toList());
    assertEquals(strings(expected, "columns"), d.matrix().columnNames());
    assertEquals(
        ints(expected, "assign"),
        IntStream.range(0, d.matrix().columns()).map(d.matrix()::assign).boxed().toList());
    matrix(expected.getAsJsonObject("matrix"), d.matrix());
    assertEquals(
        expected.getAsJsonObject("matrix").get("rank").getAsInt(), d.estimability().rank());
    assertEquals(
        expected.get("response_dim").getAsInt(), d.response().map(Response::columns).orElse(0));
  }

  private static void matrix(JsonObject expected, ModelMatrix x) {
    assertEquals(expected.get("ncol").getAsInt(), x.columns());
    double[] sums = doubles(expected, "colsums");
    double[] squares = doubles(expected, "colss");
    double[] row5 = doubles(expected, "row5");
    double[] row = new double[x.columns()];
    x.read().copyRow(4, row, 0);
    for (int j = 0; j < x.columns(); j++) {
      double[] column = x.column(j);
      String name = x.columnNames().get(j);
      assertEquals(sums[j], Arrays.stream(column).sum(), TOLERANCE * scale(sums[j]), name);
      double square = Arrays.stream(column).map(v -> v * v).sum();
      assertEquals(squares[j], square, TOLERANCE * scale(squares[j]), name);
      assertEquals(row5[j], row[j], TOLERANCE * scale(row5[j]), name);
    }
  }

  private static double scale(double x) {
    return Math.max(1, Math.abs(x));
  }

  private static void strata(String text, ModelFrame frame, JsonObject expected) {
    Design d = Design.linear(Formula.parse(text), frame, DesignOptions.defaults());
    assertEquals(strings(expected, "term_labels"), d.terms().labels());
    ErrorStrata strata = d.strata().orElseThrow();
    assertEquals(
        strings(expected, "strata"),
        strata.strata().stream().map(ErrorStrata.Stratum::name).toList());
    assertEquals(!strings(expected, "warnings").isEmpty(), strata.singular());
    for (ErrorStrata.Stratum s : strata.strata()) {
      JsonElement table = expected.getAsJsonObject("tables").get("Error: " + s.name());
      if (table == null) {
        assertEquals("(Intercept)", s.name());
        continue;
      }
      assertEquals(
          strings(table.getAsJsonObject(), "term"),
          s.rows().stream().map(ErrorStrata.Row::term).toList());
      assertEquals(
          ints(table.getAsJsonObject(), "df"), s.rows().stream().map(ErrorStrata.Row::df).toList());
      double[] ss = doubles(table.getAsJsonObject(), "ss");
      for (int i = 0; i < ss.length; i++) {
        assertEquals(ss[i], s.rows().get(i).sumOfSquares(), 2e-8, s.name());
      }
    }
  }

  private static void mixed(String text, ModelFrame frame, JsonObject expected) {
    if (expected.has("r_error")) {
      // A grouping by an expression: an error in lme4, a factor here.
      assertEquals(1, design(text, frame).data().random().size());
      return;
    }
    List<RandomEffectsTerm> random;
    ModelMatrix x;
    Formula formula = Formula.parse(text);
    if (expected.get("kind").getAsString().equals("glmer")
        && !text.startsWith("k/n")
        && !text.startsWith("cnt")
        && !text.startsWith("lg")) {
      // Responses of other families: the linear design refuses them, the matrices are the same.
      DesignBuilder b = new DesignBuilder(formula, frame, DesignOptions.defaults());
      assertEquals(expected.get("response").getAsString(), b.response().name());
      x = b.matrices.build(b.terms).matrix();
      random =
          List.of(
              new RandomEffectsTerm(
                  b.matrices.build(b.effects.get(0)).matrix(),
                  GroupingBuilder.build(b.rows, b.terms.random().get(0).group()),
                  true));
    } else {
      Design d = design(text, frame);
      assertEquals(expected.get("response").getAsString(), d.responseName());
      random = d.data().random();
      x = d.matrix();
    }
    if (text.equals("Y ~ . + (1|S)")) {
      assertEquals(List.of("(Intercept)", "Aa2", "Aa3", "x", "z"), x.columnNames());
    } else {
      assertEquals(strings(expected, "columns"), x.columnNames());
      matrix(expected.getAsJsonObject("matrix"), x);
    }
    if (text.equals("Y ~ A + (A || S)")) {
      assertEquals(List.of("(Intercept)", "Aa2", "Aa3"), random.get(0).effects().columnNames());
      assertEquals(false, random.get(0).correlated());
      return;
    }
    List<String> ours = new ArrayList<>();
    int thetas = 0;
    for (RandomEffectsTerm r : random) {
      int k = r.effects().columns();
      thetas += r.correlated() ? k * (k + 1) / 2 : k;
      if (r.correlated()) {
        ours.add(describe(r.group().name(), r.effects().columnNames(), r.group().levelCount()));
      } else {
        r.effects()
            .columnNames()
            .forEach(c -> ours.add(describe(r.group().name(), List.of(c), r.group().levelCount())));
      }
    }
    List<String> theirs = new ArrayList<>();
    for (JsonElement e : expected.getAsJsonArray("random")) {
      JsonObject o = e.getAsJsonObject();
      theirs.add(
          describe(
              o.get("group").getAsString(), strings(o, "columns"), o.get("levels").getAsInt()));
    }
    assertEquals(theirs.stream().sorted().toList(), ours.stream().sorted().toList());
    assertEquals(expected.get("ntheta").getAsInt(), thetas);
    zt(expected, random);
  }

  /** The group's name without order: lme4 writes C:(B:A) for what we write A:B:C. */
  private static String describe(String group, List<String> columns, int levels) {
    return new TreeSet<>(List.of(group.replaceAll("[()]", "").split(":")))
        + " "
        + columns
        + " "
        + levels;
  }

  private static void zt(JsonObject expected, List<RandomEffectsTerm> random) {
    double sum = 0;
    long nonZeros = 0;
    int q = 0;
    for (RandomEffectsTerm r : random) {
      ModelMatrix z = r.effects();
      q += z.columns() * r.group().levelCount();
      double[] values = new double[z.columns()];
      int[] at = new int[z.columns()];
      for (int i = 0; i < z.rows(); i++) {
        int count = z.read().copyNonZeros(i, at, values);
        nonZeros += count;
        for (int j = 0; j < count; j++) {
          sum += values[j];
          assertEquals(z.read().get(i, at[j]), values[j]);
        }
      }
    }
    assertEquals(expected.get("q").getAsInt(), q);
    assertEquals(expected.get("Zt_sum").getAsDouble(), sum, 1e-7);
    // R stores explicit zeros of some numeric columns, never fewer entries than we have.
    assertTrue(nonZeros <= expected.get("Zt_nnz").getAsLong());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("malformed")
  void refusesTheMalformedAtTheirPlace(String text, int column) {
    ModelFrame frame = OracleData.frame("d");
    if (text.indexOf('\u2013') >= 0) {
      // A typographic dash is read as a minus sign, with a note.
      assertEquals("typography", design(text, frame).diagnostics().get(0).code());
      return;
    }
    FormulaException e =
        assertThrows(
            FormulaException.class,
            () -> {
              Formula f = Formula.parse(text);
              if (f.terms().random().isEmpty()) {
                Design.linear(f, frame, DesignOptions.defaults());
              } else {
                Design.mixed(f, frame, DesignOptions.defaults());
              }
            });
    assertAll(
        () -> assertTrue(Math.abs(column - e.column()) <= 1, e.column() + ": " + e.getMessage()),
        () -> assertTrue(e.getMessage().endsWith(".") || e.getMessage().endsWith("?")));
  }

  private static List<String> strings(JsonObject o, String key) {
    JsonElement e = o.get(key);
    if (e == null || e.isJsonNull()) {
      return List.of();
    }
    if (!e.isJsonArray()) {
      return List.of(e.getAsString());
    }
    return StreamSupport.stream(e.getAsJsonArray().spliterator(), false)
        .map(JsonElement::getAsString)
        .toList();
  }

  private static List<Integer> ints(JsonObject o, String key) {
    return strings(o, key).stream().map(Integer::valueOf).toList();
  }

  private static double[] doubles(JsonObject o, String key) {
    JsonArray a = o.get(key).isJsonArray() ? o.getAsJsonArray(key) : new JsonArray();
    if (!o.get(key).isJsonArray()) {
      a.add(o.get(key));
    }
    return StreamSupport.stream(a.spliterator(), false)
        .mapToDouble(JsonElement::getAsDouble)
        .toArray();
  }
}
