package dev.henderson.stats.report;

import dev.henderson.stats.classical.AnovaRow;
import dev.henderson.stats.classical.AovFit;
import dev.henderson.stats.classical.EffectSizes;
import dev.henderson.stats.classical.ErrorStratum;
import dev.henderson.stats.classical.SphericityTest;
import dev.henderson.stats.document.Block;
import dev.henderson.stats.document.Cell;
import dev.henderson.stats.document.Column;
import dev.henderson.stats.document.Precision;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.lm.LmFit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The table of an analysis of variance, a part for each error stratum, as R's summary.aov. */
public final class AovReport {
  private AovReport() {}

  /** The report of a fit with the sizes of its effects. */
  public static Report of(AovFit fit, EffectSizes effects) {
    List<Block> blocks = new ArrayList<>();
    String type =
        switch (fit.type()) {
          case I -> "type I (sequential)";
          case II -> "type II";
          case III -> "type III";
        };
    blocks.add(new Block.Heading("Analysis of variance, " + type));
    blocks.add(FitReport.origin(fit.formula(), fit.dataName()));
    for (ErrorStratum stratum : fit.strata()) {
      String caption = fit.hasErrorStrata() ? "Error: " + stratum.name() : "";
      blocks.add(AnovaReport.grid(caption, stratum.rows()));
    }
    if (!fit.sphericity().isEmpty()) {
      blocks.add(sphericity(fit.sphericity()));
    }
    if (!effects.rows().isEmpty()) {
      blocks.add(effects(effects));
    }
    int dropped = fit.design().rowsDropped();
    List<Cell> rows = new ArrayList<>(List.of(Cell.count(observations(fit))));
    if (dropped > 0) {
      rows.addAll(List.of(Cell.label(" ("), Cell.count(dropped), Cell.label(" dropped)")));
    }
    blocks.add(new Block.Facts(List.of(new Block.Fact("Number of obs", rows))));
    fit.diagnostics().forEach(d -> blocks.add(LmReport.note(d)));
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("call", fit.call());
    data.put("formula", fit.formula());
    data.put("data", fit.dataName().isEmpty() ? null : fit.dataName());
    data.put("type", fit.type().toString());
    data.put("glance", glance(fit));
    data.put("tidy", tidy(fit, effects));
    data.put("sphericity", tidySphericity(fit.sphericity()));
    data.put("effects", tidyEffects(effects));
    data.put("effects.level", effects.level());
    data.put("observed", effects.observed());
    data.put("notes", Report.notes(fit.diagnostics()));
    return new Report("aov", blocks, data);
  }

  /** The rows that count: those of weight zero do not. */
  private static int observations(AovFit fit) {
    return fit.lm().map(LmFit::nobs).orElseGet(fit::nobs);
  }

  /** One row about the whole analysis: {@code nobs, nobs.dropped, strata}. */
  public static Map<String, Object> glance(AovFit fit) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("nobs", observations(fit));
    row.put("nobs.dropped", fit.design().rowsDropped());
    row.put("strata", fit.strata().size());
    return row;
  }

  /**
   * One row per term and stratum: {@code stratum, term, df, sumsq, meansq, statistic, p.value}, the
   * sizes of effects, and where the design is one of repeated measures the epsilons and the p
   * values they correct.
   */
  public static List<Map<String, Object>> tidy(AovFit fit, EffectSizes effects) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (ErrorStratum stratum : fit.strata()) {
      for (AnovaRow r : stratum.rows()) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("stratum", stratum.name());
        row.putAll(AnovaReport.tidy(r));
        row.put("eta2.generalized", Double.NaN);
        row.put("eta2.partial", Double.NaN);
        row.put("omega2.partial", Double.NaN);
        if (!fit.sphericity().isEmpty()) {
          row.put("epsilon.gg", Double.NaN);
          row.put("p.value.gg", Double.NaN);
          row.put("epsilon.hf", Double.NaN);
          row.put("p.value.hf", Double.NaN);
        }
        for (EffectSizes.Row e : effects.rows()) {
          if (e.stratum().equals(stratum.name()) && e.term().equals(r.term())) {
            row.put("eta2.generalized", e.generalized());
            row.put("eta2.partial", e.partial().value());
            row.put("omega2.partial", e.omega().value());
          }
        }
        for (SphericityTest t : fit.sphericity()) {
          if (t.stratum().equals(stratum.name()) && t.term().equals(r.term())) {
            row.put("epsilon.gg", t.greenhouseGeisser());
            row.put("p.value.gg", t.greenhouseGeisserP());
            row.put("epsilon.hf", t.huynhFeldt());
            row.put("p.value.hf", t.huynhFeldtP());
          }
        }
        rows.add(row);
      }
    }
    return rows;
  }

  /** Tests of sphericity below the table. */
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
