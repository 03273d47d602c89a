package dev.henderson.stats.mixed;

import dev.henderson.stats.criterion.CovarianceSlope;
import dev.henderson.stats.criterion.ProfiledDeviance;
import dev.henderson.stats.factor.RelativeCovariance;
import dev.henderson.stats.linalg.SymmetricEigen;
import dev.henderson.stats.model.FitException;
import dev.henderson.stats.optim.Bobyqa;
import dev.henderson.stats.optim.InformedBfgs;
import dev.henderson.stats.optim.InformedObjective;
import dev.henderson.stats.optim.Minimum;
import java.util.ArrayList;
import java.util.List;

/**
 * The search for theta: a few EM steps, columns of each template put in the order of a pivoted
 * Cholesky factor, BFGS from average information in unconstrained theta, variances that vanish set
 * to zero, and a look at whether zero is truly best. A derivative-free search stands by.
 */
public final class ThetaSearch implements InformedObjective {
  /** Diagonals below this (columns have unit scale) are tried at zero. */
  private static final double NEARLY_ZERO = 1e-3;

  /** How far from zero the slope in a vanished direction is looked at. */
  private static final double PROBE = 1e-4;

  private static final int RESTARTS = 5;
  private static final int EM_STEPS = 2;

  private final ProfiledDeviance f;
  private final FitOptions options;
  private final double[] gradient;
  private double[] theta;
  private double value;
  private boolean converged;
  private int evaluations;
  private final List<LostDirection> lost = new ArrayList<>();

  /**
   * A direction in which a covariance matrix lost rank, and the proof that this is best.
   *
   * @param grouping index of the grouping
   * @param column template column whose diagonal is zero
   * @param slope derivative of the criterion in the relative variance along the direction at zero;
   *     the smallest over all lost directions of the grouping
   */
  public record LostDirection(int grouping, int column, double slope) {}

  /** A search of a criterion. */
  public ThetaSearch(ProfiledDeviance f, FitOptions options) {
    this.f = f;
    this.options = options;
    gradient = new double[f.size()];
  }

  /** Runs the search. */
  public void run() {
    begin();
    if (f.size() > 1) {
      expectationSteps();
    }
    finishFrom();
  }

  /** Runs the search from a point near the minimum; zeros there may still leave zero. */
  public void runFrom(double[] start) {
    theta = start.clone();
    value = evaluate(theta, gradient);
    if (Double.isFinite(value)) {
      finishFrom();
    } else {
      run();
    }
  }

  private void finishFrom() {
    descend();
    for (int restart = 0; restart < RESTARTS; restart++) {
      snap();
      if (!leaveSaddle()) {
        break;
      }
      descend();
    }
    turnColumns();
    finish();
  }

  private void begin() {
    theta = f.start();
    value = evaluate(theta, gradient);
    for (double scale : new double[] {0.1, 10, 0.01, 1e-3}) {
      if (Double.isFinite(value)) {
        return;
      }
      for (int i = 0; i < theta.length; i++) {
        theta[i] = f.start()[i] * scale;
      }
      value = evaluate(theta, gradient);
    }
    if (!Double.isFinite(value)) {
      throw new FitException(
          "The criterion cannot be computed: the model fits the data exactly, or the variables"
              + " differ in size by too many orders of magnitude.");
    }
  }

  private void expectationSteps() {
    boolean pivoting = f.lambda().stream().anyMatch(c -> c.size() > c.grouping().effects());
    for (int step = 1; step <= EM_STEPS; step++) {
      double[] next = new double[theta.length];
      for (int g = 0; g < f.lambda().size(); g++) {
        RelativeCovariance c = f.lambda().get(g);
        double[] covariance = CovarianceSlope.emStep(f, g);
        if (step == EM_STEPS && pivoting) {
          c.setOrder(c.pivotOrder(covariance));
        }
        c.fromCovariance(covariance, next);
      }
      theta = next;
      value = evaluate(theta, gradient);
    }
  }

  private void descend() {
    int limit = options.maxEvaluations() - evaluations;
    Minimum m = new InformedBfgs(this, options.tolerance(), limit).minimize(theta, value, gradient);
    accept(m);
    if (!converged && evaluations < options.maxEvaluations()) {
      double[] point =
          Bobyqa.minimize(
              x -> evaluate(x, new double[x.length]),
              theta,
              options.maxEvaluations() - evaluations);
      double there = evaluate(point, gradient);
      if (there < value) {
        theta = point;
        value = there;
      } else {
        value = evaluate(theta, gradient);
      }
      accept(new InformedBfgs(this, options.tolerance(), 50).minimize(theta, value, gradient));
    }
  }

  private void accept(Minimum m) {
    theta = m.point();
    value = m.value();
    System.arraycopy(m.gradient(), 0, gradient, 0, gradient.length);
    converged = m.converged();
  }

  /** Sets diagonals that are nearly zero to zero where the criterion does not mind. */
  private void snap() {
    for (RelativeCovariance c : f.lambda()) {
      for (int t = 0; t < c.size(); t++) {
        int i = c.offset() + t;
        if (c.isDiagonal(t) && theta[i] != 0 && Math.abs(theta[i]) < NEARLY_ZERO) {
          double keep = theta[i];
          theta[i] = 0;
          double there = count(f.value(theta));
          if (there <= value + 1e-9 * (1 + Math.abs(value))) {
            value = there;
          } else {
            theta[i] = keep;
          }
        }
      }
    }
  }

  /**
   * Zero is always a stationary point of a diagonal of lambda; it is a minimum if the criterion
   * rises with the variance. Looks at the slope along every lost direction, and steps out along one
   * where it falls.
   *
   * @return whether a step was taken
   */
  private boolean leaveSaddle() {
    lost.clear();
    double[] probe = theta.clone();
    List<int[]> zeros = new ArrayList<>();
    for (int g = 0; g < f.lambda().size(); g++) {
      RelativeCovariance c = f.lambda().get(g);
      for (int t = 0; t < c.size(); t++) {
        if (c.isDiagonal(t) && theta[c.offset() + t] == 0) {
          zeros.add(new int[] {g, c.row(t), c.offset() + t});
          probe[c.offset() + t] = PROBE;
        }
      }
    }
    if (zeros.isEmpty()) {
      return false;
    }
    evaluate(probe, gradient);
    boolean falls = false;
    for (int g = 0; g < f.lambda().size(); g++) {
      falls |= judge(g, zeros);
    }
    if (!falls) {
      return false;
    }
    for (double step : new double[] {0.3, 0.1, 0.03, 0.01}) {
      double[] there = theta.clone();
      for (LostDirection d : lost) {
        if (d.slope() < 0) {
          zeros.stream()
              .filter(z -> z[0] == d.grouping() && z[1] == d.column())
              .forEach(z -> there[z[2]] = step);
        }
      }
      double v = evaluate(there, gradient);
      if (v < value) {
        theta = there;
        value = v;
        return true;
      }
    }
    return false;
  }

  private boolean judge(int g, List<int[]> zeros) {
    List<Integer> columns = zeros.stream().filter(z -> z[0] == g).map(z -> z[1]).toList();
    if (columns.isEmpty()) {
      return false;
    }
    RelativeCovariance c = f.lambda().get(g);
    int k = c.grouping().effects();
    double[] inverse = c.inverseToArray();
    double[] d = CovarianceSlope.of(f, g);
    int count = columns.size();
    // Rows of lambda^-1 that belong to lost columns span what lambda' maps to zero.
    double[][] normal = new double[count][k];
    for (int i = 0; i < count; i++) {
      double norm = 0;
      for (int j = 0; j < k; j++) {
        normal[i][j] = inverse[columns.get(i) * k + j] * PROBE;
        norm += normal[i][j] * normal[i][j];
      }
      for (int j = 0; j < k; j++) {
        normal[i][j] /= Math.sqrt(norm);
      }
    }
    double[] projected = new double[count * count];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < count; j++) {
        for (int r = 0; r < k; r++) {
          for (int s = 0; s < k; s++) {
            projected[i * count + j] += normal[i][r] * d[r * k + s] * normal[j][s];
          }
        }
      }
    }
    boolean sameTerm = c.size() > k || count == 1;
    double smallest = Double.POSITIVE_INFINITY;
    SymmetricEigen eigen = new SymmetricEigen(projected, count);
    for (int i = 0; i < count; i++) {
      smallest = Math.min(smallest, eigen.value(i));
    }
    boolean falls = false;
    double noise = 1e-4 * c.grouping().levels();
    for (int i = 0; i < count; i++) {
      double slope = sameTerm ? smallest : projected[i * count + i];
      lost.add(new LostDirection(g, columns.get(i), Math.abs(slope) < noise * 1e-3 ? 0 : slope));
      falls |= slope < -noise;
    }
    return falls;
  }

  /** Makes the diagonals of lambda non-negative; the sign of a column means nothing. */
  private void turnColumns() {
    for (RelativeCovariance c : f.lambda()) {
      for (int t = 0; t < c.size(); t++) {
        if (c.isDiagonal(t) && theta[c.offset() + t] < 0) {
          for (int s = 0; s < c.size(); s++) {
            if (c.column(s) == c.column(t)) {
              theta[c.offset() + s] = -theta[c.offset() + s];
            }
          }
        }
      }
    }
  }

  private void finish() {
    f.evaluate(theta, gradient);
    for (RelativeCovariance c : f.lambda()) {
      for (int t = 0; t < c.size(); t++) {
        if (theta[c.offset() + t] == 0 && c.isDiagonal(t)) {
          gradient[c.offset() + t] = 0;
        }
      }
    }
  }

  @Override
  public int size() {
    return f.size();
  }

  @Override
  public double evaluate(double[] at, double[] into) {
    return count(f.evaluate(at, into));
  }

  @Override
  public void information(double[] into) {
    f.information(into);
  }

  private double count(double criterion) {
    evaluations++;
    options.cancellation().check();
    options.progress().reached(evaluations, 0);
    return criterion;
  }

  /** Theta at the minimum; a copy. */
  public double[] theta() {
    return theta.clone();
  }

  /** Whether the search ended at a minimum. */
  public boolean converged() {
    return converged;
  }

  /** How often the criterion was evaluated. */
  public int evaluations() {
    return evaluations;
  }

  /** The largest absolute entry of the gradient at the minimum. */
  public double maxGradient() {
    double max = 0;
    for (double v : gradient) {
      max = Math.max(max, Math.abs(v));
    }
    return max;
  }

  /** The directions in which some covariance matrix lost rank. */
  public List<LostDirection> lost() {
    return List.copyOf(lost);
  }
}
