package dev.henderson.stats.lmm;

import dev.henderson.stats.criterion.CrossProducts;
import dev.henderson.stats.criterion.Grouping;
import dev.henderson.stats.criterion.ProfiledDeviance;
import dev.henderson.stats.criterion.ScaledRow;
import dev.henderson.stats.design.MixedModelData;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A fitted model as a source of responses, and fitted again to them. Only the column of the
 * response in the cross products is new each time, and the search starts from the fit: that is what
 * makes a parametric bootstrap cheap. Immutable; several threads may draw and refit at once.
 */
public final class ResponseRefits {
  /** Rows of the matrices are kept up to so many numbers; beyond, they are made anew each time. */
  private static final long KEPT = 20_000_000;

  private final LinearMixedModel model;
  private final MixedModelData data;
  private final Estimates e;
  private final CrossProducts a;
  private final List<ProfileLikelihood.Parameter> parameters;

  /** Scaled rows: X, then the effects of each grouping; null where there are too many. */
  private final double[] rows;

  private final int rowWidth;

  /** What the scaled response leaves out of the user's: offset and least-squares start. */
  private final double[] shift;

  /** Scaled coefficients, and T^-1-scaled roots of the random effects' covariance, times sigma. */
  private final double[] beta;

  private final double[][] root;
  private final double sigma;

  ResponseRefits(LmmFit fit, Estimates e) {
    model = fit.model();
    data = fit.data();
    this.e = e;
    a = e.crossProducts;
    parameters = new ProfileLikelihood(fit, e).parameters();
    int width = a.rank();
    for (Grouping g : a.groupings()) {
      width += g.effects();
    }
    rowWidth = width;
    int n = a.rows();
    double scale = a.basis().responseScale();
    shift = new double[n];
    rows = (long) n * width <= KEPT ? new double[n * width] : null;
    ScaledRow x = a.basis().rows();
    double[] row = new double[width];
    for (int i = 0; i < n; i++) {
      x.read(i);
      shift[i] = data.response(i) - scale * a.basis().response(i, x);
      if (rows != null) {
        makeRow(i, row, x);
        System.arraycopy(row, 0, rows, i * width, width);
      }
    }
    ProfiledDeviance f = deviance(a);
    f.value(e.internalTheta);
    beta = f.scaledCoefficients();
    sigma = Math.sqrt(f.r2() / f.nu());
    root = new double[a.groupings().size()][];
    for (int g = 0; g < root.length; g++) {
      root[g] = f.lambda().get(g).lambda().clone();
      for (int i = 0; i < root[g].length; i++) {
        root[g][i] *= sigma;
      }
    }
  }

  private ProfiledDeviance deviance(CrossProducts of) {
    ProfiledDeviance f = new ProfiledDeviance(of, e.options.reml(), e.options.cancellation());
    for (int g = 0; g < e.templateOrders.length; g++) {
      f.lambda().get(g).setOrder(e.templateOrders[g]);
    }
    return f;
  }

  private void makeRow(int i, double[] row, ScaledRow x) {
    x.read(i);
    Arrays.fill(row, 0);
    for (int t = 0; t < x.count(); t++) {
      row[x.column(t)] = x.value(t);
    }
    int at = a.rank();
    for (Grouping g : a.groupings()) {
      double[] z = new double[g.effects()];
      g.row(i, z);
      System.arraycopy(z, 0, row, at, g.effects());
      at += g.effects();
    }
  }

  private int row(int i, double[] row, ScaledRow x) {
    if (rows != null) {
      return i * rowWidth;
    }
    makeRow(i, row, x);
    return 0;
  }

  /** The parameters of a replicate: random effects term by term, sigma, fixed effects. */
  public List<ProfileLikelihood.Parameter> parameters() {
    return parameters;
  }

  /** Draws responses from the fitted model, new random effects included; n values. */
  public double[] simulate(RandomGenerator random) {
    return draw(random, false);
  }

  /** Draws responses given the conditional modes: only the residuals are new; n values. */
  public double[] simulateGivenModes(RandomGenerator random) {
    return draw(random, true);
  }

  private double[] draw(RandomGenerator random, boolean givenModes) {
    int n = a.rows();
    double scale = a.basis().responseScale();
    double[] y = new double[n];
    double[][] effects = givenModes ? null : effects(random);
    ScaledRow x = a.basis().rows();
    double[] own = new double[rowWidth];
    double[] from = rows != null ? rows : own;
    for (int i = 0; i < n; i++) {
      double residual = sigma * random.nextGaussian() / Math.sqrt(data.weight(i));
      if (givenModes) {
        y[i] = e.fitted[i] + scale * residual;
        continue;
      }
      int at = row(i, own, x);
      double s = residual;
      for (int j = 0; j < beta.length; j++) {
        s += from[at + j] * beta[j];
      }
      at += beta.length;
      for (int g = 0; g < root.length; g++) {
        Grouping grouping = a.groupings().get(g);
        int b = grouping.factor().levelOf(i) * grouping.effects();
        for (int j = 0; j < grouping.effects(); j++) {
          s += from[at + j] * effects[g][b + j];
        }
        at += grouping.effects();
      }
      y[i] = shift[i] + scale * s;
    }
    return y;
  }

  private double[][] effects(RandomGenerator random) {
    double[][] out = new double[root.length][];
    for (int g = 0; g < root.length; g++) {
      Grouping grouping = a.groupings().get(g);
      int k = grouping.effects();
      out[g] = new double[grouping.size()];
      double[] u = new double[k];
      for (int at = 0; at < out[g].length; at += k) {
        for (int j = 0; j < k; j++) {
          u[j] = random.nextGaussian();
        }
        for (int i = 0; i < k; i++) {
          for (int j = 0; j < k; j++) {
            out[g][at + i] += root[g][i * k + j] * u[j];
          }
        }
      }
    }
    return out;
  }

  /**
   * Fits the model to other responses, by the method of the fit.
   *
   * @param response n values
   */
  public Replicate refit(double[] response) {
    ProfiledDeviance f = deviance(border(response));
    ThetaSearch search = new ThetaSearch(f, e.options);
    search.runFrom(e.internalTheta);
    double criterion = f.value(search.theta());
    return new Replicate(ParameterValues.of(f, data), criterion, search.converged());
  }

  /**
   * Fits the model to other responses, conditional modes and all: takes longer than {@link #refit}.
   *
   * @param response n values
   */
  public LmmFit fit(double[] response) {
    return model.withResponse(response).fit(e.options, e);
  }

  private CrossProducts border(double[] response) {
    int width = a.width();
    int p = a.rank();
    double[] zx = a.zx().clone();
    double[] xx = a.xx().clone();
    for (int i = p; i < zx.length; i += width) {
      zx[i] = 0;
    }
    double[] xy = new double[p];
    double yy = 0;
    double scale = a.basis().responseScale();
    ScaledRow x = a.basis().rows();
    double[] own = new double[rowWidth];
    double[] from = rows != null ? rows : own;
    for (int i = 0; i < response.length; i++) {
      double y = (response[i] - shift[i]) / scale;
      double wy = data.weight(i) * y;
      yy += wy * y;
      int at = row(i, own, x);
      for (int j = 0; j < p; j++) {
        xy[j] += wy * from[at + j];
      }
      at += p;
      for (int g = 0; g < root.length; g++) {
        Grouping grouping = a.groupings().get(g);
        int to = a.offset(g) + grouping.factor().levelOf(i) * grouping.effects();
        for (int j = 0; j < grouping.effects(); j++) {
          zx[(to + j) * width + p] += wy * from[at + j];
        }
        at += grouping.effects();
      }
    }
    for (int j = 0; j < p; j++) {
      xx[p * width + j] = xy[j];
      xx[j * width + p] = xy[j];
    }
    xx[p * width + p] = yy;
    return a.withBorder(width, zx, xx);
  }
}
