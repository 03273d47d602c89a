package dev.henderson.stats.design;

import dev.henderson.stats.formula.Expr;
import dev.henderson.stats.formula.FormulaTerms;
import dev.henderson.stats.linalg.SmallMatrices;
import dev.henderson.stats.linalg.SymmetricEigen;
import dev.henderson.stats.matrix.MatrixRows;
import dev.henderson.stats.matrix.ModelMatrix;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * What an analysis of variance tests of each term of a formula: contrasts of the coefficients of
 * the model matrix X (n × p, full rank).
 *
 * <p>A term is contained in another if the other has all its variables and further factors, and the
 * same numeric variables. Types I and II are rows of the triangular factor of X with its columns in
 * the order the type asks for. Type III comes from the estimable functions: with D the matrix that
 * has a column for every level, {@code D = XM}, the functions {@code M'l} of the parameters of D
 * that involve the term and those containing it only, and are orthogonal to the ones that involve
 * those containing it only [Goodnight 1978]. Empty cells and any coding are allowed for.
 */
public final class TermHypotheses {
  /** Squares of singular values below this part of the largest are zero. */
  private static final double ZERO = 1e-9;

  private final ModelMatrix x;
  private final ModelMatrix dummies;
  private final List<Set<String>> variables = new ArrayList<>();
  private final List<Set<String>> numerics = new ArrayList<>();
  private final Set<String> treatment;
  private final int p;
  private final double[] scale;

  /** X'X of the scaled columns. */
  private final double[] gram;

  /** M of the scaled columns of X and D, made when first needed. */
  private double[] map;

  /** Lengths of the columns of {@link #map}; zero for empty cells. */
  private double[] length;

  private TermHypotheses(
      ModelMatrix x,
      ModelMatrix dummies,
      Set<String> treatment,
      FormulaTerms terms,
      List<Schema.Variable> known) {
    this.x = x;
    this.dummies = dummies;
    this.treatment = treatment;
    p = x.columns();
    for (var term : terms.fixed()) {
      Set<String> all = new LinkedHashSet<>();
      Set<String> numeric = new LinkedHashSet<>();
      for (Expr e : term.variables()) {
        all.add(e.text());
        known.stream()
            .filter(v -> v.name().equals(e.text()) && v.kind().equals("numeric"))
            .forEach(v -> numeric.add(v.name()));
      }
      variables.add(all);
      numerics.add(numeric);
    }
    gram = x.transposedTimes(x);
    scale = new double[p];
    for (int i = 0; i < p; i++) {
      scale[i] = Math.sqrt(gram[i * p + i]);
    }
    for (int i = 0; i < p; i++) {
      for (int j = 0; j < p; j++) {
        gram[i * p + j] /= scale[i] * scale[j];
      }
    }
  }

  /**
   * The hypotheses of a design.
   *
   * @param x its model matrix of full rank
   * @param matrices what it was built by
   */
  static TermHypotheses of(
      ModelMatrix x, MatrixBuilder matrices, FormulaTerms terms, Schema schema) {
    Set<String> treatment =
        new LinkedHashSet<>(matrices.treatmentCoded().build(terms).matrix().columnNames());
    return new TermHypotheses(
        x, matrices.buildDummies(terms), treatment, terms, schema.variables());
  }

  /**
   * The contrasts of a term. Their basis is lmerTest's: Satterthwaite's degrees of freedom of
   * several contrasts depend on it, though the F statistic does not.
   *
   * @param term from 0
   * @return rows of p coefficients, as many as the term has degrees of freedom
   */
  public double[][] contrasts(int term, HypothesisType type) {
    if (type == HypothesisType.I || variables.size() == 1) {
      return triangular(term, false);
    }
    if (type == HypothesisType.III) {
      return estimable(term);
    }
    return containing(term).isEmpty() ? marginal(term) : triangular(term, true);
  }

  private double[][] marginal(int term) {
    List<double[]> rows = new ArrayList<>();
    for (int j = 0; j < p; j++) {
      if (x.assign(j) - 1 == term) {
        double[] row = new double[p];
        row[j] = 1;
        rows.add(row);
      }
    }
    return rows.toArray(double[][]::new);
  }

  /** The terms that contain a term. */
  Set<Integer> containing(int term) {
    Set<Integer> out = new LinkedHashSet<>();
    for (int other = 0; other < variables.size(); other++) {
      if (variables.get(other).size() > variables.get(term).size()
          && variables.get(other).containsAll(variables.get(term))
          && numerics.get(other).equals(numerics.get(term))) {
        out.add(other);
      }
    }
    return out;
  }

  /** Rows of the term in the triangular factor of X; for type II those containing it go last. */
  private double[][] triangular(int term, boolean containingLast) {
    Set<Integer> containing = containingLast ? containing(term) : Set.of();
    List<Integer> order = new ArrayList<>();
    List<Integer> own = new ArrayList<>();
    List<Integer> last = new ArrayList<>();
    for (int j = 0; j < p; j++) {
      int of = x.assign(j) - 1;
      if (containing.contains(of)) {
        last.add(j);
      } else if (of == term && containingLast) {
        own.add(j);
      } else {
        order.add(j);
      }
    }
    order.addAll(own);
    order.addAll(last);
    double[] l = new double[p * p];
    for (int i = 0; i < p; i++) {
      for (int j = 0; j < p; j++) {
        l[i * p + j] = gram[order.get(i) * p + order.get(j)];
      }
    }
    SmallMatrices.cholesky(l, 0, p);
    List<double[]> rows = new ArrayList<>();
    for (int j = 0; j < p; j++) {
      if (x.assign(order.get(j)) - 1 == term) {
        double[] row = new double[p];
        for (int i = j; i < p; i++) {
          int to = order.get(i);
          row[to] = l[i * p + j] * scale[to] / (l[j * p + j] * scale[order.get(j)]);
          if (Math.abs(row[to]) * scale[order.get(j)] < 1e-11 * scale[to]) {
            row[to] = 0;
          }
        }
        rows.add(row);
      }
    }
    return rows.toArray(double[][]::new);
  }

  private double[][] estimable(int term) {
    if (map == null) {
      mapDummies();
    }
    Set<Integer> containing = containing(term);
    // Functions that leave out the intercept and all terms but this one and those containing it.
    double[] n =
        nullSpace(
            outer(SmallMatrices.identity(p), p, of -> of != term && !containing.contains(of), true),
            p);
    int k = n.length / p;
    if (k > 0 && !containing.isEmpty()) {
      double[] alone = nullSpace(outer(n, k, of -> of == term, true), k);
      int k0 = alone.length / k;
      if (k0 > 0) {
        double[] metric = outer(n, k, containing::contains, false);
        double[] h = new double[k0 * k];
        for (int r = 0; r < k0; r++) {
          for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
              h[r * k + j] += alone[r * k + i] * metric[i * k + j];
            }
          }
        }
        double[] square = new double[k * k];
        for (int r = 0; r < k0; r++) {
          for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
              square[i * k + j] += h[r * k + i] * h[r * k + j];
            }
          }
        }
        double[] c = nullSpace(square, k);
        int rank = c.length / k;
        double[] product = new double[rank * p];
        for (int r = 0; r < rank; r++) {
          for (int i = 0; i < k; i++) {
            for (int j = 0; j < p; j++) {
              product[r * p + j] += c[r * k + i] * n[i * p + j];
            }
          }
        }
        n = product;
        k = rank;
      }
    }
    n = alignedWithTreatment(term, n, k);
    double[][] rows = new double[k][p];
    for (int r = 0; r < k; r++) {
      double size = 0;
      for (int j = 0; j < p; j++) {
        size = Math.max(size, Math.abs(n[r * p + j]));
      }
      for (int j = 0; j < p; j++) {
        double v = n[r * p + j];
        rows[r][j] = Math.abs(v) < 1e-11 * size ? 0 : v * scale[j];
      }
    }
    return rows;
  }

  /**
   * The basis of the same functions in which each is one coefficient of the term in treatment
   * coding and nothing of the others; the basis as it is where empty cells leave none such.
   */
  private double[] alignedWithTreatment(int term, double[] n, int k) {
    List<Integer> own = new ArrayList<>();
    for (int c = 0; c < dummies.columns(); c++) {
      if (dummies.assign(c) - 1 == term && treatment.contains(dummies.columnNames().get(c))) {
        own.add(c);
      }
    }
    if (own.size() != k) {
      return n;
    }
    int width = dummies.columns();
    double[] g = new double[k * k];
    for (int r = 0; r < k; r++) {
      for (int c = 0; c < k; c++) {
        for (int j = 0; j < p; j++) {
          // Coefficients of functions of the parameters are sums over rows of M.
          g[c * k + r] += n[r * p + j] * map[j * width + own.get(c)];
        }
      }
    }
    // Rows of the answer b satisfy b g' = I; by normal equations, k is small.
    double[] square = new double[k * k];
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        for (int c = 0; c < k; c++) {
          square[i * k + j] += g[c * k + i] * g[c * k + j];
        }
      }
    }
    SymmetricEigen eigen = new SymmetricEigen(square, k);
    double zero = 1e-12 * eigen.largest();
    double[] inverse = eigen.recompose(v -> v > zero ? 1 / v : 0);
    double[] out = new double[k * p];
    for (int r = 0; r < k; r++) {
      for (int i = 0; i < k; i++) {
        double b = 0;
        for (int j = 0; j < k; j++) {
          b += g[r * k + j] * inverse[j * k + i];
        }
        for (int j = 0; j < p; j++) {
          out[r * p + j] += b * n[i * p + j];
        }
      }
    }
    return out;
  }

  /**
   * {@code sum_c (N m_c)(N m_c)'} over the columns m_c of M of some terms; N is k × p by rows.
   *
   * @param unit whether every column counts alike, whatever the units of its variables
   */
  private double[] outer(double[] n, int k, IntPredicate terms, boolean unit) {
    int width = dummies.columns();
    double[] out = new double[k * k];
    double[] v = new double[k];
    for (int c = 0; c < width; c++) {
      if (!terms.test(dummies.assign(c) - 1) || length[c] == 0) {
        continue;
      }
      for (int i = 0; i < k; i++) {
        double s = 0;
        for (int j = 0; j < p; j++) {
          s += n[i * p + j] * map[j * width + c];
        }
        v[i] = unit ? s / length[c] : s;
      }
      for (int i = 0; i < k; i++) {
        for (int j = 0; j < k; j++) {
          out[i * k + j] += v[i] * v[j];
        }
      }
    }
    return out;
  }

  private static double[] nullSpace(double[] matrix, int k) {
    return new SymmetricEigen(matrix, k).nullSpace(ZERO);
  }

  /** Solves X M = D by the normal equations, and once more for what they left. */
  private void mapDummies() {
    int width = dummies.columns();
    double[] l = gram.clone();
    SmallMatrices.cholesky(l, 0, p);
    map = new double[p * width];
    for (int pass = 0; pass < 2; pass++) {
      double[] rest = restOf(width);
      for (int c = 0; c < width; c++) {
        for (int i = 0; i < p; i++) {
          double s = rest[i * width + c];
          for (int j = 0; j < i; j++) {
            s -= l[i * p + j] * rest[j * width + c];
          }
          rest[i * width + c] = s / l[i * p + i];
        }
        for (int i = p - 1; i >= 0; i--) {
          double s = rest[i * width + c];
          for (int j = i + 1; j < p; j++) {
            s -= l[j * p + i] * rest[j * width + c];
          }
          rest[i * width + c] = s / l[i * p + i];
          map[i * width + c] += rest[i * width + c];
        }
      }
    }
    length = new double[width];
    for (int c = 0; c < width; c++) {
      double size = 0;
      for (int i = 0; i < p; i++) {
        size = Math.max(size, Math.abs(map[i * width + c]));
      }
      double squares = 0;
      for (int i = 0; i < p; i++) {
        double v = map[i * width + c];
        map[i * width + c] = Math.abs(v) < 1e-10 * size ? 0 : v;
        squares += map[i * width + c] * map[i * width + c];
      }
      length[c] = Math.sqrt(squares);
    }
  }

  /** X'(D − XM) for the scaled columns of X. */
  private double[] restOf(int width) {
    double[] out = new double[p * width];
    int[] xAt = new int[p];
    double[] xv = new double[p];
    int[] at = new int[width];
    double[] v = new double[width];
    double[] d = new double[width];
    MatrixRows left = x.read();
    MatrixRows right = dummies.read();
    for (int row = 0; row < x.rows(); row++) {
      int nx = left.copyNonZeros(row, xAt, xv);
      int nd = right.copyNonZeros(row, at, v);
      java.util.Arrays.fill(d, 0);
      for (int c = 0; c < nd; c++) {
        d[at[c]] = v[c];
      }
      for (int i = 0; i < nx; i++) {
        double f = xv[i] / scale[xAt[i]];
        int from = xAt[i] * width;
        for (int c = 0; c < width; c++) {
          d[c] -= f * map[from + c];
        }
      }
      for (int i = 0; i < nx; i++) {
        double f = xv[i] / scale[xAt[i]];
        int to = xAt[i] * width;
        for (int c = 0; c < width; c++) {
          out[to + c] += f * d[c];
        }
      }
    }
    return out;
  }
}
