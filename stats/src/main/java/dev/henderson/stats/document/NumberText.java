package dev.henderson.stats.document;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.List;

/**
 * Writes numbers of one table column alike, with R's rule: the fewest decimals with which every
 * number has its significant digits, and powers of ten where those are shorter. ASCII signs.
 *
 * @param decimals digits after the point
 * @param scientific whether a power of ten is written
 */
public record NumberText(int decimals, boolean scientific) {

  /** The format in which all these numbers show {@code digits} significant digits, if they need. */
  public static NumberText significant(Collection<Double> values, int digits, int maxDecimals) {
    return significant(values, List.of(), digits, maxDecimals);
  }

  /**
   * The same, for further numbers that are shown alike but have no say in the decimals.
   *
   * @param leaders numbers that must show their significant digits
   * @param followers numbers that are only shown beside them
   */
  public static NumberText significant(
      Collection<Double> leaders, Collection<Double> followers, int digits, int maxDecimals) {
    int right = 0;
    int mantissa = 1;
    int left = 1;
    int exponentWidth = 2;
    for (double x : leaders) {
      if (!Double.isFinite(x) || x == 0) {
        continue;
      }
      BigDecimal d = rounded(x, digits);
      int exponent = d.precision() - d.scale() - 1;
      right = Math.max(right, d.precision() - exponent - 1);
      mantissa = Math.max(mantissa, d.precision());
      left = Math.max(left, exponent + 1);
      exponentWidth = Math.max(exponentWidth, Math.abs(exponent) >= 100 ? 3 : 2);
    }
    for (double x : followers) {
      if (Double.isFinite(x) && x != 0) {
        BigDecimal d = rounded(x, digits);
        left = Math.max(left, d.precision() - d.scale());
      }
    }
    int fixed = left + (right > 0 ? right + 1 : 0);
    int power = mantissa + (mantissa > 1 ? 1 : 0) + 2 + exponentWidth;
    if (fixed > power) {
      return new NumberText(mantissa - 1, true);
    }
    return new NumberText(Math.min(right, maxDecimals), false);
  }

  private static BigDecimal rounded(double x, int digits) {
    return new BigDecimal(Math.abs(x))
        .round(new MathContext(digits, RoundingMode.HALF_EVEN))
        .stripTrailingZeros();
  }

  /** One number. */
  public String format(double x) {
    if (!Double.isFinite(x)) {
      return Double.isNaN(x) ? "NA" : x > 0 ? "Inf" : "-Inf";
    }
    if (!scientific) {
      BigDecimal d = new BigDecimal(x).setScale(decimals, RoundingMode.HALF_EVEN);
      return d.toPlainString();
    }
    if (x == 0) {
      return BigDecimal.ZERO.setScale(decimals).toPlainString() + "e+00";
    }
    BigDecimal d = new BigDecimal(x).round(new MathContext(decimals + 1, RoundingMode.HALF_EVEN));
    int exponent = d.precision() - d.scale() - 1;
    BigDecimal head = d.movePointLeft(exponent).setScale(decimals, RoundingMode.HALF_EVEN);
    String power = Integer.toString(Math.abs(exponent));
    return head.toPlainString()
        + (exponent < 0 ? "e-" : "e+")
        + (power.length() < 2 ? "0" + power : power);
  }
}
