package dev.henderson.stats.classical;

import dev.henderson.stats.design.AliasedColumn;
import dev.henderson.stats.design.Design;
import dev.henderson.stats.design.ErrorStrata;
import dev.henderson.stats.design.Estimability;
import dev.henderson.stats.design.GroupingFactor;
import dev.henderson.stats.design.StratumEstimates;
import dev.henderson.stats.formula.Expr;
import dev.henderson.stats.formula.Term;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.infer.WaldTests;
import dev.henderson.stats.matrix.ModelMatrix;
import dev.henderson.stats.model.Coefficients;
import dev.henderson.stats.model.Dispersion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The coefficients of an analysis with {@code Error()}: each from the last stratum that estimates
 * it, as in R's emmeans.
 *
 * <p>A stratum need not estimate a coefficient alone: the mean of all rows is the intercept plus
 * the means of the other columns times their coefficients, and the difference of groups is that at
 * the mean of a covariate. What later strata say of those coefficients is subtracted, so that
 * {@code beta = T b} with the estimates b of the strata, which are independent between strata. The
 * variance in the stratum of the intercept is the residual mean square of the one after it.
 */
final class StrataBasis {
  /** An entry of T below this share of the largest of its row is rounding. */
  private static final double ROUNDING = 1e-11;

  /** A stratum says nothing of a column that enters it by less than this. */
  private static final double FREE = 1e-7;

  private final StratumEstimates estimates;
  private final ErrorStrata strata;
  private final Coefficients coefficients;
  private final Estimability estimability;

  /** Estimates of strata that are used: the stratum of each and their covariance. */
  private final int[] stratumOf;

  private final double[][] covariance;

  /** T: what each coefficient takes of each estimate. */
  private final double[][] takes;

  private final double[] df;
  private final boolean repeated;

  StrataBasis(Design design) {
    estimates = design.stratumEstimates();
    strata = design.strata().orElseThrow();
    List<StratumEstimates.Stratum> all = estimates.strata();
    int p = estimates.columnNames().size();
    int m = 0;
    int[] start = new int[all.size()];
    for (int s = 0; s < all.size(); s++) {
      start[s] = m;
      m += all.get(s).size();
    }
    stratumOf = new int[m];
    covariance = new double[m][m];
    df = new double[all.size()];
    double[] b = new double[m];
    for (int s = 0; s < all.size(); s++) {
      StratumEstimates.Stratum own = all.get(s);
      boolean mean = own.name().equals("(Intercept)") && s + 1 < all.size();
      StratumEstimates.Stratum residual = all.get(mean ? s + 1 : s);
      df[s] = residual.dfResidual() > 0 ? residual.dfResidual() : -1;
      for (int i = 0; i < own.size(); i++) {
        b[start[s] + i] = own.coefficient(i);
        // The mean's variance is that of the next stratum: they are one where df is combined.
        stratumOf[start[s] + i] = mean ? s + 1 : s;
        for (int j = 0; j < own.size(); j++) {
          covariance[start[s] + i][start[s] + j] = residual.meanSquare() * own.unscaled(i, j);
        }
      }
    }
    Elimination e = new Elimination(p, m);
    boolean again = false;
    for (int s = all.size() - 1; s >= 0; s--) {
      again |= e.take(all.get(s), start[s]);
    }
    repeated = again;
    takes = e.takes;
    for (double[] row : takes) {
      double largest = Arrays.stream(row).map(Math::abs).max().orElse(0);
      for (int k = 0; k < m; k++) {
        row[k] = Math.abs(row[k]) < ROUNDING * largest ? 0 : row[k];
      }
    }
    coefficients = coefficients(e, b);
    estimability = Estimability.of(coefficients.names(), aliased(e));
  }

  /**
   * Equations of the strata solved one after the other: {@code beta = takes b + moves free} with
   * the coefficients that are still free.
   */
  private static final class Elimination {
    final double[][] takes;
    final double[][] moves;
    final boolean[] free;

    Elimination(int p, int m) {
      takes = new double[p][m];
      moves = new double[p][p];
      free = new boolean[p];
      Arrays.fill(free, true);
      for (int j = 0; j < p; j++) {
        moves[j][j] = 1;
      }
    }

    /** Takes the equations of a stratum; whether it estimates what a later one has. */
    boolean take(StratumEstimates.Stratum own, int start) {
      boolean again = false;
      boolean[] known = new boolean[own.size()];
      for (int i = 0; i < own.size(); i++) {
        known[i] = !free[own.column(i)];
        again |= known[i];
        if (!known[i]) {
          equation(own, i, start);
        }
      }
      // What a later stratum knows only up to a free coefficient may tell that one here.
      for (int i = 0; i < own.size(); i++) {
        if (known[i]) {
          equation(own, i, start);
        }
      }
      return again;
    }

    /** The estimate i of a stratum is its own coefficient plus those of the combinations. */
    private void equation(StratumEstimates.Stratum own, int i, int start) {
      int p = takes.length;
      double[] taken = new double[takes[0].length];
      double[] moved = new double[p];
      add(own.column(i), 1, taken, moved);
      for (int k = 0; k < own.aliasedSize(); k++) {
        add(own.aliased(k), own.combination(k, i), taken, moved);
      }
      int pivot = own.column(i);
      if (!free[pivot] || Math.abs(moved[pivot]) < FREE) {
        for (int j = 0; j < p; j++) {
          pivot = Math.abs(moved[j]) > Math.abs(moved[pivot]) ? j : pivot;
        }
        if (Math.abs(moved[pivot]) < FREE) {
          return;
        }
      }
      // The equation for the pivot: pivot = (b - taken b - moved others) / moved[pivot].
      double[] solved = new double[taken.length];
      for (int k = 0; k < solved.length; k++) {
        solved[k] = ((k == start + i ? 1 : 0) - taken[k]) / moved[pivot];
      }
      double[] others = new double[p];
      for (int j = 0; j < p; j++) {
        others[j] = j == pivot ? 0 : -moved[j] / moved[pivot];
      }
      free[pivot] = false;
      for (int r = 0; r < p; r++) {
        double share = moves[r][pivot];
        if (share != 0) {
          moves[r][pivot] = 0;
          for (int k = 0; k < solved.length; k++) {
            takes[r][k] += share * solved[k];
          }
          for (int j = 0; j < p; j++) {
            moves[r][j] += share * others[j];
          }
        }
      }
    }

    private void add(int column, double times, double[] taken, double[] moved) {
      for (int k = 0; k < taken.length; k++) {
        taken[k] += times * takes[column][k];
      }
      for (int j = 0; j < moved.length; j++) {
        moved[j] += times * moves[column][j];
      }
    }
  }

  private Coefficients coefficients(Elimination e, double[] b) {
    int p = takes.length;
    double[] beta = new double[p];
    double[] vcov = new double[p * p];
    for (int i = 0; i < p; i++) {
      for (int k = 0; k < b.length; k++) {
        beta[i] += takes[i][k] * b[k];
      }
      for (int j = 0; j < p; j++) {
        vcov[i * p + j] = e.free[i] || e.free[j] ? Double.NaN : form(takes[i], takes[j], -1);
      }
      beta[i] = e.free[i] ? Double.NaN : beta[i];
    }
    return new Coefficients(estimates.columnNames(), beta, vcov);
  }

  /** {@code g'Vh} over the estimates of one stratum, or of all for -1. */
  private double form(double[] g, double[] h, int stratum) {
    double sum = 0;
    for (int k = 0; k < g.length; k++) {
      for (int l = 0; l < g.length; l++) {
        boolean own = stratum < 0 || stratumOf[k] == stratum && stratumOf[l] == stratum;
        if (own && g[k] != 0 && h[l] != 0) {
          sum += g[k] * h[l] * covariance[k][l];
        }
      }
    }
    return sum;
  }

  private List<AliasedColumn> aliased(Elimination e) {
    List<String> names = estimates.columnNames();
    List<AliasedColumn> out = new ArrayList<>();
    for (int f = 0; f < names.size(); f++) {
      if (e.free[f]) {
        List<String> equals = new ArrayList<>();
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
          if (i != f && Math.abs(e.moves[i][f]) > FREE) {
            equals.add(names.get(i));
            times.add(-e.moves[i][f]);
          }
        }
        out.add(new AliasedColumn(names.get(f), f, equals, times));
      }
    }
    return out;
  }

  Coefficients coefficients() {
    return coefficients;
  }

  /** Coefficients that no stratum tells are aliased. */
  Estimability estimability() {
    return estimability;
  }

  /** Tests whose degrees of freedom are combined over the strata. */
  WaldTests tests() {
    return WaldTests.of(coefficients, this::df, "from the strata", notes());
  }

  ModelMatrix matrix(ModelFrame newData) {
    return estimates.matrix(newData);
  }

  /** {@code (Σv)² / Σ(v²/df)} over the strata, v the part of the variance from each. */
  private double df(double[] l) {
    double[] g = new double[stratumOf.length];
    double[] size = new double[g.length];
    for (int i = 0; i < l.length; i++) {
      for (int k = 0; k < g.length; k++) {
        g[k] += l[i] * takes[i][k];
        size[k] += Math.abs(l[i] * takes[i][k]);
      }
    }
    for (int k = 0; k < g.length; k++) {
      g[k] = Math.abs(g[k]) < ROUNDING * size[k] ? 0 : g[k];
    }
    double sum = 0;
    double squares = 0;
    for (int s = 0; s < df.length; s++) {
      double part = form(g, g, s);
      if (part != 0) {
        sum += part;
        squares += part * part / df[s];
      }
    }
    return sum * sum / squares;
  }

  Dispersion dispersion() {
    for (int s = estimates.strata().size() - 1; s >= 0; s--) {
      StratumEstimates.Stratum own = estimates.strata().get(s);
      if (own.dfResidual() > 0) {
        return new Dispersion(
            own.meanSquare(),
            own.dfResidual(),
            "the residual standard deviation of the stratum " + own.name());
      }
    }
    return new Dispersion(Double.NaN, Double.NaN, "");
  }

  private List<String> notes() {
    List<String> out = new ArrayList<>();
    if (repeated) {
      out.add(
          "Some effects lie in several strata; they are estimated in the last of them alone, which"
              + " wastes what the others know. A mixed model uses all of it.");
    } else if (!isEven()) {
      out.add(
          "The units of Error() are not alike in their rows, so that the strata have no one variance"
              + " each: standard errors of means are approximate. A mixed model needs no"
              + " balance.");
    }
    for (Term.FixedEffect term : strata.terms()) {
      List<String> numbers = names(term, true);
      List<String> units = names(term, false);
      if (!numbers.isEmpty() && !units.isEmpty()) {
        String number = String.join(":", numbers);
        String unit = String.join(":", units);
        out.add(
            "Error() takes the slopes of "
                + number
                + " as independent of how the levels of "
                + unit
                + " differ at the mean of "
                + number
                + "; standard errors of means elsewhere rest on it. A mixed model with ("
                + String.join(" + ", numbers)
                + " | "
                + unit
                + ") does not.");
        break;
      }
    }
    return out;
  }

  private List<String> names(Term.FixedEffect term, boolean numbers) {
    return term.variables().stream()
        .map(Expr::text)
        .filter(v -> strata.numbers().contains(v) == numbers)
        .toList();
  }

  /** Whether the units of each error term have the same numbers of rows and values of numbers. */
  private boolean isEven() {
    for (Term.FixedEffect term : strata.terms()) {
      List<GroupingFactor> units = factors(names(term, false));
      List<GroupingFactor> numbers = factors(names(term, true));
      if (units.isEmpty()) {
        continue;
      }
      Map<List<Integer>, Map<List<Integer>, Integer>> rows = new HashMap<>();
      for (int i = 0; i < units.get(0).rows(); i++) {
        rows.computeIfAbsent(levels(units, i), u -> new HashMap<>())
            .merge(levels(numbers, i), 1, Integer::sum);
      }
      if (rows.values().stream().distinct().count() > 1) {
        return false;
      }
    }
    return true;
  }

  private List<GroupingFactor> factors(List<String> names) {
    return strata.factors().stream().filter(f -> names.contains(f.name())).toList();
  }

  private static List<Integer> levels(List<GroupingFactor> factors, int row) {
    return factors.stream().map(f -> f.levelOf(row)).toList();
  }
}
