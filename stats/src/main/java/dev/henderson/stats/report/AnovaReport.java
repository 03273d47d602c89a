package dev.henderson.stats.report;

import dev.henderson.stats.classical.AnovaRow;
import dev.henderson.stats.classical.AnovaTable;
import dev.henderson.stats.classical.NestedComparison;
import dev.henderson.stats.document.Block;
import dev.henderson.stats.document.Cell;
import dev.henderson.stats.document.Column;
import dev.henderson.stats.document.Precision;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.lm.LmFit;
import dev.henderson.stats.model.Diagnostic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Analyses of variance of linear models: of one model by terms, of several by F. */
public final class AnovaReport {
  private AnovaReport() {}

  /**
   * The table of one model.
   *
   * @param errors what the standard errors are, such as {@code robust standard errors (HC3)}; empty
   *     for the usual ones
   */
  public static Report of(LmFit fit, AnovaTable table, String errors) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Heading(
            "Analysis of variance, type "
                + table.type()
                + ", response "
                + fit.responseName()
                + with(errors)));
    blocks.add(FitReport.origin(fit.formula(), fit.dataName()));
    blocks.add(grid("", table.rows()));
    blocks.add(new Block.Facts(List.of(hypothesis(table.hypothesis()))));
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("call", "anova(" + fit.call() + ")");
    data.put("formula", fit.formula());
    data.put("type", table.type().toString());
    if (!errors.isEmpty()) {
      data.put("std.error", errors);
    }
    data.put("tidy", table.rows().stream().map(r -> tidy(r)).toList());
    List<Diagnostic> notes = new ArrayList<>(fit.diagnostics());
    notes.addAll(table.notes(fit));
    notes.forEach(d -> blocks.add(LmReport.note(d)));
    data.put("notes", Report.notes(notes));
    return new Report("anova", blocks, data);
  }

  private static String with(String errors) {
    return errors.isEmpty() ? "" : ", Wald tests with " + errors;
  }

  static Block.Fact hypothesis(String text) {
    return new Block.Fact("Tested", List.of(Cell.label(text)));
  }

  /** Rows of an analysis of variance, as R prints them. */
  static Block.Grid grid(String caption, List<AnovaRow> rows) {
    List<Column> columns = new ArrayList<>();
    columns.add(Column.words(""));
    columns.add(Column.numbers("Df", "degrees of freedom"));
    boolean sums = rows.stream().anyMatch(r -> !Double.isNaN(r.sumSq()));
    if (sums) {
      columns.add(Column.numbers("Sum Sq", "sum of squares"));
      columns.add(Column.numbers("Mean Sq", "sum of squares / degrees of freedom"));
    }
    boolean tested = rows.stream().anyMatch(r -> !Double.isNaN(r.f()));
    if (tested) {
      columns.add(
          Column.numbers(
              "F value",
              sums ? "mean square / mean square of the residuals" : "Wald statistic / Df"));
      columns.add(Column.numbers("Pr(>F)", "p value"));
    }
    List<List<Cell>> cells = new ArrayList<>();
    for (AnovaRow row : rows) {
      List<Cell> line = new ArrayList<>();
      line.add(Cell.label(row.term()));
      line.add(Cell.count(row.df()));
      if (sums) {
        line.add(Cell.estimate(row.sumSq(), Precision.significant(4, "ss").zapping()));
        line.add(Cell.estimate(row.meanSq(), Precision.significant(4, "ms").zapping()));
      }
      if (tested) {
        boolean blank = row.isResidual();
        line.add(
            blank
                ? Cell.blank()
                : Cell.estimate(row.f(), Precision.significant(4, "F").atMost(3).zapping()));
        line.add(blank ? Cell.blank() : Cell.pValue(row.pValue()));
      }
      cells.add(line);
    }
    return new Block.Grid(caption, columns, 1, cells, List.of());
  }

  /** A row with broom's names. */
  static Map<String, Object> tidy(AnovaRow r) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("term", r.term());
    row.put("df", r.df());
    row.put("sumsq", r.sumSq());
    row.put("meansq", r.meanSq());
    row.put("statistic", r.f());
    row.put("p.value", r.pValue());
    return row;
  }

  /** The rows of one model with broom's names. */
  public static List<Map<String, Object>> tidy(AnovaTable table) {
    return table.rows().stream().map(AnovaReport::tidy).toList();
  }

  /**
   * Several models, each against the one before it.
   *
   * @param errors what the standard errors are; empty for the usual ones
   */
  public static Report of(NestedComparison comparison, String errors) {
    boolean wald = !errors.isEmpty();
    List<Block> blocks = new ArrayList<>();
    LmFit first = comparison.rows().get(0).fit();
    blocks.add(
        new Block.Heading("Comparison of linear models of " + first.responseName() + with(errors)));
    List<Block.Fact> models = new ArrayList<>();
    List<List<Cell>> cells = new ArrayList<>();
    List<Map<String, Object>> tidy = new ArrayList<>();
    for (NestedComparison.Row r : comparison.rows()) {
      LmFit fit = r.fit();
      models.add(new Block.Fact(r.name(), List.of(Cell.code(fit.formula()))));
      boolean start = tidy.isEmpty();
      cells.add(
          List.of(
              Cell.label(r.name()),
              Cell.count(fit.dfResidual()),
              Cell.estimate(fit.deviance(), Precision.significant(5, "rss")),
              start ? Cell.blank() : Cell.count(r.df()),
              start || wald
                  ? Cell.blank()
                  : Cell.estimate(r.sumSq(), Precision.significant(5, "ss")),
              start ? Cell.blank() : Cell.estimate(r.f(), Precision.significant(4, "F").atMost(3)),
              start ? Cell.blank() : Cell.pValue(r.pValue())));
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("term", r.name());
      row.put("npar", fit.df());
      row.put("AIC", fit.aic());
      row.put("BIC", fit.bic());
      row.put("logLik", fit.logLik());
      row.put("deviance", fit.deviance());
      row.put("df.residual", fit.dfResidual());
      row.put("sumsq", r.sumSq());
      row.put("statistic", r.f());
      row.put("df", start ? null : r.df());
      row.put("p.value", r.pValue());
      tidy.add(row);
    }
    blocks.add(new Block.Facts(models));
    blocks.add(
        new Block.Grid(
            "",
            List.of(
                Column.words(""),
                Column.numbers("Res.Df", "residual degrees of freedom"),
                Column.numbers("RSS", "residual sum of squares"),
                Column.numbers("Df", "coefficients more than the model above"),
                Column.numbers("Sum of Sq", "residual sum of squares less than above"),
                Column.numbers(
                    "F",
                    wald
                        ? "Wald statistic of what the larger has more / Df"
                        : "on the residual mean square of the largest model"),
                Column.numbers("Pr(>F)", "p value")),
            1,
            cells,
            List.of()));
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("formula", comparison.rows().stream().map(r -> r.fit().formula()).toList());
    if (wald) {
      data.put("std.error", errors);
    }
    data.put("tidy", tidy);
    comparison.notes().forEach(d -> blocks.add(LmReport.note(d)));
    data.put("notes", Report.notes(comparison.notes()));
    return new Report("anova", blocks, data);
  }
}
