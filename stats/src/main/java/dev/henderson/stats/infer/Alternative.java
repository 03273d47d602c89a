package dev.henderson.stats.infer;

import java.util.Locale;

/** Which way a test looks. */
public enum Alternative {
  /** Both ways; with a threshold: equivalence. */
  BOTH,
  /** Greater; with a threshold: non-inferiority. */
  GREATER,
  /** Less; with a threshold: non-superiority. */
  LESS;

  /**
   * The alternative of a word or sign, as R's emmeans reads it.
   *
   * @throws QuestionException naming those there are
   */
  public static Alternative named(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "both", "two-sided", "two.sided", "0", "2", "!=", "=", "equivalence" -> BOTH;
      case "right", "greater", "1", "+1", ">", "superiority", "noninferiority" -> GREATER;
      case "left", "less", "-1", "<", "inferiority", "nonsuperiority" -> LESS;
      default ->
          throw new QuestionException("There is no side " + word + ".", "side is =, < or >.");
    };
  }
}
