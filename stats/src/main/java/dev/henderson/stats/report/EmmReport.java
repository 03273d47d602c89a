package dev.henderson.stats.report;

import dev.henderson.stats.document.Block;
import dev.henderson.stats.document.Cell;
import dev.henderson.stats.document.Column;
import dev.henderson.stats.document.Precision;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.emm.EmmAnswer;
import dev.henderson.stats.emm.EmmRow;
import dev.henderson.stats.emm.EmmTable;
import dev.henderson.stats.emm.JointTests;
import dev.henderson.stats.emm.LinearHypotheses;
import dev.henderson.stats.emm.StandardizedEffects;
import dev.henderson.stats.infer.FTest;
import dev.henderson.stats.model.Diagnostic;
import dev.henderson.stats.text.Call;
import dev.henderson.stats.text.Prose;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Marginal means, their contrasts and tests as a document. */
public final class EmmReport {
  /** Rows of a table that are shown; all are in the data. */
  private static final int SHOWN = 200;

  /** Standard errors say how many decimals are worth showing. */
  private static final Precision PRECISION = Precision.significant(3, "estimate");

  private EmmReport() {}

  /**
   * An answer about marginal means.
   *
   * @param model the name of the fit in the notebook, for cells to go on with; empty if it has none
   */
  public static Report of(EmmAnswer answer, String model) {
    var basis = answer.meansGrid().basis();
    boolean slopes = answer.question().covariate().isPresent();
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Heading(
            slopes
                ? "Slopes of " + answer.question().covariate().get()
                : "Estimated marginal means"));
    List<Block.Fact> facts = new ArrayList<>();
    facts.add(new Block.Fact("Formula", List.of(Cell.code(basis.formula()))));
    if (!basis.dataName().isEmpty()) {
      facts.add(new Block.Fact("Data", List.of(Cell.code(basis.dataName()))));
    }
    facts.add(new Block.Fact("Question", List.of(Cell.code(answer.question().spec().toString()))));
    if (answer.simpleEffectsSpec().isPresent() && !model.isEmpty()) {
      Call within = Call.of("emmeans", model + ", " + answer.simpleEffectsSpec().get());
      facts.add(new Block.Fact("Look within", List.of(Cell.code(within))));
    }
    blocks.add(new Block.Facts(facts));
    List<String> letters = answer.letters().map(l -> l.letters()).orElse(List.of());
    blocks.add(grid(answer.means(), slopes ? "Slopes" : "Means", letters));
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("formula", basis.formula());
    data.put("data", basis.dataName());
    data.put("spec", answer.question().spec().toString());
    data.put("ddf", basis.method());
    data.put("means", tidy(answer.means(), letters));
    answer
        .contrasts()
        .ifPresent(
            c -> {
              blocks.add(grid(c, "Contrasts", List.of()));
              data.put("contrasts", tidy(c, List.of()));
              data.put("adjust", c.adjustment().toString());
            });
    answer
        .joint()
        .ifPresent(
            j -> {
              blocks.add(grid(j));
              data.put("joint", tidy(j));
            });
    answer
        .effects()
        .ifPresent(
            e -> {
              blocks.add(grid(e));
              data.put("effects", tidy(e));
              data.put("sigma", e.sigma());
            });
    notes(answer.notes(), blocks, data);
    return new Report("emmeans", blocks, data);
  }

  /** Joint tests of the factors and interactions of a fit. */
  public static Report of(String formula, String dataName, JointTests joint) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Heading(
            "Joint tests of marginal means"
                + (joint.by().isEmpty() ? "" : " by " + String.join(", ", joint.by()))));
    blocks.add(FitReport.origin(formula, dataName));
    blocks.add(grid(joint));
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("formula", formula);
    data.put("tidy", tidy(joint));
    List<Diagnostic> notes = new ArrayList<>();
    joint.notes().forEach(n -> notes.add(Diagnostic.note("emmeans", n)));
    if (joint.rows().stream().anyMatch(r -> r.lost() > 0)) {
      notes.add(
          Diagnostic.note(
              "not-estimable",
              "Where cells have no rows, only those contrasts are tested that can be estimated."));
    }
    notes(notes, blocks, data);
    return new Report("joint", blocks, data);
  }

  /** Hypotheses about coefficients, each and all together. */
  public static Report of(LinearHypotheses hypotheses, EmmTable table) {
    var basis = hypotheses.basis();
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Heading("General linear hypotheses"));
    blocks.add(FitReport.origin(basis.formula(), basis.dataName()));
    blocks.add(grid(table, "Hypotheses", List.of()));
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("formula", basis.formula());
    data.put("contrasts", tidy(table, List.of()));
    data.put("adjust", table.adjustment().toString());
    List<Diagnostic> notes = new ArrayList<>();
    table.notes().forEach(n -> notes.add(Diagnostic.note("contrast", n)));
    if (table.rows().stream().allMatch(EmmRow::isEstimable)) {
      JointTests joint =
          new JointTests(
              List.of(),
              List.of(
                  new JointTests.Row("all hypotheses together", List.of(), hypotheses.test(), 0)),
              List.of());
      blocks.add(grid(joint));
      data.put("joint", tidy(joint));
    }
    notes(notes, blocks, data);
    return new Report("contrast", blocks, data);
  }

  private static void notes(List<Diagnostic> notes, List<Block> blocks, Map<String, Object> data) {
    Prose method = null;
    for (Diagnostic d : notes) {
      if (d.severity() == Diagnostic.Severity.WARNING) {
        blocks.add(new Block.Note(d));
      } else {
        method = method == null ? d.prose() : method.then(" ", d.prose());
      }
    }
    // How the figures were made is read as one paragraph.
    if (method != null) {
      blocks.add(new Block.Note(Diagnostic.note("method", method)));
    }
    data.put("notes", Report.notes(notes));
  }

  /** The columns of labels: groups first, so that their rows stand together. */
  private static List<String> keys(List<String> columns, List<String> by) {
    List<String> keys = new ArrayList<>(by);
    columns.stream().filter(c -> !by.contains(c)).forEach(keys::add);
    return keys;
  }

  private static Block grid(EmmTable table, String caption, List<String> letters) {
    List<String> keys = keys(table.columns(), table.by());
    boolean z = table.isAsymptotic();
    String level = ConfintReport.percent(table.options().level()) + "%";
    List<Column> columns = new ArrayList<>();
    keys.forEach(k -> columns.add(Column.words(k)));
    columns.add(Column.numbers(table.estimateName()));
    columns.add(Column.numbers("SE", "standard error"));
    if (!z) {
      columns.add(Column.numbers("df", "degrees of freedom"));
    }
    columns.add(Column.numbers("lower", "lower limit, " + level));
    columns.add(Column.numbers("upper", "upper limit, " + level));
    if (table.tested()) {
      columns.add(Column.numbers(z ? "z ratio" : "t ratio"));
      columns.add(Column.numbers("p value", "adjusted: " + table.adjustment()));
    }
    if (!letters.isEmpty()) {
      columns.add(Column.words("group"));
    }
    List<List<Cell>> rows = new ArrayList<>();
    List<String> before = List.of();
    for (int i = 0; i < Math.min(SHOWN, table.rows().size()); i++) {
      EmmRow r = table.rows().get(i);
      List<Cell> line = new ArrayList<>();
      List<String> now = new ArrayList<>();
      for (String key : keys) {
        now.add(r.labels().get(table.columns().indexOf(key)));
      }
      labels(now, before, table.by().size(), line);
      before = now;
      line.add(
          r.isEstimable()
              ? Cell.estimate(r.estimate(), PRECISION.following())
              : Cell.label("nonEst"));
      line.add(Cell.estimate(r.standardError(), PRECISION));
      if (!z) {
        line.add(Cell.estimate(r.df(), Precision.significant(4, "df").atMost(2)));
      }
      line.add(limit(r.low(), PRECISION.following()));
      line.add(limit(r.high(), PRECISION.following()));
      if (table.tested()) {
        line.add(Cell.estimate(r.statistic(), Precision.decimals(3)));
        line.add(Cell.pValue(r.pValue()));
      }
      if (!letters.isEmpty()) {
        line.add(Cell.label(letters.get(i)));
      }
      rows.add(line);
    }
    int more = table.rows().size() - rows.size();
    List<Cell> foot =
        more > 0 ? List.of(Cell.count(more), Cell.label(" more rows are in tidy().")) : List.of();
    return new Block.Grid(
        caption + ", " + level + " confidence limits", columns, keys.size(), rows, foot);
  }

  private static Cell limit(double value, Precision precision) {
    return Double.isInfinite(value)
        ? Cell.label(value > 0 ? "\u221e" : "\u2212\u221e")
        : Cell.estimate(value, precision);
  }

  /** Labels of a row; those of groups are not repeated. */
  private static void labels(List<String> now, List<String> before, int groups, List<Cell> line) {
    boolean same = !before.isEmpty();
    for (int k = 0; k < now.size(); k++) {
      same = same && k < groups && now.get(k).equals(before.get(k));
      line.add(same ? Cell.repeated(now.get(k)) : Cell.label(now.get(k)));
    }
  }

  private static Block grid(JointTests joint) {
    boolean terms = joint.rows().stream().anyMatch(r -> !r.term().isEmpty());
    List<Column> columns = new ArrayList<>();
    joint.by().forEach(b -> columns.add(Column.words(b)));
    if (terms) {
      columns.add(Column.words("term"));
    }
    boolean chisq = isChiSquared(joint);
    if (chisq) {
      columns.add(Column.numbers("Chisq", "Wald statistic"));
      columns.add(Column.numbers("Df", "degrees of freedom"));
    } else {
      columns.add(Column.numbers("NumDF", "numerator degrees of freedom"));
      columns.add(Column.numbers("DenDF", "denominator degrees of freedom"));
      columns.add(Column.numbers("F value"));
    }
    columns.add(Column.numbers("p value"));
    List<List<Cell>> rows = new ArrayList<>();
    for (JointTests.Row r : sorted(joint)) {
      List<Cell> line = new ArrayList<>();
      r.group().forEach(g -> line.add(Cell.label(g)));
      if (terms) {
        line.add(Cell.label(r.term()));
      }
      FTest test = r.test();
      Precision digits = Precision.significant(4, "F").atMost(3);
      if (chisq) {
        line.add(Cell.estimate(test.chiSquared(), digits));
        line.add(Cell.count(test.numDf()));
      } else {
        line.add(Cell.count(test.numDf()));
        line.add(
            test.isChiSquared()
                ? Cell.label("\u221e")
                : Cell.estimate(test.denDf(), Precision.significant(4, "den").atMost(2)));
        line.add(Cell.estimate(test.statistic(), digits));
      }
      line.add(Cell.pValue(test.pValue()));
      rows.add(line);
    }
    int heads = joint.by().size() + (terms ? 1 : 0);
    return new Block.Grid("Joint tests", columns, heads, rows, List.of());
  }

  /** Whether no test has denominator degrees of freedom. */
  private static boolean isChiSquared(JointTests joint) {
    return joint.rows().stream()
        .map(JointTests.Row::test)
        .allMatch(t -> t.numDf() == 0 || t.isChiSquared());
  }

  /** Group by group, as people compare terms within a group. */
  private static List<JointTests.Row> sorted(JointTests joint) {
    List<List<String>> groups =
        joint.rows().stream().map(JointTests.Row::group).distinct().toList();
    List<JointTests.Row> out = new ArrayList<>();
    for (List<String> g : groups) {
      joint.rows().stream().filter(r -> r.group().equals(g)).forEach(out::add);
    }
    return out;
  }

  private static Block grid(StandardizedEffects effects) {
    List<String> keys = keys(effects.columns(), effects.by());
    String level = ConfintReport.percent(effects.level()) + "%";
    List<Column> columns = new ArrayList<>();
    keys.forEach(k -> columns.add(Column.words(k)));
    columns.add(Column.numbers("d", "difference in standard deviations"));
    columns.add(Column.numbers("SE", "standard error"));
    columns.add(Column.numbers("lower", "lower limit, " + level));
    columns.add(Column.numbers("upper", "upper limit, " + level));
    Precision precision = Precision.decimals(2);
    List<List<Cell>> rows = new ArrayList<>();
    List<String> before = List.of();
    for (StandardizedEffects.Row r :
        effects.rows().subList(0, Math.min(SHOWN, effects.rows().size()))) {
      List<Cell> line = new ArrayList<>();
      List<String> now = new ArrayList<>();
      keys.forEach(k -> now.add(r.labels().get(effects.columns().indexOf(k))));
      labels(now, before, effects.by().size(), line);
      before = now;
      line.add(Cell.estimate(r.d(), precision));
      line.add(Cell.estimate(r.standardError(), precision));
      line.add(Cell.estimate(r.low(), precision));
      line.add(Cell.estimate(r.high(), precision));
      rows.add(line);
    }
    return new Block.Grid(
        "Effect sizes (Cohen's d), " + level + " confidence limits",
        columns,
        keys.size(),
        rows,
        List.of());
  }

  /**
   * One row per mean: the factors, then {@code estimate, std.error, df, conf.low, conf.high}; of
   * contrasts {@code contrast} and the groups, with {@code statistic} and {@code p.value}.
   */
  public static List<Map<String, Object>> tidy(EmmTable table, List<String> letters) {
    List<Map<String, Object>> out = new ArrayList<>();
    for (int i = 0; i < table.rows().size(); i++) {
      EmmRow r = table.rows().get(i);
      Map<String, Object> row = new LinkedHashMap<>();
      for (int k = 0; k < table.columns().size(); k++) {
        String name = table.columns().get(k);
        String label = r.labels().get(k);
        row.put(name, table.numeric().contains(name) ? number(label) : label);
      }
      row.put("estimate", r.estimate());
      row.put("std.error", r.standardError());
      row.put("df", r.df());
      row.put("conf.low", r.low());
      row.put("conf.high", r.high());
      if (table.tested()) {
        row.put("statistic", r.statistic());
        row.put("p.value", r.pValue());
      }
      if (!letters.isEmpty()) {
        row.put("group", letters.get(i));
      }
      out.add(row);
    }
    return out;
  }

  private static Object number(String label) {
    try {
      return Double.valueOf(label);
    } catch (NumberFormatException e) {
      // A date as a level.
      return label;
    }
  }

  /** One row per test: the group, {@code term, NumDF, DenDF, statistic, p.value}. */
  public static List<Map<String, Object>> tidy(JointTests joint) {
    boolean chisq = isChiSquared(joint);
    List<Map<String, Object>> out = new ArrayList<>();
    for (JointTests.Row r : joint.rows()) {
      Map<String, Object> row = new LinkedHashMap<>();
      for (int k = 0; k < joint.by().size(); k++) {
        row.put(joint.by().get(k), r.group().get(k));
      }
      if (!r.term().isEmpty()) {
        row.put("term", r.term());
      }
      row.put("NumDF", r.test().numDf());
      row.put("DenDF", r.test().denDf());
      row.put("statistic", chisq ? r.test().chiSquared() : r.test().statistic());
      row.put("p.value", r.test().pValue());
      out.add(row);
    }
    return out;
  }

  /** One row per contrast: its labels, {@code estimate, std.error, df, conf.low, conf.high}. */
  public static List<Map<String, Object>> tidy(StandardizedEffects effects) {
    List<Map<String, Object>> out = new ArrayList<>();
    for (StandardizedEffects.Row r : effects.rows()) {
      Map<String, Object> row = new LinkedHashMap<>();
      for (int k = 0; k < effects.columns().size(); k++) {
        row.put(effects.columns().get(k), r.labels().get(k));
      }
      row.put("estimate", r.d());
      row.put("std.error", r.standardError());
      row.put("df", r.df());
      row.put("conf.low", r.low());
      row.put("conf.high", r.high());
      out.add(row);
    }
    return out;
  }
}
