package dev.henderson.stats.report;

import dev.henderson.stats.document.Block;
import dev.henderson.stats.document.Cell;
import dev.henderson.stats.document.Column;
import dev.henderson.stats.document.Precision;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.lmm.Deletion;
import dev.henderson.stats.lmm.ProfileLikelihood.Parameter;
import dev.henderson.stats.model.Coefficients;
import dev.henderson.stats.model.Diagnostic;
import dev.henderson.stats.resample.MixedInfluence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What each group or row does to a mixed model as a document: the most influential ones, and the
 * range of each parameter over the models without one.
 */
public final class InfluenceReport {
  /** How many of the most influential ones are shown. */
  public static final int SHOWN = 10;

  private static final int MOST_EFFECTS = 6;

  private final MixedInfluence m;
  private final Coefficients beta;
  private final List<Integer> kept = new ArrayList<>();

  private InfluenceReport(MixedInfluence m) {
    this.m = m;
    beta = m.fit().fixef();
    for (int j = 0; j < beta.size(); j++) {
      if (!beta.isAliased(j)) {
        kept.add(j);
      }
    }
  }

  /** The report. */
  public static Report of(MixedInfluence m) {
    InfluenceReport r = new InfluenceReport(m);
    List<Block> blocks = new ArrayList<>();
    String what = m.by().equals("row") ? "row" : "level of " + m.by();
    blocks.add(new Block.Heading("Influence of each " + what + ", left out in turn"));
    blocks.add(
        new Block.Facts(
            List.of(
                new Block.Fact("Formula", List.of(Cell.code(m.fit().formula()))),
                new Block.Fact("Left out", r.leftOut()),
                new Block.Fact("Models without", List.of(Cell.label(r.method()))))));
    blocks.add(r.largest());
    blocks.add(r.ranges());
    List<Diagnostic> notes = r.notes();
    notes.forEach(d -> blocks.add(new Block.Note(d)));
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("call", m.fit().call());
    data.put("group", m.by());
    data.put("method", m.method().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    data.put("tidy", tidy(m));
    data.put("notes", Report.notes(notes));
    return new Report("influence", blocks, data);
  }

  private List<Cell> leftOut() {
    List<Cell> cells = new ArrayList<>();
    cells.add(Cell.count(m.labels().size()));
    cells.add(Cell.label(m.by().equals("row") ? " rows" : " levels of " + m.by()));
    if (!m.by().equals("row")) {
      int low = m.deletions().stream().mapToInt(Deletion::rows).min().orElse(0);
      int high = m.deletions().stream().mapToInt(Deletion::rows).max().orElse(0);
      cells.add(Cell.label(", "));
      cells.add(Cell.count(low));
      if (high > low) {
        cells.add(Cell.label(" to "));
        cells.add(Cell.count(high));
      }
      cells.add(Cell.label(high == 1 ? " row each" : " rows each"));
    }
    return cells;
  }

  private String method() {
    return m.method() == MixedInfluence.Method.EXACT
        ? "fitted again to convergence"
        : "one step: variance parameters held, fixed effects exact given them";
  }

  private Block largest() {
    boolean rows = m.leverage().isPresent();
    double[] hat = rows ? m.leverage().get().whole() : null;
    double[] fixed = rows ? m.leverage().get().fixed() : null;
    List<Column> columns = new ArrayList<>();
    columns.add(Column.words(m.by()));
    columns.add(
        Column.numbers("Cook's D", "(b - b(i))' V^-1 (b - b(i)) / p over the fixed effects"));
    if (rows) {
      columns.add(Column.numbers("leverage", "of the whole fit, random effects included"));
      columns.add(Column.numbers("fixed part", "leverage of the fixed part"));
    }
    List<Integer> shown = kept.subList(0, Math.min(MOST_EFFECTS, kept.size()));
    for (int j : shown) {
      columns.add(
          Column.numbers(
              beta.names().get(j), "DFBETAS: (b - b(i)) / SE(i); positive where it pulls up"));
    }
    List<List<Cell>> out = new ArrayList<>();
    int[] order = m.byCook();
    for (int k = 0; k < Math.min(SHOWN, order.length); k++) {
      int i = order[k];
      List<Cell> row = new ArrayList<>();
      row.add(Cell.label(m.labels().get(i)));
      row.add(Cell.estimate(m.cooksDistance(i), Precision.decimals(4)));
      if (rows) {
        row.add(Cell.estimate(hat[i], Precision.decimals(3)));
        row.add(Cell.estimate(fixed[i], Precision.decimals(3)));
      }
      for (int j : shown) {
        row.add(Cell.estimate(m.dfbetas(i, j), Precision.decimals(3)));
      }
      out.add(row);
    }
    List<Cell> foot = new ArrayList<>();
    foot.add(Cell.label("Right of the distances: DFBETAS, changes in standard errors"));
    if (order.length > SHOWN) {
      foot.add(Cell.label("; "));
      foot.add(Cell.count(SHOWN));
      foot.add(Cell.label(" of "));
      foot.add(Cell.count(order.length));
    }
    return new Block.Grid("Most influential", columns, 1, out, foot);
  }

  private Block ranges() {
    List<List<Cell>> rows = new ArrayList<>();
    List<Parameter> parameters = m.parameters();
    for (int k = 0; k < parameters.size(); k++) {
      int low = -1;
      int high = -1;
      for (int i = 0; i < m.deletions().size(); i++) {
        double v = m.deletions().get(i).value(k);
        if (!Double.isNaN(v)) {
          low = low < 0 || v < m.deletions().get(low).value(k) ? i : low;
          high = high < 0 || v > m.deletions().get(high).value(k) ? i : high;
        }
      }
      if (low < 0) {
        continue;
      }
      String name = parameters.get(k).name();
      Precision precision = Precision.significant(4, name);
      rows.add(
          List.of(
              Cell.label(name),
              Cell.estimate(parameters.get(k).estimate(), precision),
              Cell.estimate(m.deletions().get(low).value(k), precision.following()),
              Cell.label(m.labels().get(low)),
              Cell.estimate(m.deletions().get(high).value(k), precision.following()),
              Cell.label(m.labels().get(high))));
    }
    return new Block.Grid(
        "Each parameter over the models without one",
        List.of(
            Column.words(""),
            Column.numbers("estimate", "with all rows"),
            Column.numbers("lowest"),
            Column.words("without"),
            Column.numbers("highest"),
            Column.words("without")),
        1,
        rows,
        List.of());
  }

  private List<Diagnostic> notes() {
    List<Diagnostic> notes = new ArrayList<>();
    List<String> lost = new ArrayList<>();
    int open = 0;
    for (int i = 0; i < m.labels().size(); i++) {
      if (!m.deletions().get(i).isEstimable()) {
        lost.add(m.labels().get(i));
      } else if (!m.deletions().get(i).converged()) {
        open++;
      }
    }
    if (!lost.isEmpty()) {
      notes.add(
          Diagnostic.note(
              "not-estimable",
              "Without "
                  + String.join(", ", lost.subList(0, Math.min(8, lost.size())))
                  + (lost.size() > 8 ? ", ..." : "")
                  + " some fixed effects cannot be estimated at all: the data on them come from"
                  + " there alone."));
    }
    if (open > 0) {
      notes.add(
          Diagnostic.note(
              "not-converged", open + " of the models without one did not reach a minimum."));
    }
    if (m.method() == MixedInfluence.Method.ONE_STEP && !Double.isNaN(m.exactSeconds())) {
      notes.add(
          Diagnostic.note(
              "one-step",
              String.format(
                  Locale.ROOT,
                  "Exact refits would have taken about %.0f s, so the variance parameters were held"
                      + " where they are. method = exact fits every model again; it can be"
                      + " interrupted.",
                  m.exactSeconds())));
    }
    return notes;
  }

  /**
   * One row per group or row left out: {@code group, level, nobs, cooks.distance, dfbetas.TERM,
   * estimate.PARAMETER} (without it), and for rows {@code .hat, .hat.fixed}.
   */
  public static List<Map<String, Object>> tidy(MixedInfluence m) {
    List<Map<String, Object>> out = new ArrayList<>();
    double[] hat = m.leverage().map(l -> l.whole()).orElse(null);
    double[] fixed = m.leverage().map(l -> l.fixed()).orElse(null);
    Coefficients beta = m.fit().fixef();
    for (int i = 0; i < m.labels().size(); i++) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("group", m.by());
      row.put("level", m.labels().get(i));
      row.put("nobs", m.deletions().get(i).rows());
      if (hat != null) {
        row.put(".hat", hat[i]);
        row.put(".hat.fixed", fixed[i]);
      }
      row.put("cooks.distance", m.cooksDistance(i));
      for (int j = 0; j < beta.size(); j++) {
        if (!beta.isAliased(j)) {
          row.put("dfbetas." + beta.names().get(j), m.dfbetas(i, j));
        }
      }
      for (int k = 0; k < m.parameters().size(); k++) {
        row.put("estimate." + m.parameters().get(k).name(), m.deletions().get(i).value(k));
      }
      out.add(row);
    }
    return out;
  }
}
