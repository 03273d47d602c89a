package dev.henderson.stats.classical;

import dev.henderson.stats.design.GroupingFactor;
import dev.henderson.stats.dist.ChiSquared;
import dev.henderson.stats.dist.FDistribution;
import dev.henderson.stats.formula.Term;
import dev.henderson.stats.linalg.LimitedPivotQr;
import java.util.ArrayList;
import java.util.List;

/** Makes the {@link SphericityTest}s of an analysis whose subjects did every cell alike often. */
final class Sphericity {
  private Sphericity() {}

  /**
   * One row per tested term whose within-subject part has two contrasts or more; none where a
   * stratum of such a term holds more than its own residuals, so that the epsilons would not be
   * those of its test.
   */
  static List<SphericityTest> of(AovFit fit, WithinSubjects design) {
    List<SphericityTest> out = new ArrayList<>();
    if (!design.isWhole()) {
      return out;
    }
    double[][] means = design.means(fit.response());
    for (ErrorStratum stratum : fit.strata()) {
      AnovaRow residual = stratum.residual().orElse(null);
      if (residual == null) {
        continue;
      }
      for (AnovaRow row : stratum.rows()) {
        List<GroupingFactor> factors = row.isResidual() ? List.of() : within(fit, design, row);
        if (factors.isEmpty()) {
          continue;
        }
        double[][] residuals = residuals(fit, design, factors, means);
        double trace = squares(residuals) * design.replicates();
        int df = residuals.length == 0 ? 0 : residuals[0].length;
        if (df < 1
            || residual.df() != residuals.length * df
            || Math.abs(trace - residual.sumSq()) > 1e-7 * residual.sumSq()) {
          return List.of();
        }
        if (residuals.length > 1) {
          out.add(test(stratum.name(), row, residual.df(), residuals));
        }
      }
    }
    return out;
  }

  private static List<GroupingFactor> within(AovFit fit, WithinSubjects design, AnovaRow row) {
    for (Term.FixedEffect t : fit.design().terms().fixed()) {
      if (t.label().equals(row.term())) {
        return design.within(AnovaTable.names(t));
      }
    }
    return List.of();
  }

  /**
   * What the terms leave of the contrasts: k columns, each as long as the degrees of freedom, whose
   * cross products are those of the residuals.
   */
  private static double[][] residuals(
      AovFit fit, WithinSubjects design, List<GroupingFactor> factors, double[][] means) {
    double[][] between = design.betweenColumns(fit.design(), factors).orElse(null);
    if (between == null) {
      return new double[0][];
    }
    int n = means.length;
    LimitedPivotQr qr = LimitedPivotQr.of(n, between);
    double[][] contrasts = design.contrasts(factors);
    double[][] out = new double[contrasts.length][];
    for (int c = 0; c < out.length; c++) {
      double[] score = new double[n];
      for (int s = 0; s < n; s++) {
        for (int cell = 0; cell < design.cells(); cell++) {
          score[s] += means[s][cell] * contrasts[c][cell];
        }
      }
      qr.applyTransposed(score);
      out[c] = java.util.Arrays.copyOfRange(score, qr.rank(), n);
    }
    return out;
  }

  private static double squares(double[][] columns) {
    double sum = 0;
    for (double[] column : columns) {
      for (double v : column) {
        sum += v * v;
      }
    }
    return sum;
  }

  private static SphericityTest test(
      String stratum, AnovaRow row, int residualDf, double[][] columns) {
    int k = columns.length;
    int n = columns[0].length;
    double trace = squares(columns);
    double square = 0;
    for (int a = 0; a < k; a++) {
      for (int b = 0; b < k; b++) {
        double s = 0;
        for (int i = 0; i < n; i++) {
          s += columns[a][i] * columns[b][i];
        }
        square += s * s;
      }
    }
    double gg = trace * trace / (k * square);
    double free = n - k * gg;
    double hf = free > 1e-9 ? ((n + 1) * k * gg - 2) / (k * free) : Double.NaN;
    double w = Double.NaN;
    double p = Double.NaN;
    LimitedPivotQr qr = LimitedPivotQr.of(n, columns, 1e-12);
    if (n >= k && qr.rank() == k) {
      double log = 0;
      for (int i = 0; i < k; i++) {
        log += 2 * Math.log(Math.abs(qr.r(i, i)));
      }
      log -= k * Math.log(trace / k);
      w = Math.exp(log);
      p = mauchly(log, k, n);
    }
    return new SphericityTest(
        stratum,
        row.term(),
        k,
        n,
        w,
        p,
        gg,
        corrected(row, residualDf, gg),
        hf,
        corrected(row, residualDf, Math.min(1, hf)));
  }

  private static double corrected(AnovaRow row, int residualDf, double epsilon) {
    return epsilon > 0 && !Double.isNaN(row.f())
        ? FDistribution.of(epsilon * row.df(), epsilon * residualDf).survival(row.f())
        : Double.NaN;
  }

  /** P of a W as small, from its logarithm. */
  private static double mauchly(double logW, int contrasts, int df) {
    double k = contrasts;
    double rho = 1 - (2 * k * k + k + 2) / (6 * k * df);
    double scaled = df * k * rho;
    double second =
        (k + 2)
            * (k - 1)
            * (k - 2)
            * (2 * k * k * k + 6 * k * k + 3 * k + 2)
            / (288 * scaled * scaled);
    double z = -df * rho * logW;
    if (!(z >= 0)) {
      return Double.NaN;
    }
    double f = k * (k + 1) / 2 - 1;
    double first = ChiSquared.of(f).survival(z);
    return first + second * (ChiSquared.of(f + 4).survival(z) - first);
  }
}
