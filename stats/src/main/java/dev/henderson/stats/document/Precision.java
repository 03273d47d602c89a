package dev.henderson.stats.document;

import java.util.Objects;

/**
 * How many digits of an estimate are worth showing. Cells of one table whose precisions are equal
 * but for {@code follows} are shown with the same number of decimals.
 *
 * @param kind whether {@code digits} counts decimals or significant digits
 * @param digits the number of digits
 * @param maxDecimals never more decimals than this
 * @param together tells apart cells of equal digits that need not agree on their decimals
 * @param follows whether the cell takes the decimals that others of its key need, without having a
 *     say: an estimate is shown as finely as its standard error deserves
 * @param zapped whether numbers that are small beside the largest of the key have no say in the
 *     decimals and are shown as the zero they round to, as by R's {@code zapsmall}
 */
public record Precision(
    Kind kind, int digits, int maxDecimals, String together, boolean follows, boolean zapped) {
  private static final int NO_LIMIT = 15;

  /** What {@code digits} counts. */
  public enum Kind {
    /** A fixed number of decimals. */
    DECIMALS,
    /**
     * As many decimals as the number that needs most wants for this many significant digits, and no
     * trailing zero in all of them, as R prints a vector.
     */
    SIGNIFICANT
  }

  /** Checks the parts. */
  public Precision {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(together);
    if (digits < 0 || kind == Kind.SIGNIFICANT && digits < 1) {
      throw new IllegalArgumentException("a precision of " + digits + " digits");
    }
  }

  /** Always this many decimals. */
  public static Precision decimals(int digits) {
    return new Precision(Kind.DECIMALS, digits, NO_LIMIT, "decimals" + digits, false, false);
  }

  /** This many significant digits for the cell that needs most decimals among those of the key. */
  public static Precision significant(int digits, String together) {
    return new Precision(Kind.SIGNIFICANT, digits, NO_LIMIT, together, false, false);
  }

  /** The same with at most so many decimals. */
  public Precision atMost(int decimals) {
    return new Precision(kind, digits, decimals, together, follows, zapped);
  }

  /** The same, but taking the decimals that the other cells of the key need. */
  public Precision following() {
    return new Precision(kind, digits, maxDecimals, together, true, zapped);
  }

  /** The same, with numbers that are small beside the largest shown as zero. */
  public Precision zapping() {
    return new Precision(kind, digits, maxDecimals, together, follows, true);
  }

  /** The decimals beyond which a number is nothing beside the largest of its key. */
  int decimalsBeside(double largest) {
    if (maxDecimals < NO_LIMIT || !(largest > 0)) {
      return maxDecimals;
    }
    return (int) Math.max(0, Math.floor(digits - Math.log10(largest) + 0.5));
  }

  /** The precision that this one follows; itself, if it leads. */
  Precision leading() {
    return follows ? new Precision(kind, digits, maxDecimals, together, false, zapped) : this;
  }
}
