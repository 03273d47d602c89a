package dev.henderson.stats.lmm;

import dev.henderson.stats.criterion.ProfiledDeviance;
import dev.henderson.stats.design.MixedModelData;
import dev.henderson.stats.mixed.ThetaSearch;
import dev.henderson.stats.model.Simulates;
import dev.henderson.stats.products.CrossProducts;
import dev.henderson.stats.products.Grouping;
import dev.henderson.stats.products.MixedRows;
import dev.henderson.stats.products.ScaledRow;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A fitted model as a source of responses, and fitted again to them. Only the column of the
 * response in the cross products is new each time, and the search starts from the fit: that is what
 * makes a parametric bootstrap cheap. Immutable; several threads may draw and refit at once.
 */
public final class ResponseRefits implements Simulates {
  /** Rows of the matrices are kept up to so many numbers; beyond, they are made anew each time. */
  private static final long KEPT = 20_000_000;

  private final LmmFit fit;
  private final MixedModelData data;
  private final Estimates e;
  private final CrossProducts a;
  private final MixedRows at;
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
    this.fit = fit;
    data = fit.data();
    this.e = e;
    a = e.at.products();
    at = MixedRows.of(data, a);
    parameters = fit.parameters();
    int width = a.rank();
    for (Grouping g : a.groupings()) {
      width += g.effects();
    }
    rowWidth = width;
    int n = a.rows();
    double scale = a.response().scale();
    shift = new double[n];
    rows = (long) n * width <= KEPT ? new double[n * width] : null;
    ScaledRow x = at.fixed();
    double[] row = new double[width];
    for (int i = 0; i < n; i++) {
      x.read(i);
      shift[i] = data.response(i) - scale * at.response(i, x);
      if (rows != null) {
        makeRow(i, row, x);
        System.arraycopy(row, 0, rows, i * width, width);
      }
    }
    ProfiledDeviance f = e.at.workspace();
    f.value(e.at.theta());
    beta = f.problem().scaledCoefficients();
    sigma = Math.sqrt(f.r2() / f.nu());
    root = new double[a.groupings().size()][];
    for (int g = 0; g < root.length; g++) {
      root[g] = f.lambda().get(g).toArray();
      for (int i = 0; i < root[g].length; i++) {
        root[g][i] *= sigma;
      }
    }
  }

  private void makeRow(int i, double[] row, ScaledRow x) {
    x.read(i);
    Arrays.fill(row, 0);
    for (int t = 0; t < x.count(); t++) {
      row[x.column(t)] = x.value(t);
    }
    int to = a.rank();
    for (int g = 0; g < a.groupings().size(); g++) {
      double[] z = new double[a.groupings().get(g).effects()];
      at.effects(g, i, z);
      System.arraycopy(z, 0, row, to, z.length);
      to += z.length;
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
  @Override
  public double[] simulate(RandomGenerator random) {
    int n = a.rows();
    double scale = a.response().scale();
    double[] y = new double[n];
    double[][] effects = effects(random);
    ScaledRow x = at.fixed();
    double[] own = new double[rowWidth];
    double[] from = rows != null ? rows : own;
    for (int i = 0; i < n; i++) {
      double s = sigma * random.nextGaussian() / Math.sqrt(data.weight(i));
      int place = row(i, own, x);
      for (int j = 0; j < beta.length; j++) {
        s += from[place + j] * beta[j];
      }
      place += beta.length;
      for (int g = 0; g < root.length; g++) {
        int k = a.groupings().get(g).effects();
        int b = at.level(g, i) * k;
        for (int j = 0; j < k; j++) {
          s += from[place + j] * effects[g][b + j];
        }
        place += k;
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
    ProfiledDeviance f = e.at.workspace(border(response), e.options.reml());
    ThetaSearch search = e.at.searchFrom(f, e.at.theta());
    double criterion = f.value(search.theta());
    return new Replicate(ParameterValues.of(f, data), criterion, search.converged());
  }

  /**
   * Fits the model to other responses, conditional modes and all: takes longer than {@link #refit}.
   *
   * @param response n values
   */
  public LmmFit fit(double[] response) {
    return fit.model().refit(at.withResponse(response, a), fit);
  }

  private CrossProducts border(double[] response) {
    int p = a.rank();
    double[] zy = new double[a.randomEffects()];
    double[] xy = new double[p];
    double yy = 0;
    double scale = a.response().scale();
    ScaledRow x = at.fixed();
    double[] own = new double[rowWidth];
    double[] from = rows != null ? rows : own;
    for (int i = 0; i < response.length; i++) {
      double y = (response[i] - shift[i]) / scale;
      double wy = data.weight(i) * y;
      yy += wy * y;
      int place = row(i, own, x);
      for (int j = 0; j < p; j++) {
        xy[j] += wy * from[place + j];
      }
      place += p;
      for (int g = 0; g < root.length; g++) {
        int k = a.groupings().get(g).effects();
        int to = a.offset(g) + at.level(g, i) * k;
        for (int j = 0; j < k; j++) {
          zy[to + j] += wy * from[place + j];
        }
        place += k;
      }
    }
    return a.withResponse(zy, xy, yy);
  }
}
