package dev.henderson.stats.statsmodels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.henderson.stats.design.Design;
import dev.henderson.stats.design.DesignOptions;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.formula.FormulaException;
import dev.henderson.stats.frame.FactorColumn;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.matrix.ModelMatrix;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Columns of patsy 1.0.3 (src/test/python/statsmodels_reference.py): the same names and values. */
class PatsyFormulaTest {
  private static final JsonObject REFERENCE =
      MixedLmReferenceTest.reference("patsy").getAsJsonObject();

  private static ModelFrame frame() {
    JsonObject data = REFERENCE.getAsJsonObject("data");
    Table table = Table.create("d");
    for (String name : data.keySet()) {
      JsonArray values = data.getAsJsonArray(name);
      if (name.equals("o")) {
        BooleanColumn column = BooleanColumn.create(name);
        values.forEach(v -> column.append(v.getAsBoolean()));
        table.addColumns(column);
      } else if (values.get(0).getAsJsonPrimitive().isString()) {
        table.addColumns(StringColumn.create(name, MixedLmReferenceTest.strings(values)));
      } else {
        table.addColumns(DoubleColumn.create(name, MixedLmReferenceTest.numbers(values)));
      }
    }
    return ModelFrame.of("d", table);
  }

  private static ModelMatrix matrix(String formula, ModelFrame frame) {
    PatsyFormula read = PatsyFormula.of(Formula.parse(formula), frame);
    DesignOptions options = DesignOptions.defaults().withColumnNames(read.columnNames());
    return Design.linear(read.formula(), frame, options).matrix();
  }

  @TestFactory
  Stream<DynamicTest> columns() {
    return StreamSupport.stream(REFERENCE.getAsJsonArray("formulas").spliterator(), false)
        .map(e -> e.getAsJsonObject())
        .map(c -> DynamicTest.dynamicTest(c.get("formula").getAsString(), () -> check(c)));
  }

  private static void check(JsonObject c) {
    ModelMatrix x = matrix(c.get("formula").getAsString(), frame());
    List<String> names = MixedLmReferenceTest.strings(c.getAsJsonArray("names"));
    assertEquals(new HashSet<>(names), new HashSet<>(x.columnNames()));
    for (int j = 0; j < names.size(); j++) {
      double[] expected =
          MixedLmReferenceTest.numbers(c.getAsJsonArray("columns").get(j).getAsJsonArray());
      double[] actual = x.column(x.columnNames().indexOf(names.get(j)));
      assertArrayEquals(expected, actual, 1e-12, names.get(j));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "y ~ C(A) * x               | y ~ factor(A) * x",
        "y ~ C(A, Treatment('b'))   | y ~ relevel(factor(A), ref = \"b\")",
        "y ~ C(A, Sum) + np.log(x)  | y ~ C(factor(A), sum) + log(x)",
        "y ~ I(x**2) + Q('weird name') | y ~ I(x^2) + `weird name`",
        "y ~ (x + z)**2 - 1         | y ~ (x + z)^2 - 1",
        "np.log(y) ~ center(x)      | log(y) ~ scale(x, scale = FALSE)",
      })
  void isSaidInRsWords(String patsy, String r) {
    assertEquals(r, PatsyFormula.of(Formula.parse(patsy), frame()).formula().toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "y ~ standardize(x)         | standardize(x)      | n − 1",
        "y ~ C(A, Sum(omit=1))      | Sum(omit=1)         | not read",
        "y ~ C(A, Simple)           | Simple              | not read",
        "y ~ C(A, Sum, ['a'], 3)    | 3                   | C() takes",
        "y ~ Q(x)                   | Q(x)                | in quotes",
        "y ~ bs(x, upper_bound=3)   | 3                   | bounds",
        "y ~ x + C(B2)              | B2                  | B2",
        "y ~ np.spam(x)             | np.spam(x)          | spam",
        "y ~ C(A, Treatment(\"q\"))   | \"q\"                 | no level q",
        "y ~ 0 + C(A, Sum)          | C(A, Sum)           | Keep the intercept",
      })
  void whatIsNotReadIsUnderlined(String formula, String underlined, String message) {
    FormulaException e =
        assertThrows(FormulaException.class, () -> matrix(formula, frame()), formula);
    assertTrue(e.getMessage().contains(message), e.getMessage());
    String shown = e.span().of(formula);
    assertTrue(underlined.startsWith(shown) && !shown.isEmpty(), shown);
  }

  @Test
  void theOrderOfLevelsMeansNothingToPatsy() {
    Table table = Table.create("d");
    StringColumn dose = StringColumn.create("dose", "low", "mid", "high", "low", "mid", "high");
    table.addColumns(
        DoubleColumn.create("y", 1, 2, 4, 3, 5, 9),
        FactorColumn.of(dose, List.of("low", "mid", "high"), true));
    ModelFrame frame = ModelFrame.of("d", table);
    assertEquals(
        List.of("Intercept", "dose[T.mid]", "dose[T.high]"),
        matrix("y ~ dose", frame).columnNames());
    // R's relevel() takes no ordered factor.
    assertEquals(
        "y ~ relevel(factor(dose, ordered = FALSE), ref = \"mid\")",
        PatsyFormula.of(Formula.parse("y ~ C(dose, Treatment('mid'))"), frame)
            .formula()
            .toString());
    assertEquals(
        List.of(
            "Intercept", "C(dose, Treatment('mid'))[T.low]", "C(dose, Treatment('mid'))[T.high]"),
        matrix("y ~ C(dose, Treatment('mid'))", frame).columnNames());
    assertEquals(
        List.of("Intercept", "C(dose)[T.mid]", "C(dose)[T.high]"),
        matrix("y ~ C(dose)", frame).columnNames());
  }
}
