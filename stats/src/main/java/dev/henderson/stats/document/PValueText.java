package dev.henderson.stats.document;

import java.util.ArrayList;
import java.util.List;

/** Writes p values: as R prints a column of them, or as journals want them. */
public final class PValueText {
  /** The distance from 1 to the next double: smaller p values are rounding errors. */
  private static final double EPSILON = Math.ulp(1.0);

  private static final int DIGITS = 3;
  private static final double LEVEL = 0.05;

  private final NumberText large;
  private final NumberText small;

  /** The format of all p values of one table. */
  public PValueText(List<Double> values) {
    List<Double> fixed = new ArrayList<>();
    List<Double> tiny = new ArrayList<>();
    for (double p : values) {
      if (p >= EPSILON) {
        (isPlain(p) ? fixed : tiny).add(p);
      }
    }
    large = NumberText.significant(fixed, DIGITS, 15);
    small = NumberText.significant(tiny, DIGITS, 15);
  }

  /** Whether R formats it with the larger ones of its column: down to 0.0001. */
  private static boolean isPlain(double p) {
    return p >= 1e-4;
  }

  /** As R prints it: three significant digits, {@code < 2e-16} where it drowns. */
  public String exact(double p) {
    if (p < EPSILON) {
      return "< 2e-16";
    }
    return (isPlain(p) ? large : small).format(p);
  }

  /** Three decimals without a leading zero, {@code < .001} below that, more just below .05. */
  public static String brief(double p) {
    if (p < 0.001) {
      return "< .001";
    }
    if (p > 0.9995) {
      return "> .999";
    }
    String text = new NumberText(3, false).format(p);
    // Rounding must not carry a p value over the level most tests are judged by.
    for (int d = 4; p < LEVEL && Double.parseDouble(text) >= LEVEL && d < 16; d++) {
      text = new NumberText(d, false).format(p);
    }
    return text.substring(1);
  }
}
