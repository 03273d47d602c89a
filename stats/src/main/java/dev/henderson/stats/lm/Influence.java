package dev.henderson.stats.lm;

/**
 * What each row does to a linear fit: leverage, standardised and studentised residuals, Cook's
 * distance [Cook 1977], one per row used. NaN where the leverage is one.
 */
public final class Influence {
  private final double[] leverage;
  private final double[] standardized;
  private final double[] studentized;
  private final double[] sigma;
  private final double[] cook;

  private Influence(LmFit fit) {
    double[] e = fit.weightedResiduals();
    this.leverage = fit.leverage();
    int n = e.length;
    this.standardized = new double[n];
    this.studentized = new double[n];
    this.sigma = new double[n];
    this.cook = new double[n];
    double variance = fit.sigma() * fit.sigma();
    double df = fit.dfResidual();
    for (int i = 0; i < n; i++) {
      double h = leverage[i];
      double free = 1 - h > 1e-10 ? 1 - h : Double.NaN;
      standardized[i] = fit.weight(i) == 0 ? Double.NaN : e[i] / Math.sqrt(variance * free);
      double without = (df * variance - e[i] * e[i] / free) / (df - 1);
      sigma[i] = Math.sqrt(Math.max(0, without));
      studentized[i] = fit.weight(i) == 0 ? Double.NaN : e[i] / (sigma[i] * Math.sqrt(free));
      cook[i] = standardized[i] * standardized[i] * h / (free * fit.rank());
    }
  }

  /** The influence measures of a fit. */
  public static Influence of(LmFit fit) {
    return new Influence(fit);
  }

  /** Leverages h, between 0 and 1. */
  public double[] leverage() {
    return leverage.clone();
  }

  /** Residuals over {@code σ √(1 − h)}: R's {@code rstandard}. */
  public double[] standardized() {
    return standardized.clone();
  }

  /** Residuals over the standard deviation estimated without the row: R's {@code rstudent}. */
  public double[] studentized() {
    return studentized.clone();
  }

  /** Residual standard deviations estimated without the row. */
  public double[] sigmaWithout() {
    return sigma.clone();
  }

  /** Cook's distances. */
  public double[] cooksDistance() {
    return cook.clone();
  }
}
