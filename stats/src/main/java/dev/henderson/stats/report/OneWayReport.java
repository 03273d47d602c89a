package dev.henderson.stats.report;

import dev.henderson.stats.classical.FriedmanTest;
import dev.henderson.stats.classical.OneWayTests;
import dev.henderson.stats.document.Block;
import dev.henderson.stats.document.Cell;
import dev.henderson.stats.document.Column;
import dev.henderson.stats.document.Precision;
import dev.henderson.stats.document.Report;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tests of groups that do not ask for equal variances or normal values. */
public final class OneWayReport {
  private OneWayReport() {}

  /** All tests of some groups. */
  public static Report of(String formula, String dataName, OneWayTests tests) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Heading("Tests of groups"));
    blocks.add(FitReport.origin(formula, dataName));
    List<Map<String, Object>> tidy = new ArrayList<>();
    blocks.add(grid("Equal locations", List.of(tests.welch(), tests.kruskal()), tidy));
    blocks.add(
        grid(
            "Equal variances",
            List.of(tests.levene(true), tests.levene(false), tests.bartlett()),
            tidy));
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("formula", formula);
    tests.notes().forEach(d -> blocks.add(LmReport.note(d)));
    data.put("tidy", tidy);
    data.put("notes", Report.notes(tests.notes()));
    return new Report("oneway", blocks, data);
  }

  /** Friedman's test of the treatments that every block had once. */
  public static Report of(
      String formula, String dataName, String treatments, String blocks, FriedmanTest test) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("term", treatments);
    row.put("statistic", test.statistic());
    row.put("df", test.df());
    row.put("p.value", test.pValue());
    row.put("concordance", test.concordance());
    Block grid =
        new Block.Grid(
            "Equal locations of " + treatments + ", by ranks within " + blocks,
            List.of(
                Column.words(""),
                Column.numbers("chi-squared"),
                Column.numbers("df"),
                Column.numbers("p value"),
                Column.numbers("Kendall W", "agreement of the blocks, from 0 to 1")),
            1,
            List.of(
                List.of(
                    Cell.label(treatments),
                    Cell.estimate(
                        test.statistic(), Precision.significant(4, "statistic").atMost(3)),
                    Cell.count(test.df()),
                    Cell.pValue(test.pValue()),
                    Cell.estimate(test.concordance(), Precision.decimals(3)))),
            List.of(
                Cell.count(test.blocks()),
                Cell.label(" of " + blocks + ", "),
                Cell.count(test.treatments()),
                Cell.label(" of " + treatments)));
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("formula", formula);
    data.put("tidy", List.of(row));
    data.put("notes", List.of());
    return new Report(
        "friedman",
        List.of(new Block.Heading("Friedman's test"), FitReport.origin(formula, dataName), grid),
        data);
  }

  private static Block.Grid grid(
      String caption, List<OneWayTests.Test> tests, List<Map<String, Object>> tidy) {
    List<List<Cell>> cells = new ArrayList<>();
    for (OneWayTests.Test t : tests) {
      boolean chi = t.chiSquared();
      cells.add(
          List.of(
              Cell.label(t.name()),
              Cell.label(chi ? "chi-squared" : "F"),
              Cell.estimate(t.statistic(), Precision.significant(4, "statistic").atMost(3)),
              Cell.estimate(t.df(), Precision.decimals(0)),
              chi ? Cell.blank() : Cell.estimate(t.denominator(), Precision.decimals(2)),
              Cell.pValue(t.pValue())));
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("term", t.name());
      row.put("statistic", t.statistic());
      row.put("df", t.df());
      row.put("df.denominator", t.denominator());
      row.put("p.value", t.pValue());
      tidy.add(row);
    }
    return new Block.Grid(
        caption,
        List.of(
            Column.words(""),
            Column.words(""),
            Column.numbers("statistic"),
            Column.numbers("df"),
            Column.numbers("den. df", "degrees of freedom of the denominator"),
            Column.numbers("p value")),
        1,
        cells,
        List.of());
  }
}
