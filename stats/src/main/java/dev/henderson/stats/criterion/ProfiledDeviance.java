package dev.henderson.stats.criterion;

import dev.henderson.stats.linalg.SmallMatrices;
import dev.henderson.stats.model.FitException;
import dev.henderson.stats.optim.InformedObjective;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The criterion of maximum likelihood or REML as a function of theta alone, beta and sigma being
 * profiled out [Bates 2015], with its gradient.
 *
 * <p>{@code f(theta) = log |M| − sum log w + nu (1 + log(2 pi r²/nu))}, plus {@code log |X'V^-1 X|}
 * for REML, where r² is the penalised residual sum of squares.
 *
 * <p>Gradient, for the template lambda of each grouping with l levels: {@code df/dlambda = 2
 * lambda^-T (l I − T − U)}, with T the sum over the levels of the diagonal blocks of {@code M^-1}
 * and U the sum of {@code u_j u_j'} over the levels and the columns of {@code [X y] Lxx^-T},
 * weighted 1 (REML) or 0 (ML) for X and nu for y. Where it vanishes, {@code l I = T + U} is the
 * fixed point of the EM algorithm [Bates 2004], whose step comes with each gradient.
 *
 * <p>Any order of calls gives the same values. Not for use by several threads at once.
 */
public final class ProfiledDeviance implements InformedObjective {
  private final CrossProducts a;
  private final boolean reml;
  private final List<RelativeCovariance> lambda = new ArrayList<>();
  private final BlockedCholesky factor;
  private final SelectedInverse selected;

  /** Equal levels gathered, for the search only; null where there is nothing to gain. */
  private final LevelClasses classes;

  /** Whether the last evaluation was by classes. */
  private boolean byClasses;

  private final int size;
  private final int width;
  private final int p;
  private final double nu;

  /** L^-1 Lambda' Z'W[X y], q × (p + 1). */
  private final double[] lz;

  /** Lower factor of [X y]'V^-1[X y], (p + 1)². */
  private final double[] lxx;

  private final double[] lxxInverse;

  /** Spherical modes of the columns {@link #firstColumn} .. p of [X y] Lxx^-T, by rows. */
  private final double[] u;

  private int firstColumn;

  /** U of the columns of X and of y (not weighted), per grouping. */
  private final double[][] ux;

  private final double[][] uy;
  private final double[] classSums;

  /**
   * The criterion of these data.
   *
   * @throws FitException if the factor would not fit into memory
   */
  public ProfiledDeviance(CrossProducts a, boolean reml) {
    this(a, reml, TailSelection.of(a));
  }

  ProfiledDeviance(CrossProducts a, boolean reml, Tail tail) {
    this.a = a;
    this.reml = reml;
    int offset = 0;
    int k = 1;
    ux = new double[a.groupings().size()][];
    uy = new double[a.groupings().size()][];
    for (int g = 0; g < ux.length; g++) {
      RelativeCovariance c = new RelativeCovariance(a.groupings().get(g), offset);
      lambda.add(c);
      offset += c.size();
      int effects = a.groupings().get(g).effects;
      ux[g] = new double[effects * effects];
      uy[g] = new double[effects * effects];
      k = Math.max(k, effects);
    }
    size = offset;
    width = a.width();
    p = a.rank();
    nu = a.rows() - (reml ? p : 0);
    factor = new BlockedCholesky(a, lambda, tail);
    selected = new SelectedInverse(a, factor);
    classes = LevelClasses.of(a);
    classSums = classes == null ? null : new double[k * k];
    lz = new double[a.randomEffects() * width];
    lxx = new double[width * width];
    lxxInverse = new double[width * width];
    u = new double[a.randomEffects() * width];
  }

  @Override
  public int size() {
    return size;
  }

  /** Lambda = I in every template, in the user's order of columns. */
  public double[] start() {
    double[] theta = new double[size];
    for (RelativeCovariance c : lambda) {
      for (int t = 0; t < c.size(); t++) {
        theta[c.offset() + t] = c.isDiagonal(t) ? 1 : 0;
      }
    }
    return theta;
  }

  /** The template of each grouping, in the order of elimination. */
  public List<RelativeCovariance> lambda() {
    return lambda;
  }

  /** The data, as far as the criterion knows them. */
  public CrossProducts crossProducts() {
    return a;
  }

  /** Whether this is the REML criterion; the deviance of maximum likelihood otherwise. */
  public boolean reml() {
    return reml;
  }

  /** n, less the fixed effects for REML. */
  public double nu() {
    return nu;
  }

  /** The criterion alone; infinite where the factor breaks down. */
  public double value(double[] theta) {
    for (RelativeCovariance c : lambda) {
      c.set(theta);
    }
    byClasses = classes != null;
    return factorize();
  }

  @Override
  public double evaluate(double[] theta, double[] gradient) {
    int first = reml ? 0 : p;
    double f;
    if (classes == null) {
      f = evaluateParts(theta, first);
    } else {
      setForDerivatives(theta);
      byClasses = true;
      f = factorize();
      if (Double.isFinite(f)) {
        SmallMatrices.invertLower(lxx, 0, width, lxxInverse, 0);
        classes.sums(lxxInverse, first, classSums, ux[0], uy[0]);
      }
    }
    if (Double.isFinite(f)) {
      gradient(nu, gradient);
    }
    return f;
  }

  /** The criterion at exactly this theta, with the modes of all columns, but no derivatives. */
  public double evaluateExactly(double[] theta) {
    for (RelativeCovariance c : lambda) {
      c.set(theta);
    }
    byClasses = false;
    double f = factorize();
    if (Double.isFinite(f)) {
      selected.update();
      modes(0);
    }
    return f;
  }

  /**
   * The criterion and all that its derivatives are made of.
   *
   * @param first the first column of [X y] whose modes are wanted
   */
  public double evaluateParts(double[] theta, int first) {
    setForDerivatives(theta);
    byClasses = false;
    double f = factorize();
    if (!Double.isFinite(f)) {
      return f;
    }
    selected.update();
    modes(first);
    return f;
  }

  private void setForDerivatives(double[] theta) {
    for (RelativeCovariance c : lambda) {
      c.set(theta);
      c.raiseToFloor();
      c.invert();
    }
  }

  private double factorize() {
    double logM;
    if (byClasses) {
      System.arraycopy(a.xx(), 0, lxx, 0, lxx.length);
      logM = classes.update(lambda.get(0).lambda(), lxx);
    } else {
      logM = factor.update() ? factor.logDeterminant() : Double.NaN;
    }
    if (Double.isNaN(logM)) {
      return Double.POSITIVE_INFINITY;
    }
    if (!byClasses) {
      border();
    }
    if (!SmallMatrices.cholesky(lxx, 0, width)) {
      return Double.POSITIVE_INFINITY;
    }
    double scale = a.basis().responseScale();
    double r2 = r2() * scale * scale;
    double f = logM - a.logWeights();
    f += nu * (1 + Math.log(2 * Math.PI * r2 / nu));
    if (reml) {
      for (int j = 0; j < p; j++) {
        f += 2 * Math.log(lxx[j * width + j]);
      }
      f += a.basis().logDeterminantShift();
    }
    return f;
  }

  private void border() {
    double[] zx = a.zx();
    for (int g = 0; g < lambda.size(); g++) {
      int k = a.groupings().get(g).effects;
      double[] l = lambda.get(g).lambda();
      for (int at = a.offset(g); at < a.offset(g + 1); at += k) {
        for (int i = 0; i < k; i++) {
          for (int c = 0; c < width; c++) {
            double s = 0;
            for (int t = 0; t < k; t++) {
              s += l[t * k + i] * zx[(at + t) * width + c];
            }
            lz[(at + i) * width + c] = s;
          }
        }
      }
    }
    factor.forward(lz, width);
    System.arraycopy(a.xx(), 0, lxx, 0, lxx.length);
    for (int row = 0; row < lz.length; row += width) {
      for (int i = 0; i < width; i++) {
        double v = lz[row + i];
        for (int j = 0; j <= i; j++) {
          lxx[i * width + j] -= v * lz[row + j];
        }
      }
    }
  }

  private void modes(int first) {
    firstColumn = first;
    int columns = width - first;
    SmallMatrices.invertLower(lxx, 0, width, lxxInverse, 0);
    for (int row = 0; row < a.randomEffects(); row++) {
      for (int c = first; c < width; c++) {
        double s = 0;
        for (int j = 0; j <= c; j++) {
          s += lz[row * width + j] * lxxInverse[c * width + j];
        }
        u[row * columns + c - first] = s;
      }
    }
    factor.backward(u, columns);
    for (int g = 0; g < lambda.size(); g++) {
      int k = a.groupings().get(g).effects;
      Arrays.fill(ux[g], 0);
      Arrays.fill(uy[g], 0);
      for (int at = a.offset(g); at < a.offset(g + 1); at += k) {
        for (int i = 0; i < k; i++) {
          int ri = (at + i) * columns;
          for (int j = 0; j <= i; j++) {
            int rj = (at + j) * columns;
            double s = 0;
            for (int c = 0; c < columns - 1; c++) {
              s += u[ri + c] * u[rj + c];
            }
            ux[g][i * k + j] += s;
            uy[g][i * k + j] += u[ri + columns - 1] * u[rj + columns - 1];
          }
        }
      }
      for (int i = 0; i < k; i++) {
        for (int j = 0; j < i; j++) {
          ux[g][j * k + i] = ux[g][i * k + j];
          uy[g][j * k + i] = uy[g][i * k + j];
        }
      }
    }
  }

  /** T + U of a grouping at the last evaluation, with the given weight of y. */
  double tPlusU(int g, int i, int j, double responseWeight) {
    int k = a.groupings().get(g).effects;
    int at = i * k + j;
    double t = (byClasses ? classSums : selected.sum(g))[at];
    return t + (reml ? ux[g][at] : 0) + responseWeight * uy[g][at];
  }

  /**
   * The gradient at the last evaluation.
   *
   * @param responseWeight nu; r²/sigma² for the gradient at a fixed sigma
   */
  public void gradient(double responseWeight, double[] gradient) {
    for (int g = 0; g < lambda.size(); g++) {
      RelativeCovariance c = lambda.get(g);
      int k = a.groupings().get(g).effects;
      double levels = a.groupings().get(g).levels;
      for (int t = 0; t < c.size(); t++) {
        int row = c.row(t);
        int column = c.column(t);
        double s = 0;
        for (int i = 0; i < k; i++) {
          double inverse = c.inverse()[i * k + row];
          if (inverse != 0) {
            double rest = (i == column ? levels : 0) - tPlusU(g, i, column, responseWeight);
            s += inverse * rest;
          }
        }
        gradient[c.offset() + t] = 2 * s;
      }
    }
  }

  @Override
  public void information(double[] into) {
    if (byClasses) {
      classes.information(lambda.get(0), lxx, lxxInverse, nu, into);
    } else {
      AverageInformation.at(this, factor, into);
    }
    for (int g = 0; g < lambda.size(); g++) {
      CovarianceSlope.addTo(this, g, into);
    }
  }

  /** The factor of the last evaluation. */
  public BlockedCholesky factor() {
    return factor;
  }

  /** Diagonal blocks of the inverse at the last evaluation with derivatives. */
  public SelectedInverse inverse() {
    return selected;
  }

  /** The penalised residual sum of squares, in scaled units. */
  public double r2() {
    double r = lxx[p * width + p];
    return r * r;
  }

  /** L^-1 Lambda' Z'W[X y] of the last evaluation. */
  public double[] borderRows() {
    return lz;
  }

  /** Lower factor of [X y]'V^-1[X y] of the last evaluation. */
  public double[] borderFactor() {
    return lxx;
  }

  /** The fixed effects of the last evaluation, in the scaled basis the factor works in. */
  public double[] scaledCoefficients() {
    int p = a.rank();
    int width = a.width();
    double[] b = new double[p];
    for (int i = p - 1; i >= 0; i--) {
      double s = lxx[p * width + i];
      for (int t = i + 1; t < p; t++) {
        s -= lxx[t * width + i] * b[t];
      }
      b[i] = s / lxx[i * width + i];
    }
    return b;
  }

  /** Inverse of {@link #borderFactor()}, where derivatives were asked for. */
  public double[] borderInverse() {
    return lxxInverse;
  }

  /** The mode of a random effect for a column of [X y] Lxx^-T; u/r for y. */
  public double mode(int randomEffect, int column) {
    return u[randomEffect * (width - firstColumn) + column - firstColumn];
  }
}
