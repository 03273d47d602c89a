package dev.henderson.stats.classical;

import dev.henderson.stats.dist.NoncentralF;
import dev.henderson.stats.formula.Term;
import dev.henderson.stats.lm.LmFit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * How much of the variation the terms of an analysis of variance explain.
 *
 * <p>With SS the sum of squares of a term and SSE that of the residuals it is tested against:
 * partial eta squared is {@code SS / (SS + SSE)}; eta squared is {@code SS / total}; generalised
 * eta squared [Olejnik 2003, Bakeman 2005] is {@code SS / (SS + all residuals + terms of observed
 * factors)}, which makes designs with and without repeated measures comparable. Partial omega
 * squared is {@code (SS − df·MSE) / (SS + (n − df)·MSE)} in one stratum; with {@code Error()} its
 * denominator is {@code SS + SSE + SSS + MSS}, where S are the residuals of the first stratum (the
 * subjects), counted once [Olejnik 2003]. It is cut off at zero.
 *
 * <p>Intervals are two-sided and take the limits of the noncentrality λ of the row's own F [Steiger
 * 2004]. With them partial eta squared is {@code λ / (λ + df of the error)}. Partial omega squared
 * is {@code λ / (λ + N)}, with N the number of rows in one stratum, as its estimate is with {@code
 * df (F − 1)} for λ; with {@code Error()} N is what the estimate's denominator has beside that, in
 * units of MSE, taken as known. Both leave out zero at 90% exactly where the F test rejects at 5%,
 * hence the level.
 *
 * @param rows one per term that is tested
 * @param level of the intervals
 * @param observed the factors that were measured and not manipulated
 */
public record EffectSizes(List<Row> rows, double level, List<String> observed) {
  /** The level that goes with F tests at 5%. */
  public static final double LEVEL = 0.9;

  /**
   * The sizes of one term.
   *
   * @param stratum where it is tested
   * @param term its label
   * @param generalized generalised eta squared
   * @param partial partial eta squared with its interval
   * @param eta eta squared
   * @param omega partial omega squared with its interval
   */
  public record Row(
      String stratum,
      String term,
      double generalized,
      Estimate partial,
      double eta,
      Estimate omega) {}

  /**
   * A size with its interval.
   *
   * @param value between 0 and 1
   * @param low NaN where there is none
   * @param high NaN where there is none
   */
  public record Estimate(double value, double low, double high) {}

  /** Copies the lists. */
  public EffectSizes {
    rows = List.copyOf(rows);
    observed = List.copyOf(observed);
  }

  /**
   * The sizes of a fit.
   *
   * @param observed factors or numbers of the formula that were measured, such as gender; the rest
   *     was manipulated
   * @throws AovException naming what is no variable of the formula
   */
  public static EffectSizes of(AovFit fit, List<String> observed, double level) {
    Set<String> measured = new LinkedHashSet<>(observed);
    Set<String> known = new LinkedHashSet<>();
    fit.design().terms().fixed().forEach(t -> known.addAll(AnovaTable.names(t)));
    for (String name : measured) {
      if (!known.contains(name)) {
        throw new AovException(
            name
                + " is no variable of the terms; observed names some of "
                + String.join(", ", known)
                + ".");
      }
    }
    double total = 0;
    double errors = 0;
    double seen = 0;
    for (ErrorStratum s : fit.strata()) {
      for (AnovaRow row : s.rows()) {
        total += row.sumSq();
        if (!row.isResidual()) {
          seen += isObserved(fit, row, measured) ? row.sumSq() : 0;
        } else if (!fit.isReplication(s)) {
          errors += row.sumSq();
        }
      }
    }
    ErrorStratum subjects =
        fit.strata().stream().filter(s -> s.residual().isPresent()).findFirst().orElse(null);
    List<Row> rows = new ArrayList<>();
    for (ErrorStratum s : fit.strata()) {
      AnovaRow residual = s.residual().orElse(null);
      if (residual == null || residual.df() <= 0) {
        continue;
      }
      for (AnovaRow row : s.rows()) {
        if (row.isResidual() || row.df() == 0) {
          continue;
        }
        double ss = row.sumSq();
        double others = seen - (isObserved(fit, row, measured) ? ss : 0);
        double excess = ss - row.df() * residual.meanSq();
        double denominator;
        if (!fit.hasErrorStrata()) {
          denominator = ss + (count(fit) - row.df()) * residual.meanSq();
        } else {
          AnovaRow subject = subjects.residual().orElseThrow();
          denominator = ss + subject.sumSq() + subject.meanSq();
          denominator += s == subjects ? 0 : residual.sumSq();
        }
        double[] lambda = noncentrality(row.f(), row.df(), residual.df(), level);
        rows.add(
            new Row(
                s.name(),
                row.term(),
                ss / (ss + errors + others),
                estimate(ss / (ss + residual.sumSq()), lambda, residual.df()),
                ss / total,
                estimate(
                    Math.max(0, excess / denominator),
                    lambda,
                    (denominator - excess) / residual.meanSq())));
      }
    }
    return new EffectSizes(rows, level, List.copyOf(measured));
  }

  /** The rows that count: those of weight zero do not. */
  private static int count(AovFit fit) {
    return fit.lm().map(LmFit::nobs).orElseGet(fit::nobs);
  }

  private static boolean isObserved(AovFit fit, AnovaRow row, Set<String> observed) {
    for (Term.FixedEffect t : fit.design().terms().fixed()) {
      if (t.label().equals(row.term())) {
        return AnovaTable.names(t).stream().anyMatch(observed::contains);
      }
    }
    return false;
  }

  /** The limits of the noncentrality of an F; NaN where there is none. */
  private static double[] noncentrality(double f, int df1, int df2, double level) {
    if (!Double.isFinite(f)) {
      return new double[] {Double.NaN, Double.NaN};
    }
    return new double[] {
      NoncentralF.noncentrality(f, df1, df2, (1 + level) / 2),
      NoncentralF.noncentrality(f, df1, df2, (1 - level) / 2)
    };
  }

  private static Estimate estimate(double value, double[] lambda, double beside) {
    return new Estimate(value, lambda[0] / (lambda[0] + beside), lambda[1] / (lambda[1] + beside));
  }

  /** Whether a partial eta squared, which is biased upwards, lies above its interval. */
  public boolean hasEtaAboveInterval() {
    return rows.stream().anyMatch(r -> r.partial().value() > r.partial().high());
  }
}
