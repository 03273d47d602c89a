package dev.henderson.stats.variables;

import dev.henderson.stats.frame.RowNumbers;
import java.util.List;

/**
 * What an expression of a formula is over the rows of a frame. Numbers and codes are handed on
 * without a copy, from here to the model matrix; nobody changes them.
 */
public sealed interface Value {
  /**
   * Numbers or truth values (1, 0), NaN where missing: one per row, or a constant of any length.
   */
  final class Numbers implements Value {
    private final RowNumbers numbers;
    final boolean logical;
    final boolean constant;

    /** Numbers as they are; {@code constant} where they are not one per row. */
    public Numbers(double[] values, boolean logical, boolean constant) {
      this(RowNumbers.of(values), logical, constant);
    }

    /** Numbers as they are; {@code constant} where they are not one per row. */
    public Numbers(RowNumbers numbers, boolean logical, boolean constant) {
      this.numbers = numbers;
      this.logical = logical;
      this.constant = constant;
    }

    /** One number per row. */
    public static Numbers rows(double[] values) {
      return new Numbers(values, false, false);
    }

    /** One number per row. */
    public static Numbers rows(RowNumbers numbers) {
      return new Numbers(numbers, false, false);
    }

    /** Numbers that belong to no row. */
    public static Numbers constant(double... values) {
      return new Numbers(values, false, true);
    }

    /** The numbers, where they are kept. */
    public RowNumbers numbers() {
      return numbers;
    }

    /** The numbers as an array: shared, unless they stand in a table. */
    public double[] values() {
      return numbers.array();
    }

    /** How many there are. */
    public int size() {
      return numbers.size();
    }

    /** Whether they are truth values. */
    public boolean isLogical() {
      return logical;
    }

    /** Whether they belong to no row. */
    public boolean isConstant() {
      return constant;
    }

    /** The number in a row, from 0; constants start again where they end. */
    public double at(int row) {
      return numbers.at(constant ? row % numbers.size() : row);
    }
  }

  /** Levels: a code per row, -1 where missing. */
  final class Levels implements Value {
    final int[] codes;
    final List<String> labels;
    final boolean ordered;
    final ContrastCoding coding;

    /** Levels with the coding the formula asks for, or null for the default one. */
    public Levels(int[] codes, List<String> labels, boolean ordered, ContrastCoding coding) {
      this.codes = codes;
      this.labels = List.copyOf(labels);
      this.ordered = ordered;
      this.coding = coding;
    }

    /** The level of each row, from 0; shared. */
    public int[] codes() {
      return codes;
    }

    /** The labels of the levels in order. */
    public List<String> labels() {
      return labels;
    }

    /** Whether the order of the levels means something. */
    public boolean isOrdered() {
      return ordered;
    }

    /** The coding the formula asks for; null for the default one. */
    public ContrastCoding coding() {
      return coding;
    }
  }

  /** Several columns of numbers with the suffixes of their names. */
  final class Columns implements Value {
    final double[][] columns;
    final List<String> suffixes;

    /** Columns, each with one number per row. */
    public Columns(double[][] columns, List<String> suffixes) {
      this.columns = columns;
      this.suffixes = List.copyOf(suffixes);
    }

    /** The columns, shared. */
    public double[][] columns() {
      return columns;
    }

    /** What is put behind the call's text to name each column. */
    public List<String> suffixes() {
      return suffixes;
    }
  }

  /**
   * Constant texts.
   *
   * @param texts in order
   */
  record Texts(List<String> texts) implements Value {}
}
