package dev.henderson.stats.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Against R 4.2.2's qr(), by src/test/R/formula_functions.R; signs and pivots included. */
class LimitedPivotQrTest {
  private static double[] doubles(JsonElement e) {
    return StreamSupport.stream(e.getAsJsonArray().spliterator(), false)
        .mapToDouble(JsonElement::getAsDouble)
        .toArray();
  }

  @Test
  void ranksPivotsAndFactorsAsR() {
    JsonObject o =
        JsonParser.parseReader(
                new InputStreamReader(
                    LimitedPivotQrTest.class.getResourceAsStream(
                        "/reference/formula/limited-pivot-qr.json"),
                    StandardCharsets.UTF_8))
            .getAsJsonObject();
    JsonArray given = o.getAsJsonArray("columns");
    double[][] columns = new double[given.size()][];
    for (int j = 0; j < columns.length; j++) {
      columns[j] = doubles(given.get(j));
    }
    int n = columns[0].length;
    LimitedPivotQr qr = LimitedPivotQr.of(n, columns);
    assertEquals(o.get("rank").getAsInt(), qr.rank());
    double[] pivot = doubles(o.get("pivot"));
    for (int j = 0; j < columns.length; j++) {
      assertEquals((int) pivot[j], qr.pivot(j));
    }
    for (int j = 0; j < qr.rank(); j++) {
      double[] r = doubles(o.getAsJsonArray("r").get(j));
      for (int i = 0; i <= j; i++) {
        assertEquals(r[i], qr.r(i, j), 1e-12 * Math.max(1, Math.abs(r[i])));
      }
    }
    double[] y = IntStream.rangeClosed(1, n).asDoubleStream().toArray();
    qr.applyTransposed(y);
    assertArrayEquals(doubles(o.get("qty")), y, 1e-12);
    qr.apply(y);
    assertArrayEquals(IntStream.rangeClosed(1, n).asDoubleStream().toArray(), y, 1e-12);
    // The third column is the first less twice the second.
    int dropped =
        IntStream.range(qr.rank(), columns.length)
            .filter(p -> qr.pivot(p) == 2)
            .findFirst()
            .orElseThrow();
    double[] a = qr.combination(dropped);
    assertEquals(1, a[0], 1e-12);
    assertEquals(-2, a[1], 1e-12);
    assertEquals(0, a[2], 1e-12);
  }

  @Test
  void emptyAndZeroMatrices() {
    assertEquals(0, LimitedPivotQr.of(3, new double[0][]).rank());
    assertEquals(0, LimitedPivotQr.of(3, new double[2][3]).rank());
    assertEquals(1, LimitedPivotQr.of(1, new double[][] {{2}, {3}}).rank());
  }
}
