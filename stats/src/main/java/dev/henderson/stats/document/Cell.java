package dev.henderson.stats.document;

import dev.henderson.stats.text.Call;
import dev.henderson.stats.text.Written;
import java.util.Objects;

/** One typed entry of a report: what it is, not how it looks. */
public sealed interface Cell {

  /**
   * Words: a name, a level, a sentence.
   *
   * @param text the words
   * @param style how they are meant
   */
  record Label(String text, Style style) implements Cell {
    /** What kind of words a label holds. */
    public enum Style {
      /** Plain words. */
      PLAIN,
      /** Something typed or a name from the data, such as a formula. */
      CODE,
      /** The same as the label above it: table renderers leave the place empty. */
      REPEATED
    }

    /** Makes a label; the text may be empty, not null. */
    public Label {
      Objects.requireNonNull(text);
      Objects.requireNonNull(style);
    }
  }

  /**
   * Words that depend on how calls are written where they are read; a label once that is known.
   *
   * @param words what is said
   * @param style how it is meant
   */
  record Said(Written words, Label.Style style) implements Cell {
    /** Checks the parts. */
    public Said {
      Objects.requireNonNull(words);
      Objects.requireNonNull(style);
    }
  }

  /**
   * A number that was measured or estimated.
   *
   * @param value the number in full precision
   * @param precision how many digits to show; cells of equal precision in a table agree on decimals
   */
  record Estimate(double value, Precision precision) implements Cell {}

  /**
   * A p value.
   *
   * @param value in [0, 1]
   */
  record PValue(double value) implements Cell {}

  /**
   * A whole number of things.
   *
   * @param value the number
   */
  record Count(long value) implements Cell {}

  /** A value that is not there. */
  record Missing() implements Cell {}

  /** Plain words. */
  static Cell label(String text) {
    return new Label(text, Label.Style.PLAIN);
  }

  /** Something typed, or a name from the data. */
  static Cell code(String text) {
    return new Label(text, Label.Style.CODE);
  }

  /** A call, as something typed. */
  static Cell code(Call call) {
    return new Said(call, Label.Style.CODE);
  }

  /** Sentences with calls in them. */
  static Cell said(Written words) {
    return new Said(words, Label.Style.PLAIN);
  }

  /** A label that repeats the one above it. */
  static Cell repeated(String text) {
    return new Label(text, Label.Style.REPEATED);
  }

  /** An empty place, as a correlation above the diagonal. */
  static Cell blank() {
    return new Label("", Label.Style.PLAIN);
  }

  /** An estimate, or a missing value where it is NaN. */
  static Cell estimate(double value, Precision precision) {
    return Double.isNaN(value) ? new Missing() : new Estimate(value, precision);
  }

  /** A p value, or a missing value where it is NaN. */
  static Cell pValue(double value) {
    return Double.isNaN(value) ? new Missing() : new PValue(value);
  }

  /** A count. */
  static Cell count(long value) {
    return new Count(value);
  }

  /** A value that is not there. */
  static Cell missing() {
    return new Missing();
  }
}
