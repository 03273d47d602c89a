package dev.henderson.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.henderson.stats.emm.EmmOptions;
import dev.henderson.stats.emm.EmmRow;
import dev.henderson.stats.emm.LinearHypotheses;
import dev.henderson.stats.infer.Predictions;
import dev.henderson.stats.infer.QuestionException;
import dev.henderson.stats.infer.RandomForm;
import dev.henderson.stats.lm.LmReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Two-way designs with empty cells: what the data do not tell is missing in predictions, means,
 * contrasts and hypotheses of every kind of fit, with the same note. Judged by exact ranks: a
 * function is told if it lies in the row space of X. Values are R's (src/test/R/empty_cells.R).
 */
class EmptyCellsTest {
  /** A design: levels of A and B from 1, row by row. */
  private record Cells(int na, int nb, List<int[]> rows, double[] y) {
    Table table() {
      StringColumn a = StringColumn.create("A");
      StringColumn b = StringColumn.create("B");
      StringColumn g = StringColumn.create("g");
      for (int i = 0; i < rows.size(); i++) {
        a.append("a" + rows.get(i)[0]);
        b.append("b" + rows.get(i)[1]);
        g.append("g" + i % 3);
      }
      return Table.create("d", a, b, g, DoubleColumn.create("y", y));
    }

    Table grid() {
      StringColumn a = StringColumn.create("A");
      StringColumn b = StringColumn.create("B");
      for (int i = 1; i <= na; i++) {
        for (int j = 1; j <= nb; j++) {
          a.append("a" + i);
          b.append("b" + j);
        }
      }
      return Table.create("new", a, b);
    }

    /** Names of columns in R's order, each with its place. */
    Map<String, Integer> names(boolean crossed) {
      Map<String, Integer> out = new LinkedHashMap<>();
      out.put("(Intercept)", 0);
      for (int i = 2; i <= na; i++) {
        out.put("Aa" + i, out.size());
      }
      for (int j = 2; j <= nb; j++) {
        out.put("Bb" + j, out.size());
      }
      for (int j = 2; crossed && j <= nb; j++) {
        for (int i = 2; i <= na; i++) {
          out.put("Aa" + i + ":Bb" + j, out.size());
        }
      }
      return out;
    }

    /** The row of X of a cell, in treatment coding: whole numbers. */
    long[] row(int i, int j, boolean crossed) {
      Map<String, Integer> names = names(crossed);
      long[] x = new long[names.size()];
      for (String name : List.of("(Intercept)", "Aa" + i, "Bb" + j, "Aa" + i + ":Bb" + j)) {
        if (names.containsKey(name)) {
          x[names.get(name)] = 1;
        }
      }
      return x;
    }

    long[][] matrix(boolean crossed) {
      return rows.stream().map(r -> row(r[0], r[1], crossed)).toArray(long[][]::new);
    }

    boolean tells(long[] l, boolean crossed) {
      long[][] x = matrix(crossed);
      long[][] more = java.util.Arrays.copyOf(x, x.length + 1);
      more[x.length] = l;
      return SmallAlgebra.rank(more) == SmallAlgebra.rank(x);
    }

    /** Whether neither factor looks nested in the other, which would be another question. */
    boolean isCrossed() {
      return shared(0, 1) && shared(1, 0);
    }

    private boolean shared(int of, int in) {
      Map<Integer, TreeSet<Integer>> seen = new LinkedHashMap<>();
      rows.forEach(r -> seen.computeIfAbsent(r[of], k -> new TreeSet<>()).add(r[in]));
      return seen.values().stream().anyMatch(s -> s.size() > 1);
    }
  }

  private static Cells random(Random random) {
    while (true) {
      int na = 2 + random.nextInt(3);
      int nb = 2 + random.nextInt(3);
      List<int[]> rows = new ArrayList<>();
      for (int i = 1; i <= na; i++) {
        for (int j = 1; j <= nb; j++) {
          int n = random.nextDouble() < 0.4 ? 0 : 1 + random.nextInt(3);
          for (int k = 0; k < n; k++) {
            rows.add(new int[] {i, j});
          }
        }
      }
      double[] y =
          rows.stream().mapToDouble(r -> 3 + r[0] - r[1] + random.nextGaussian()).toArray();
      Cells cells = new Cells(na, nb, rows, y);
      boolean whole =
          rows.stream().map(r -> r[0]).distinct().count() == na
              && rows.stream().map(r -> r[1]).distinct().count() == nb;
      if (whole && cells.isCrossed() && rows.size() > SmallAlgebra.rank(cells.matrix(true)) + 2) {
        return cells;
      }
    }
  }

  private static List<Fitted> fits(String fixed, Table data) {
    return List.of(
        Lm.fit("y ~ " + fixed, data),
        Aov.fit("y ~ " + fixed, data),
        Lmer.fit("y ~ " + fixed + " + (1 | g)", data));
  }

  private static long[] plus(long[] a, long[] b, int times) {
    long[] out = a.clone();
    for (int i = 0; i < out.length; i++) {
      out[i] += times * b[i];
    }
    return out;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatIsToldIsWhatExactRanksSay(boolean crossed) {
    Random random = new Random(crossed ? 14 : 41);
    int open = 0;
    for (int design = 0; design < 30; design++) {
      Cells cells = random(random);
      List<Boolean> told = new ArrayList<>();
      List<Boolean> margins = new ArrayList<>();
      List<long[]> means = new ArrayList<>();
      for (int i = 1; i <= cells.na(); i++) {
        long[] sum = new long[cells.names(crossed).size()];
        for (int j = 1; j <= cells.nb(); j++) {
          long[] l = cells.row(i, j, crossed);
          told.add(cells.tells(l, crossed));
          sum = plus(sum, l, 1);
        }
        margins.add(cells.tells(sum, crossed));
        means.add(sum);
      }
      List<Boolean> pairs = new ArrayList<>();
      for (int i = 0; i < means.size(); i++) {
        for (int k = i + 1; k < means.size(); k++) {
          pairs.add(cells.tells(plus(means.get(i), means.get(k), -1), crossed));
        }
      }
      open += (int) told.stream().filter(t -> !t).count();
      String fixed = crossed ? "A * B" : "A + B";
      List<String> notes = null;
      List<EmmRow> first = null;
      for (Fitted fit : fits(fixed, cells.table())) {
        String what = fit.formula() + " of design " + design;
        Predictions p = fit.predictions(cells.grid(), RandomForm.NONE, 0.95);
        assertEquals(told, p.rows().stream().map(r -> !Double.isNaN(r.fitted())).toList(), what);
        assertEquals(
            told, p.rows().stream().map(r -> !Double.isNaN(r.standardError())).toList(), what);
        EmmMeans emm = EmmMeans.of(fit, "pairwise ~ A");
        assertEquals(margins, estimable(emm.answer().means().rows()), what);
        assertEquals(pairs, estimable(emm.contrasts().table().rows()), what);
        List<String> said = new ArrayList<>(open(p.notes()));
        said.addAll(open(emm.answer().means().notes()));
        said.addAll(open(emm.contrasts().table().notes()));
        said.addAll(hypotheses(fit, cells, crossed, what));
        assertEquals(notes == null ? said : notes, said, what);
        notes = said;
        if (fit instanceof Aov) {
          for (int i = 0; i < first.size(); i++) {
            assertEquals(
                first.get(i).estimate(), emm.answer().means().rows().get(i).estimate(), 1e-8);
          }
        }
        first = emm.answer().means().rows();
      }
    }
    assertTrue(open > (crossed ? 50 : 0), open + " cells");
  }

  private static List<Boolean> estimable(List<EmmRow> rows) {
    return rows.stream().map(EmmRow::isEstimable).toList();
  }

  private static List<String> open(List<String> notes) {
    return notes.stream().filter(n -> n.contains("estimated")).toList();
  }

  /** Each coefficient as a hypothesis; what is said of those that the data do not tell. */
  private static List<String> hypotheses(Fitted fit, Cells cells, boolean crossed, String what) {
    List<String> said = new ArrayList<>();
    Map<String, Integer> names = cells.names(crossed);
    names.forEach(
        (name, at) -> {
          long[] l = new long[names.size()];
          l[at] = 1;
          boolean told = cells.tells(l, crossed);
          LinearHypotheses h = EmmMeans.hypotheses(fit, name + " = 0");
          EmmRow row = h.table(EmmOptions.defaults()).rows().get(0);
          assertEquals(told, row.isEstimable(), what + ": " + name);
          if (told) {
            assertTrue(h.test().pValue() >= 0, what + ": " + name);
          } else {
            assertTrue(Double.isNaN(row.pValue()), what + ": " + name);
            said.add(assertThrows(QuestionException.class, h::test).getMessage());
          }
        });
    return said;
  }

  @Test
  void valuesAreThoseOfR() {
    JsonArray designs =
        JsonParser.parseString(LmReference.text("/reference/own/empty_cells.json"))
            .getAsJsonArray();
    for (JsonElement element : designs) {
      JsonObject r = element.getAsJsonObject();
      Table data =
          Table.create(
              "d",
              StringColumn.create("A", strings(r.getAsJsonArray("A"))),
              StringColumn.create("B", strings(r.getAsJsonArray("B"))),
              DoubleColumn.create("y", numbers(r.getAsJsonArray("y"))));
      StringColumn g = StringColumn.create("g");
      for (int i = 0; i < data.rowCount(); i++) {
        g.append("g" + i % 3);
      }
      data.addColumns(g);
      List<String> cells = strings(r.getAsJsonArray("cells"));
      Function<Integer, List<String>> part = k -> cells.stream().map(c -> c.split(" ")[k]).toList();
      Table grid =
          Table.create(
              "new",
              StringColumn.create("A", part.apply(0)),
              StringColumn.create("B", part.apply(1)));
      for (Fitted fit : fits("A * B", data)) {
        boolean exact = !(fit instanceof Lmer);
        Predictions p = fit.predictions(grid, RandomForm.NONE, 0.95);
        agree(
            numbers(r.getAsJsonArray("fit")),
            p.rows().stream().mapToDouble(Predictions.Row::fitted).toArray(),
            exact);
        agree(
            numbers(r.getAsJsonArray("means")),
            EmmMeans.of(fit, "~ A").answer().means().rows().stream()
                .mapToDouble(EmmRow::estimate)
                .toArray(),
            exact);
      }
      List<String> left =
          Lm.fit("y ~ A * B", data).fit().aliased().stream().map(a -> a.name()).toList();
      assertEquals(strings(r.getAsJsonArray("aliased")), left);
    }
  }

  private static void agree(double[] r, double[] found, boolean exact) {
    assertEquals(r.length, found.length);
    for (int i = 0; i < r.length; i++) {
      assertEquals(Double.isNaN(r[i]), Double.isNaN(found[i]), "place " + i);
      if (exact) {
        assertEquals(r[i], found[i], 1e-9);
      }
    }
  }

  private static List<String> strings(JsonArray a) {
    return a.asList().stream().map(JsonElement::getAsString).toList();
  }

  private static double[] numbers(JsonArray a) {
    return a.asList().stream()
        .mapToDouble(e -> e.isJsonNull() ? Double.NaN : e.getAsDouble())
        .toArray();
  }
}
