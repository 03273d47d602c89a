package dev.henderson.stats.emm;

import dev.henderson.stats.infer.Adjustment;
import dev.henderson.stats.infer.Alternative;
import dev.henderson.stats.infer.LinearBasis;
import dev.henderson.stats.infer.ResponseScale;
import dev.henderson.stats.model.LinearFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Makes the table of a grid of linear functions: estimates, tests, intervals, and the notes. */
final class GridEstimates {
  private final EmmGrid grid;
  private final EmmOptions options;
  private final Adjustment adjustment;
  private final Adjustment asked;
  private final ResponseScale scale;
  private final double sigma;
  private final TestFamily.Ranges ranges;
  private double error;

  GridEstimates(EmmGrid grid, EmmOptions options) {
    this.grid = grid;
    this.options = options;
    ranges = new TestFamily.Ranges(grid.size());
    asked = options.adjustment() == null ? grid.adjustment() : options.adjustment();
    boolean oneSided =
        options.side() != Alternative.BOTH
            || options.delta() > 0 && options.side() == Alternative.BOTH;
    adjustment = TestFamily.suited(asked, grid.isPairs(), oneSided);
    sigma = Double.isNaN(options.sigma()) ? grid.basis().residualSigma() : options.sigma();
    ResponseScale own = options.response() ? grid.scale().orElse(null) : null;
    scale = own != null && options.bias() && !grid.isContrasts() ? own.corrected(sigma) : own;
  }

  EmmTable table() {
    EmmRow[] rows = new EmmRow[grid.size()];
    int largest = 0;
    int means = 0;
    for (List<Integer> group : grid.groups()) {
      int k = group.size();
      largest = Math.max(largest, k);
      means = Math.max(means, grid.meansOf(k));
      family(group, rows);
    }
    List<Integer> order = new ArrayList<>();
    grid.groups().forEach(order::addAll);
    return new EmmTable(
        grid.columns(),
        grid.numeric(),
        grid.by(),
        name(),
        grid.isContrasts(),
        order.stream().map(i -> rows[i]).toList(),
        largest <= 1 ? Adjustment.NONE : adjustment,
        options,
        grid.isContrasts() || options.testsMeans(),
        notes(rows, largest, means));
  }

  private String name() {
    if (scale == null) {
      return grid.estimateName();
    }
    return grid.isContrasts() && scale.isLog() ? "ratio" : "response";
  }

  private void family(List<Integer> group, EmmRow[] into) {
    LinearBasis basis = grid.basis();
    int k = group.size();
    double[] estimate = new double[k];
    double[] se = new double[k];
    double[] df = new double[k];
    double[] t = new double[k];
    for (int i = 0; i < k; i++) {
      EmmGrid.Row row = grid.rows().get(group.get(i));
      LinearFunction l = row.function();
      if (l == null || !basis.isEstimable(l)) {
        estimate[i] = se[i] = df[i] = t[i] = Double.NaN;
        continue;
      }
      estimate[i] = basis.estimate(l) + row.offset();
      se[i] = Math.sqrt(basis.covariance(l, l));
      df[i] = se[i] > 0 ? basis.df(l) : Double.NaN;
      t[i] = statistic(estimate[i], se[i]);
    }
    TestFamily family =
        new TestFamily(
            adjustment,
            t,
            df,
            options,
            grid.meansOf(k),
            adjustment == Adjustment.SCHEFFE ? rank(group) : 0,
            adjustment == Adjustment.MVT ? correlation(group, se) : null,
            ranges);
    double[] p = family.pValues();
    double[] reach = family.criticalValues(options.level());
    error = Math.max(error, family.error());
    for (int i = 0; i < k; i++) {
      double low =
          options.side() == Alternative.LESS
              ? Double.NEGATIVE_INFINITY
              : estimate[i] - reach[i] * se[i];
      double high =
          options.side() == Alternative.GREATER
              ? Double.POSITIVE_INFINITY
              : estimate[i] + reach[i] * se[i];
      List<String> labels = grid.rows().get(group.get(i)).labels();
      into[group.get(i)] =
          scale == null
              ? new EmmRow(
                  labels, estimate[i], se[i], df[i], nan(low, t[i]), nan(high, t[i]), t[i], p[i])
              : back(labels, estimate[i], se[i], df[i], low, high, t[i], p[i]);
    }
  }

  private static double nan(double limit, double t) {
    return Double.isNaN(t) ? Double.NaN : limit;
  }

  private EmmRow back(
      List<String> labels,
      double estimate,
      double se,
      double df,
      double low,
      double high,
      double t,
      double p) {
    double a = limit(low);
    double b = limit(high);
    boolean ratio = grid.isContrasts() && scale.isLog();
    return new EmmRow(
        ratio ? labels.stream().map(s -> s.replace(" - ", " / ")).toList() : labels,
        scale.inverse(estimate),
        Math.abs(scale.slope(estimate)) * se,
        df,
        nan(Math.min(a, b), t),
        nan(Math.max(a, b), t),
        t,
        p);
  }

  private double limit(double eta) {
    return scale.inverse(eta);
  }

  private double statistic(double estimate, double se) {
    double d = estimate - options.nullValue();
    return switch (options.side()) {
      case BOTH -> (options.delta() > 0 ? Math.abs(d) - options.delta() : d) / se;
      case GREATER -> (d + options.delta()) / se;
      case LESS -> (d - options.delta()) / se;
    };
  }

  private double[] correlation(List<Integer> group, double[] se) {
    int k = group.size();
    double[] out = new double[k * k];
    for (int i = 0; i < k; i++) {
      for (int j = 0; j <= i; j++) {
        double r =
            Double.isNaN(se[i]) || Double.isNaN(se[j])
                ? 0
                : grid.covariance(group.get(i), group.get(j)) / (se[i] * se[j]);
        out[i * k + j] = i == j ? 1 : r;
        out[j * k + i] = out[i * k + j];
      }
    }
    return out;
  }

  private int rank(List<Integer> group) {
    return JointTests.rank(grid.functions(group), grid.basis().size());
  }

  private List<String> notes(EmmRow[] rows, int largest, int means) {
    Set<String> out = new LinkedHashSet<>(grid.notes());
    out.add("Degrees of freedom: " + grid.basis().method() + ".");
    if (options.response() && scale != null) {
      out.add("Intervals are turned back from the scale of " + scale.text() + ".");
      if (grid.isContrasts() || options.testsMeans()) {
        out.add("Tests are made on the scale of " + scale.text() + ".");
      }
      if (options.bias() && !grid.isContrasts()) {
        out.add(
            String.format(
                Locale.ROOT, "Corrected for bias with a standard deviation of %.4g.", sigma));
      }
    } else if (grid.scale().isPresent()) {
      String text = grid.scale().get().text();
      out.add("Results are on the scale of " + text + "; type = response turns them back.");
    } else if (grid.offScale().isPresent()) {
      out.add("Differences stay on the scale of " + grid.offScale().get() + ".");
    }
    if (asked != adjustment) {
      out.add(
          "adjust = "
              + asked
              + " was changed to "
              + adjustment
              + ": "
              + asked
              + (asked == Adjustment.TUKEY && !grid.isPairs()
                  ? " is for one set of pairwise comparisons."
                  : " is not for tests that look one way."));
    }
    if (largest > 1 && adjustment != Adjustment.NONE) {
      out.add(
          (grid.isContrasts() ? "P values and intervals adjusted: " : "Adjusted: ")
              + adjustment
              + (adjustment == Adjustment.TUKEY
                  ? " for comparing a family of " + means + " means"
                  : " for " + largest + (grid.isContrasts() ? " tests" : " estimates"))
              + (grid.by().isEmpty() ? "." : ", in each group."));
      if (!intervalsAgree()) {
        out.add("The intervals are Bonferroni's, which the method has none of its own for.");
      }
    }
    if (error > 0) {
      out.add(
          String.format(
              Locale.ROOT,
              "P values by quasi-Monte Carlo, seed %d, largest standard error %.1g.",
              options.seed(),
              error));
    }
    if (options.delta() > 0) {
      String what =
          switch (options.side()) {
            case BOTH -> "equivalence";
            case GREATER -> "non-inferiority";
            case LESS -> "non-superiority";
          };
      out.add(
          String.format(
              Locale.ROOT, "Tests of %s with a threshold of %.5g.", what, options.delta()));
    } else if (options.side() != Alternative.BOTH) {
      out.add(
          "Tests look one way: " + (options.side() == Alternative.GREATER ? "greater." : "less."));
    }
    long missing = Arrays.stream(rows).filter(r -> !r.isEstimable()).count();
    if (missing > 0) {
      out.add(
          missing
              + (grid.isContrasts() ? " contrast" : " mean")
              + (missing == 1 ? " cannot" : "s cannot")
              + " be estimated, because the data have no rows in some cells.");
    }
    return List.copyOf(out);
  }

  private boolean intervalsAgree() {
    return switch (adjustment) {
      case HOLM, HOCHBERG, HOMMEL, FDR, BY -> false;
      default -> true;
    };
  }
}
