package dev.henderson.stats.lm;

import dev.henderson.stats.design.Design;
import dev.henderson.stats.design.DesignOptions;
import dev.henderson.stats.design.Response;
import dev.henderson.stats.formula.Expr;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.formula.Span;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.linalg.LimitedPivotQr;
import dev.henderson.stats.linalg.RowQr;
import dev.henderson.stats.linalg.SparseRowQr;
import dev.henderson.stats.matrix.MatrixRows;
import dev.henderson.stats.matrix.ModelMatrix;
import dev.henderson.stats.model.Cancellation;
import dev.henderson.stats.variables.DesignException;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * A linear model: what a formula without random effects means for the data at hand. Immutable;
 * {@link #fit()} gives its least-squares estimates.
 *
 * <p>The rows are streamed through Householder reflections ({@link RowQr}), never squared. The
 * response is taken from its mean first, where there is an intercept, and estimates of moderately
 * large models are refined by the corrected seminormal equations, their right side in double-double
 * arithmetic [Björck 1996], so that ill-conditioned data keep as many digits as the doubles that
 * hold them allow.
 */
public final class LinearModel {
  /** Up to this many entries of X further passes refine the estimates. */
  private static final long REFINED = 2_000_000;

  /** At most so many steps of refinement. */
  private static final int STEPS = 8;

  /** Rows, less one, between two looks at whether to go on. */
  private static final int ROWS_BETWEEN_CHECKS = (1 << 12) - 1;

  /** With fewer levels their zeros are not worth a factor for each. */
  private static final int SPARSE_FROM = 8;

  /** So many rows are looked at to see how much is zero. */
  private static final int LOOKED_AT = 100;

  private final Design design;
  private final ModelMatrix x;
  private final Response y;
  private final int n;
  private final double[] weights;
  private final double[] offset;

  private LinearModel(Design design) {
    this.design = design;
    this.x = design.matrix();
    this.y = requireNumbers(design);
    this.n = x.rows();
    this.weights = design.weights();
    this.offset = design.offset();
  }

  /**
   * The model of a formula.
   *
   * @throws DesignException if the response is missing, a factor, or several columns
   */
  public static LinearModel of(Formula formula, ModelFrame frame) {
    return of(formula, frame, DesignOptions.defaults());
  }

  /**
   * The model of a formula with weights, offset, a subset or contrasts.
   *
   * @throws DesignException if the response is missing, a factor, or several columns
   */
  public static LinearModel of(Formula formula, ModelFrame frame, DesignOptions options) {
    return of(Design.linear(formula, frame, options));
  }

  /**
   * The model of a design.
   *
   * @throws DesignException if the response is missing, a factor, or several columns
   */
  public static LinearModel of(Design design) {
    return new LinearModel(design);
  }

  private static Response requireNumbers(Design design) {
    Response response = design.response().orElse(null);
    String source = design.formula().source();
    if (response == null) {
      throw new DesignException(
          source,
          Span.at(design.formula().span().start()),
          "A linear model needs a response.",
          "Write response ~ terms.");
    }
    Expr left = design.formula().response().orElseThrow();
    switch (response.kind()) {
      case FACTOR ->
          throw new DesignException(
              source,
              left.span(),
              "The response " + response.name() + " is a factor; a linear model needs numbers.",
              null);
      case COLUMNS ->
          throw new DesignException(
              source,
              left.span(),
              "The response " + response.name() + " is several columns; a linear model needs one.",
              null);
      default -> {}
    }
    return response;
  }

  /** The design. */
  public Design design() {
    return design;
  }

  /** The response, copied. */
  public double[] response() {
    return y.column(0);
  }

  /** The least-squares fit with R's tolerance for dependent columns, 1e-7. */
  public LmFit fit() {
    return fit(LimitedPivotQr.TOLERANCE, Cancellation.NEVER);
  }

  /**
   * The least-squares fit.
   *
   * @param tolerance a column whose norm falls below this share, once earlier columns are taken
   *     out, is taken to depend on them; smaller for polynomials of high degree
   * @param cancellation looked at now and then
   * @throws java.util.concurrent.CancellationException if it says so
   */
  public LmFit fit(double tolerance, Cancellation cancellation) {
    if (!(tolerance >= 0 && tolerance < 1)) {
      throw new IllegalArgumentException(
          "The tolerance is a small positive number such as 1e-7, not " + tolerance + ".");
    }
    double shift = shift();
    RowQr rows = stream(shift, cancellation);
    EffectsQr qr = EffectsQr.of(rows.columns(), rows.effects(), tolerance);
    double[] beta = spread(qr, qr.coefficients(qr.rank()));
    if (isRefined()) {
      refine(qr, beta, shift);
    }
    double[] residuals = residuals(beta, shift, isRefined());
    if (shift != 0) {
      beta[0] += shift;
      if (isRefined()) {
        // Once more, for what that sum cost the intercept.
        refine(qr, beta, 0);
      }
    }
    return new LmFit(this, qr, beta, residuals, shift);
  }

  /** The weighted mean of the response where there is an intercept, else zero. */
  private double shift() {
    if (!design.terms().intercept()) {
      return 0;
    }
    double sum = 0;
    double total = 0;
    for (int i = 0; i < n; i++) {
      double w = weights == null ? 1 : weights[i];
      sum += w * (offset == null ? y(i) : y(i) - offset[i]);
      total += w;
    }
    return total > 0 && Double.isFinite(sum) ? sum / total : 0;
  }

  private double y(int row) {
    return y.get(row, 0);
  }

  /** What the rows are fitted to: the response less the shift and the offset. */
  private double target(int row, double shift) {
    return y(row) - (shift + (offset == null ? 0 : offset[row]));
  }

  private RowQr stream(double shift, Cancellation cancellation) {
    int classes = x.rowClasses();
    MatrixRows rows = x.read();
    return isSparse(rows, classes)
        ? streamByClass(rows, shift, classes, cancellation)
        : streamWhole(rows, shift, cancellation);
  }

  /** Whether so much of a large matrix is zero that a factor for each class of rows pays. */
  private boolean isSparse(MatrixRows rows, int classes) {
    if (isRefined() || classes < SPARSE_FROM || (long) classes * x.columns() > x.rows()) {
      return false;
    }
    int[] at = new int[x.columns()];
    double[] values = new double[x.columns()];
    long some = 0;
    for (int i = 0; i < LOOKED_AT; i++) {
      some += rows.copyNonZeros((int) ((long) i * x.rows() / LOOKED_AT), at, values);
    }
    return 2 * some < (long) LOOKED_AT * x.columns();
  }

  private RowQr streamWhole(MatrixRows rows, double shift, Cancellation cancellation) {
    RowQr qr = new RowQr(x.columns());
    double[] row = new double[x.columns()];
    for (int i = 0; i < n; i++) {
      if ((i & ROWS_BETWEEN_CHECKS) == 0) {
        cancellation.check();
      }
      double w = weights == null ? 1 : weights[i];
      if (w > 0) {
        rows.copyRow(i, row, 0);
        qr.add(row, target(i, shift), weights == null ? 1 : Math.sqrt(w));
      }
    }
    return qr;
  }

  /** The same where most columns are dummies of one factor: their zeros are not touched. */
  private RowQr streamByClass(
      MatrixRows rows, double shift, int classes, Cancellation cancellation) {
    SparseRowQr qr = new SparseRowQr(x.columns(), classes);
    IntUnaryOperator rowClass = x.rowClass();
    int[] at = new int[x.columns()];
    double[] values = new double[x.columns()];
    for (int i = 0; i < n; i++) {
      if ((i & ROWS_BETWEEN_CHECKS) == 0) {
        cancellation.check();
      }
      double w = weights == null ? 1 : weights[i];
      if (w > 0) {
        int count = rows.copyNonZeros(i, at, values);
        double factor = weights == null ? 1 : Math.sqrt(w);
        qr.add(rowClass.applyAsInt(i), count, at, values, target(i, shift), factor);
      }
    }
    return qr.finish();
  }

  private boolean isRefined() {
    return (long) x.rows() * x.columns() <= REFINED;
  }

  /**
   * Takes the estimates to where {@code X'W(y − o − Xβ)}, in twice the digits, is zero. A step
   * {@code (R'R)⁻¹} times that falls short of the mark by about κ·10⁻¹⁶ of its length, so that few
   * are needed; it ends when they do not shrink any more.
   */
  private void refine(EffectsQr qr, double[] beta, double shift) {
    double before = Double.POSITIVE_INFINITY;
    for (int step = 0; step < STEPS; step++) {
      double[] gradient = gradient(beta, shift);
      double[] d = new double[qr.rank()];
      for (int k = 0; k < d.length; k++) {
        d[k] = gradient[qr.pivot(k)];
      }
      qr.solveTransposed(d);
      double length = 0;
      for (double v : d) {
        length += v * v;
      }
      if (!(length < 0.25 * before) || length == 0) {
        return;
      }
      before = length;
      qr.solve(d);
      for (int k = 0; k < d.length; k++) {
        beta[qr.pivot(k)] += d[k];
      }
    }
  }

  /** X'W(y − o − shift − Xβ) in double-double arithmetic, one value per column. */
  private double[] gradient(double[] beta, double shift) {
    int p = x.columns();
    int[] at = new int[p];
    double[] v = new double[p];
    Precise[] sums = new Precise[p];
    Arrays.setAll(sums, j -> new Precise(0));
    MatrixRows rows = x.read();
    for (int i = 0; i < n; i++) {
      double w = weights == null ? 1 : weights[i];
      if (w > 0) {
        int count = rows.copyNonZeros(i, at, v);
        Precise r = residual(i, beta, shift, count, at, v);
        for (int k = 0; k < count; k++) {
          // Less the negative: the sum of products, whose own rounding is kept.
          sums[at[k]].subtractProduct(-w * v[k], r.high);
          sums[at[k]].subtractProduct(-w * v[k], r.low);
        }
      }
    }
    double[] out = new double[p];
    Arrays.setAll(out, j -> sums[j].value());
    return out;
  }

  private Precise residual(int i, double[] beta, double shift, int count, int[] at, double[] v) {
    Precise sum = new Precise(y(i));
    sum.subtract(shift);
    if (offset != null) {
      sum.subtract(offset[i]);
    }
    for (int k = 0; k < count; k++) {
      sum.subtractProduct(v[k], beta[at[k]]);
    }
    return sum;
  }

  /** Coefficients by place as coefficients by column, zero where not kept. */
  private static double[] spread(EffectsQr qr, double[] byPlace) {
    double[] out = new double[qr.columns()];
    for (int i = 0; i < byPlace.length; i++) {
      out[qr.pivot(i)] = byPlace[i];
    }
    return out;
  }

  /** y − o − shift − Xβ, in double-double arithmetic where it pays. */
  private double[] residuals(double[] beta, double shift, boolean exact) {
    int p = x.columns();
    int[] at = new int[p];
    double[] v = new double[p];
    double[] out = new double[n];
    MatrixRows rows = x.read();
    for (int i = 0; i < out.length; i++) {
      int count = rows.copyNonZeros(i, at, v);
      if (!exact) {
        double s = y(i) - shift - (offset == null ? 0 : offset[i]);
        for (int k = 0; k < count; k++) {
          s -= v[k] * beta[at[k]];
        }
        out[i] = s;
        continue;
      }
      out[i] = residual(i, beta, shift, count, at, v).value();
    }
    return out;
  }

  /** A running sum kept as a double and what the double cannot hold. */
  private static final class Precise {
    private double high;
    private double low;

    Precise(double value) {
      high = value;
    }

    void subtract(double value) {
      double sum = high - value;
      double back = sum - high;
      low += (high - (sum - back)) - (value + back);
      high = sum;
    }

    void subtractProduct(double a, double b) {
      double product = a * b;
      subtract(product);
      low -= Math.fma(a, b, -product);
    }

    double value() {
      return high + low;
    }
  }

  ModelMatrix matrix() {
    return x;
  }

  double weight(int row) {
    return weights == null ? 1 : weights[row];
  }

  boolean hasWeights() {
    return weights != null;
  }

  double offset(int row) {
    return offset == null ? 0 : offset[row];
  }

  int rowsThatCount() {
    return weights == null ? n : (int) Arrays.stream(weights).filter(w -> w > 0).count();
  }
}
