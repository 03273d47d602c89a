package dev.henderson.stats.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.henderson.stats.lm.LmReference;
import org.junit.jupiter.api.Test;

/**
 * The studentised range against values computed by mpmath in high precision (from SciPy's test
 * data, reference/dist/ptukey_mpmath.json), and against nested adaptive integration in R 4.2.2
 * (src/test/R/lm_more.R); of two means it is Student's t. R's own ptukey and qtukey are off at few
 * degrees of freedom.
 */
class StudentizedRangeTest {
  private static final JsonObject R =
      JsonParser.parseString(LmReference.text("/reference/lm/more.json")).getAsJsonObject();

  @Test
  void highPrecision() {
    JsonArray cases =
        JsonParser.parseString(LmReference.text("/reference/dist/ptukey_mpmath.json"))
            .getAsJsonObject()
            .getAsJsonArray("cdf_data");
    for (JsonElement e : cases) {
      JsonObject source = e.getAsJsonObject().getAsJsonObject("src_case");
      int k = source.get("k").getAsInt();
      double df = source.get("v").getAsDouble();
      double q = source.get("q").getAsDouble();
      double p = e.getAsJsonObject().get("mp_result").getAsDouble();
      StudentizedRange range = StudentizedRange.of(k, df);
      assertEquals(p, range.cdf(q), 1e-11, "q " + q + " k " + k + " df " + df);
      assertEquals(1 - p, range.survival(q), 1e-11, "q " + q + " k " + k + " df " + df);
    }
  }

  @Test
  void adaptiveIntegration() {
    JsonObject g = R.getAsJsonObject("ptukey");
    for (int i = 0; i < g.getAsJsonArray("q").size(); i++) {
      double q = g.getAsJsonArray("q").get(i).getAsDouble();
      int k = g.getAsJsonArray("k").get(i).getAsInt();
      double df = g.getAsJsonArray("df").get(i).getAsDouble();
      double p = g.getAsJsonArray("p").get(i).getAsDouble();
      StudentizedRange range = StudentizedRange.of(k, df < 0 ? Double.POSITIVE_INFINITY : df);
      assertEquals(p, range.cdf(q), 1e-8, "q " + q + " k " + k + " df " + df);
    }
  }

  @Test
  void twoMeansAreStudentsT() {
    for (double df : new double[] {1, 2, 3.5, 10, 200, Double.POSITIVE_INFINITY}) {
      for (double t : new double[] {0.1, 1, 2.5, 6, 20}) {
        double expected = StudentT.of(df).twoSided(t);
        double found = StudentizedRange.of(2, df).survival(t * Math.sqrt(2));
        assertEquals(expected, found, 1e-12, "t " + t + " df " + df);
      }
    }
  }

  /** By R: {@code 2 * pt(-2.31 / sqrt(2), df)}. */
  @Test
  void twoMeansAtFewDegreesOfFreedom() {
    double[][] dfAndP = {
      {2, 0.243987053948459},
      {1, 0.349728196097427},
      {0.5, 0.488901899244293},
      {0.2, 0.6788800423153},
      {0.1, 0.794020924667022},
      {0.05, 0.875175624170834},
      {0.02, 0.939251243165968},
      {0.01, 0.965767033109329},
      {0.001, 0.995373354495606}
    };
    for (double[] pair : dfAndP) {
      StudentizedRange range = StudentizedRange.of(2, pair[0]);
      assertEquals(pair[1], range.survival(2.31), 1e-11, "df " + pair[0]);
      assertEquals(1 - pair[1], range.cdf(2.31), 1e-11, "df " + pair[0]);
    }
  }

  /** By {@code reference/dist/few_df.py}: trapezoidal sums, Python 3.11. */
  @Test
  void moreMeansAtFewDegreesOfFreedom() {
    double[][] kDfQAndP = {
      {3, 0.1, 2, 0.8549497065433067},
      {3, 0.5, 5, 0.4330131447556183},
      {5, 0.05, 3, 0.9093343479708095},
      {5, 1, 10, 0.1832156312655111},
      {10, 0.3, 50, 0.3468303970394865},
      {4, 2.5, 4, 0.2098544785124709}
    };
    for (double[] c : kDfQAndP) {
      StudentizedRange range = StudentizedRange.of(c[0], c[1]);
      assertEquals(c[3], range.survival(c[2]), 1e-11, "k " + c[0] + " df " + c[1]);
      assertEquals(1 - c[3], range.cdf(c[2]), 1e-11, "k " + c[0] + " df " + c[1]);
    }
  }

  @Test
  void quantilesAtFewDegreesOfFreedomAndBack() {
    for (double df : new double[] {0.02, 0.05, 0.1, 0.3, 0.7, 1, 2.9, 3.1}) {
      for (double p : new double[] {0.05, 0.5, 0.95, 0.999}) {
        StudentizedRange range = StudentizedRange.of(4, df);
        double q = range.quantile(p);
        if (Double.isInfinite(q)) {
          // Beyond the largest number: so is all that can be asked for.
          assertTrue(range.cdf(Double.MAX_VALUE) < p, "p " + p + " df " + df);
        } else {
          assertEquals(p, range.cdf(q), 1e-11, "p " + p + " df " + df);
          assertEquals(1 - p, range.survival(q), 1e-11, "p " + p + " df " + df);
        }
      }
    }
  }

  @Test
  void bothSumsAgreeWhereTheyMeet() {
    double below = Math.nextDown(3.0);
    for (double k : new double[] {2, 3, 10, 60}) {
      for (double q : new double[] {0.01, 0.5, 3, 8, 40, 1000}) {
        double found = StudentizedRange.of(k, below).cdf(q);
        assertEquals(StudentizedRange.of(k, 3).cdf(q), found, 1e-11, "k " + k + " q " + q);
      }
    }
  }

  @Test
  void quantilesOfRAndBack() {
    JsonObject g = R.getAsJsonObject("qtukey");
    for (int i = 0; i < g.getAsJsonArray("p").size(); i++) {
      double p = g.getAsJsonArray("p").get(i).getAsDouble();
      int k = g.getAsJsonArray("k").get(i).getAsInt();
      double df = g.getAsJsonArray("df").get(i).getAsDouble();
      StudentizedRange range = StudentizedRange.of(k, df < 0 ? Double.POSITIVE_INFINITY : df);
      double q = range.quantile(p);
      assertEquals(p, range.cdf(q), 1e-12, "p " + p + " k " + k + " df " + df);
      // R's qtukey stops at 1e-4 and gives up for some; it is right where it says so.
      JsonElement r = g.getAsJsonArray("q").get(i);
      if (!r.isJsonNull() && df != 2 && df != 5) {
        assertEquals(r.getAsDouble(), q, 2e-4 * q, "p " + p + " k " + k + " df " + df);
      }
    }
  }

  /** Upper 1% points at two degrees of freedom, where R is off, from printed tables. */
  @Test
  void printedTables() {
    assertEquals(14.04, StudentizedRange.of(2, 2).quantile(0.99), 0.005);
    assertEquals(19.02, StudentizedRange.of(3, 2).quantile(0.99), 0.005);
    assertEquals(28.20, StudentizedRange.of(7, 2).quantile(0.99), 0.005);
  }

  @Test
  void nonsenseIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> StudentizedRange.of(1, 10));
    assertThrows(IllegalArgumentException.class, () -> StudentizedRange.of(3, 0));
    assertThrows(IllegalArgumentException.class, () -> StudentizedRange.of(3, 5).quantile(1.2));
  }
}
