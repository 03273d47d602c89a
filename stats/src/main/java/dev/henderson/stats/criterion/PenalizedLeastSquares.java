package dev.henderson.stats.criterion;

import dev.henderson.stats.factor.BlockLambda;
import dev.henderson.stats.factor.BlockedCholesky;
import dev.henderson.stats.factor.FactorPlan;
import dev.henderson.stats.factor.SelectedInverse;
import dev.henderson.stats.linalg.SmallMatrices;
import dev.henderson.stats.model.Cancellation;
import dev.henderson.stats.model.FitException;
import dev.henderson.stats.products.CrossProducts;

/**
 * The penalised least-squares problem at one Lambda: {@code min ||y − X beta − Z Lambda u||² +
 * ||u||²}, rows weighted, by the factor L of M bordered by X and y [Bates 2015]. Any criterion of a
 * mixed model is made of its parts. Owns its workspace: for one thread at a time.
 */
public final class PenalizedLeastSquares {
  private final CrossProducts a;
  private final BlockLambda lambda;
  private final BlockedCholesky factor;
  private final SelectedInverse selected;
  private final SphericalModes modes;
  private final int width;
  private final int p;

  /** L^-1 Lambda' Z'W[X y], q × (p + 1). */
  private final double[] lz;

  /** Lower factor of [X y]'V^-1[X y], (p + 1)². */
  private final double[] lxx;

  private final double[] lxxInverse;

  /** Lambda of the last factor, and its log |M|; NaN where it broke down. */
  private final double[][] factored;

  private double logM;
  private boolean hasFactor;

  /** Whether the selected inverse is that of the last factor. */
  private boolean inverted;

  /** The first column whose modes are those of the last factor; −1 if none are. */
  private int modesFrom = -1;

  /**
   * The problem of some products.
   *
   * @param plan of their factor
   * @throws FitException if the factor would not fit into memory
   */
  public PenalizedLeastSquares(CrossProducts a, FactorPlan plan, Cancellation cancellation) {
    this.a = a;
    lambda = new BlockLambda(a);
    factor = new BlockedCholesky(a, lambda, plan, cancellation);
    selected = new SelectedInverse(a, factor, cancellation);
    modes = new SphericalModes(a, factor);
    width = a.width();
    p = a.rank();
    lz = new double[a.randomEffects() * width];
    lxx = new double[width * width];
    lxxInverse = new double[width * width];
    factored = lambda.newNote();
  }

  /**
   * Solves at the present Lambda. A search ends where it last looked, and the estimates are read
   * there: the same Lambda is not factored twice in a row.
   *
   * @return log |M|; NaN where the factor breaks down
   */
  double solve() {
    if (hasFactor && lambda.isNoted(factored)) {
      return logM;
    }
    forget();
    logM = factor.update() ? factor.logDeterminant() : Double.NaN;
    if (!Double.isNaN(logM)) {
      factor.border(lz);
      a.copyBorder(lxx);
      for (int row = 0; row < lz.length; row += width) {
        for (int i = 0; i < width; i++) {
          double v = lz[row + i];
          for (int j = 0; j <= i; j++) {
            lxx[i * width + j] -= v * lz[row + j];
          }
        }
      }
      factorBorder();
    }
    lambda.note(factored);
    hasFactor = true;
    return logM;
  }

  /** Solves by classes of equal levels, for the border alone: there is no factor afterwards. */
  double solve(LevelClasses classes) {
    forget();
    a.copyBorder(lxx);
    logM = classes.update(lambda.template(0).toArray(), lxx);
    if (!Double.isNaN(logM)) {
      factorBorder();
    }
    return logM;
  }

  private void forget() {
    inverted = false;
    modesFrom = -1;
    hasFactor = false;
  }

  private void factorBorder() {
    if (!SmallMatrices.cholesky(lxx, 0, width)) {
      logM = Double.NaN;
    }
  }

  /** Inverts the border's factor. */
  void invertBorder() {
    SmallMatrices.invertLower(lxx, 0, width, lxxInverse, 0);
  }

  /**
   * What derivatives are made of, unless it is there already.
   *
   * @param first the first column of [X y] whose modes are wanted
   */
  void invert(int first) {
    if (!inverted) {
      selected.update();
      inverted = true;
    }
    if (modesFrom != first) {
      invertBorder();
      modes.update(lz, lxxInverse, first);
      modesFrom = first;
    }
  }

  /** The data, as far as they matter. */
  public CrossProducts crossProducts() {
    return a;
  }

  /** Lambda. */
  public BlockLambda lambda() {
    return lambda;
  }

  /** The factor of M. */
  public BlockedCholesky factor() {
    return factor;
  }

  /** Diagonal blocks of M^-1, where derivatives were asked for. */
  public SelectedInverse inverse() {
    return selected;
  }

  SphericalModes modes() {
    return modes;
  }

  /** The mode of a random effect for a column of [X y] Lxx^-T; u/r for y. */
  public double mode(int randomEffect, int column) {
    return modes.get(randomEffect, column);
  }

  /** The penalised residual sum of squares, in scaled units. */
  public double r2() {
    double r = lxx[p * width + p];
    return r * r;
  }

  /** L^-1 Lambda' Z'W[X y], q × (p + 1) by rows; a copy. */
  public double[] borderRows() {
    return lz.clone();
  }

  /** The array itself, for this package. */
  double[] lz() {
    return lz;
  }

  /** The array itself, for this package. */
  double[] lxx() {
    return lxx;
  }

  /** The array itself, for this package. */
  double[] lxxInverse() {
    return lxxInverse;
  }

  /** Entry of Lxx^-1, (p + 1) × (p + 1), where derivatives were asked for. */
  public double borderInverse(int i, int j) {
    return lxxInverse[i * width + j];
  }

  /** The fixed effects, in the scaled basis the factor works in. */
  public double[] scaledCoefficients() {
    double[] b = new double[p];
    for (int i = 0; i < p; i++) {
      b[i] = lxx[p * width + i];
    }
    backwardFixed(b);
    return b;
  }

  /** Takes v times row {@code randomEffect} of {@code L^-1 Lambda'Z'WX} from p values. */
  public void takeFixed(int randomEffect, double v, double[] from) {
    int row = randomEffect * width;
    for (int j = 0; j < p; j++) {
      from[j] -= lz[row + j] * v;
    }
  }

  /** Replaces p values b by {@code Lxx^-1 b}. */
  public void forwardFixed(double[] b) {
    for (int i = 0; i < p; i++) {
      double s = b[i];
      for (int t = 0; t < i; t++) {
        s -= lxx[i * width + t] * b[t];
      }
      b[i] = s / lxx[i * width + i];
    }
  }

  /** Replaces p values b by {@code Lxx^-T b}. */
  public void backwardFixed(double[] b) {
    for (int i = p - 1; i >= 0; i--) {
      double s = b[i];
      for (int t = i + 1; t < p; t++) {
        s -= lxx[t * width + i] * b[t];
      }
      b[i] = s / lxx[i * width + i];
    }
  }

  /**
   * {@code T Lxx^-T}, user's columns × p by rows, newly allocated: the covariance matrix of the
   * fixed effects is sigma² times it times its transpose; rows of dropped columns are zero.
   */
  public double[] coefficientRoot() {
    invertBorder();
    double[] t = a.toOriginal();
    int rows = a.columns().columns();
    double[] root = new double[rows * p];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < p; j++) {
        for (int s = 0; s <= j; s++) {
          root[i * p + j] += t[i * p + s] * lxxInverse[j * width + s];
        }
      }
    }
    return root;
  }
}
