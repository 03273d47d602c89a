package dev.henderson.stats.report;

import dev.henderson.stats.document.Block;
import dev.henderson.stats.document.Cell;
import dev.henderson.stats.document.Column;
import dev.henderson.stats.document.Precision;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.infer.Bootstrap;
import dev.henderson.stats.infer.BootstrapTest;
import dev.henderson.stats.infer.Interval;
import dev.henderson.stats.lmm.LmmFit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Confidence intervals and bootstraps of the parameters of a mixed model as documents. */
public final class ConfintReport {
  private ConfintReport() {}

  /**
   * Intervals.
   *
   * @param method {@code wald}, {@code profile} or {@code boot}
   * @param how the method in words, the end of the title
   */
  public static Report of(
      LmmFit fit, List<Interval> intervals, double level, String method, String how) {
    String low = percent((1 - level) / 2) + " %";
    String high = percent((1 + level) / 2) + " %";
    List<List<Cell>> rows = new ArrayList<>();
    for (Interval i : intervals) {
      List<Cell> row = new ArrayList<>();
      row.add(Cell.label(i.term()));
      row.add(number(i.estimate(), i.term()));
      row.add(number(i.low(), i.term()));
      row.add(number(i.high(), i.term()));
      rows.add(row);
    }
    Block grid =
        new Block.Grid(
            percent(level) + "% confidence intervals",
            List.of(
                Column.words(""),
                Column.numbers("Estimate"),
                Column.numbers(low, "lower limit"),
                Column.numbers(high, "upper limit")),
            1,
            rows,
            List.of());
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("call", LmmReport.call(fit));
    data.put("formula", fit.formula());
    data.put("method", method);
    data.put("level", level);
    data.put("tidy", tidy(intervals, method));
    return new Report(
        "confint", List.of(new Block.Heading("Confidence intervals " + how), grid), data);
  }

  /** One row per parameter: {@code term, estimate, conf.low, conf.high, method}. */
  public static List<Map<String, Object>> tidy(List<Interval> intervals, String method) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Interval i : intervals) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("term", i.term());
      row.put("estimate", i.estimate());
      row.put("conf.low", i.low());
      row.put("conf.high", i.high());
      row.put("method", method);
      rows.add(row);
    }
    return rows;
  }

  /** A bootstrap: estimates, bias, standard errors and intervals. */
  public static Report of(LmmFit fit, Bootstrap bootstrap, double level, Bootstrap.Method method) {
    List<Interval> intervals = bootstrap.intervals(level, method);
    List<List<Cell>> rows = new ArrayList<>();
    List<Map<String, Object>> tidy = new ArrayList<>();
    for (int i = 0; i < intervals.size(); i++) {
      Interval interval = intervals.get(i);
      double bias = bootstrap.mean(i) - interval.estimate();
      double se = bootstrap.standardError(i);
      List<Cell> row = new ArrayList<>();
      row.add(Cell.label(interval.term()));
      row.add(number(interval.estimate(), interval.term()));
      row.add(number(bias, interval.term()));
      row.add(number(se, interval.term()));
      row.add(number(interval.low(), interval.term()));
      row.add(number(interval.high(), interval.term()));
      rows.add(row);
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("term", interval.term());
      one.put("estimate", interval.estimate());
      one.put("bias", bias);
      one.put("std.error", se);
      one.put("conf.low", interval.low());
      one.put("conf.high", interval.high());
      tidy.add(one);
    }
    int n = bootstrap.replicates().size();
    String kind = method.name().toLowerCase(Locale.ROOT);
    Block grid =
        new Block.Grid(
            percent(level) + "% " + kind + " intervals",
            List.of(
                Column.words(""),
                Column.numbers("Estimate"),
                Column.numbers("Bias", "mean of the replicates less the estimate"),
                Column.numbers("Std. Error", "standard deviation of the replicates"),
                Column.numbers(percent((1 - level) / 2) + " %"),
                Column.numbers(percent((1 + level) / 2) + " %")),
            1,
            rows,
            List.of());
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("call", LmmReport.call(fit));
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
                        + (fit.reml() ? "REML" : "maximum likelihood")
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

  private static Cell number(double value, String term) {
    return Double.isInfinite(value)
        ? Cell.label(value > 0 ? "Inf" : "-Inf")
        : Cell.estimate(value, Precision.significant(4, term));
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.4f", 100 * share).replaceAll("\\.?0+$", "");
  }
}
