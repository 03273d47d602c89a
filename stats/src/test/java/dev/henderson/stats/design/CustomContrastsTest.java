package dev.henderson.stats.design;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.frame.CategoricalColumn;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.matrix.ModelMatrix;
import dev.henderson.stats.variables.DesignException;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Contrasts given as numbers: R 4.2.2, model.matrix(~ C(A, ...)) with A of levels a1 to a4. */
class CustomContrastsTest {
  private static ModelMatrix matrix(String formula) {
    LinkedHashMap<String, dev.henderson.stats.frame.FrameColumn> columns = new LinkedHashMap<>();
    columns.put(
        "A",
        CategoricalColumn.of(
            new int[] {0, 1, 2, 3, 0, 1, 2, 3}, List.of("a1", "a2", "a3", "a4"), false));
    return Design.linear(
            Formula.parse(formula), ModelFrame.of("d", columns), DesignOptions.defaults())
        .matrix();
  }

  @Test
  void severalAreCompletedAsInR() {
    ModelMatrix x = matrix("~ C(A, cbind(c(-1, 0, 1, 0), c(1, -2, 1, 0)))");
    assertEquals("C(A, cbind(c(-1, 0, 1, 0), c(1, -2, 1, 0)))3", x.columnNames().get(3));
    double[][] r = {
      {1, -1, 1, -0.2886751345948129},
      {1, 0, -2, -0.2886751345948129},
      {1, 1, 1, -0.2886751345948129},
      {1, 0, 0, 0.8660254037844386}
    };
    double[] row = new double[4];
    for (int i = 0; i < 4; i++) {
      x.read().copyRow(i, row, 0);
      assertArrayEquals(r[i], row, 1e-12);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "C(A, cbind(lin = c(-1, 0, 1, 0), c(1, -2, 1, 0)));lin,,",
        "C(A, contr.treatment(4, base = 2));1,3,4",
        "C(A, contr.sum(4));1,2,3",
        "C(A, contr.poly(4));.L,.Q,.C",
        "C(A, cbind(c(1, 0, 0, 0), c(0, 1, 0, 0), c(0, 0, 1, 0)), how.many = 2);1,2",
      })
  void columnsAreNamedAsInR(String call, String suffixes) {
    List<String> names = matrix("~ " + call).columnNames();
    String[] expected = suffixes.split(",", -1);
    assertEquals(expected.length + 1, names.size());
    for (int j = 0; j < expected.length; j++) {
      assertEquals(call + expected[j], names.get(j + 1));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "~ C(A, cbind(c(-1, 0, 1), c(1, -2, 1)));14;each of the 4 levels",
        "~ C(A, cbind(c(-1, 0, 1, 0), c(2, 0, -2, 0)));8;depend",
        "~ C(A, c(1, 1, 1, 1));8;depend",
        "~ C(A, contr.sum(3));18;4 levels",
      })
  void wrongOnesAreRefused(String formula, int column, String part) {
    DesignException e = assertThrows(DesignException.class, () -> matrix(formula));
    assertEquals(column, e.column(), e.getMessage());
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }

  @Test
  void aMatrixIsWrittenOutAsItsColumnsAre() {
    ModelMatrix x = matrix("~ A + C(A, poly) - 1").select(new int[] {2, 0, 2});
    double[][] dense = x.toColumns();
    assertEquals(3, dense.length);
    for (int j = 0; j < 3; j++) {
      assertArrayEquals(x.column(j), dense[j]);
    }
  }
}
