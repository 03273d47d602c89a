package dev.henderson.stats.lmm;

import dev.henderson.stats.linalg.SmallMatrices;
import dev.henderson.stats.linalg.SymmetricEigen;
import java.util.ArrayList;
import java.util.List;

/**
 * What Kenward and Roger [Kenward 1997] add to a REML fit: the covariance matrix of the fixed
 * effects adjusted for its own bias and for not knowing the variances, and the expected information
 * on these.
 *
 * <p>The covariance of the response is linear in the variance parameters, {@code V = sum_r gamma_r
 * Z G_r Z' + sigma² I}, with G_r one variance or covariance of a term. All is computed from the q ×
 * q matrix {@code K = Z'V^-1Z} and {@code E = Z'V^-1X} (V relative to sigma²); nothing is n × n.
 */
public final class KenwardRogerAdjustment {
  private static final int LARGEST = 6000;
  private static final double FLAT = 1e-12;

  /** One variance parameter: entry (row, column) of the template of a grouping. */
  private record Pattern(int grouping, int row, int column) {}

  private final ProfiledDeviance f;
  private final CrossProducts a;
  private final int q;
  private final int p;
  private final double s2;
  private final List<Pattern> patterns = new ArrayList<>();
  private final double[] k;
  private final double[] e;

  /** Phi, the unadjusted covariance matrix in scaled coefficients, rank × rank. */
  private final double[] phi;

  private final double[][] first;
  private double[] information;

  /** Twice the inverse of the expected information, m × m. */
  private final double[] w;

  private final double[] toOriginal;
  private final int columns;
  private final double[] adjusted;

  private KenwardRogerAdjustment(Estimates estimates) {
    a = estimates.crossProducts;
    f = new ProfiledDeviance(a, true);
    for (int g = 0; g < estimates.templateOrders.length; g++) {
      f.lambda().get(g).setOrder(estimates.templateOrders[g]);
    }
    f.evaluateExactly(estimates.internalTheta);
    q = a.randomEffects();
    p = a.rank();
    s2 = f.r2() / f.nu();
    for (int g = 0; g < a.groupings().size(); g++) {
      Grouping grouping = a.groupings().get(g);
      for (Grouping.Member m : grouping.members) {
        for (int r = 0; r < m.size(); r++) {
          for (int c = m.correlated() ? 0 : r; c <= r; c++) {
            patterns.add(new Pattern(g, m.start() + r, m.start() + c));
          }
        }
      }
    }
    MarginalInformation marginal = new MarginalInformation(f);
    k = marginal.randomEffects();
    e = marginal.fixedEffects();
    double[] inverse = new double[p * p];
    for (int i = 0; i < p; i++) {
      for (int j = 0; j < p; j++) {
        for (int t = Math.max(i, j); t < p; t++) {
          inverse[i * p + j] +=
              s2 * f.borderInverse()[t * a.width() + i] * f.borderInverse()[t * a.width() + j];
        }
      }
    }
    phi = inverse;
    first = new double[patterns.size() + 1][];
    double[] sum = secondOrder();
    w = twiceInverse(information, first.length);
    toOriginal = a.basis().toOriginal();
    columns = estimates.fixef.size();
    adjusted = adjust(sum);
  }

  /**
   * The adjustment of a fit.
   *
   * @throws FitException for a fit by maximum likelihood, or with too many random effects
   */
  static KenwardRogerAdjustment of(Estimates estimates) {
    if (!estimates.options.reml()) {
      throw new FitException(
          "Kenward and Roger's method is made for REML fits; fit the model with REML, or use"
              + " Satterthwaite's degrees of freedom.");
    }
    int q = estimates.crossProducts.randomEffects();
    double need = 16.0 * q * q;
    if (q > LARGEST || need > 0.5 * Runtime.getRuntime().maxMemory()) {
      throw new FitException(
          "Kenward and Roger's method takes a dense matrix of the "
              + q
              + " random effects, which is too large here; use Satterthwaite's degrees of freedom,"
              + " which differ little with so many levels.");
    }
    return new KenwardRogerAdjustment(estimates);
  }

  /** Fills P_r and the expected information; returns the sums that need W later as Q_rs. */
  private double[] secondOrder() {
    int m = first.length;
    int last = m - 1;
    double[] se = MarginalInformation.timesCovariance(f, e, p);
    double[] sk = MarginalInformation.timesCovariance(f, k, q);
    // F = Z'V^-2X; diagonal blocks of C = Z'V^-2Z; traces of V^-1 and V^-2.
    double[] fTwo = e.clone();
    for (int i = 0; i < q; i++) {
      for (int t = 0; t < q; t++) {
        MarginalInformation.axpy(fTwo, i * p, -k[i * q + t], se, t * p, p);
      }
    }
    double[] xx = new double[p * p];
    double[] lxx = f.borderFactor();
    for (int i = 0; i < p; i++) {
      for (int j = 0; j < p; j++) {
        for (int t = 0; t <= Math.min(i, j); t++) {
          xx[i * p + j] += lxx[i * a.width() + t] * lxx[j * a.width() + t];
        }
      }
    }
    double[] x2 = difference(xx, transposeProduct(e, se));
    double[] x3 = difference(x2, transposeProduct(se, fTwo));
    double[][][] c = new double[a.groupings().size()][][];
    double trace1 = a.rows();
    double trace2 = 0;
    for (int g = 0; g < c.length; g++) {
      int kg = a.groupings().get(g).effects;
      double[] s = f.lambda().get(g).covariance();
      double[] kSum = new double[kg * kg];
      double[] cSum = new double[kg * kg];
      for (int at = a.offset(g); at < a.offset(g + 1); at += kg) {
        for (int i = 0; i < kg; i++) {
          for (int j = 0; j < kg; j++) {
            double v = k[(at + i) * q + at + j];
            kSum[i * kg + j] += v;
            cSum[i * kg + j] += v;
            for (int t = 0; t < q; t++) {
              cSum[i * kg + j] -= k[(at + i) * q + t] * sk[t * q + at + j];
            }
          }
        }
      }
      c[g] = new double[][] {cSum};
      for (int i = 0; i < kg * kg; i++) {
        trace1 -= s[i] * kSum[i];
        trace2 -= s[i] * cSum[i];
      }
    }
    trace2 += trace1;
    for (int r = 0; r < last; r++) {
      first[r] = scaled(transposeProduct(e, pattern(patterns.get(r), e)), -1 / (s2 * s2));
    }
    first[last] = scaled(x2, -1 / (s2 * s2));
    double[] qs = new double[m * m * p * p];
    information = new double[m * m];
    for (int r = 0; r < m; r++) {
      for (int s = r; s < m; s++) {
        double[] second;
        double trace;
        if (s < last) {
          second = quadratic(patterns.get(r), patterns.get(s));
          trace = trace(patterns.get(r), patterns.get(s));
        } else if (r < last) {
          second = transposeProduct(e, pattern(patterns.get(r), fTwo));
          Pattern g = patterns.get(r);
          int kg = a.groupings().get(g.grouping()).effects;
          trace = c[g.grouping()][0][g.row() * kg + g.column()] * (g.row() == g.column() ? 1 : 2);
        } else {
          second = x3;
          trace = trace2;
        }
        second = scaled(second, 1 / (s2 * s2 * s2));
        double value = trace / (s2 * s2);
        double[] pp =
            SmallMatrices.product(
                SmallMatrices.product(phi, first[r], p),
                SmallMatrices.product(phi, first[s], p),
                p);
        for (int i = 0; i < p; i++) {
          value += pp[i * p + i];
          for (int j = 0; j < p; j++) {
            value -= phi[i * p + j] * (second[i * p + j] + second[j * p + i]);
          }
        }
        information[r * m + s] = value;
        information[s * m + r] = value;
        for (int i = 0; i < p; i++) {
          for (int j = 0; j < p; j++) {
            qs[(r * m + s) * p * p + i * p + j] = second[i * p + j];
            qs[(s * m + r) * p * p + j * p + i] = second[i * p + j];
          }
        }
      }
    }
    return qs;
  }

  /** Phi + 2 Phi [sum W_rs (Q_rs − P_r Phi P_s)] Phi, in the user's coefficients. */
  private double[] adjust(double[] qs) {
    int m = first.length;
    double[] u = new double[p * p];
    for (int r = 0; r < m; r++) {
      double[] pr = SmallMatrices.product(first[r], phi, p);
      for (int s = 0; s < m; s++) {
        double[] pps = SmallMatrices.product(pr, first[s], p);
        for (int i = 0; i < p; i++) {
          for (int j = 0; j < p; j++) {
            double v = w[r * m + s] * (qs[(r * m + s) * p * p + i * p + j] - pps[i * p + j]);
            u[i * p + j] += v / 2;
            u[j * p + i] += v / 2;
          }
        }
      }
    }
    double[] middle = SmallMatrices.product(SmallMatrices.product(phi, u, p), phi, p);
    double[] v = new double[p * p];
    for (int i = 0; i < v.length; i++) {
      v[i] = phi[i] + 2 * middle[i];
    }
    return v;
  }

  private static double[] twiceInverse(double[] information, int m) {
    double[] scale = new double[m];
    double[] h = new double[m * m];
    for (int i = 0; i < m; i++) {
      scale[i] = Math.sqrt(Math.max(information[i * m + i], 1e-300));
    }
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < m; j++) {
        h[i * m + j] = information[i * m + j] / (scale[i] * scale[j]);
      }
    }
    double[] inverse = new SymmetricEigen(h, m).recompose(v -> v > FLAT ? 2 / v : 0);
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < m; j++) {
        inverse[i * m + j] /= scale[i] * scale[j];
      }
    }
    return inverse;
  }

  /** G_r x, for x with p columns. */
  private double[] pattern(Pattern g, double[] x) {
    double[] out = new double[x.length];
    int kg = a.groupings().get(g.grouping()).effects;
    for (int at = a.offset(g.grouping()); at < a.offset(g.grouping() + 1); at += kg) {
      MarginalInformation.axpy(out, (at + g.row()) * p, 1, x, (at + g.column()) * p, p);
      if (g.row() != g.column()) {
        MarginalInformation.axpy(out, (at + g.column()) * p, 1, x, (at + g.row()) * p, p);
      }
    }
    return out;
  }

  /** E' G_r K G_s E. */
  private double[] quadratic(Pattern r, Pattern s) {
    double[] ge = pattern(s, e);
    double[] kge = new double[q * p];
    for (int i = 0; i < q; i++) {
      for (int t = 0; t < q; t++) {
        MarginalInformation.axpy(kge, i * p, k[i * q + t], ge, t * p, p);
      }
    }
    return transposeProduct(pattern(r, e), kge);
  }

  /** tr(G_r K G_s K). */
  private double trace(Pattern r, Pattern s) {
    int kr = a.groupings().get(r.grouping()).effects;
    int ks = a.groupings().get(s.grouping()).effects;
    double sum = 0;
    int rTurns = r.row() == r.column() ? 1 : 2;
    int sTurns = s.row() == s.column() ? 1 : 2;
    for (int i = a.offset(r.grouping()); i < a.offset(r.grouping() + 1); i += kr) {
      for (int j = a.offset(s.grouping()); j < a.offset(s.grouping() + 1); j += ks) {
        for (int x = 0; x < rTurns; x++) {
          int ra = i + (x == 0 ? r.row() : r.column());
          int rb = i + (x == 0 ? r.column() : r.row());
          for (int y = 0; y < sTurns; y++) {
            int sa = j + (y == 0 ? s.row() : s.column());
            int sb = j + (y == 0 ? s.column() : s.row());
            sum += k[rb * q + sa] * k[sb * q + ra];
          }
        }
      }
    }
    return sum;
  }

  private double[] transposeProduct(double[] x, double[] y) {
    double[] out = new double[p * p];
    for (int t = 0; t < q; t++) {
      for (int i = 0; i < p; i++) {
        MarginalInformation.axpy(out, i * p, x[t * p + i], y, t * p, p);
      }
    }
    return out;
  }

  private static double[] difference(double[] x, double[] y) {
    double[] out = x.clone();
    MarginalInformation.axpy(out, 0, -1, y, 0, out.length);
    return out;
  }

  private static double[] scaled(double[] x, double s) {
    double[] out = new double[x.length];
    MarginalInformation.axpy(out, 0, s, x, 0, x.length);
    return out;
  }

  private double[] scaledContrast(double[] contrast) {
    double[] l = new double[p];
    for (int i = 0; i < columns; i++) {
      for (int j = 0; j < p; j++) {
        l[j] += contrast[i] * toOriginal[i * p + j];
      }
    }
    return l;
  }

  private static double form(double[] x, double[] m, double[] y) {
    double s = 0;
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < y.length; j++) {
        s += x[i] * m[i * y.length + j] * y[j];
      }
    }
    return s;
  }

  /** The adjusted variance of a contrast of the fixed effects, p values; zero for aliased ones. */
  public double variance(double[] contrast) {
    double[] l = scaledContrast(contrast);
    return form(l, adjusted, l);
  }

  /** The degrees of freedom of a contrast: two over the squared relative error of its variance. */
  public double df(double[] contrast) {
    double[] l = scaledContrast(contrast);
    double[] pl = new double[p];
    for (int i = 0; i < p; i++) {
      for (int j = 0; j < p; j++) {
        pl[i] += phi[i * p + j] * l[j];
      }
    }
    double v = form(l, phi, l);
    int m = first.length;
    double[] t = new double[m];
    for (int r = 0; r < m; r++) {
      t[r] = form(pl, first[r], pl) / v;
    }
    return 2 / form(t, w, t);
  }
}
