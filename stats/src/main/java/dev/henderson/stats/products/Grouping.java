package dev.henderson.stats.products;

import dev.henderson.stats.model.FitException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * All random-effects terms of one grouping factor, as one block of k effects per level; immutable.
 *
 * <p>The columns are centred (inside terms that have a constant column and whose effects covary)
 * and scaled to root mean square 1, so that the units of predictors never matter: effects {@code b}
 * of the user's columns are {@code T b'} of the scaled ones.
 */
public final class Grouping {
  /** One term as written, and where its columns start in the template. */
  public record Member(int term, int start, int size, boolean correlated) {}

  private final String name;
  private final List<String> labels;
  private final int effects;
  private final int levels;
  private final List<Member> members;
  private final List<String> effectNames;

  /** Column of the template that is constant and absorbs the centre, or −1. */
  private final int[] anchor;

  private final double[] centre;
  private final double[] scale;

  /** The value of each column that is constant; NaN for others. */
  private final double[] constant;

  private Grouping(
      String name, List<String> labels, List<Member> members, List<String> effectNames) {
    this.name = name;
    this.labels = labels;
    this.members = List.copyOf(members);
    this.effectNames = List.copyOf(effectNames);
    levels = labels.size();
    effects = effectNames.size();
    anchor = new int[effects];
    centre = new double[effects];
    scale = new double[effects];
    constant = new double[effects];
  }

  /**
   * The grouping of columns whose moments are known.
   *
   * @param labels of the levels
   * @param columns mean, mean of squares about it, and constant value of each column
   * @throws FitException if an effect is zero in every row, or constant beside a constant
   */
  static Grouping of(
      String name,
      List<String> labels,
      List<Member> members,
      List<String> effectNames,
      ColumnMoments columns) {
    Grouping g = new Grouping(name, labels, members, effectNames);
    for (Member m : members) {
      g.scale(m, columns);
    }
    return g;
  }

  private void scale(Member m, ColumnMoments columns) {
    int first = -1;
    for (int a = m.start(); a < m.start() + m.size(); a++) {
      constant[a] = columns.constant(a);
      if (!Double.isNaN(constant[a]) && first < 0) {
        first = a;
      }
    }
    for (int a = m.start(); a < m.start() + m.size(); a++) {
      boolean shift = m.correlated() && first >= 0 && a != first;
      anchor[a] = shift ? first : -1;
      if (!Double.isNaN(constant[a])) {
        centre[a] = shift ? constant[a] : 0;
        scale[a] = shift ? 0 : Math.abs(constant[a]);
      } else {
        centre[a] = shift ? columns.mean(a) : 0;
        scale[a] = columns.rootMeanSquare(a, centre[a]);
      }
      if (!(scale[a] > 0)) {
        throw new FitException(
            "The random effect '"
                + effectNames.get(a)
                + "' of "
                + name
                + (shift ? " is constant" : " is zero in every row")
                + "; take it out of the random-effects term.");
      }
    }
  }

  /** The name of the grouping factor. */
  public String name() {
    return name;
  }

  /** The labels of the levels. */
  public List<String> labels() {
    return labels;
  }

  /** The number of effects of one level, k. */
  public int effects() {
    return effects;
  }

  /** The number of levels, l. */
  public int levels() {
    return levels;
  }

  /** The terms as written, in the order of their columns in the template. */
  public List<Member> members() {
    return Collections.unmodifiableList(members);
  }

  /** The number of random effects, q. */
  public int size() {
    return levels * effects;
  }

  /** The scaled value of a column that is constant, 1 or −1; NaN for others. */
  double scaledConstant(int column) {
    return Math.signum(constant[column]);
  }

  /** What is taken from a column, in units of the user's. */
  double centre(int column) {
    return centre[column];
  }

  /** The root mean square of a column less its centre. */
  double scale(int column) {
    return scale[column];
  }

  /** The constant column that takes up the centre of another; −1 where there is none. */
  int anchor(int column) {
    return anchor[column];
  }

  /** The value of a column that is constant; NaN for others. */
  double constant(int column) {
    return constant[column];
  }

  /** Replaces n values of a column as written by scaled ones. */
  void scale(int column, double[] values) {
    double c = centre[column];
    double s = scale[column];
    for (int i = 0; i < values.length; i++) {
      values[i] = (values[i] - c) / s;
    }
  }

  /** The matrix T, k × k by rows, of {@code b = T b'}: from scaled to the user's columns. */
  public double[] toOriginal() {
    double[] t = new double[effects * effects];
    for (int a = 0; a < effects; a++) {
      t[a * effects + a] = 1 / scale[a];
    }
    for (int a = 0; a < effects; a++) {
      if (anchor[a] >= 0) {
        t[anchor[a] * effects + a] = -centre[a] / (constant[anchor[a]] * scale[a]);
      }
    }
    return t;
  }

  /** The member a template column belongs to. */
  public Member memberOf(int column) {
    for (Member m : members) {
      if (column >= m.start() && column < m.start() + m.size()) {
        return m;
      }
    }
    throw new IndexOutOfBoundsException(column);
  }

  /** A grouping with some of the effects, and what makes its columns of those of the whole. */
  record Reduction(Grouping grouping, double[] columns) {}

  /**
   * The grouping with some of the effects only.
   *
   * @param keep for each term as written the columns that stay, ascending; none leaves it out
   * @return null if nothing stays; with it the k × k' matrix C of {@code Z' = Z C}, by rows
   */
  Reduction reduced(List<int[]> keep) {
    List<Member> left = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<Integer> from = new ArrayList<>();
    for (Member m : members) {
      int[] own = keep.get(m.term());
      if (own.length == 0) {
        continue;
      }
      int term = (int) keep.subList(0, m.term()).stream().filter(k -> k.length > 0).count();
      left.add(new Member(term, from.size(), own.length, m.correlated() || own.length == 1));
      for (int c : own) {
        names.add(effectNames.get(m.start() + c));
        from.add(m.start() + c);
      }
    }
    if (left.isEmpty()) {
      return null;
    }
    Grouping g =
        Grouping.of(
            name,
            labels,
            left,
            names,
            new ColumnMoments() {
              @Override
              public double constant(int column) {
                return constant[from.get(column)];
              }

              @Override
              public double mean(int column) {
                // A column that is centred beside what is left was centred in the whole.
                return centre[from.get(column)];
              }

              @Override
              public double rootMeanSquare(int column, double about) {
                int a = from.get(column);
                return about == centre[a] ? scale[a] : Math.hypot(scale[a], centre[a]);
              }
            });
    int k = from.size();
    double[] c = new double[effects * k];
    for (int j = 0; j < k; j++) {
      int a = from.get(j);
      if (!Double.isNaN(constant[a])) {
        c[a * k + j] = 1;
        continue;
      }
      // x = scale x' + centre constant'/value: the anchor takes up what is no longer centred.
      c[a * k + j] = scale[a] / g.scale[j];
      if (anchor[a] >= 0 && g.anchor[j] < 0) {
        c[anchor[a] * k + j] = centre[a] * scaledConstant(anchor[a]) / g.scale[j];
      }
    }
    return new Reduction(g, c);
  }
}
