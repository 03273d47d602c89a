package dev.henderson.stats.report;

import dev.henderson.stats.document.Block;
import dev.henderson.stats.document.Cell;
import dev.henderson.stats.document.Column;
import dev.henderson.stats.document.Precision;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.infer.Interval;
import dev.henderson.stats.model.Fit;
import dev.henderson.stats.model.HasRandomEffects;
import dev.henderson.stats.model.HasRestrictedLikelihood;
import dev.henderson.stats.model.VarCorr;
import dev.henderson.stats.variation.DividesVariance;
import dev.henderson.stats.variation.RandomEffectsPca;
import dev.henderson.stats.variation.VarianceShares;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What varies in a mixed model, as a document: standard deviations and correlations with intervals,
 * the shares of the variance (intraclass correlations, R²), principal components.
 */
public final class VarCorrReport {
  private static final Precision SHARE = Precision.decimals(3);

  private final Fit fit;
  private final HasRandomEffects random;
  private final Map<String, Interval> intervals = new LinkedHashMap<>();
  private final double level;

  private VarCorrReport(Fit fit, HasRandomEffects random, List<Interval> intervals, double level) {
    this.fit = fit;
    this.random = random;
    this.level = level;
    intervals.forEach(i -> this.intervals.put(i.term(), i));
  }

  /**
   * The report.
   *
   * @param random the fit's random effects
   * @param variance how they divide
   * @param intervals of the standard deviations and correlations, by the names of {@code confint};
   *     others do not matter, none leaves the columns out
   * @param level of the intervals
   */
  public static Report of(
      Fit fit,
      HasRandomEffects random,
      DividesVariance variance,
      List<Interval> intervals,
      double level) {
    VarCorrReport report = new VarCorrReport(fit, random, intervals, level);
    VarianceShares shares = variance.varianceShares();
    RandomEffectsPca pca = variance.pca();
    boolean reml = fit instanceof HasRestrictedLikelihood r && r.reml();
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Heading("Random effects of a fit by " + (reml ? "REML" : "ML")));
    List<Map<String, Object>> tidy = new ArrayList<>();
    blocks.add(report.parameters(tidy));
    blocks.add(shares(shares));
    pca.groups().forEach(g -> blocks.add(components(g)));
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("call", fit.call());
    data.put("level", level);
    data.put("tidy", tidy);
    data.put("shares", sharesData(shares));
    data.put("pca", pca.groups().stream().map(VarCorrReport::pcaData).toList());
    return new Report("varcorr", blocks, data);
  }

  private Block parameters(List<Map<String, Object>> tidy) {
    List<Column> columns = new ArrayList<>();
    columns.add(Column.words("Groups"));
    columns.add(Column.words("Name"));
    columns.add(Column.numbers("Variance"));
    columns.add(Column.numbers("Estimate", "standard deviation or correlation"));
    if (!intervals.isEmpty()) {
      columns.add(Column.numbers(ConfintReport.percent((1 - level) / 2) + " %", "lower limit"));
      columns.add(Column.numbers(ConfintReport.percent((1 + level) / 2) + " %", "upper limit"));
    }
    List<List<Cell>> rows = new ArrayList<>();
    for (VarCorr term : random.varCorr()) {
      for (int i = 0; i < term.size(); i++) {
        String effect = term.effects().get(i);
        Cell group = i == 0 ? Cell.label(term.group()) : Cell.repeated(term.group());
        String key = "sd_" + effect + "|" + term.group();
        rows.add(row(group, "SD " + effect, term.variance(i), term.sd(i), key));
        tidy.add(tidy(term.group(), "sd__" + effect, term.sd(i), key));
      }
      for (int i = 0; term.correlated() && i < term.size(); i++) {
        for (int j = i + 1; j < term.size(); j++) {
          String one = term.effects().get(i);
          String other = term.effects().get(j);
          String key = "cor_" + other + "." + one + "|" + term.group();
          double r = term.correlation(i, j);
          rows.add(
              row(Cell.repeated(term.group()), "Cor " + one + ", " + other, Double.NaN, r, key));
          tidy.add(tidy(term.group(), "cor__" + one + "." + other, r, key));
        }
      }
    }
    double sigma = fit.sigma();
    rows.add(row(Cell.label("Residual"), "SD", sigma * sigma, sigma, "sigma"));
    tidy.add(tidy("Residual", "sd__Observation", sigma, "sigma"));
    return new Block.Grid("Standard deviations and correlations", columns, 2, rows, List.of());
  }

  private List<Cell> row(Cell group, String name, double variance, double estimate, String key) {
    List<Cell> row = new ArrayList<>();
    row.add(group);
    row.add(Cell.label(name));
    boolean correlation = Double.isNaN(variance);
    row.add(
        correlation ? Cell.blank() : Cell.estimate(variance, Precision.significant(4, "variance")));
    Precision precision =
        correlation ? Precision.decimals(3) : Precision.significant(4, "deviation");
    row.add(Cell.estimate(estimate, precision));
    if (!intervals.isEmpty()) {
      Interval own = intervals.get(key);
      row.add(own == null ? Cell.missing() : limit(own.low(), precision));
      row.add(own == null ? Cell.missing() : limit(own.high(), precision));
    }
    return row;
  }

  private static Cell limit(double value, Precision precision) {
    return Double.isInfinite(value)
        ? Cell.label(value > 0 ? "Inf" : "-Inf")
        : Cell.estimate(value, precision);
  }

  private Map<String, Object> tidy(String group, String term, double estimate, String key) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("effect", "ran_pars");
    row.put("group", group);
    row.put("term", term);
    row.put("estimate", estimate);
    Interval own = intervals.get(key);
    row.put("conf.low", own == null ? null : own.low());
    row.put("conf.high", own == null ? null : own.high());
    return row;
  }

  private static Block shares(VarianceShares s) {
    List<List<Cell>> rows = new ArrayList<>();
    rows.add(share("Fixed effects", s.fixed(), s.marginalR2(), Double.NaN));
    s.groups().forEach(g -> rows.add(share(g.group(), g.variance(), s.iccUnadjusted(g), s.icc(g))));
    double rest = s.residual() / s.total();
    rows.add(share("Residual", s.residual(), rest, s.residual() / (s.random() + s.residual())));
    List<Cell> foot = new ArrayList<>();
    foot.addAll(List.of(Cell.label("R\u00b2 marginal "), Cell.estimate(s.marginalR2(), SHARE)));
    foot.addAll(List.of(Cell.label(", conditional "), Cell.estimate(s.conditionalR2(), SHARE)));
    foot.addAll(List.of(Cell.label("; ICC adjusted "), Cell.estimate(s.icc(), SHARE)));
    foot.addAll(List.of(Cell.label(", unadjusted "), Cell.estimate(s.iccUnadjusted(), SHARE)));
    return new Block.Grid(
        "Shares of the variance over the rows of the data",
        List.of(
            Column.words(""),
            Column.numbers("Variance", "of a row; of random slopes its mean over the rows"),
            Column.numbers("Share", "of the whole variance; of a grouping its unadjusted ICC"),
            Column.numbers(
                "ICC", "share of what the fixed effects leave: the adjusted ICC of a grouping")),
        1,
        rows,
        foot);
  }

  private static List<Cell> share(String name, double variance, double share, double icc) {
    return List.of(
        Cell.label(name),
        Cell.estimate(variance, Precision.significant(4, "variance")),
        Cell.estimate(share, SHARE),
        Double.isNaN(icc) ? Cell.blank() : Cell.estimate(icc, SHARE));
  }

  private static Map<String, Object> sharesData(VarianceShares s) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("var.fixed", s.fixed());
    data.put("var.random", s.random());
    data.put("var.residual", s.residual());
    data.put("r2.marginal", s.marginalR2());
    data.put("r2.conditional", s.conditionalR2());
    data.put("icc.adjusted", s.icc());
    data.put("icc.unadjusted", s.iccUnadjusted());
    List<Map<String, Object>> groups = new ArrayList<>();
    for (VarianceShares.Group g : s.groups()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("group", g.group());
      row.put("variance", g.variance());
      row.put("icc.adjusted", s.icc(g));
      row.put("icc.unadjusted", s.iccUnadjusted(g));
      groups.add(row);
    }
    data.put("groups", groups);
    return data;
  }

  private static Block components(RandomEffectsPca.Group group) {
    List<List<Cell>> rows = new ArrayList<>();
    for (RandomEffectsPca.Component c : group.components()) {
      rows.add(
          List.of(
              Cell.count(rows.size() + 1L),
              Cell.estimate(c.sd(), Precision.significant(4, "sd")),
              Cell.estimate(c.share(), SHARE),
              Cell.estimate(c.cumulative(), SHARE)));
    }
    boolean lost = group.components().stream().anyMatch(c -> c.sd() == 0);
    return new Block.Grid(
        "Principal components of the random effects of " + group.group(),
        List.of(
            Column.numbers("Component"),
            Column.numbers("SD", "standard deviation relative to the residual one"),
            Column.numbers("Share", "of the variance of these effects"),
            Column.numbers("Cumulative")),
        1,
        rows,
        lost
            ? List.of(
                Cell.label(
                    "A component without variance: the model has a direction more than the data"
                        + " can tell from zero."))
            : List.of());
  }

  private static Map<String, Object> pcaData(RandomEffectsPca.Group group) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("group", group.group());
    data.put("sd", group.components().stream().map(RandomEffectsPca.Component::sd).toList());
    data.put("share", group.components().stream().map(RandomEffectsPca.Component::share).toList());
    return data;
  }
}
