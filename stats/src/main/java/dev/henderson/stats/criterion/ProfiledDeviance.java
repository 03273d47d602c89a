package dev.henderson.stats.criterion;

import dev.henderson.stats.linalg.SmallMatrices;
import dev.henderson.stats.model.Cancellation;
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

  private final SphericalModes modes;
  private final double[] classSums;

  /** Lambda of the last factor, per grouping. */
  private final double[][] factored;

  private boolean hasFactor;
  private double factoredValue;

  /** Whether the selected inverse is that of the last factor. */
  private boolean inverted;

  /** The first column whose modes are those of the last factor; −1 if none are. */
  private int modesFrom = -1;

  /**
   * The criterion of these data.
   *
   * @throws FitException if the factor would not fit into memory
   */
  public ProfiledDeviance(CrossProducts a, boolean reml) {
    this(a, reml, Cancellation.NEVER);
  }

  /**
   * The criterion of these data, whose evaluations end with a {@code CancellationException} where
   * it is wished; the next one then begins anew.
   *
   * @throws FitException if the factor would not fit into memory
   */
  public ProfiledDeviance(CrossProducts a, boolean reml, Cancellation cancellation) {
    this(a, reml, a.newTail(cancellation), cancellation);
  }

  ProfiledDeviance(CrossProducts a, boolean reml, Tail tail, Cancellation cancellation) {
    this.a = a;
    this.reml = reml;
    int offset = 0;
    int k = 1;
    for (int g = 0; g < a.groupings().size(); g++) {
      RelativeCovariance c = new RelativeCovariance(a.groupings().get(g), offset);
      lambda.add(c);
      offset += c.size();
      k = Math.max(k, a.groupings().get(g).effects);
    }
    size = offset;
    factored = new double[lambda.size()][];
    for (int g = 0; g < factored.length; g++) {
      factored[g] = new double[lambda.get(g).lambda().length];
    }
    width = a.width();
    p = a.rank();
    nu = a.rows() - (reml ? p : 0);
    factor = new BlockedCholesky(a, lambda, tail, cancellation);
    selected = new SelectedInverse(a, factor, cancellation);
    classes = LevelClasses.of(a);
    classSums = classes == null ? null : new double[k * k];
    lz = new double[a.randomEffects() * width];
    lxx = new double[width * width];
    lxxInverse = new double[width * width];
    modes = new SphericalModes(a, factor);
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
        classes.sums(lxxInverse, first, classSums, modes.sumX(0), modes.sumY(0));
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
      parts(0);
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
    parts(first);
    return f;
  }

  private void setForDerivatives(double[] theta) {
    for (RelativeCovariance c : lambda) {
      c.set(theta);
      c.raiseToFloor();
      c.invert();
    }
  }

  /** What the derivatives are made of, unless it is there already. */
  private void parts(int first) {
    if (!inverted) {
      selected.update();
      inverted = true;
    }
    if (modesFrom != first) {
      SmallMatrices.invertLower(lxx, 0, width, lxxInverse, 0);
      modes.update(lz, lxxInverse, first);
      modesFrom = first;
    }
  }

  /**
   * The criterion at the present lambda. A search ends where it last looked, and the estimates are
   * read there: the same lambda is not factored twice in a row.
   */
  private double factorize() {
    if (!byClasses && isFactored()) {
      return factoredValue;
    }
    inverted = false;
    modesFrom = -1;
    hasFactor = false;
    factoredValue = factorizeAnew();
    // Evaluated by classes, there is no factor.
    hasFactor = !byClasses;
    for (int g = 0; g < factored.length; g++) {
      System.arraycopy(lambda.get(g).lambda(), 0, factored[g], 0, factored[g].length);
    }
    return factoredValue;
  }

  private boolean isFactored() {
    for (int g = 0; g < factored.length && hasFactor; g++) {
      if (!Arrays.equals(factored[g], lambda.get(g).lambda())) {
        return false;
      }
    }
    return hasFactor;
  }

  private double factorizeAnew() {
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

  /** T + U of a grouping at the last evaluation, with the given weight of y. */
  public double tPlusU(int g, int i, int j, double responseWeight) {
    int k = a.groupings().get(g).effects;
    int at = i * k + j;
    double t = (byClasses ? classSums : selected.sum(g))[at];
    return t + (reml ? modes.sumX(g)[at] : 0) + responseWeight * modes.sumY(g)[at];
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
    return modes.get(randomEffect, column);
  }
}
