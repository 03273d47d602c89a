package dev.henderson.stats.criterion;

import dev.henderson.stats.design.GroupingFactor;
import dev.henderson.stats.design.ModelMatrix;
import dev.henderson.stats.design.RandomEffectsTerm;
import dev.henderson.stats.model.FitException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * All random-effects terms of one grouping factor, as one block of k effects per level.
 *
 * <p>The columns are centred (inside terms that have a constant column and whose effects covary)
 * and scaled to root mean square 1, so that the units of predictors never matter: effects {@code b}
 * of the user's columns are {@code T b'} of the scaled ones.
 */
public final class Grouping {
  /** One term as written, and where its columns start in the template. */
  public record Member(int term, int start, int size, boolean correlated) {}

  final GroupingFactor factor;
  final int effects;
  final int levels;
  final List<Member> members;

  private final ModelMatrix[] matrix;
  private final int[] matrixColumn;

  /** Column of the template that is constant and absorbs the centre, or −1. */
  private final int[] anchor;

  private final double[] centre;
  private final double[] scale;

  /** Scaled columns, each n values; null where a column is constant. */
  private final double[][] values;

  /** The scaled value of each constant column. */
  private final double[] constants;

  /** The first value of each column as written: of a constant one the value. */
  private final double[] first;

  private Grouping(List<RandomEffectsTerm> terms, List<Integer> numbers) {
    factor = terms.get(0).group();
    levels = factor.levelCount();
    members = new ArrayList<>();
    int k = 0;
    for (int t = 0; t < terms.size(); t++) {
      int size = terms.get(t).effects().columns();
      members.add(new Member(numbers.get(t), k, size, terms.get(t).correlated()));
      k += size;
    }
    effects = k;
    matrix = new ModelMatrix[k];
    matrixColumn = new int[k];
    anchor = new int[k];
    centre = new double[k];
    scale = new double[k];
    values = new double[k][];
    constants = new double[k];
    first = new double[k];
    for (int t = 0; t < terms.size(); t++) {
      Member m = members.get(t);
      for (int a = 0; a < m.size(); a++) {
        matrix[m.start() + a] = terms.get(t).effects();
        matrixColumn[m.start() + a] = a;
      }
      findScales(m);
    }
  }

  /** Terms with the same grouping factor together, in order of first appearance. */
  static List<Grouping> amalgamate(List<RandomEffectsTerm> terms) {
    List<Grouping> groupings = new ArrayList<>();
    boolean[] taken = new boolean[terms.size()];
    for (int i = 0; i < taken.length; i++) {
      if (taken[i]) {
        continue;
      }
      List<RandomEffectsTerm> same = new ArrayList<>();
      List<Integer> numbers = new ArrayList<>();
      for (int j = i; j < taken.length; j++) {
        if (!taken[j] && sameLevels(terms.get(i).group(), terms.get(j).group())) {
          taken[j] = true;
          same.add(terms.get(j));
          numbers.add(j);
        }
      }
      groupings.add(new Grouping(same, numbers));
    }
    return groupings;
  }

  private static boolean sameLevels(GroupingFactor a, GroupingFactor b) {
    if (a == b) {
      return true;
    }
    if (!a.name().equals(b.name()) || a.levelCount() != b.levelCount()) {
      return false;
    }
    for (int i = 0; i < a.rows(); i++) {
      if (a.levelOf(i) != b.levelOf(i)) {
        return false;
      }
    }
    return true;
  }

  private void findScales(Member m) {
    int n = factor.rows();
    int constant = -1;
    double[] mean = new double[m.size()];
    for (int a = 0; a < m.size(); a++) {
      double[] x = matrix[m.start() + a].column(a);
      boolean same = x[0] != 0;
      double sum = 0;
      for (int i = 0; i < n; i++) {
        double v = x[i];
        if (!Double.isFinite(v)) {
          throw new FitException(
              "The random effect '"
                  + effectName(m.start() + a)
                  + "' of "
                  + factor.name()
                  + " has an infinite or missing value in row "
                  + (i + 1)
                  + " of the rows used; remove that row or change the variable.");
        }
        same &= v == x[0];
        sum += v;
      }
      mean[a] = sum / n;
      // A constant column is 1 or −1 when scaled; only others are kept.
      first[m.start() + a] = x[0];
      constants[m.start() + a] = same ? Math.signum(x[0]) : 0;
      scale[m.start() + a] = Math.abs(x[0]);
      values[m.start() + a] = same ? null : x;
      if (same && constant < 0) {
        constant = a;
      }
    }
    for (int a = 0; a < m.size(); a++) {
      int at = m.start() + a;
      boolean shift = m.correlated() && constant >= 0 && a != constant;
      anchor[at] = shift ? m.start() + constant : -1;
      centre[at] = shift ? mean[a] : 0;
      double[] x = values[at];
      if (x == null) {
        scale[at] = shift ? 0 : scale[at];
      } else {
        double squares = 0;
        for (int i = 0; i < n; i++) {
          double v = x[i] - centre[at];
          squares += v * v;
        }
        scale[at] = Math.sqrt(squares / n);
        for (int i = 0; i < n; i++) {
          x[i] = (x[i] - centre[at]) / scale[at];
        }
      }
      if (!(scale[at] > 0)) {
        throw new FitException(
            "The random effect '"
                + effectName(at)
                + "' of "
                + factor.name()
                + (shift ? " is constant" : " is zero in every row")
                + "; take it out of the random-effects term.");
      }
    }
  }

  /** The factor whose levels have the effects. */
  public GroupingFactor factor() {
    return factor;
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

  /** Writes the scaled effects of a row into {@code into[0 .. k)}. */
  public void row(int row, double[] into) {
    for (int a = 0; a < effects; a++) {
      into[a] = values[a] == null ? constants[a] : values[a][row];
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
        t[anchor[a] * effects + a] = -centre[a] / (first[anchor[a]] * scale[a]);
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

  /** The name of an effect, as R prints it. */
  String effectName(int column) {
    return matrix[column].columnNames().get(matrixColumn[column]);
  }
}
