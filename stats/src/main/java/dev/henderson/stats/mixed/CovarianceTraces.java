package dev.henderson.stats.mixed;

import dev.henderson.stats.criterion.ProfiledDeviance;
import dev.henderson.stats.factor.BlockLambda;
import dev.henderson.stats.factor.RelativeCovariance;
import dev.henderson.stats.products.CrossProducts;
import java.util.Arrays;
import java.util.List;

/**
 * The traces {@code tr(V^-1 G_r V^-1 G_s)} for all pairs of covariance parameters, V relative to
 * sigma².
 *
 * <p>For two groupings they are made of the moments {@code sum K_ij ⊗ K_ij} over the blocks of
 * {@code K = Z'V^-1 Z}, which is computed a panel of columns at a time and never kept. Levels that
 * nothing connects (those of one grouping alone, or below different levels of the coarsest of
 * nested ones) have no common rows in K: their columns are computed together, as one.
 */
final class CovarianceTraces {
  private static final int PANEL = 48;

  private final ProfiledDeviance f;
  private final CrossProducts a;
  private final List<RelativeCovariance> lambda;
  private final int groups;

  /** {@code moments[g][h]}, g no later than h: ((i kg + j) kh + s) kh + t. */
  private final double[][][] moments;

  /** Sum of the diagonal blocks of K. */
  private final double[][] sums;

  /** The tree a level belongs to, and its number among the levels of its grouping there. */
  private final int[][] tree;

  private final int[][] slot;

  /** Sum of the diagonal blocks of Z'V^-2 Z, and the trace of V^-2. */
  private final double[][] squares;

  private double squareTrace;

  private CovarianceTraces(ProfiledDeviance f) {
    this.f = f;
    a = f.crossProducts();
    lambda = f.lambda();
    groups = lambda.size();
    moments = new double[groups][groups][];
    sums = new double[groups][];
    squares = new double[groups][];
    tree = new int[groups][];
    slot = new int[groups][];
    for (int g = 0; g < groups; g++) {
      int kg = a.groupings().get(g).effects();
      sums[g] = new double[kg * kg];
      for (int h = g; h < groups; h++) {
        int kh = a.groupings().get(h).effects();
        moments[g][h] = new double[kg * kg * kh * kh];
      }
    }
  }

  /** The traces at the last evaluation. */
  public static CovarianceTraces of(ProfiledDeviance f) {
    CovarianceTraces t = new CovarianceTraces(f);
    t.plant();
    for (int h = 0; h < t.groups; h++) {
      t.columnsOf(h);
    }
    t.square();
    return t;
  }

  private void plant() {
    boolean apart = a.sparse() == groups;
    int trees = apart ? a.groupings().get(groups - 1).levels() : 1;
    for (int g = 0; g < groups; g++) {
      int levels = a.groupings().get(g).levels();
      tree[g] = new int[levels];
      slot[g] = new int[levels];
      int[] next = new int[trees];
      for (int c = 0; c < levels; c++) {
        if (apart) {
          tree[g][c] = g == groups - 1 ? c : f.problem().factor().parent(g, groups - 1, c);
        }
        slot[g][c] = next[tree[g][c]]++;
      }
    }
  }

  private void columnsOf(int h) {
    int k = a.groupings().get(h).effects();
    int slots = 1 + Arrays.stream(slot[h]).max().orElse(0);
    int perPanel = Math.max(1, PANEL / k);
    int q = a.randomEffects();
    double[] input = new double[0];
    for (int first = 0; first < slots; first += perPanel) {
      int count = Math.min(perPanel, slots - first);
      int width = count * k;
      if (input.length != q * width) {
        input = new double[q * width];
      } else {
        Arrays.fill(input, 0);
      }
      for (int c = 0; c < slot[h].length; c++) {
        int s = slot[h][c] - first;
        if (s >= 0 && s < count) {
          for (int i = 0; i < k; i++) {
            input[(a.offset(h) + c * k + i) * width + s * k + i] = 1;
          }
        }
      }
      double[] columns = timesInverse(f, input, width);
      for (int g = 0; g <= h; g++) {
        addMoments(g, h, columns, width, count);
      }
      addDiagonal(h, columns, width, first, count);
    }
  }

  private void addMoments(int g, int h, double[] columns, int width, int count) {
    int kg = a.groupings().get(g).effects();
    int kh = a.groupings().get(h).effects();
    double[] to = moments[g][h];
    if (kg == 1 && kh == 1) {
      double s = 0;
      for (int i = a.offset(g) * width; i < a.offset(g + 1) * width; i++) {
        s += columns[i] * columns[i];
      }
      to[0] += s;
      return;
    }
    for (int at = a.offset(g); at < a.offset(g + 1); at += kg) {
      for (int c = 0; c < count * kh; c += kh) {
        for (int i = 0; i < kg; i++) {
          for (int j = 0; j < kg; j++) {
            for (int s = 0; s < kh; s++) {
              double v = columns[(at + i) * width + c + s];
              int to0 = ((i * kg + j) * kh + s) * kh;
              for (int t = 0; t < kh; t++) {
                to[to0 + t] += v * columns[(at + j) * width + c + t];
              }
            }
          }
        }
      }
    }
  }

  private void addDiagonal(int h, double[] columns, int width, int first, int count) {
    int k = a.groupings().get(h).effects();
    for (int c = 0; c < slot[h].length; c++) {
      int s = slot[h][c] - first;
      if (s >= 0 && s < count) {
        for (int i = 0; i < k; i++) {
          for (int j = 0; j < k; j++) {
            sums[h][i * k + j] += columns[(a.offset(h) + c * k + i) * width + s * k + j];
          }
        }
      }
    }
  }

  /** Z'V^-2 Z = K − K Lambda Lambda' K, its diagonal blocks; tr V^-2 = tr V^-1 − tr of those. */
  private void square() {
    squareTrace = a.rows();
    for (int g = 0; g < groups; g++) {
      int kg = a.groupings().get(g).effects();
      double[] c = sums[g].clone();
      for (int h = 0; h < groups; h++) {
        int kh = a.groupings().get(h).effects();
        double[] omega = lambda.get(h).covariance();
        for (int i = 0; i < kg; i++) {
          for (int j = 0; j < kg; j++) {
            for (int s = 0; s < kh; s++) {
              for (int t = 0; t < kh; t++) {
                c[i * kg + j] -= moment(g, h, i, j, s, t) * omega[s * kh + t];
              }
            }
          }
        }
      }
      squares[g] = c;
      double[] omega = lambda.get(g).covariance();
      for (int i = 0; i < kg * kg; i++) {
        squareTrace -= omega[i] * (sums[g][i] + c[i]);
      }
    }
  }

  private double moment(int g, int h, int i, int j, int s, int t) {
    int kg = a.groupings().get(g).effects();
    int kh = a.groupings().get(h).effects();
    return g <= h
        ? moments[g][h][((i * kg + j) * kh + s) * kh + t]
        : moments[h][g][((s * kh + t) * kg + i) * kg + j];
  }

  /** The trace of parameters r and s; the last parameter is the residual variance. */
  public double pair(int r, int s) {
    int last = f.size();
    if (r > s) {
      return pair(s, r);
    }
    if (r == last) {
      return squareTrace;
    }
    int g = f.problem().lambda().groupingOf(r);
    RelativeCovariance c = lambda.get(g);
    int i = c.row(r - c.offset());
    int j = c.column(r - c.offset());
    if (s == last) {
      int k = a.groupings().get(g).effects();
      return i == j ? squares[g][i * k + i] : 2 * squares[g][i * k + j];
    }
    int h = f.problem().lambda().groupingOf(s);
    RelativeCovariance d = lambda.get(h);
    int u = d.row(s - d.offset());
    int v = d.column(s - d.offset());
    // tr(S_r K_xy S_s K_xy'): S has ones at (i, j) and (j, i).
    double sum = moment(g, h, i, j, u, v);
    if (i != j) {
      sum += moment(g, h, j, i, u, v);
    }
    if (u != v) {
      sum += moment(g, h, i, j, v, u);
    }
    if (i != j && u != v) {
      sum += moment(g, h, j, i, v, u);
    }
    return sum;
  }

  /** K v = A v − A Lambda M^-1 Lambda' A v for v q × width by rows, newly allocated. */
  static double[] timesInverse(ProfiledDeviance f, double[] v, int width) {
    CrossProducts a = f.crossProducts();
    BlockLambda l = f.problem().lambda();
    double[] av = a.times(v, width);
    double[] z = l.transposedTimes(av, width);
    f.problem().factor().forward(z, width);
    f.problem().factor().backward(z, width);
    double[] taken = a.times(l.times(z, width), width);
    for (int i = 0; i < av.length; i++) {
      av[i] -= taken[i];
    }
    return av;
  }
}
