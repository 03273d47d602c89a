package dev.henderson.stats.design;

import java.util.List;

/** What an expression of a formula is over the rows of a frame. Arrays are shared, not changed. */
sealed interface Value {
  /**
   * Numbers or truth values (1, 0), NaN where missing: one per row, or a constant of any length.
   */
  final class Numbers implements Value {
    final double[] values;
    final boolean logical;
    final boolean constant;

    Numbers(double[] values, boolean logical, boolean constant) {
      this.values = values;
      this.logical = logical;
      this.constant = constant;
    }

    static Numbers rows(double[] values) {
      return new Numbers(values, false, false);
    }

    static Numbers constant(double... values) {
      return new Numbers(values, false, true);
    }

    double at(int row) {
      return values[constant ? row % values.length : row];
    }
  }

  /** Levels: a code per row, -1 where missing. */
  final class Levels implements Value {
    final int[] codes;
    final List<String> labels;
    final boolean ordered;
    final ContrastCoding coding;

    Levels(int[] codes, List<String> labels, boolean ordered, ContrastCoding coding) {
      this.codes = codes;
      this.labels = List.copyOf(labels);
      this.ordered = ordered;
      this.coding = coding;
    }
  }

  /** Several columns of numbers with the suffixes of their names. */
  final class Columns implements Value {
    final double[][] columns;
    final List<String> suffixes;

    Columns(double[][] columns, List<String> suffixes) {
      this.columns = columns;
      this.suffixes = List.copyOf(suffixes);
    }
  }

  /** Constant texts. */
  record Texts(List<String> texts) implements Value {}
}
