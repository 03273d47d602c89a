package dev.henderson.stats.emm;

import dev.henderson.stats.design.ModelMatrix;
import dev.henderson.stats.design.StratumEstimates;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.model.Coefficients;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The coefficients of an analysis with {@code Error()}: each from the last stratum that estimates
 * it, independent of those of other strata. The intercept's variance is the residual mean square of
 * the first stratum after its own over the number of rows. R's emmeans does the same.
 */
final class StrataBasis {
  private final StratumEstimates estimates;
  private final Coefficients coefficients;

  /** The stratum a coefficient is from; -1 if none. */
  private final int[] stratumOf;

  private final double[] vcov;
  private final double[] df;
  private final boolean repeated;

  StrataBasis(StratumEstimates estimates) {
    this.estimates = estimates;
    List<StratumEstimates.Stratum> strata = estimates.strata();
    int p = estimates.columnNames().size();
    double[] beta = new double[p];
    vcov = new double[p * p];
    stratumOf = new int[p];
    df = new double[strata.size()];
    Arrays.fill(beta, Double.NaN);
    Arrays.fill(stratumOf, -1);
    int first = -1;
    boolean again = false;
    for (int s = strata.size() - 1; s >= 0; s--) {
      StratumEstimates.Stratum own = strata.get(s);
      if (own.name().equals("(Intercept)")) {
        continue;
      }
      first = s;
      df[s] = own.dfResidual() > 0 ? own.dfResidual() : -1;
      for (int i = 0; i < own.size(); i++) {
        int column = own.column(i);
        if (stratumOf[column] >= 0) {
          again = true;
          continue;
        }
        stratumOf[column] = s;
        beta[column] = own.coefficient(i);
      }
      for (int i = 0; i < own.size(); i++) {
        for (int j = 0; j < own.size(); j++) {
          if (stratumOf[own.column(i)] == s && stratumOf[own.column(j)] == s) {
            vcov[own.column(i) * p + own.column(j)] = own.covariance(i, j);
          }
        }
      }
    }
    StratumEstimates.Stratum intercept = strata.get(0);
    if (intercept.name().equals("(Intercept)") && first >= 0) {
      for (int i = 0; i < intercept.size(); i++) {
        int column = intercept.column(i);
        if (stratumOf[column] < 0) {
          stratumOf[column] = first;
          beta[column] = intercept.coefficient(i);
          vcov[column * p + column] = strata.get(first).meanSquare() / estimates.rows();
        } else {
          again = true;
        }
      }
    }
    repeated = again;
    double[] marked = vcov.clone();
    for (int i = 0; i < p; i++) {
      for (int j = 0; j < p; j++) {
        if (stratumOf[i] < 0 || stratumOf[j] < 0) {
          marked[i * p + j] = Double.NaN;
        }
      }
    }
    coefficients = new Coefficients(estimates.columnNames(), beta, marked);
  }

  Coefficients coefficients() {
    return coefficients;
  }

  ModelMatrix matrix(ModelFrame newData) {
    return estimates.matrix(newData);
  }

  /** {@code (Σv)² / Σ(v²/df)} over the strata, v the part of the variance from each. */
  double df(double[] l) {
    int p = l.length;
    double[] part = new double[df.length];
    for (int i = 0; i < p; i++) {
      for (int j = 0; j < p; j++) {
        if (l[i] != 0 && l[j] != 0 && stratumOf[i] == stratumOf[j] && stratumOf[i] >= 0) {
          part[stratumOf[i]] += l[i] * l[j] * vcov[i * p + j];
        }
      }
    }
    double sum = 0;
    double squares = 0;
    for (int s = 0; s < part.length; s++) {
      if (part[s] != 0) {
        sum += part[s];
        squares += part[s] * part[s] / df[s];
      }
    }
    return sum * sum / squares;
  }

  EmmBasis.Scale scale() {
    for (int s = estimates.strata().size() - 1; s >= 0; s--) {
      StratumEstimates.Stratum own = estimates.strata().get(s);
      if (own.dfResidual() > 0) {
        return new EmmBasis.Scale(
            Math.sqrt(own.meanSquare()),
            own.dfResidual(),
            "the residual standard deviation of the stratum " + own.name());
      }
    }
    return new EmmBasis.Scale(Double.NaN, Double.NaN, "");
  }

  List<String> notes() {
    List<String> out = new ArrayList<>();
    if (repeated) {
      out.add(
          "Some effects lie in several strata; they are estimated in the last of them alone, which"
              + " wastes what the others know. A mixed model (%lmer) uses all of it.");
    } else if (!estimates.centred()) {
      out.add(
          "The design is not balanced, so that means estimated from the strata may be biased. A"
              + " mixed model (%lmer) is not.");
    }
    return out;
  }
}
