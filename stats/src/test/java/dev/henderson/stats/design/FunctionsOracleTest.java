package dev.henderson.stats.design;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.frame.CategoricalColumn;
import dev.henderson.stats.frame.FrameColumn;
import dev.henderson.stats.frame.LogicalColumn;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.frame.NumericColumn;
import dev.henderson.stats.matrix.ModelMatrix;
import dev.henderson.stats.variables.DesignException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Functions and contrasts against R 4.2.2 with splines and MASS (src/test/R/formula_functions.R):
 * columns of the model's own data, and the same columns of new data, where functions must remember
 * what they learned.
 */
class FunctionsOracleTest {
  private static final JsonObject ORACLE =
      JsonParser.parseString(OracleData.text("functions.json")).getAsJsonObject();
  private static final double TOLERANCE = 1e-9;

  static Stream<Arguments> formulas() {
    return StreamSupport.stream(ORACLE.getAsJsonArray("formulas").spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .map(o -> Arguments.of(o.get("formula").getAsString(), o));
  }

  private static ModelFrame withQ() {
    ModelFrame d = OracleData.frame("d");
    LinkedHashMap<String, FrameColumn> columns = new LinkedHashMap<>();
    d.columnNames().forEach(c -> columns.put(c, d.column(c)));
    int[] q = IntStream.rangeClosed(1, d.rows()).map(i -> i * 7 % 5).toArray();
    columns.put("Q", CategoricalColumn.of(q, List.of("q1", "q2", "q3", "q4", "q5"), false));
    return ModelFrame.of("d", columns);
  }

  /** Some rows of d with other values of x and z. */
  private static ModelFrame newData(ModelFrame d, boolean within) {
    JsonObject o = ORACLE.getAsJsonObject("newdata");
    int[] rows = Arrays.stream(doubles(o, "rows")).mapToInt(r -> (int) r - 1).toArray();
    LinkedHashMap<String, FrameColumn> columns = new LinkedHashMap<>();
    for (String name : d.columnNames()) {
      FrameColumn c = d.column(name);
      if (c instanceof NumericColumn n) {
        columns.put(name, NumericColumn.of(Arrays.stream(rows).mapToDouble(n::get).toArray()));
      } else if (c instanceof LogicalColumn l) {
        boolean[] values = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
          values[i] = l.get(rows[i]);
        }
        columns.put(name, LogicalColumn.of(values));
      } else if (c instanceof CategoricalColumn f) {
        // Only the levels that occur, as a table of new data would have them.
        List<String> labels = Arrays.stream(rows).mapToObj(r -> f.levels().get(f.code(r))).toList();
        List<String> levels = labels.stream().distinct().sorted().toList();
        columns.put(
            name,
            CategoricalColumn.of(
                labels.stream().mapToInt(levels::indexOf).toArray(), levels, f.isOrdered()));
      }
    }
    double[] x = doubles(o, "x");
    if (within) {
      double[] all = ((NumericColumn) d.column("x")).numbers().array();
      double low = Arrays.stream(all).min().orElseThrow();
      double high = Arrays.stream(all).max().orElseThrow();
      x = Arrays.stream(x).map(v -> Math.min(Math.max(v, low), high)).toArray();
    }
    columns.put("x", NumericColumn.of(x));
    columns.put("z", NumericColumn.of(doubles(o, "z")));
    return ModelFrame.of("new", columns);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("formulas")
  void columnsAreThoseOfR(String text, JsonObject expected) {
    ModelFrame d = withQ();
    Design design = Design.linear(Formula.parse(text), d, DesignOptions.defaults());
    JsonObject matrix = expected.getAsJsonObject("matrix");
    List<String> names =
        StreamSupport.stream(matrix.getAsJsonArray("columns").spliterator(), false)
            .map(JsonElement::getAsString)
            .toList();
    assertEquals(names, design.matrix().columnNames());
    double[] sums = doubles(matrix, "colsums");
    double[] squares = doubles(matrix, "colss");
    double[] row5 = doubles(matrix, "row5");
    for (int j = 0; j < names.size(); j++) {
      double[] column = design.matrix().column(j);
      double square = Arrays.stream(column).map(v -> v * v).sum();
      near(sums[j], Arrays.stream(column).sum(), names.get(j));
      near(squares[j], square, names.get(j));
      near(row5[j], column[4], names.get(j));
    }
    if (!expected.has("new") || expected.get("new").isJsonNull()) {
      return;
    }
    ModelMatrix predicted = design.schema().fixedMatrix(newData(d, text.contains("cut(")));
    JsonArray rows = expected.getAsJsonArray("new");
    for (int i = 0; i < rows.size(); i++) {
      JsonArray row = rows.get(i).getAsJsonArray();
      for (int j = 0; j < row.size(); j++) {
        near(
            row.get(j).getAsDouble(),
            predicted.read().get(i, j),
            "new row " + i + " " + names.get(j));
      }
    }
  }

  private static void near(double expected, double actual, String what) {
    assertEquals(expected, actual, TOLERANCE * Math.max(1, Math.abs(expected)), what);
  }

  @Test
  void newDataWithAnUnknownLevelAreRefused() {
    ModelFrame d = withQ();
    Design design = Design.linear(Formula.parse("Y ~ Q"), d, DesignOptions.defaults());
    LinkedHashMap<String, FrameColumn> one = new LinkedHashMap<>();
    one.put("Q", CategoricalColumn.of(new int[] {0, -1}, List.of("q9"), false));
    DesignException e =
        assertThrows(
            DesignException.class, () -> design.schema().fixedMatrix(ModelFrame.of("new", one)));
    assertTrue(e.getMessage().contains("q9"), e.getMessage());
    one.put("Q", CategoricalColumn.of(new int[] {0, -1}, List.of("q2"), false));
    ModelMatrix x = design.schema().fixedMatrix(ModelFrame.of("new", one));
    assertEquals(1, x.read().get(0, 1));
    assertTrue(Double.isNaN(x.read().get(1, 1)));
  }

  private static double[] doubles(JsonObject o, String key) {
    return StreamSupport.stream(o.getAsJsonArray(key).spliterator(), false)
        .mapToDouble(JsonElement::getAsDouble)
        .toArray();
  }
}
