package dev.henderson.stats.products;

import dev.henderson.stats.design.MixedModelData;
import dev.henderson.stats.design.RandomEffectsTerm;
import java.util.ArrayList;
import java.util.List;

/**
 * What all parts of some rows have in common before their products are added up: names of columns,
 * tables of levels, terms, and a provisional shift of each column, to near its mean, so that sums
 * of squares lose no digits where a mean is far larger than a standard deviation. What is taken
 * from a column is a multiple of another one, so that it can be given back exactly, whatever the
 * shift was. Immutable.
 */
public final class RowLayout {
  /** The grouping of some terms: its levels and, term by term, its effects. */
  record Group(
      String name, List<String> labels, List<Grouping.Member> members, List<String> effects) {}

  private final List<String> fixed;
  private final List<Group> groups;

  /** Multiples of the first column that are taken from each column of X, and from the response. */
  private final double[] shift;

  private final double shiftOfResponse;

  /** Multiples of its anchor that are taken from each effect. */
  private final double[][] effectShift;

  /** For each effect the one of its term, constant in the first rows, that takes up its shift. */
  private final int[][] anchor;

  private RowLayout(
      List<String> fixed,
      List<Group> groups,
      double[] shift,
      double shiftOfResponse,
      double[][] effectShift,
      int[][] anchor) {
    this.fixed = fixed;
    this.groups = groups;
    this.shift = shift;
    this.shiftOfResponse = shiftOfResponse;
    this.effectShift = effectShift;
    this.anchor = anchor;
  }

  /**
   * The layout of data like these.
   *
   * @param first some of the rows, with all the levels of all rows; their means become the
   *     provisional centres
   */
  public static RowLayout of(MixedModelData first) {
    List<Group> groups = new ArrayList<>();
    List<List<double[]>> columns = new ArrayList<>();
    for (int t = 0; t < first.random().size(); t++) {
      RandomEffectsTerm term = first.random().get(t);
      int g = 0;
      while (g < groups.size() && !groups.get(g).name().equals(term.group().name())) {
        g++;
      }
      if (g == groups.size()) {
        List<String> labels = term.group().levels();
        groups.add(new Group(term.group().name(), labels, new ArrayList<>(), new ArrayList<>()));
        columns.add(new ArrayList<>());
      }
      Group group = groups.get(g);
      int k = term.effects().columns();
      group.members().add(new Grouping.Member(t, group.effects().size(), k, term.correlated()));
      group.effects().addAll(term.effects().columnNames());
      for (int a = 0; a < k; a++) {
        columns.get(g).add(term.effects().column(a));
      }
    }
    int p = first.fixed().columns();
    double[] shift = new double[p];
    double[] intercept = p > 0 ? first.fixed().column(0) : new double[0];
    boolean centring = isConstant(intercept);
    for (int j = 1; j < p && centring; j++) {
      shift[j] = provisionalCentre(first.fixed().column(j)) / intercept[0];
    }
    double[] y = new double[first.rows()];
    for (int i = 0; i < y.length; i++) {
      y[i] = first.response(i) - first.offset(i);
    }
    double[][] effectShift = new double[groups.size()][];
    int[][] anchor = new int[groups.size()][];
    for (int g = 0; g < groups.size(); g++) {
      int k = groups.get(g).effects().size();
      effectShift[g] = new double[k];
      anchor[g] = new int[k];
      java.util.Arrays.fill(anchor[g], -1);
      for (Grouping.Member m : groups.get(g).members()) {
        findAnchor(m, columns.get(g), effectShift[g], anchor[g]);
      }
    }
    double ofResponse = centring ? provisionalCentre(y) / intercept[0] : 0;
    return new RowLayout(
        first.fixed().columnNames(), groups, shift, ofResponse, effectShift, anchor);
  }

  private static void findAnchor(
      Grouping.Member m, List<double[]> columns, double[] shift, int[] anchor) {
    int constant = -1;
    for (int a = m.start(); a < m.start() + m.size() && constant < 0; a++) {
      constant = isConstant(columns.get(a)) ? a : -1;
    }
    for (int a = m.start(); a < m.start() + m.size(); a++) {
      if (m.correlated() && constant >= 0 && a != constant) {
        anchor[a] = constant;
        shift[a] = provisionalCentre(columns.get(a)) / columns.get(constant)[0];
      }
    }
  }

  private static boolean isConstant(double[] x) {
    for (double v : x) {
      if (v != x[0]) {
        return false;
      }
    }
    return x.length > 0 && x[0] != 0;
  }

  /** The mean where it is larger than the standard deviation; smaller ones lose no digits. */
  private static double provisionalCentre(double[] x) {
    double sum = 0;
    double squares = 0;
    for (double v : x) {
      sum += v;
      squares += v * v;
    }
    double mean = sum / x.length;
    return 2 * x.length * mean * mean > squares ? mean : 0;
  }

  /** Names of the columns of X. */
  List<String> fixed() {
    return fixed;
  }

  List<Group> groups() {
    return groups;
  }

  /** What multiple of the first column of X is taken from a column. */
  double shift(int column) {
    return shift[column];
  }

  /** What multiple of the first column of X is taken from the response. */
  double shiftOfResponse() {
    return shiftOfResponse;
  }

  /** What multiple of its anchor is taken from an effect. */
  double effectShift(int group, int effect) {
    return effectShift[group][effect];
  }

  /** The effect that takes up the shift of another, or −1. */
  int anchor(int group, int effect) {
    return anchor[group][effect];
  }
}
