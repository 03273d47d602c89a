package dev.henderson.stats.design;

import java.util.ArrayList;
import java.util.List;

/**
 * The equation of a model as signs, which renderers write as text, HTML or LaTeX: the response in
 * row i, the distribution of each term's random effects, the distribution of the residuals.
 *
 * @param lines the first for the response, the last for the residuals
 */
public record ModelEquation(List<Line> lines) {
  /** More summands of a kind than this are shown as dots and the last. */
  private static final int SHOWN = 8;

  /** Copies the list. */
  public ModelEquation {
    lines = List.copyOf(lines);
  }

  /**
   * A line.
   *
   * @param left what stands before the sign in the middle
   * @param distributed whether that sign is "is distributed as"; else "equals"
   * @param right what stands after it
   * @param remark what is said beside the line; may be empty
   */
  public record Line(List<Sign> left, boolean distributed, List<Sign> right, String remark) {
    /** Copies the lists. */
    public Line {
      left = List.copyOf(left);
      right = List.copyOf(right);
    }
  }

  /** A part of a line. */
  public sealed interface Sign {}

  /** The letters in use. */
  public enum Alphabet {
    /** A fixed effect. */
    BETA,
    /** A random effect. */
    B,
    /** A residual. */
    EPSILON,
    /** A standard deviation. */
    SIGMA,
    /** A covariance matrix. */
    CAPITAL_SIGMA,
    /** The normal distribution. */
    NORMAL,
    /** A prior weight. */
    W
  }

  /**
   * A letter with its indices.
   *
   * @param letter which
   * @param number its number, or empty
   * @param group the grouping it belongs to, or empty
   * @param inRow whether it is the one of row i
   * @param squared whether it is squared
   */
  public record Letter(Alphabet letter, String number, String group, boolean inRow, boolean squared)
      implements Sign {}

  /**
   * The value of a column in row i.
   *
   * @param name the column's name
   */
  public record Column(String name) implements Sign {}

  /**
   * Brackets, commas, plus signs and dots as they stand.
   *
   * @param text in ASCII
   */
  public record Plain(String text) implements Sign {}

  private static final Plain PLUS = new Plain(" + ");
  private static final Plain DOTS = new Plain("...");

  /**
   * The equation of a model.
   *
   * @param response the response as written
   * @param offsets known parts of the mean
   * @param columns names of the model matrix's columns
   * @param random the random-effects terms; the strata of {@code Error()} as random intercepts
   * @param weights whether there are prior weights
   */
  static ModelEquation of(
      String response,
      List<String> offsets,
      List<String> columns,
      List<FormulaExpansion.Random> random,
      boolean weights) {
    List<List<Sign>> summands = new ArrayList<>();
    offsets.forEach(o -> summands.add(List.of(new Column(o))));
    List<List<Sign>> fixed = new ArrayList<>();
    for (int j = 0; j < columns.size(); j++) {
      fixed.add(product(letter(Alphabet.BETA, Integer.toString(j), ""), columns.get(j)));
    }
    summands.addAll(shortened(fixed));
    List<Line> distributions = new ArrayList<>();
    for (FormulaExpansion.Random term : random) {
      String group = term.group();
      int first = effectsBefore(random, term);
      boolean only = first == 0 && effectsOf(random, group) == 1;
      List<List<Sign>> own = new ArrayList<>();
      for (int k = 0; k < term.columns().size(); k++) {
        String number = only ? "" : Integer.toString(first + k);
        own.add(product(new Letter(Alphabet.B, number, group, true, false), term.columns().get(k)));
      }
      summands.addAll(shortened(own));
      distributions.add(
          distribution(term, first, only, effectsOf(random, group) > term.columns().size()));
    }
    summands.add(List.of(new Letter(Alphabet.EPSILON, "", "", true, false)));
    List<Line> lines = new ArrayList<>();
    lines.add(new Line(List.of(new Column(response)), false, joined(summands, PLUS), ""));
    lines.addAll(distributions);
    List<Sign> variance = new ArrayList<>(List.of(squared("", "")));
    if (weights) {
      variance.add(new Plain(" / "));
      variance.add(new Letter(Alphabet.W, "", "", true, false));
    }
    lines.add(normal(List.of(new Letter(Alphabet.EPSILON, "", "", true, false)), variance, ""));
    return new ModelEquation(lines);
  }

  private static int effectsBefore(
      List<FormulaExpansion.Random> random, FormulaExpansion.Random term) {
    int count = 0;
    for (FormulaExpansion.Random r : random) {
      if (r == term) {
        break;
      }
      count += r.group().equals(term.group()) ? r.columns().size() : 0;
    }
    return count;
  }

  private static int effectsOf(List<FormulaExpansion.Random> random, String group) {
    return random.stream()
        .filter(r -> r.group().equals(group))
        .mapToInt(r -> r.columns().size())
        .sum();
  }

  private static Line distribution(
      FormulaExpansion.Random term, int first, boolean only, boolean shared) {
    int size = term.columns().size();
    String group = term.group();
    String each = "for each of the " + term.levels() + " levels of " + group;
    if (size == 1) {
      String number = only ? "" : Integer.toString(first);
      return normal(
          List.of(letter(Alphabet.B, number, group)), List.of(squared(number, group)), each);
    }
    if (!term.correlated()) {
      return normal(
          List.of(letter(Alphabet.B, "k", group)),
          List.of(squared("k", group)),
          "independent, k = " + first + " to " + (first + size - 1) + ", " + each);
    }
    List<List<Sign>> effects = new ArrayList<>();
    for (int k = 0; k < size; k++) {
      effects.add(List.of(letter(Alphabet.B, Integer.toString(first + k), group)));
    }
    List<Sign> left = new ArrayList<>(List.of(new Plain("(")));
    left.addAll(joined(shortened(effects), new Plain(", ")));
    left.add(new Plain(")"));
    String number = shared ? Integer.toString(first) : "";
    return normal(left, List.of(letter(Alphabet.CAPITAL_SIGMA, number, group)), each);
  }

  private static Line normal(List<Sign> left, List<Sign> variance, String remark) {
    List<Sign> right = new ArrayList<>();
    right.add(letter(Alphabet.NORMAL, "", ""));
    right.add(new Plain("(0, "));
    right.addAll(variance);
    right.add(new Plain(")"));
    return new Line(left, true, right, remark);
  }

  private static Letter letter(Alphabet letter, String number, String group) {
    return new Letter(letter, number, group, false, false);
  }

  private static Letter squared(String number, String group) {
    return new Letter(Alphabet.SIGMA, number, group, false, true);
  }

  private static List<Sign> product(Letter effect, String column) {
    return column.equals("(Intercept)")
        ? List.of(effect)
        : List.of(effect, new Plain(" "), new Column(column));
  }

  private static List<List<Sign>> shortened(List<List<Sign>> all) {
    if (all.size() <= SHOWN + 1) {
      return all;
    }
    List<List<Sign>> out = new ArrayList<>(all.subList(0, SHOWN));
    out.add(List.of(DOTS));
    out.add(all.get(all.size() - 1));
    return out;
  }

  private static List<Sign> joined(List<List<Sign>> parts, Plain between) {
    List<Sign> out = new ArrayList<>();
    for (List<Sign> part : parts) {
      if (!out.isEmpty()) {
        out.add(between);
      }
      out.addAll(part);
    }
    return out;
  }
}
