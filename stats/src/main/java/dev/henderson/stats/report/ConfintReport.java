package dev.henderson.stats.report;

import dev.henderson.stats.document.Block;
import dev.henderson.stats.document.Cell;
import dev.henderson.stats.document.Column;
import dev.henderson.stats.document.Precision;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.infer.Interval;
import dev.henderson.stats.model.Fit;
import dev.henderson.stats.model.HasRestrictedLikelihood;
import dev.henderson.stats.profile.Profile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Confidence intervals of the parameters of a fit as a document. */
public final class ConfintReport {
  private ConfintReport() {}

  /**
   * Intervals.
   *
   * @param method {@code wald}, {@code profile} or {@code boot}
   * @param how the method in words, the end of the title
   */
  public static Report of(
      Fit fit, List<Interval> intervals, double level, String method, String how) {
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
    data.put("call", fit.call());
    data.put("formula", fit.formula());
    data.put("method", method);
    data.put("level", level);
    data.put("tidy", tidy(intervals, method));
    return new Report(
        "confint", List.of(new Block.Heading("Confidence intervals " + how), grid), data);
  }

  /** Intervals of coefficients by estimate and standard error. */
  public static Report of(Fit fit, List<Interval> intervals, double level, String how) {
    return of(fit, intervals, level, "wald", how);
  }

  /** The intervals of a profile. */
  public static Report of(Profile profile) {
    return profiled(profile.fit(), profile.intervals(), profile.level());
  }

  /** Intervals from the profile likelihood of a fit, which was refitted if it is by REML. */
  public static Report profiled(Fit fit, List<Interval> intervals, double level) {
    List<String> refitted =
        fit instanceof HasRestrictedLikelihood by && by.reml()
            ? List.of(
                "The likelihood was profiled around the fit by maximum likelihood, whose"
                    + " estimates these are.")
            : List.of();
    return of(fit, intervals, level, "profile", "from the profile likelihood")
        .noting("refitted", refitted);
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

  /** A number with four significant digits of its term, or an infinite one. */
  static Cell number(double value, String term) {
    return Double.isInfinite(value)
        ? Cell.label(value > 0 ? "Inf" : "-Inf")
        : Cell.estimate(value, Precision.significant(4, term));
  }

  /** A share in percent, with as many digits as it needs: 95, 2.5. */
  static String percent(double share) {
    return String.format(Locale.ROOT, "%.4f", 100 * share).replaceAll("\\.?0+$", "");
  }
}
