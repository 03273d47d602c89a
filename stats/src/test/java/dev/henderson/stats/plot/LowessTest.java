package dev.henderson.stats.plot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against R 4.2.2's {@code lowess}; reference/lowess.json, made by src/test/R/lowess.R. */
class LowessTest {
  /** Both add in the same order, so only rounding differs. */
  private static final double TOLERANCE = 1e-10;

  static List<JsonObject> cases() throws IOException {
    try (var in = LowessTest.class.getResourceAsStream("/reference/lowess.json");
        var reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      List<JsonObject> cases = new ArrayList<>();
      JsonParser.parseReader(reader)
          .getAsJsonObject()
          .getAsJsonArray("cases")
          .forEach(c -> cases.add(c.getAsJsonObject()));
      return cases;
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void equalsR(JsonObject c) {
    double[] fit =
        Lowess.smooth(
            numbers(c.getAsJsonArray("x")),
            numbers(c.getAsJsonArray("y")),
            c.get("f").getAsDouble(),
            c.get("iter").getAsInt(),
            c.get("delta").getAsDouble());
    assertArrayEquals(numbers(c.getAsJsonArray("fit")), fit, TOLERANCE, c.get("id").getAsString());
  }

  /** What keeps many points quick: a line is fitted at each hundredth of the range only. */
  @Test
  void hundredThousandPointsAreFittedAtAHundredPlaces() {
    int n = 100_000;
    double[] x = new double[n];
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = i;
      y[i] = Math.sin(i / 1e4);
    }
    double[] fit = Lowess.smooth(x, y);
    assertTrue(Math.abs(fit[n / 2]) < 1);
    // Between two places the smooth is straight, so that only there its slope changes.
    int bends = 0;
    for (int i = 1; i < n - 1; i++) {
      double bend = Math.abs(fit[i + 1] - 2 * fit[i] + fit[i - 1]);
      bends += bend > 1e-12 ? 1 : 0;
    }
    assertTrue(bends > 90 && bends <= 101, bends + " bends");
  }

  @Test
  void wantsAscendingX() {
    assertThrows(
        IllegalArgumentException.class,
        () -> Lowess.smooth(new double[] {2, 1}, new double[] {0, 0}));
    assertThrows(
        IllegalArgumentException.class,
        () -> Lowess.smooth(new double[] {1, Double.NaN}, new double[] {0, 0}));
    assertThrows(
        IllegalArgumentException.class, () -> Lowess.smooth(new double[] {1}, new double[0]));
  }

  private static double[] numbers(JsonArray array) {
    double[] out = new double[array.size()];
    int i = 0;
    for (JsonElement e : array) {
      out[i++] = e.getAsDouble();
    }
    return out;
  }
}
