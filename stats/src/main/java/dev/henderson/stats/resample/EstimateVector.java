package dev.henderson.stats.resample;

import dev.henderson.stats.lmm.LmmFit;
import dev.henderson.stats.lmm.Replicate;
import dev.henderson.stats.mixed.VarCorr;
import dev.henderson.stats.model.Coefficients;
import java.util.ArrayList;
import java.util.List;

/**
 * The estimates of one fit, in the order of the parameters of its profile: standard deviations and
 * correlations term by term, sigma, fixed effects.
 */
final class EstimateVector {
  private final double[] values;
  private final double criterion;

  private EstimateVector(double[] values, double criterion) {
    this.values = values;
    this.criterion = criterion;
  }

  static EstimateVector of(Replicate replicate, int size) {
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = replicate.value(i);
    }
    return new EstimateVector(values, replicate.criterion());
  }

  /**
   * The estimates of a fit to some of the rows.
   *
   * @param fixed names of the fixed effects; NaN for those this fit cannot tell
   */
  static EstimateVector of(LmmFit fit, List<String> fixed) {
    List<Double> out = new ArrayList<>();
    for (VarCorr term : fit.varCorr()) {
      for (int i = 0; i < term.size(); i++) {
        out.add(term.sd(i));
        for (int j = i + 1; term.correlated() && j < term.size(); j++) {
          out.add(term.correlation(i, j));
        }
      }
    }
    out.add(fit.sigma());
    Coefficients beta = fit.fixef();
    for (String name : fixed) {
      int j = beta.names().indexOf(name);
      out.add(j < 0 || beta.isAliased(j) ? Double.NaN : beta.estimate(j));
    }
    return new EstimateVector(
        out.stream().mapToDouble(Double::doubleValue).toArray(), fit.criterion());
  }

  double value(int place) {
    return values[place];
  }

  double criterion() {
    return criterion;
  }
}
