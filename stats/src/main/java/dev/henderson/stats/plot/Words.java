package dev.henderson.stats.plot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers in the sentences under and behind pictures. */
final class Words {
  private Words() {}

  /** Three significant digits, with powers of ten only where they help. */
  static String number(double x) {
    if (x == 0 || !Double.isFinite(x)) {
      return x == 0 ? "0" : Double.toString(x);
    }
    double size = Math.abs(x);
    if (size >= 1e7 || size < 1e-4) {
      return String.format(Locale.ROOT, "%.2e", x);
    }
    BigDecimal d = new BigDecimal(x).round(new MathContext(3, RoundingMode.HALF_EVEN));
    return size >= 1000
        ? String.format(Locale.ROOT, "%.0f", x)
        : d.stripTrailingZeros().toPlainString();
  }

  /** A whole number with its digits in threes. */
  static String count(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }
}
