package dev.henderson.stats.report;

import dev.henderson.stats.document.Block;
import dev.henderson.stats.document.Cell;
import dev.henderson.stats.document.Column;
import dev.henderson.stats.document.Precision;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.infer.CoefficientTable;
import dev.henderson.stats.infer.CoefficientTest;
import dev.henderson.stats.lmm.LmmFit;
import dev.henderson.stats.model.Diagnostic;
import dev.henderson.stats.statsmodels.MixedLmModel;
import dev.henderson.stats.statsmodels.MixedLmParameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The summary of a linear mixed model as statsmodels lays it out, with the lmer call beside it. */
public final class MixedLmReport {
  private static final Precision VARIANCE = Precision.significant(4, "variance").atMost(6);

  private final MixedLmModel model;
  private final LmmFit fit;
  private final CoefficientTable fixed;
  private final String call;
  private final int[] sizes;
  private final List<MixedLmParameters.Covariance> covariances;

  private MixedLmReport(
      MixedLmModel model, LmmFit fit, CoefficientTable fixed, String call, int[] rowsUsed) {
    this.model = model;
    this.fit = fit;
    this.fixed = fixed;
    this.call = call;
    this.sizes = model.groupSizes(rowsUsed);
    this.covariances = MixedLmParameters.covariances(fit, model);
  }

  /**
   * The summary of a fit.
   *
   * @param model what was asked for
   * @param fixed the tests of the fixed effects; without degrees of freedom they are statsmodels' z
   */
  public static Report of(MixedLmModel model, LmmFit fit, CoefficientTable fixed) {
    return new MixedLmReport(model, fit, fixed, fit.call(), fit.design().rowsUsed()).report();
  }

  private Report report() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Heading("Mixed Linear Model Regression Results"));
    blocks.add(facts());
    blocks.add(parameters());
    List<Diagnostic> notes = LmmReport.notes(fit);
    notes.forEach(d -> blocks.add(LmReport.note(d)));
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("call", call);
    data.put("formula", fit.formula());
    data.put("data", fit.dataName().isEmpty() ? null : fit.dataName());
    data.put("glance", glance());
    data.put("tidy", tidy());
    data.put("notes", Report.notes(notes));
    return new Report("mixedlm", blocks, data);
  }

  private Map<String, Object> glance() {
    Map<String, Object> row = new LinkedHashMap<>();
    if (sizes.length > 0) {
      row.put("groups", sizes.length);
      row.put("group.size.min", smallest());
      row.put("group.size.max", largest());
      row.put("group.size.mean", mean());
    }
    row.put("scale", scale());
    row.putAll(LmmReport.glance(fit));
    return row;
  }

  private List<Map<String, Object>> tidy() {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (CoefficientTest test : MixedLmParameters.fixed(fit, fixed)) {
      rows.add(FitTidy.fixed(test));
    }
    for (MixedLmParameters.Covariance c : covariances) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("effect", "ran_pars");
      row.put("term", c.name());
      row.put("estimate", c.value());
      row.put("std.error", c.standardError());
      rows.add(row);
    }
    return rows;
  }

  private double scale() {
    return fit.sigma() * fit.sigma();
  }

  private long smallest() {
    return Arrays.stream(sizes).min().orElse(0);
  }

  private long largest() {
    return Arrays.stream(sizes).max().orElse(0);
  }

  private double mean() {
    return Arrays.stream(sizes).average().orElse(0);
  }

  private Block facts() {
    Precision fine = Precision.decimals(4);
    List<Block.Fact> facts = new ArrayList<>();
    facts.add(fact("Model", Cell.label("MixedLM")));
    facts.add(fact("Dependent Variable", Cell.code(model.response())));
    facts.add(fact("Method", Cell.label(fit.reml() ? "REML" : "ML")));
    facts.add(fact("No. Observations", Cell.count(fit.nobs())));
    if (sizes.length > 0) {
      facts.add(fact("No. Groups", Cell.count(sizes.length)));
      facts.add(
          fact(
              "Group size",
              Cell.label("min. "),
              Cell.count(smallest()),
              Cell.label(", max. "),
              Cell.count(largest()),
              Cell.label(", mean "),
              Cell.estimate(mean(), Precision.decimals(1))));
    }
    facts.add(fact("Scale", Cell.estimate(scale(), fine)));
    facts.add(fact("Log-Likelihood", Cell.estimate(fit.logLik(), fine)));
    facts.add(fact("Converged", Cell.label(fit.converged() ? "Yes" : "No")));
    facts.add(fact("The same in R", Cell.code(call)));
    return new Block.Facts(facts);
  }

  private static Block.Fact fact(String name, Cell... cells) {
    return new Block.Fact(name, List.of(cells));
  }

  private Block parameters() {
    boolean normal = fixed.ddf().isAsymptotic();
    double tail = (1 - fixed.level()) / 2;
    List<Column> columns = new ArrayList<>();
    columns.add(Column.words(""));
    columns.add(Column.numbers("Coef."));
    columns.add(Column.numbers("Std.Err."));
    if (!normal) {
      columns.add(Column.numbers("df", "degrees of freedom"));
    }
    String z = fixed.ddf().letter();
    columns.add(Column.numbers(z, "Coef. / Std.Err."));
    columns.add(Column.numbers("P>|" + z + "|", "two-sided p value"));
    columns.add(Column.numbers("[" + plain(tail), "lower end of the confidence interval"));
    columns.add(Column.numbers(plain(1 - tail) + "]", "upper end of the confidence interval"));
    List<List<Cell>> rows = new ArrayList<>();
    for (CoefficientTest test : MixedLmParameters.fixed(fit, fixed)) {
      rows.add(CoefficientGrid.row(test, !normal));
    }
    for (MixedLmParameters.Covariance c : covariances) {
      List<Cell> row = new ArrayList<>();
      row.add(Cell.label(c.name()));
      row.add(Cell.estimate(c.value(), VARIANCE.following()));
      boolean known = !Double.isNaN(c.standardError());
      row.add(known ? Cell.estimate(c.standardError(), VARIANCE) : Cell.blank());
      while (row.size() < columns.size()) {
        row.add(Cell.blank());
      }
      rows.add(row);
    }
    return new Block.Grid("Coefficients and variances", columns, 1, rows, List.of());
  }

  /** A share with as many digits as it needs: 0.025. */
  private static String plain(double share) {
    return java.math.BigDecimal.valueOf(share)
        .setScale(6, java.math.RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }
}
