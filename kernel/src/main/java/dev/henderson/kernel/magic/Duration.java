package dev.henderson.kernel.magic;

import java.util.Locale;

/** How long something took, in words. */
final class Duration {
  private static final String[] UNITS = {"ns", "µs", "ms"};
  private static final double THOUSAND = 1000;
  private static final double NANOS_A_SECOND = 1e9;

  private Duration() {}

  /** Three figures and a unit, such as {@code 12.3 µs}. */
  static String words(double nanos) {
    if (nanos >= NANOS_A_SECOND) {
      return String.format(Locale.ROOT, "%.2f s", nanos / NANOS_A_SECOND);
    }
    double value = nanos;
    int unit = 0;
    while (value >= THOUSAND && unit < UNITS.length - 1) {
      value /= THOUSAND;
      unit++;
    }
    String format = value < 10 ? "%.2f %s" : value < 100 ? "%.1f %s" : "%.0f %s";
    return String.format(Locale.ROOT, format, value, UNITS[unit]);
  }
}
