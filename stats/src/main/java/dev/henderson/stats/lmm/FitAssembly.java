package dev.henderson.stats.lmm;

import dev.henderson.stats.criterion.ProfiledDeviance;
import dev.henderson.stats.design.MixedModelData;
import dev.henderson.stats.design.RandomEffectsTerm;
import dev.henderson.stats.factor.SelectedInverse;
import dev.henderson.stats.linalg.SmallMatrices;
import dev.henderson.stats.model.Coefficients;
import dev.henderson.stats.model.ConditionalModes;
import dev.henderson.stats.model.VarCorr;
import dev.henderson.stats.products.CrossProducts;
import dev.henderson.stats.products.Grouping;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** From the criterion at its minimum to estimates in the user's units and order. */
final class FitAssembly {
  private final MixedModelData data;
  private final ProfiledDeviance f;
  private final CrossProducts a;
  private final double sigma;
  private final double[] beta;
  private final double[] modes;

  /** For each grouping, T lambda: from spherical effects to the user's columns. */
  private final double[][] factor;

  FitAssembly(MixedModelData data, ProfiledDeviance f) {
    this.data = data;
    this.f = f;
    a = f.crossProducts();
    sigma = Math.sqrt(f.r2() / f.nu());
    beta = f.problem().scaledCoefficients();
    modes = new double[a.randomEffects()];
    factor = new double[a.groupings().size()][];
    double r = Math.sqrt(f.r2());
    for (int g = 0; g < factor.length; g++) {
      Grouping grouping = a.groupings().get(g);
      int k = grouping.effects();
      double[] l = f.lambda().get(g).toArray();
      factor[g] = f.lambda().get(g).toOriginal();
      for (int at = a.offset(g); at < a.offset(g + 1); at += k) {
        for (int i = 0; i < k; i++) {
          for (int t = 0; t < k; t++) {
            modes[at + i] += l[i * k + t] * f.problem().mode(at + t, a.rank()) * r;
          }
        }
      }
    }
  }

  /** Fills in all that follows from theta. */
  void fill(Estimates e) {
    e.rank = a.rank();
    e.sigma = sigma * a.response().scale();
    e.fixef = new Coefficients(data.fixed().columnNames(), a.coefficients(beta), covariance());
    List<RandomEffectsTerm> terms = data.random();
    VarCorr[] varCorr = new VarCorr[terms.size()];
    ConditionalModes[] ranef = new ConditionalModes[terms.size()];
    double[][] theta = new double[terms.size()][];
    for (int g = 0; g < factor.length; g++) {
      for (Grouping.Member m : a.groupings().get(g).members()) {
        double[] l = memberFactor(g, m);
        varCorr[m.term()] = varCorr(g, m, l);
        ranef[m.term()] = conditionalModes(g, m);
        theta[m.term()] = SmallMatrices.lowerFactor(l, m.size());
      }
    }
    e.varCorr = List.of(varCorr);
    e.ranef = List.of(ranef);
    e.theta = thetaInOrder(terms, theta);
    e.values = new FittedValues(data, a, beta, modes);
  }

  /** vcov(beta) = sigma² T Lxx^-T Lxx^-1 T'. */
  private double[] covariance() {
    int p = data.fixed().columns();
    int r = a.rank();
    double[] half = f.problem().coefficientRoot();
    double[] v = new double[p * p];
    for (int i = 0; i < p; i++) {
      for (int j = 0; j < p; j++) {
        for (int s = 0; s < r; s++) {
          v[i * p + j] += half[i * r + s] * half[j * r + s];
        }
        v[i * p + j] *= sigma * sigma;
      }
    }
    for (int j : a.columns().dropped()) {
      for (int i = 0; i < p; i++) {
        v[i * p + j] = Double.NaN;
        v[j * p + i] = Double.NaN;
      }
    }
    return v;
  }

  private double[] memberFactor(int g, Grouping.Member m) {
    int k = a.groupings().get(g).effects();
    int size = m.size();
    double[] l = new double[size * size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        l[i * size + j] = factor[g][(m.start() + i) * k + m.start() + j];
      }
    }
    return l;
  }

  private VarCorr varCorr(int g, Grouping.Member m, double[] l) {
    double scale = sigma * a.response().scale();
    double[] covariance = SmallMatrices.timesTranspose(l, m.size());
    for (int i = 0; i < covariance.length; i++) {
      covariance[i] *= scale * scale;
    }
    return new VarCorr(a.groupings().get(g).name(), names(m), covariance, m.correlated());
  }

  private List<String> names(Grouping.Member m) {
    return data.random().get(m.term()).effects().columnNames();
  }

  private ConditionalModes conditionalModes(int g, Grouping.Member m) {
    Grouping grouping = a.groupings().get(g);
    int k = grouping.effects();
    int size = m.size();
    double scale = a.response().scale();
    double[] t = grouping.toOriginal();
    double[] mode = new double[grouping.levels() * size];
    double[] sd = new double[grouping.levels() * size];
    SelectedInverse inverse = f.problem().inverse();
    for (int c = 0; c < grouping.levels(); c++) {
      for (int i = 0; i < size; i++) {
        int row = (m.start() + i) * k;
        double b = 0;
        double variance = 0;
        for (int j = 0; j < k; j++) {
          b += t[row + j] * modes[a.offset(g) + c * k + j];
          for (int s = 0; s < k; s++) {
            variance +=
                factor[g][row + j] * inverse.get(g, (c * k + j) * k + s) * factor[g][row + s];
          }
        }
        mode[c * size + i] = scale * b;
        sd[c * size + i] = scale * sigma * Math.sqrt(Math.max(0, variance));
      }
    }
    return new ConditionalModes(grouping.name(), names(m), grouping.labels(), mode, sd);
  }

  /**
   * Theta as lme4 has it: a {@code ||} term counts as one term per effect; if the numbers of levels
   * do not already descend, terms are sorted by them, those with equal numbers last first.
   */
  private static double[] thetaInOrder(List<RandomEffectsTerm> terms, double[][] factors) {
    List<double[]> segments = new ArrayList<>();
    List<Integer> levels = new ArrayList<>();
    for (int t = 0; t < factors.length; t++) {
      int k = terms.get(t).effects().columns();
      int l = terms.get(t).group().levelCount();
      double[] lower = factors[t];
      if (terms.get(t).correlated()) {
        double[] segment = new double[k * (k + 1) / 2];
        int at = 0;
        for (int j = 0; j < k; j++) {
          for (int i = j; i < k; i++) {
            segment[at++] = cleaned(lower, i, j, k);
          }
        }
        segments.add(segment);
        levels.add(l);
      } else {
        for (int i = 0; i < k; i++) {
          segments.add(new double[] {lower[i * k + i]});
          levels.add(l);
        }
      }
    }
    List<Integer> order = new ArrayList<>();
    boolean rises = false;
    for (int i = 0; i < segments.size(); i++) {
      order.add(i);
      rises |= i > 0 && levels.get(i) > levels.get(i - 1);
    }
    if (rises) {
      order.sort(Comparator.comparing(levels::get));
      java.util.Collections.reverse(order);
    }
    return order.stream().flatMapToDouble(i -> Arrays.stream(segments.get(i))).toArray();
  }

  /** An entry of a factor, zero where it is rounding error of its row. */
  private static double cleaned(double[] lower, int i, int j, int k) {
    double size = 0;
    for (int t = 0; t <= i; t++) {
      size = Math.max(size, Math.abs(lower[i * k + t]));
    }
    double v = lower[i * k + j];
    return Math.abs(v) < 1e-13 * size ? 0 : v;
  }
}
