package dev.henderson.stats.report;

import dev.henderson.stats.design.HasDesign;
import dev.henderson.stats.document.Block;
import dev.henderson.stats.document.Cell;
import dev.henderson.stats.document.Column;
import dev.henderson.stats.document.Precision;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.infer.CoefficientTable;
import dev.henderson.stats.infer.CoefficientTest;
import dev.henderson.stats.model.Dispersion;
import dev.henderson.stats.model.Fit;
import dev.henderson.stats.model.HasRandomEffects;
import dev.henderson.stats.model.VarCorr;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The summary of a fit of any kind, by what it can do. */
public final class FitReport {
  private static final int DIGITS = 4;

  private FitReport() {}

  /** The summary. */
  public static Report of(Fit fit, CoefficientTable coefficients) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Heading("Fitted model. " + CoefficientGrid.tests(coefficients.ddf())));
    blocks.add(origin(fit.formula(), fit.dataName()));
    if (fit instanceof HasRandomEffects random) {
      blocks.add(randomEffects(random, fit.sigma(), sizes(fit)));
    }
    boolean own =
        coefficients.rows().stream().mapToDouble(CoefficientTest::df).distinct().count() > 1;
    blocks.add(CoefficientGrid.of("Coefficients", coefficients, own));
    blocks.add(foot(fit));
    fit.diagnostics().forEach(d -> blocks.add(new Block.Note(d)));
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("call", fit.call());
    data.put("formula", fit.formula());
    data.put("data", fit.dataName().isEmpty() ? null : fit.dataName());
    data.put("glance", FitTidy.glance(fit));
    data.put("tidy", FitTidy.tidy(fit, coefficients));
    data.put("notes", Report.notes(fit.diagnostics()));
    return new Report("fit", blocks, data);
  }

  /** Formula and data, as far as there are any. */
  static Block origin(String formula, String data) {
    List<Block.Fact> facts = new ArrayList<>();
    if (!formula.isEmpty()) {
      facts.add(new Block.Fact("Formula", List.of(Cell.code(formula))));
    }
    if (!data.isEmpty()) {
      facts.add(new Block.Fact("Data", List.of(Cell.code(data))));
    }
    return new Block.Facts(facts);
  }

  /** Standard deviations and correlations of the random effects, and the sizes of the groups. */
  static Block randomEffects(HasRandomEffects fit, double sigma, List<Cell> sizes) {
    int widest =
        fit.varCorr().stream().filter(VarCorr::correlated).mapToInt(VarCorr::size).max().orElse(1);
    List<Column> columns = new ArrayList<>();
    columns.add(Column.words("Groups"));
    columns.add(Column.words("Name"));
    columns.add(Column.numbers("Variance"));
    columns.add(Column.numbers("Std.Dev."));
    for (int j = 1; j < widest; j++) {
      columns.add(j == 1 ? Column.numbers("Corr") : Column.continuing());
    }
    List<List<Cell>> rows = new ArrayList<>();
    for (VarCorr term : fit.varCorr()) {
      for (int i = 0; i < term.size(); i++) {
        List<Cell> row = new ArrayList<>();
        row.add(i == 0 ? Cell.label(term.group()) : Cell.repeated(term.group()));
        row.add(Cell.label(term.effects().get(i)));
        addVariance(row, term.variance(i));
        for (int j = 0; j < widest - 1; j++) {
          row.add(
              term.correlated() && j < i
                  ? Cell.estimate(term.correlation(i, j), Precision.decimals(2))
                  : Cell.blank());
        }
        rows.add(row);
      }
    }
    List<Cell> residual = new ArrayList<>(List.of(Cell.label("Residual"), Cell.blank()));
    addVariance(residual, sigma * sigma);
    while (residual.size() < columns.size()) {
      residual.add(Cell.blank());
    }
    rows.add(residual);
    return new Block.Grid("Random effects", columns, 2, rows, sizes);
  }

  private static void addVariance(List<Cell> row, double variance) {
    row.add(Cell.estimate(variance, Precision.significant(DIGITS, "variance")));
    row.add(Cell.estimate(Math.sqrt(variance), Precision.significant(DIGITS, "sd")));
  }

  /** {@code Number of obs: 180, groups: Subject, 18}. */
  static List<Cell> sizes(Fit fit) {
    List<Cell> sentence = new ArrayList<>();
    sentence.add(Cell.label("Number of obs: "));
    sentence.addAll(rows(fit));
    if (fit instanceof HasRandomEffects random) {
      String separator = ", groups: ";
      for (Map.Entry<String, Integer> group : random.ngroups().entrySet()) {
        sentence.add(Cell.label(separator + group.getKey() + ", "));
        sentence.add(Cell.count(group.getValue()));
        separator = "; ";
      }
    }
    return sentence;
  }

  /** {@code 180 (2 dropped)}. */
  static List<Cell> rows(Fit fit) {
    List<Cell> out = new ArrayList<>(List.of(Cell.count(fit.nobs())));
    int dropped = isOfFormula(fit) ? ((HasDesign) fit).design().rowsDropped() : 0;
    if (dropped > 0) {
      out.addAll(List.of(Cell.label(" ("), Cell.count(dropped), Cell.label(" dropped)")));
    }
    return out;
  }

  private static boolean isOfFormula(Fit fit) {
    return fit instanceof HasDesign formula && formula.isOfFormula();
  }

  private static Block foot(Fit fit) {
    List<Block.Fact> facts = new ArrayList<>();
    facts.add(dispersion(fit.dispersion()));
    facts.add(new Block.Fact("Number of obs", rows(fit)));
    if (!Double.isNaN(fit.logLik())) {
      facts.add(criteria(fit));
    }
    return new Block.Facts(facts);
  }

  private static Block.Fact dispersion(Dispersion dispersion) {
    Cell sigma = Cell.estimate(dispersion.sigma(), Precision.significant(DIGITS, "sigma"));
    if (dispersion.isKnown()) {
      return new Block.Fact("Standard deviation, known", List.of(sigma));
    }
    double df = dispersion.df();
    Cell count =
        df == Math.rint(df) ? Cell.count((long) df) : Cell.estimate(df, Precision.decimals(2));
    return new Block.Fact(
        "Residual standard error",
        List.of(sigma, Cell.label(" on "), count, Cell.label(" degrees of freedom")));
  }

  static Block.Fact criteria(Fit fit) {
    Precision fine = Precision.decimals(2);
    return new Block.Fact(
        "AIC",
        List.of(
            Cell.estimate(fit.aic(), fine),
            Cell.label(", BIC "),
            Cell.estimate(fit.bic(), fine),
            Cell.label(", log-likelihood "),
            Cell.estimate(fit.logLik(), fine)));
  }

  /**
   * Smallest and largest value, median and quartiles, linear between the values (R's type 7).
   *
   * @param sorted ascending
   */
  static Block quartiles(String caption, double[] sorted, Precision precision) {
    List<Column> columns = new ArrayList<>();
    List<Cell> row = new ArrayList<>();
    List<String> names = List.of("Min", "1Q", "Median", "3Q", "Max");
    for (int k = 0; k < names.size(); k++) {
      double at = k / 4.0 * (sorted.length - 1);
      int below = (int) Math.floor(at);
      int above = Math.min(sorted.length - 1, below + 1);
      columns.add(Column.numbers(names.get(k)));
      row.add(
          Cell.estimate(sorted[below] + (at - below) * (sorted[above] - sorted[below]), precision));
    }
    return new Block.Grid(caption, columns, 0, List.of(row), List.of());
  }
}
