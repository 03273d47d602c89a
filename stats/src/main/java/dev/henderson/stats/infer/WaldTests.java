package dev.henderson.stats.infer;

import dev.henderson.stats.linalg.SymmetricEigen;
import dev.henderson.stats.model.Coefficients;
import dev.henderson.stats.model.Fit;
import dev.henderson.stats.model.HasVarianceParameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Tests of linear functions of the fixed effects of one fit, by one method: the covariance matrix
 * that goes with the method, the degrees of freedom of a contrast, the F test of several.
 */
public final class WaldTests {
  private final DegreesOfFreedom ddf;
  private final String method;
  private final String errors;
  private final List<String> notes;
  private final Coefficients beta;
  private final ToDoubleFunction<double[]> df;
  private final KenwardRoger kenwardRoger;

  /** Whether contrasts are brought to one size first; where df differ, it would change them. */
  private final boolean scaled;

  private WaldTests(
      DegreesOfFreedom ddf,
      String method,
      String errors,
      List<String> notes,
      Coefficients beta,
      ToDoubleFunction<double[]> df,
      KenwardRoger kenwardRoger,
      boolean scaled) {
    this.ddf = ddf;
    this.method = method;
    this.errors = errors;
    this.notes = List.copyOf(notes);
    this.beta = beta;
    this.df = df;
    this.kenwardRoger = kenwardRoger;
    this.scaled = scaled;
  }

  /** The tests that suit a fit: by z, Satterthwaite's or residual degrees of freedom. */
  public static WaldTests of(Fit fit) {
    return fit instanceof HasTests own ? own.waldTests() : of(fit, DegreesOfFreedom.of(fit));
  }

  /**
   * Prepares the tests of a fit by a method.
   *
   * @throws InferenceException if the method does not apply to it
   */
  public static WaldTests of(Fit fit, DegreesOfFreedom ddf) {
    Coefficients beta = fit.coefficients();
    return switch (ddf) {
      case SATTERTHWAITE -> {
        Satterthwaite satterthwaite = Satterthwaite.of(fit);
        yield of(ddf, beta, satterthwaite::df, null, false);
      }
      case KENWARD_ROGER -> {
        KenwardRoger kr = KenwardRoger.of(fit);
        yield of(ddf, kr.adjusted(), kr::df, kr, false);
      }
      case RESIDUAL -> {
        double residual = fit.dispersion().df();
        yield of(ddf, beta, l -> residual, null, !(fit instanceof HasVarianceParameters));
      }
      case NONE -> of(ddf, beta, l -> Double.POSITIVE_INFINITY, null, false);
    };
  }

  private static WaldTests of(
      DegreesOfFreedom ddf,
      Coefficients beta,
      ToDoubleFunction<double[]> df,
      KenwardRoger kenwardRoger,
      boolean scaled) {
    return new WaldTests(ddf, ddf.words(), "", List.of(), beta, df, kenwardRoger, scaled);
  }

  /**
   * The tests of a fit by another covariance matrix of its coefficients, such as a robust one, on
   * the degrees of freedom of its dispersion.
   *
   * @param estimates of the coefficients, with that matrix
   * @param errors what it gives, such as {@code robust standard errors (HC3)}
   */
  public static WaldTests of(Fit fit, Coefficients estimates, String errors) {
    DegreesOfFreedom ddf =
        fit.dispersion().isKnown() ? DegreesOfFreedom.NONE : DegreesOfFreedom.RESIDUAL;
    double residual = fit.dispersion().df();
    List<String> notes = List.of("Intervals and tests are made with " + errors + ".");
    return new WaldTests(
        ddf, ddf.words(), errors, notes, estimates, l -> residual, null, !ddf.isAsymptotic());
  }

  /**
   * The tests of any estimates.
   *
   * @param df the degrees of freedom of a contrast
   * @param method where they come from, in words
   * @param notes what a reader should know of all results
   */
  public static WaldTests of(
      Coefficients estimates, ToDoubleFunction<double[]> df, String method, List<String> notes) {
    return new WaldTests(DegreesOfFreedom.RESIDUAL, method, "", notes, estimates, df, null, false);
  }

  /** The method. */
  public DegreesOfFreedom ddf() {
    return ddf;
  }

  /** Where the degrees of freedom come from, in words. */
  public String method() {
    return method;
  }

  /** What the standard errors are, where they are not the fit's own; else empty. */
  public String errors() {
    return errors;
  }

  /** What a reader should know of all results. */
  public List<String> notes() {
    return notes;
  }

  /** The fixed effects with the covariance matrix that the method tests with. */
  public Coefficients coefficients() {
    return beta;
  }

  /** {@code l'beta} for a contrast l of p values. */
  public double estimate(double[] contrast) {
    return ContrastForms.estimate(contrast, beta);
  }

  /** The standard error of {@code l'beta}. */
  public double standardError(double[] contrast) {
    return Math.sqrt(ContrastForms.form(contrast, beta::vcov, contrast));
  }

  /** Degrees of freedom of {@code l'beta}; infinite for the normal distribution. */
  public double df(double[] contrast) {
    return df.applyAsDouble(contrast);
  }

  /**
   * The F test that all contrasts are zero; contrasts that depend on others do not count twice.
   *
   * @param contrasts rows of p values
   */
  public FTest test(double[][] contrasts) {
    return test(contrasts, new double[contrasts.length]);
  }

  /**
   * The F test that the contrasts have some values; contrasts that depend on others do not count
   * twice.
   *
   * @param contrasts rows of p values
   * @param values one for each contrast
   */
  public FTest test(double[][] contrasts, double[] values) {
    double[] right = values.clone();
    double[][] rows = independent(contrasts, right);
    int q = rows.length;
    if (q == 0) {
      return FTest.none();
    }
    double wald = 0;
    double[] own = new double[q];
    for (int i = 0; i < q; i++) {
      double t = (estimate(rows[i]) - right[i]) / standardError(rows[i]);
      wald += t * t;
      own[i] = df(rows[i]);
    }
    if (kenwardRoger != null) {
      FTest zero = kenwardRoger.test(rows);
      return FTest.of(wald / q, zero.statistic() / zero.wald(), q, zero.denDf());
    }
    return FTest.of(wald / q, 1, q, joint(own));
  }

  /**
   * Contrasts of the same space whose estimates are uncorrelated, by the eigenvectors of {@code
   * LVL'}.
   *
   * @param right values of the contrasts; replaced by those of the new ones
   */
  private double[][] independent(double[][] contrasts, double[] right) {
    int q = contrasts.length;
    if (q == 0) {
      return contrasts;
    }
    double[][] l = scaled ? ofOneSize(contrasts, right) : contrasts;
    SymmetricEigen eigen = new SymmetricEigen(ContrastForms.covariance(l, beta::vcov), q);
    double smallest = Math.sqrt(Math.ulp(1.0)) * Math.max(eigen.largest(), 0);
    List<double[]> rows = new ArrayList<>();
    double[] given = right.clone();
    for (int i = 0; i < q; i++) {
      if (eigen.value(i) > smallest) {
        double[] row = new double[beta.size()];
        right[rows.size()] = 0;
        for (int j = 0; j < q; j++) {
          right[rows.size()] += eigen.vector(j, i) * given[j];
          for (int a = 0; a < row.length; a++) {
            row[a] += eigen.vector(j, i) * l[j][a];
          }
        }
        rows.add(row);
      }
    }
    return rows.toArray(double[][]::new);
  }

  /** The contrasts over their standard errors: units of variables must not decide on a rank. */
  private double[][] ofOneSize(double[][] contrasts, double[] right) {
    double[][] out = new double[contrasts.length][];
    for (int i = 0; i < out.length; i++) {
      out[i] = contrasts[i].clone();
      double size = standardError(out[i]);
      if (size > 0) {
        for (int a = 0; a < out[i].length; a++) {
          out[i][a] /= size;
        }
        right[i] /= size;
      }
    }
    return out;
  }

  /**
   * Denominator degrees of freedom of the mean of independent squared t statistics: those of the F
   * distribution with the same mean [Kuznetsova 2017].
   */
  private static double joint(double[] df) {
    double low = Arrays.stream(df).min().orElseThrow();
    double high = Arrays.stream(df).max().orElseThrow();
    if (!(high - low > 1e-8 * high) || Double.isInfinite(low)) {
      return low;
    }
    if (low <= 2) {
      return 2;
    }
    double mean = 0;
    for (double v : df) {
      mean += Double.isInfinite(v) ? 1 : v / (v - 2);
    }
    return 2 * mean / (mean - df.length);
  }
}
