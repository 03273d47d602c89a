package dev.henderson.stats.report;

import dev.henderson.stats.classical.MeanComparison;
import dev.henderson.stats.classical.PairwiseTests;
import dev.henderson.stats.classical.TukeyHsd;
import dev.henderson.stats.document.Block;
import dev.henderson.stats.document.Cell;
import dev.henderson.stats.document.Column;
import dev.henderson.stats.document.Precision;
import dev.henderson.stats.document.Report;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Differences of means: Tukey's test of the terms of a fit, pairwise t tests. */
public final class ComparisonReport {
  private static final Precision DIFFERENCE = Precision.significant(4, "difference");

  /** Significant digits of half an interval. */
  private static final int DIGITS = 3;

  /** At most so many decimals more to show the sign of a limit. */
  private static final int MORE = 3;

  private static final int MOST_DECIMALS = 8;

  private ComparisonReport() {}

  /**
   * Tukey's test of some terms of a fit.
   *
   * @param formula of the fit
   */
  public static Report ofTukey(String formula, String dataName, List<TukeyHsd> terms) {
    List<Block> blocks = new ArrayList<>();
    String level = ConfintReport.percent(terms.get(0).level());
    blocks.add(
        new Block.Heading(
            "Tukey's comparisons of means, " + level + "% family-wise confidence level"));
    blocks.add(FitReport.origin(formula, dataName));
    List<Map<String, Object>> tidy = new ArrayList<>();
    for (TukeyHsd tukey : terms) {
      blocks.add(
          new Block.Grid(
              tukey.term() + " (" + tukey.means() + " means, " + tukey.df() + " df)",
              List.of(
                  Column.words(""),
                  Column.numbers("diff", "difference of the means"),
                  Column.numbers("lwr", "lower end of the interval, for all together"),
                  Column.numbers("upr", "upper end of the interval, for all together"),
                  Column.numbers("p adj", "p value, for all together")),
              1,
              cells(tukey.rows(), true),
              List.of()));
      tidy.addAll(tidy(tukey));
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("formula", formula);
    data.put("adjust", "tukey");
    data.put("tidy", tidy);
    data.put("notes", List.of());
    return new Report("tukey", blocks, data);
  }

  /** One row per pair: {@code term, contrast, estimate, conf.low, conf.high, adj.p.value}. */
  public static List<Map<String, Object>> tidy(TukeyHsd tukey) {
    return rows(tukey.term(), tukey.rows(), true);
  }

  private static List<Map<String, Object>> rows(
      String term, List<MeanComparison> rows, boolean intervals) {
    List<Map<String, Object>> out = new ArrayList<>();
    for (MeanComparison r : rows) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("term", term);
      row.put("contrast", r.contrast());
      row.put("estimate", r.difference());
      if (intervals) {
        row.put("conf.low", r.low());
        row.put("conf.high", r.high());
      }
      row.put("adj.p.value", r.pValue());
      out.add(row);
    }
    return out;
  }

  private static List<List<Cell>> cells(List<MeanComparison> rows, boolean intervals) {
    List<List<Cell>> cells = new ArrayList<>();
    Precision precision = intervals ? precision(rows) : DIFFERENCE;
    for (MeanComparison r : rows) {
      List<Cell> line = new ArrayList<>();
      line.add(Cell.label(r.contrast()));
      line.add(Cell.estimate(r.difference(), precision));
      if (intervals) {
        line.add(Cell.estimate(r.low(), precision.following()));
        line.add(Cell.estimate(r.high(), precision.following()));
      }
      line.add(Cell.pValue(r.pValue()));
      cells.add(line);
    }
    return cells;
  }

  /**
   * As many decimals as the shortest interval deserves, and so many more that the sign of each
   * limit can be seen.
   */
  private static Precision precision(List<MeanComparison> rows) {
    double half = Double.POSITIVE_INFINITY;
    double least = Double.POSITIVE_INFINITY;
    for (MeanComparison r : rows) {
      half = r.high() > r.difference() ? Math.min(half, r.high() - r.difference()) : half;
      for (double limit : new double[] {r.low(), r.high()}) {
        least = limit != 0 ? Math.min(least, Math.abs(limit)) : least;
      }
    }
    if (!Double.isFinite(half)) {
      return DIFFERENCE;
    }
    int decimals = (int) Math.max(0, DIGITS - 1 - Math.floor(Math.log10(half)));
    int signs = (int) Math.ceil(-Math.log10(2 * least));
    decimals = Math.max(decimals, Math.min(signs, decimals + MORE));
    return decimals > MOST_DECIMALS ? DIFFERENCE : Precision.decimals(decimals);
  }

  /** Pairwise t tests. */
  public static Report of(String formula, String dataName, PairwiseTests tests) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Heading(
            tests.pooled()
                ? "Pairwise t tests with pooled standard deviation"
                : "Pairwise t tests by Welch, each with its own standard deviations"));
    blocks.add(FitReport.origin(formula, dataName));
    blocks.add(
        new Block.Grid(
            "",
            List.of(
                Column.words(""),
                Column.numbers("diff", "difference of the means"),
                Column.numbers("p value", "adjusted by " + tests.adjustment())),
            1,
            cells(tests.rows(), false),
            List.of(
                Cell.label("P values of "),
                Cell.count(tests.rows().size()),
                Cell.label(" tests, adjustment: " + tests.adjustment()))));
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("formula", formula);
    data.put("adjust", tests.adjustment().toString());
    data.put("tidy", rows(tests.group(), tests.rows(), false));
    tests.notes().forEach(d -> blocks.add(LmReport.note(d)));
    data.put("notes", Report.notes(tests.notes()));
    return new Report("pairwise", blocks, data);
  }
}
