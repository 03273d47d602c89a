package dev.henderson.stats.criterion;

import dev.henderson.stats.factor.FactorPlan;
import dev.henderson.stats.factor.RelativeCovariance;
import dev.henderson.stats.linalg.SmallMatrices;
import dev.henderson.stats.model.Cancellation;
import dev.henderson.stats.model.FitException;
import dev.henderson.stats.optim.InformedBfgs;
import dev.henderson.stats.optim.InformedObjective;
import dev.henderson.stats.optim.Minimum;
import dev.henderson.stats.products.CrossProducts;
import dev.henderson.stats.products.Grouping;

/**
 * The deviance of maximum likelihood as a function of the standard deviations and correlations in
 * the user's units, one of them (or sigma) held fixed.
 *
 * <p>The covariance matrix of each term is {@code LL'}, L lower triangular. The effect whose
 * standard deviation is fixed comes first, so that it is L_11; of a fixed correlation rho the two
 * effects come first, and {@code L_21 = rho / sqrt(1 − rho²) L_22}. All else is free. With {@code N
 * = T^-1 L / sigma} for the scaled columns, the gradient is {@code 2 T^-T D N / sigma}, D the slope
 * of the criterion in {@code lambda lambda'}.
 */
public final class ConstrainedDeviance implements InformedObjective {
  private static final double STEP = 1e-5;

  /** Standard deviations below this (columns have unit scale) are started from here. */
  private static final double NUDGE = 1e-2;

  /** What is held fixed. */
  public enum Fixed {
    /** The residual standard deviation. */
    SIGMA,
    /** The standard deviation of one effect. */
    SD,
    /** The correlation of two effects of one term. */
    CORRELATION
  }

  private final ProfiledDeviance f;
  private final CrossProducts a;
  private final Fixed fixed;
  private final int fixedGrouping;

  /** First place of the term that holds what is fixed. */
  private final int fixedStart;

  /** Place of the user's column (of the template) in L, per grouping: those of a term together. */
  private final int[][] order;

  /** Entries of L, in order: grouping, row, column; the fixed one left out. */
  private final int[] entryGrouping;

  private final int[] entryRow;
  private final int[] entryColumn;
  private final int size;
  private double value;

  /** L of each grouping in scaled units, in {@link #order}, and log sigma. */
  private final double[][] l;

  private double logSigma;
  private double[] point;

  /**
   * The deviance with one parameter held.
   *
   * @param plan of the factor
   * @param grouping the grouping of the term that holds what is fixed; ignored for sigma
   * @param first the effect whose standard deviation is fixed, or the first of a correlation
   * @param second the second effect of a correlation; ignored otherwise
   * @param cancellation looked at in each evaluation
   * @throws FitException if the factor would not fit into memory
   */
  public ConstrainedDeviance(
      CrossProducts a,
      FactorPlan plan,
      Fixed fixed,
      int grouping,
      int first,
      int second,
      Cancellation cancellation) {
    this.a = a;
    this.fixed = fixed;
    fixedGrouping = fixed == Fixed.SIGMA ? -1 : grouping;
    Grouping.Member member =
        fixed == Fixed.SIGMA ? null : a.groupings().get(grouping).memberOf(first);
    fixedStart = member == null ? -1 : member.start();
    f = new ProfiledDeviance(a, plan, false, cancellation);
    int groups = a.groupings().size();
    order = new int[groups][];
    l = new double[groups][];
    int most = 0;
    for (int g = 0; g < groups; g++) {
      int k = a.groupings().get(g).effects();
      order[g] = new int[k];
      l[g] = new double[k * k];
      int[] natural = new int[k];
      for (int i = 0; i < k; i++) {
        order[g][i] = i;
        natural[i] = i;
      }
      f.lambda().get(g).setOrder(natural);
      most += k * (k + 1) / 2;
    }
    if (fixedGrouping >= 0) {
      bringForward(
          order[fixedGrouping], a.groupings().get(fixedGrouping).memberOf(first), first, 0);
      if (fixed == Fixed.CORRELATION) {
        bringForward(
            order[fixedGrouping], a.groupings().get(fixedGrouping).memberOf(first), second, 1);
      }
    }
    int[] eg = new int[most];
    int[] er = new int[most];
    int[] ec = new int[most];
    int count = 0;
    for (int g = 0; g < groups; g++) {
      Grouping own = a.groupings().get(g);
      for (int i = 0; i < own.effects(); i++) {
        Grouping.Member m = own.memberOf(i);
        for (int j = m.correlated() ? m.start() : i; j <= i; j++) {
          if (!isFixed(g, i, j)) {
            eg[count] = g;
            er[count] = i;
            ec[count++] = j;
          }
        }
      }
    }
    entryGrouping = java.util.Arrays.copyOf(eg, count);
    entryRow = java.util.Arrays.copyOf(er, count);
    entryColumn = java.util.Arrays.copyOf(ec, count);
    size = count + (fixed == Fixed.SIGMA ? 0 : 1);
  }

  private static void bringForward(int[] order, Grouping.Member m, int column, int place) {
    int at = m.start();
    while (order[at] != column) {
      at++;
    }
    for (; at > m.start() + place; at--) {
      order[at] = order[at - 1];
    }
    order[m.start() + place] = column;
  }

  private boolean isFixed(int g, int i, int j) {
    int row = fixed == Fixed.CORRELATION ? fixedStart + 1 : fixedStart;
    return g == fixedGrouping && i == row && j == fixedStart;
  }

  @Override
  public int size() {
    return size;
  }

  /** One unit of row i of L, in the user's units. */
  private double unit(int g, int i) {
    Grouping grouping = a.groupings().get(g);
    int c = order[g][i];
    return a.response().scale() * grouping.toOriginal()[c * grouping.effects() + c];
  }

  /**
   * Takes up a point.
   *
   * @param covariance of each grouping's effects in the user's units, by a square root (k × k)
   * @param sigma in the user's units
   */
  public void start(double[][] root, double sigma) {
    for (int g = 0; g < l.length; g++) {
      int k = a.groupings().get(g).effects();
      double[] permuted = new double[k * k];
      for (int i = 0; i < k; i++) {
        for (int j = 0; j < k; j++) {
          permuted[i * k + j] = root[g][order[g][i] * k + j] / unit(g, i);
        }
      }
      l[g] = SmallMatrices.lowerFactor(permuted, k);
    }
    logSigma = Math.log(sigma / a.response().scale());
    point = read();
  }

  private double[] read() {
    double[] x = new double[size];
    for (int t = 0; t < entryRow.length; t++) {
      int k = a.groupings().get(entryGrouping[t]).effects();
      x[t] = l[entryGrouping[t]][entryRow[t] * k + entryColumn[t]];
    }
    if (fixed != Fixed.SIGMA) {
      x[size - 1] = logSigma;
    }
    return x;
  }

  /** The least deviance with the parameter held at a value in the user's units. */
  public double minimize(double at) {
    value = at;
    if (fixed == Fixed.SIGMA) {
      logSigma = Math.log(at / a.response().scale());
    } else if (fixed == Fixed.SD) {
      int g = fixedGrouping;
      int i = fixedStart;
      l[g][i * a.groupings().get(g).effects() + i] = at / unit(g, i);
    }
    double[] x = point.clone();
    for (int t = 0; t < entryRow.length; t++) {
      if (entryRow[t] == entryColumn[t] && Math.abs(x[t]) < NUDGE) {
        x[t] = NUDGE;
      }
    }
    double[] gradient = new double[size];
    double start = evaluate(x, gradient);
    if (size == 0 || !Double.isFinite(start)) {
      return start;
    }
    Minimum m = new InformedBfgs(this, 1e-10, 200).minimize(x, start, gradient);
    point = m.point();
    return m.value();
  }

  private void set(double[] x) {
    for (int t = 0; t < entryRow.length; t++) {
      int k = a.groupings().get(entryGrouping[t]).effects();
      l[entryGrouping[t]][entryRow[t] * k + entryColumn[t]] = x[t];
    }
    if (fixed != Fixed.SIGMA) {
      logSigma = x[size - 1];
    }
    if (fixed == Fixed.CORRELATION) {
      int i = fixedStart;
      int k = a.groupings().get(fixedGrouping).effects();
      l[fixedGrouping][(i + 1) * k + i] = ratio() * l[fixedGrouping][(i + 1) * k + i + 1];
    }
  }

  private double ratio() {
    // Of SDs in scaled units: the user's units cancel in a correlation.
    return value / Math.sqrt(1 - value * value);
  }

  @Override
  public double evaluate(double[] x, double[] gradient) {
    set(x);
    double sigma = Math.exp(logSigma);
    double[] theta = new double[f.size()];
    double[][] n = new double[l.length][];
    for (int g = 0; g < l.length; g++) {
      n[g] = scaledRoot(g, sigma);
      RelativeCovariance c = f.lambda().get(g);
      int k = a.groupings().get(g).effects();
      double[] lower = SmallMatrices.lowerFactor(n[g], k);
      for (int t = 0; t < c.size(); t++) {
        theta[c.offset() + t] = lower[c.row(t) * k + c.column(t)];
      }
    }
    double profiled = f.evaluateParts(theta, a.rank());
    if (!Double.isFinite(profiled)) {
      return Double.POSITIVE_INFINITY;
    }
    double scale = a.response().scale();
    double nu = f.nu();
    double ratio = f.r2() / (sigma * sigma);
    double out =
        profiled
            - nu * (1 + Math.log(2 * Math.PI * f.r2() * scale * scale / nu))
            + nu * Math.log(2 * Math.PI * sigma * sigma * scale * scale)
            + ratio;
    double slopeSigma = 2 * nu - 2 * ratio;
    java.util.Arrays.fill(gradient, 0);
    for (int g = 0; g < l.length; g++) {
      int k = a.groupings().get(g).effects();
      double[] dn = SmallMatrices.product(CovarianceSlope.of(f, g, ratio), n[g], k);
      for (int i = 0; i < k * k; i++) {
        slopeSigma -= 2 * dn[i] * n[g][i];
      }
      double[] inL = throughScale(g, dn, sigma);
      for (int t = 0; t < entryRow.length; t++) {
        if (entryGrouping[t] == g) {
          gradient[t] = inL[entryRow[t] * k + entryColumn[t]];
        }
      }
      if (fixed == Fixed.CORRELATION && g == fixedGrouping) {
        int i = fixedStart;
        for (int t = 0; t < entryRow.length; t++) {
          if (entryGrouping[t] == g && entryRow[t] == i + 1 && entryColumn[t] == i + 1) {
            gradient[t] += ratio() * inL[(i + 1) * k + i];
          }
        }
      }
    }
    if (fixed != Fixed.SIGMA) {
      gradient[size - 1] = slopeSigma;
    }
    return out;
  }

  /** N = T^-1 (units L, rows put back in the template's order) / sigma. */
  private double[] scaledRoot(int g, double sigma) {
    int k = a.groupings().get(g).effects();
    double[] t = a.groupings().get(g).toOriginal();
    double[] user = new double[k * k];
    for (int i = 0; i < k; i++) {
      int c = order[g][i];
      for (int j = 0; j < k; j++) {
        user[c * k + j] = l[g][i * k + j] * t[c * k + c] / sigma;
      }
    }
    return solve(t, user, k);
  }

  /** T^-1 B; T is diagonal but for the rows of constants, which take in the centres. */
  private static double[] solve(double[] t, double[] b, int k) {
    double[] out = new double[k * k];
    for (int pass = 0; pass < 2; pass++) {
      for (int i = 0; i < k; i++) {
        boolean diagonal = true;
        for (int j = 0; j < k; j++) {
          diagonal &= j == i || t[i * k + j] == 0;
        }
        if (diagonal != (pass == 0)) {
          continue;
        }
        for (int c = 0; c < k; c++) {
          double s = b[i * k + c];
          for (int j = 0; j < k; j++) {
            s -= j == i ? 0 : t[i * k + j] * out[j * k + c];
          }
          out[i * k + c] = s / t[i * k + i];
        }
      }
    }
    return out;
  }

  /** 2 T^-T D N units / sigma, rows in the order of L. */
  private double[] throughScale(int g, double[] dn, double sigma) {
    int k = a.groupings().get(g).effects();
    double[] t = a.groupings().get(g).toOriginal();
    double[] inverse = solve(t, SmallMatrices.identity(k), k);
    double[] back = SmallMatrices.product(SmallMatrices.transpose(inverse, k), dn, k);
    double[] out = new double[k * k];
    for (int i = 0; i < k; i++) {
      int c = order[g][i];
      for (int j = 0; j < k; j++) {
        out[i * k + j] = 2 * back[c * k + j] * t[c * k + c] / sigma;
      }
    }
    return out;
  }

  @Override
  public void information(double[] into) {
    double[] x = read();
    double[] up = new double[size];
    double[] down = new double[size];
    for (int j = 0; j < size; j++) {
      double keep = x[j];
      double step = STEP * Math.max(1, Math.abs(keep));
      x[j] = keep + step;
      evaluate(x, up);
      x[j] = keep - step;
      evaluate(x, down);
      x[j] = keep;
      for (int i = 0; i < size; i++) {
        double d = (up[i] - down[i]) / (4 * step);
        into[i * size + j] += d;
        into[j * size + i] += d;
      }
    }
    set(x);
  }
}
