package dev.henderson.stats.infer;

import dev.henderson.stats.text.NearestNames;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How p values and intervals of a family of comparisons allow for their number. */
public enum Adjustment {
  /** By the studentised range: exact for all pairs of equally well known means [Kramer 1956]. */
  TUKEY("tukey"),
  /** By the F distribution: holds for every contrast one may think of [Scheffe 1953]. */
  SCHEFFE("scheffe"),
  /** As if the tests were independent [Sidak 1967]. */
  SIDAK("sidak"),
  /** R's quick approximation to Dunnett's test of each mean with a control. */
  DUNNETTX("dunnettx"),
  /** By the multivariate t distribution of the comparisons: exact for any of them. */
  MVT("mvt"),
  /** Step down from the smallest p value [Holm 1979]. */
  HOLM("holm"),
  /** Step up [Hochberg 1988]. */
  HOCHBERG("hochberg"),
  /** Closed Simes tests [Hommel 1988]. */
  HOMMEL("hommel"),
  /** Times the number of tests. */
  BONFERRONI("bonferroni"),
  /** False discovery rate [Benjamini 1995]. */
  FDR("fdr"),
  /** False discovery rate under any dependence [Benjamini 2001]. */
  BY("BY"),
  /** None: each test alone. */
  NONE("none");

  private final String word;

  Adjustment(String word) {
    this.word = word;
  }

  /**
   * The adjustment of a name; {@code BH} is {@code fdr}, {@code dunnett} and {@code single-step}
   * are the exact {@code mvt}.
   *
   * @throws QuestionException naming the nearest
   */
  public static Adjustment named(String name) {
    String word = name.toLowerCase(Locale.ROOT);
    List<String> known = Arrays.stream(values()).map(Adjustment::toString).toList();
    return switch (word) {
      case "bh" -> FDR;
      case "dunnett", "single-step" -> MVT;
      case "bonf" -> BONFERRONI;
      case "\u0161id\u00e1k" -> SIDAK;
      default -> {
        for (Adjustment a : values()) {
          if (a.word.equalsIgnoreCase(word)) {
            yield a;
          }
        }
        List<String> near = NearestNames.of(name, known);
        throw new QuestionException(
            "There is no adjustment " + name + ".",
            near.isEmpty()
                ? "There are " + String.join(", ", known) + "."
                : "Did you mean " + String.join(" or ", near) + "?");
      }
    };
  }

  /** The adjustment of sorted p values that this is, if it is one. */
  public Optional<PAdjustment> ofPValues() {
    return switch (this) {
      case HOLM -> Optional.of(PAdjustment.HOLM);
      case HOCHBERG -> Optional.of(PAdjustment.HOCHBERG);
      case HOMMEL -> Optional.of(PAdjustment.HOMMEL);
      case BONFERRONI -> Optional.of(PAdjustment.BONFERRONI);
      case FDR -> Optional.of(PAdjustment.BH);
      case BY -> Optional.of(PAdjustment.BY);
      case SIDAK -> Optional.of(PAdjustment.SIDAK);
      case NONE -> Optional.of(PAdjustment.NONE);
      default -> Optional.empty();
    };
  }

  /** The name as R spells it. */
  @Override
  public String toString() {
    return word;
  }
}
