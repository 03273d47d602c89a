package dev.henderson.stats.optim;

import dev.henderson.stats.linalg.SmallMatrices;
import dev.henderson.stats.linalg.SymmetricEigen;

/**
 * A quasi-Newton search whose Hessian is the objective's information matrix, taken afresh after
 * every step that brought a fair part of what it promised; after others the matrix is updated by
 * Powell's damped BFGS formula [Nocedal 2006]. Each iteration costs one evaluation as a rule.
 */
public final class InformedBfgs {
  private static final double ARMIJO = 1e-4;
  private static final double CURVATURE = 0.9;

  /** A step is fair if it is at least this long and brought this part of what was predicted. */
  private static final double FAIR_LENGTH = 0.2;

  private static final double FAIR_GAIN = 0.1;

  private final InformedObjective objective;
  private final double tolerance;
  private final int maxIterations;
  private final int m;
  private double[] x;
  private double[] g;
  private double f;
  private double[] h;
  private double[] next;
  private double[] nextGradient;
  private double nextValue;

  /**
   * @param tolerance the search ends after two steps that bring less than this, or when the next
   *     promises less
   */
  public InformedBfgs(InformedObjective objective, double tolerance, int maxIterations) {
    this.objective = objective;
    this.tolerance = tolerance;
    this.maxIterations = maxIterations;
    m = objective.size();
  }

  /**
   * Searches from a point that the objective was just evaluated at.
   *
   * @param start x, m values
   * @param value f(x), finite
   * @param gradient at x
   */
  public Minimum minimize(double[] start, double value, double[] gradient) {
    x = start.clone();
    g = gradient.clone();
    f = value;
    h = information(1e-4);
    next = new double[m];
    nextGradient = new double[m];
    boolean informed = true;
    int small = 0;
    for (int iteration = 0; iteration < maxIterations; iteration++) {
      double[] step = newtonStep();
      double slope = dot(g, step);
      if (!(slope < 0)) {
        if (informed) {
          h = regularize(h, 1e-3);
        } else {
          h = scaledIdentity();
        }
        step = newtonStep();
        slope = dot(g, step);
      }
      if (!(-slope >= tolerance)) {
        return new Minimum(x, f, g, true);
      }
      double length = search(step, slope);
      if (length == 0) {
        // No progress along a descent direction: rounding, unless the slope is real.
        return new Minimum(x, f, g, -slope < 1e3 * tolerance * (1 + Math.abs(f)));
      }
      double predicted = -(length * slope + 0.5 * length * length * quadratic(step));
      double gain = f - nextValue;
      double ratio = gain / Math.max(predicted, 1e-300);
      double[] s = new double[m];
      double[] y = new double[m];
      for (int i = 0; i < m; i++) {
        s[i] = length * step[i];
        y[i] = nextGradient[i] - g[i];
      }
      double[] swap = x;
      x = next;
      next = swap;
      swap = g;
      g = nextGradient;
      nextGradient = swap;
      f = nextValue;
      if (ratio > FAIR_GAIN && length >= FAIR_LENGTH) {
        h = information(1e-6);
        informed = true;
      } else {
        informed = false;
        update(s, y);
      }
      small = gain < tolerance ? small + 1 : 0;
      if (small >= 2) {
        return new Minimum(x, f, g, true);
      }
    }
    return new Minimum(x, f, g, false);
  }

  private double[] newtonStep() {
    double[] minus = new double[m];
    for (int i = 0; i < m; i++) {
      minus[i] = -g[i];
    }
    double[] step = SmallMatrices.solvePositive(h, m, minus);
    if (step == null) {
      h = regularize(h, 1e-4);
      step = SmallMatrices.solvePositive(h, m, minus);
    }
    if (step == null) {
      step = minus;
    }
    double longest = 0;
    double size = 1;
    for (int i = 0; i < m; i++) {
      longest = Math.max(longest, Math.abs(step[i]));
      size = Math.max(size, Math.abs(x[i]));
    }
    if (longest > size) {
      for (int i = 0; i < m; i++) {
        step[i] *= size / longest;
      }
    }
    return step;
  }

  /** Finds a step length with enough descent; 0 if there is none. Leaves the point in next. */
  private double search(double[] step, double slope) {
    double length = 1;
    boolean shortened = false;
    for (int trial = 0; trial < 25; trial++) {
      for (int i = 0; i < m; i++) {
        next[i] = x[i] + length * step[i];
      }
      nextValue = objective.evaluate(next, nextGradient);
      if (!(nextValue <= f + ARMIJO * length * slope + 1e-12 * Math.abs(f))) {
        double shorter =
            Double.isFinite(nextValue)
                ? -slope * length * length / (2 * (nextValue - f - slope * length))
                : 0.1 * length;
        shortened = true;
        length = Math.min(Math.max(shorter, 0.1 * length), 0.5 * length);
        if (length < 1e-10) {
          return 0;
        }
        continue;
      }
      if (!shortened && length < 4 && dot(nextGradient, step) < CURVATURE * slope) {
        length *= 2;
        continue;
      }
      return length;
    }
    return 0;
  }

  private void update(double[] s, double[] y) {
    double[] hs = new double[m];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < m; j++) {
        hs[i] += h[i * m + j] * s[j];
      }
    }
    double shs = dot(s, hs);
    double sy = dot(s, y);
    if (sy < 0.2 * shs) {
      double t = 0.8 * shs / (shs - sy);
      for (int i = 0; i < m; i++) {
        y[i] = t * y[i] + (1 - t) * hs[i];
      }
      sy = dot(s, y);
    }
    if (!(shs > 0) || !(sy > 0)) {
      return;
    }
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < m; j++) {
        h[i * m + j] += y[i] * y[j] / sy - hs[i] * hs[j] / shs;
      }
    }
  }

  private double[] information(double floor) {
    double[] matrix = new double[m * m];
    objective.information(matrix);
    return regularize(matrix, floor);
  }

  private double[] regularize(double[] matrix, double floor) {
    SymmetricEigen eigen = new SymmetricEigen(matrix, m);
    double smallest = floor * Math.max(eigen.largest(), 1e-8);
    return eigen.recompose(v -> Math.max(v, smallest));
  }

  private double[] scaledIdentity() {
    double[] identity = SmallMatrices.identity(m);
    double size = Math.sqrt(dot(g, g));
    for (int i = 0; i < m; i++) {
      identity[i * m + i] = Math.max(size, 1e-8);
    }
    return identity;
  }

  private double quadratic(double[] step) {
    double s = 0;
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < m; j++) {
        s += step[i] * h[i * m + j] * step[j];
      }
    }
    return s;
  }

  private static double dot(double[] x, double[] y) {
    double s = 0;
    for (int i = 0; i < x.length; i++) {
      s += x[i] * y[i];
    }
    return s;
  }
}
