package dev.henderson.stats.report;

import dev.henderson.stats.document.Block;
import dev.henderson.stats.document.Cell;
import dev.henderson.stats.document.Column;
import dev.henderson.stats.document.Precision;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.infer.Interval;
import dev.henderson.stats.model.Fit;
import dev.henderson.stats.model.HasRestrictedLikelihood;
import dev.henderson.stats.resample.Bootstrap;
import dev.henderson.stats.resample.BootstrapTest;
import dev.henderson.stats.resample.Jackknife;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Bootstraps of a mixed model as documents: bias, standard errors, intervals, a test. */
public final class BootstrapReport {
  private BootstrapReport() {}

  /** Estimates, bias, standard errors and intervals; BCa intervals make their jackknife. */
  public static Report of(Bootstrap bootstrap, double level, Bootstrap.Method method) {
    return method == Bootstrap.Method.BCA
        ? of(bootstrap, level, bootstrap.jackknife())
        : of(bootstrap, level, method, bootstrap.intervals(level, method));
  }

  /** The same with BCa intervals by a jackknife that was made. */
  public static Report of(Bootstrap bootstrap, double level, Jackknife jackknife) {
    List<Interval> intervals = bootstrap.intervals(level, jackknife);
    return noting(of(bootstrap, level, Bootstrap.Method.BCA, intervals), intervals, jackknife);
  }

  /** The intervals alone, as {@code confint} shows them. */
  public static Report intervals(Bootstrap bootstrap, double level, Bootstrap.Method method) {
    return intervals(bootstrap, level, method, List.of());
  }

  /**
   * Confidence intervals of some parameters.
   *
   * @param terms their names; all if empty
   */
  public static Report intervals(
      Bootstrap bootstrap, double level, Bootstrap.Method method, List<String> terms) {
    boolean bca = method == Bootstrap.Method.BCA;
    Jackknife jackknife = bca ? bootstrap.jackknife() : null;
    List<Interval> all =
        bca ? bootstrap.intervals(level, jackknife) : bootstrap.intervals(level, method);
    List<Interval> rows =
        all.stream().filter(r -> terms.isEmpty() || terms.contains(r.term())).toList();
    Report report =
        ConfintReport.of(
            bootstrap.fit(),
            rows,
            level,
            "boot",
            "from a parametric bootstrap ("
                + (bca ? "BCa" : method.name().toLowerCase(Locale.ROOT))
                + "), seed "
                + bootstrap.seed());
    return bca ? noting(report, rows, jackknife) : report;
  }

  /** What BCa limits came from, and which there are not. */
  private static Report noting(Report report, List<Interval> intervals, Jackknife jackknife) {
    List<String> none =
        intervals.stream().filter(i -> Double.isNaN(i.low())).map(Interval::term).toList();
    String left =
        jackknife.units()
            + " fits, each without one level of "
            + String.join(" or of ", jackknife.groups());
    Report noted =
        report.noting(
            "jackknife", List.of("The acceleration of the BCa limits comes from " + left + "."));
    if (jackknife.lost() > 0) {
      noted =
          noted.noting(
              "jackknife-lost",
              List.of(jackknife.lost() + " of these did not carry the model and do not count."));
    }
    return none.isEmpty()
        ? noted
        : noted.noting(
            "no-limits",
            List.of(
                "There are no BCa limits of "
                    + String.join(", ", none)
                    + ": all replicates lie on one side of the estimate. More replicates, or type ="
                    + " percentile, give some."));
  }

  private static boolean isReml(Fit fit) {
    return fit instanceof HasRestrictedLikelihood by && by.reml();
  }

  private static Report of(
      Bootstrap bootstrap, double level, Bootstrap.Method method, List<Interval> intervals) {
    Fit fit = bootstrap.fit();
    List<List<Cell>> rows = new ArrayList<>();
    List<Map<String, Object>> tidy = new ArrayList<>();
    for (int i = 0; i < intervals.size(); i++) {
      Interval interval = intervals.get(i);
      double bias = bootstrap.mean(i) - interval.estimate();
      double se = bootstrap.standardError(i);
      String term = interval.term();
      rows.add(
          List.of(
              Cell.label(term),
              ConfintReport.number(interval.estimate(), term),
              // A bias is shown as finely as the estimate deserves, however small it is.
              Cell.estimate(bias, Precision.significant(4, term).following()),
              ConfintReport.number(se, term),
              ConfintReport.number(interval.low(), term),
              ConfintReport.number(interval.high(), term)));
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("term", term);
      one.put("estimate", interval.estimate());
      one.put("bias", bias);
      one.put("std.error", se);
      one.put("conf.low", interval.low());
      one.put("conf.high", interval.high());
      tidy.add(one);
    }
    int n = bootstrap.size();
    String kind = method.name().toLowerCase(Locale.ROOT);
    Block grid =
        new Block.Grid(
            ConfintReport.percent(level)
                + "% "
                + (method == Bootstrap.Method.BCA ? "BCa" : kind)
                + " intervals",
            List.of(
                Column.words(""),
                Column.numbers("Estimate"),
                Column.numbers("Bias", "mean of the replicates less the estimate"),
                Column.numbers("Std. Error", "standard deviation of the replicates"),
                Column.numbers(ConfintReport.percent((1 - level) / 2) + " %"),
                Column.numbers(ConfintReport.percent((1 + level) / 2) + " %")),
            1,
            rows,
            List.of());
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("call", fit.call());
    data.put("n", n);
    data.put("seed", bootstrap.seed());
    data.put("method", kind);
    data.put("level", level);
    data.put("tidy", tidy);
    Report report =
        new Report(
            "bootstrap",
            List.of(
                new Block.Heading(
                    "Parametric bootstrap, "
                        + n
                        + " replicates by "
                        + (isReml(fit) ? "REML" : "maximum likelihood")
                        + ", seed "
                        + bootstrap.seed()),
                grid),
            data);
    long lost = bootstrap.notConverged();
    return lost == 0
        ? report
        : report.noting("not-converged", List.of(lost + " replicates found no minimum."));
  }

  /** A bootstrap likelihood-ratio test. */
  public static Report of(String small, String large, BootstrapTest test, long seed) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("term", large);
    row.put("null", small);
    row.put("statistic", test.statistic());
    row.put("n", test.replicates());
    row.put("larger", test.larger());
    row.put("p.value", test.pValue());
    Block grid =
        new Block.Grid(
            large + " against " + small,
            List.of(
                Column.numbers("LRT", "difference of the deviances"),
                Column.numbers("replicates"),
                Column.numbers("as large", "replicates with a statistic at least as large"),
                Column.numbers("p value", "(as large + 1) / (replicates + 1)")),
            0,
            List.of(
                List.of(
                    Cell.estimate(test.statistic(), Precision.significant(5, "LRT").atMost(4)),
                    Cell.count(test.replicates()),
                    Cell.count(test.larger()),
                    Cell.pValue(test.pValue()))),
            List.of());
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("seed", seed);
    data.put("tidy", List.of(row));
    return new Report(
        "bootstrap",
        List.of(
            new Block.Heading(
                "Likelihood-ratio test by responses drawn from " + small + ", seed " + seed),
            grid),
        data);
  }
}
