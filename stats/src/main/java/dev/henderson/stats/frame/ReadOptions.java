package dev.henderson.stats.frame;

import java.util.Set;

/**
 * How a delimited text is read.
 *
 * @param separator what parts the fields; {@code '\0'} to find it, {@code ' '} for runs of blanks
 * @param header whether the first line holds the names
 * @param decimalComma whether 1,5 is a number; found by itself where {@code ;} parts the fields
 * @param missing fields that stand for a missing value, beside empty ones
 */
public record ReadOptions(
    char separator, boolean header, boolean decimalComma, Set<String> missing) {
  /** Copies the set. */
  public ReadOptions {
    missing = Set.copyOf(missing);
  }

  /** Everything found by itself; {@code NA} is missing. */
  public static ReadOptions defaults() {
    return new ReadOptions('\0', true, false, Set.of("NA"));
  }

  /** With a separator; {@code '\0'} to find it. */
  public ReadOptions withSeparator(char separator) {
    return new ReadOptions(separator, header, decimalComma, missing);
  }

  /** With or without a line of names. */
  public ReadOptions withHeader(boolean header) {
    return new ReadOptions(separator, header, decimalComma, missing);
  }

  /** With a comma as the decimal sign. */
  public ReadOptions withDecimalComma(boolean decimalComma) {
    return new ReadOptions(separator, header, decimalComma, missing);
  }

  /** With the fields that stand for a missing value. */
  public ReadOptions withMissing(Set<String> missing) {
    return new ReadOptions(separator, header, decimalComma, missing);
  }
}
