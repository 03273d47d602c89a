package dev.henderson.stats.design;

/** Which hypothesis about a term an analysis of variance tests. */
public enum HypothesisType {
  /** Sequential: each term after those before it in the formula. */
  I,
  /** Each term after all that do not contain it. */
  II,
  /**
   * Each term as the average over the terms that contain it, every cell counting alike, as SAS and
   * lmerTest; it does not depend on the coding of the factors.
   */
  III;

  /**
   * The type a word or number means: {@code 1, 2, 3, I, II, III}.
   *
   * @throws IllegalArgumentException if it is none of them
   */
  public static HypothesisType of(String word) {
    return switch (word.replaceAll("[\"'\\s]", "").toUpperCase(java.util.Locale.ROOT)) {
      case "1", "I" -> I;
      case "2", "II" -> II;
      case "3", "III" -> III;
      default -> throw new IllegalArgumentException("The type is I, II or III (1, 2, 3).");
    };
  }
}
