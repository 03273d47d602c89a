package dev.henderson.stats.report;

import dev.henderson.stats.classical.AnovaRow;
import dev.henderson.stats.classical.AovFit;
import dev.henderson.stats.classical.EffectSizes;
import dev.henderson.stats.classical.ErrorStratum;
import dev.henderson.stats.classical.SphericityTest;
import dev.henderson.stats.document.Block;
import dev.henderson.stats.document.Cell;
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
      blocks.add(WithinReport.sphericity(fit.sphericity()));
    }
    if (!effects.rows().isEmpty()) {
      blocks.add(WithinReport.effects(effects));
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
    data.put("sphericity", WithinReport.tidySphericity(fit.sphericity()));
    data.put("effects", WithinReport.tidyEffects(effects));
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
}
