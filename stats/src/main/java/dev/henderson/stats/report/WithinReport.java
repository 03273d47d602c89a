package dev.henderson.stats.report;

import dev.henderson.stats.classical.EffectSizes;
import dev.henderson.stats.classical.SphericityTest;
import dev.henderson.stats.document.Block;
import dev.henderson.stats.document.Cell;
import dev.henderson.stats.document.Column;
import dev.henderson.stats.document.Precision;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What stands below the table of an analysis of variance: sphericity, and sizes of effects. */
public final class WithinReport {
  private WithinReport() {}

  static Block sphericity(List<SphericityTest> tests) {
    Precision digits = Precision.decimals(3);
    List<List<Cell>> rows = new ArrayList<>();
    for (SphericityTest t : tests) {
      rows.add(
          List.of(
              Cell.label(t.term()),
              Cell.estimate(t.w(), digits),
              Cell.pValue(t.pValue()),
              Cell.estimate(t.greenhouseGeisser(), digits),
              Cell.pValue(t.greenhouseGeisserP()),
              Cell.estimate(t.huynhFeldt(), digits),
              Cell.pValue(t.huynhFeldtP())));
    }
    boolean untested = tests.stream().anyMatch(t -> Double.isNaN(t.w()));
    return new Block.Grid(
        "Sphericity, and the tests where it is missing",
        List.of(
            Column.words(""),
            Column.numbers("Mauchly W", "1 where all differences of levels vary alike"),
            Column.numbers("p of W", "p value of Mauchly's test"),
            Column.numbers("GG eps", "epsilon of Greenhouse and Geisser"),
            Column.numbers("Pr(>F) GG", "p value of the term, degrees of freedom times epsilon"),
            Column.numbers("HF eps", "epsilon of Huynh and Feldt, corrected by Lecoutre"),
            Column.numbers("Pr(>F) HF", "p value of the term, degrees of freedom times epsilon")),
        1,
        rows,
        List.of(
            Cell.label(
                "Both degrees of freedom of F are multiplied by epsilon: GG that of Greenhouse and"
                    + " Geisser, HF that of Huynh and Feldt with Lecoutre's correction, where one"
                    + " above 1 counts as 1."
                    + (untested
                        ? " W needs as many degrees of freedom between subjects as there are"
                            + " contrasts."
                        : ""))));
  }

  static Block effects(EffectSizes effects) {
    Precision digits = Precision.decimals(3);
    String level = ConfintReport.percent(effects.level()) + "% CI";
    List<List<Cell>> rows = new ArrayList<>();
    for (EffectSizes.Row r : effects.rows()) {
      rows.add(
          List.of(
              Cell.label(r.term()),
              Cell.estimate(r.generalized(), digits),
              Cell.estimate(r.partial().value(), digits),
              Cell.estimate(r.partial().low(), digits),
              Cell.estimate(r.partial().high(), digits),
              Cell.estimate(r.omega().value(), digits),
              Cell.estimate(r.omega().low(), digits),
              Cell.estimate(r.omega().high(), digits),
              Cell.estimate(r.eta(), digits)));
    }
    String observed =
        effects.observed().isEmpty()
            ? "All factors count as manipulated; observed = c(...) names those that were measured."
            : "Measured, not manipulated: " + String.join(", ", effects.observed()) + ".";
    return new Block.Grid(
        "Sizes of effects",
        List.of(
            Column.words(""),
            Column.numbers("eta2 G", "generalised eta squared"),
            Column.numbers("eta2 p", "partial eta squared"),
            Column.numbers(level, "interval of partial eta squared, by the noncentral F"),
            Column.continuing(),
            Column.numbers("omega2 p", "partial omega squared"),
            Column.numbers(level, "interval of partial omega squared, by the noncentral F"),
            Column.continuing(),
            Column.numbers("eta2", "share of the total sum of squares")),
        1,
        rows,
        List.of(
            Cell.label(
                "eta2 G: generalised, comparable across designs; eta2 p, omega2 p: partial. "
                    + observed
                    + " eta2 G and eta2 have no interval: other effects of unknown size stand in"
                    + " their denominators."
                    + (effects.hasEtaAboveInterval()
                        ? " Eta squared is biased upwards, and where F is small it can lie above"
                            + " its interval; omega squared is corrected for that."
                        : ""))));
  }

  /** One row per tested term within subjects. */
  public static List<Map<String, Object>> tidySphericity(List<SphericityTest> tests) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (SphericityTest t : tests) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("stratum", t.stratum());
      row.put("term", t.term());
      row.put("statistic", t.w());
      row.put("p.value", t.pValue());
      row.put("epsilon.gg", t.greenhouseGeisser());
      row.put("p.value.gg", t.greenhouseGeisserP());
      row.put("epsilon.hf", t.huynhFeldt());
      row.put("p.value.hf", t.huynhFeldtP());
      rows.add(row);
    }
    return rows;
  }

  /** One row per term with the sizes of its effect and their intervals. */
  public static List<Map<String, Object>> tidyEffects(EffectSizes effects) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (EffectSizes.Row r : effects.rows()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("stratum", r.stratum());
      row.put("term", r.term());
      row.put("eta2.generalized", r.generalized());
      row.put("eta2.partial", r.partial().value());
      row.put("eta2.partial.low", r.partial().low());
      row.put("eta2.partial.high", r.partial().high());
      row.put("omega2.partial", r.omega().value());
      row.put("omega2.partial.low", r.omega().low());
      row.put("omega2.partial.high", r.omega().high());
      row.put("eta2", r.eta());
      rows.add(row);
    }
    return rows;
  }
}
