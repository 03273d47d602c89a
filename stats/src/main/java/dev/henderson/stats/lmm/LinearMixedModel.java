package dev.henderson.stats.lmm;

import dev.henderson.stats.criterion.ProfiledDeviance;
import dev.henderson.stats.design.Design;
import dev.henderson.stats.design.DesignOptions;
import dev.henderson.stats.design.MixedModelData;
import dev.henderson.stats.design.RandomEffectsTerm;
import dev.henderson.stats.factor.FactorPlan;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.formula.FormulaException;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.mixed.FitOptions;
import dev.henderson.stats.mixed.FittedCriterion;
import dev.henderson.stats.mixed.Singularity;
import dev.henderson.stats.mixed.ThetaSearch;
import dev.henderson.stats.model.Diagnostic;
import dev.henderson.stats.model.FitException;
import dev.henderson.stats.products.ColumnScaling;
import dev.henderson.stats.products.CrossProducts;
import dev.henderson.stats.products.MixedRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * A linear mixed model and its data, ready to be fitted; immutable. The rows are read at the first
 * fit; what they say is kept as cross products, from which all further fits are made.
 */
public final class LinearMixedModel {
  private final MixedModelData data;
  private final String formula;
  private final String dataName;
  private final int rowsDropped;
  private final List<Diagnostic> designNotes;
  private final Design design;

  /** What the rows say, where another model knew it; else null, and they are read. */
  private final CrossProducts given;

  /** What fits are made of; null before the first. */
  private Equations equations;

  /** The cross products and the plan of their factor. */
  private record Equations(CrossProducts products, FactorPlan plan) {}

  private LinearMixedModel(
      Design design,
      MixedModelData data,
      String formula,
      String dataName,
      int rowsDropped,
      List<Diagnostic> designNotes,
      CrossProducts given) {
    this.design = design;
    this.given = given;
    this.data = Objects.requireNonNull(data);
    this.formula = Objects.requireNonNull(formula);
    this.dataName = Objects.requireNonNull(dataName);
    this.rowsDropped = rowsDropped;
    this.designNotes = List.copyOf(designNotes);
  }

  /**
   * The model a formula means for a table.
   *
   * @throws FormulaException if the formula and the table do not go together
   */
  public static LinearMixedModel of(Formula formula, ModelFrame frame) {
    return of(formula, frame, DesignOptions.defaults());
  }

  /**
   * The model a formula means for a table, with weights, offset, subset or contrasts.
   *
   * @throws FormulaException if the formula and the table do not go together
   */
  public static LinearMixedModel of(Formula formula, ModelFrame frame, DesignOptions options) {
    return of(Design.mixed(formula, frame, options));
  }

  /** The model of a design; what was noted on the way stays with the fit. */
  public static LinearMixedModel of(Design design) {
    return new LinearMixedModel(
        design,
        design.data(),
        design.formula().toString(),
        design.dataName(),
        design.rowsDropped(),
        design.diagnostics(),
        null);
  }

  /** A model of data that are already in matrices. */
  public static LinearMixedModel of(MixedModelData data) {
    return of(data, "", "", 0);
  }

  /**
   * A model of data that are already in matrices, with what a report says of their origin.
   *
   * @param formula text of the formula
   * @param dataName name of the table, or empty
   * @param rowsDropped rows left out because a variable was missing
   */
  public static LinearMixedModel of(
      MixedModelData data, String formula, String dataName, int rowsDropped) {
    return new LinearMixedModel(null, data, formula, dataName, rowsDropped, List.of(), null);
  }

  /** The design the model was made of; empty if it was made of matrices. */
  public Optional<Design> design() {
    return Optional.ofNullable(design);
  }

  /** The response, matrices and terms. */
  public MixedModelData data() {
    return data;
  }

  /** The text of the formula. */
  public String formula() {
    return formula;
  }

  /** The name of the table; empty if it has none. */
  public String dataName() {
    return dataName;
  }

  /** Rows left out because a variable was missing. */
  public int rowsDropped() {
    return rowsDropped;
  }

  /** Fits by REML with the default options. */
  public LmmFit fit() {
    return fit(FitOptions.DEFAULT);
  }

  /**
   * Fits the model.
   *
   * @throws FitException if the data cannot carry the model
   * @throws java.util.concurrent.CancellationException if the options say so
   */
  public LmmFit fit(FitOptions options) {
    long begin = System.nanoTime();
    Equations own = known();
    MixedRows rows = null;
    if (own == null) {
      CrossProducts products = given;
      if (products == null) {
        rows = MixedRows.of(data);
        products = new CrossProducts(rows, options.cancellation());
      }
      own = new Equations(products, FactorPlan.of(products, options.cancellation()));
      keep(own);
    }
    return fit(own, rows, options, null, begin);
  }

  /**
   * Fits the model to another response, beginning at a fit of it.
   *
   * @param rows of the other response
   */
  LmmFit refit(MixedRows rows, LmmFit near) {
    long begin = System.nanoTime();
    Equations own = known();
    CrossProducts products = own.products().withResponse(rows);
    LinearMixedModel other = withData(rows.data(), products);
    Equations equations = new Equations(products, own.plan());
    other.keep(equations);
    return other.fit(equations, rows, near.options(), near.fittedCriterion(), begin);
  }

  private LmmFit fit(
      Equations own, MixedRows rows, FitOptions options, FittedCriterion near, long begin) {
    CrossProducts a = own.products();
    ProfiledDeviance f =
        near == null
            ? new ProfiledDeviance(a, own.plan(), options.reml(), options.cancellation())
            : near.workspace(a, options.reml());
    ThetaSearch search = new ThetaSearch(f, options);
    if (near == null) {
      search.run();
    } else {
      search.runFrom(near.theta());
    }
    Estimates e = new Estimates();
    e.options = options;
    double[] theta = search.theta();
    e.at = new FittedCriterion(a, own.plan(), options, theta, f.problem().lambda().orders());
    e.criterion = f.evaluateExactly(theta);
    e.converged = search.converged();
    e.evaluations = search.evaluations();
    e.maxGradient = search.maxGradient();
    e.singular = !search.lost().isEmpty();
    new FitAssembly(data, f).fill(e);
    if (rows != null) {
      e.values.read(rows);
    }
    List<Diagnostic> notes = new ArrayList<>(designNotes);
    notes.addAll(dropped(a.columns()));
    notes.addAll(Singularity.explain(a, search.lost(), e.varCorr, e.sigma));
    if (!e.converged) {
      notes.add(notConverged(e));
    }
    e.diagnostics = List.copyOf(notes);
    e.seconds = (System.nanoTime() - begin) * 1e-9;
    return new LmmFit(this, e);
  }

  private LinearMixedModel withData(MixedModelData other, CrossProducts products) {
    return new LinearMixedModel(
        design, other, formula, dataName, rowsDropped, designNotes, products);
  }

  /**
   * The model with fewer random effects. Where this one was fitted, the cross products are made of
   * its own, without a look at the rows.
   *
   * @param term counted from 0, in the order of the formula
   * @param keep the columns of its effects that stay, ascending; none leaves the term out, which
   *     must not be the only one
   */
  public LinearMixedModel withEffects(int term, int[] keep) {
    List<RandomEffectsTerm> terms = new ArrayList<>();
    List<int[]> columns = new ArrayList<>();
    for (int t = 0; t < data.random().size(); t++) {
      RandomEffectsTerm old = data.random().get(t);
      columns.add(t == term ? keep.clone() : all(old.effects().columns()));
      if (t != term) {
        terms.add(old);
      } else if (keep.length > 0) {
        boolean correlated = old.correlated() || keep.length == 1;
        terms.add(new RandomEffectsTerm(old.effects().select(keep), old.group(), correlated));
      }
    }
    Equations own = known();
    return withData(
        data.withRandom(terms),
        own == null || terms.isEmpty() ? null : own.products().withEffects(columns));
  }

  private static int[] all(int columns) {
    int[] all = new int[columns];
    java.util.Arrays.setAll(all, j -> j);
    return all;
  }

  private synchronized Equations known() {
    return equations;
  }

  private synchronized void keep(Equations found) {
    equations = found;
  }

  private List<Diagnostic> dropped(ColumnScaling scaling) {
    List<Integer> columns = scaling.dropped();
    if (columns.isEmpty()) {
      return List.of();
    }
    List<String> names = columns.stream().map(data.fixed().columnNames()::get).toList();
    return List.of(
        Diagnostic.note(
            "rank-deficient",
            "The fixed effects "
                + String.join(", ", names)
                + " cannot be told from the ones before them and are left out: in these data their"
                + " columns are combinations of earlier columns (empty cells of an interaction, or"
                + " the same information twice)."));
  }

  private static Diagnostic notConverged(Estimates e) {
    return Diagnostic.warning(
        "not-converged",
        String.format(
            Locale.ROOT,
            "The search did not reach a minimum within %d evaluations; the largest scaled gradient"
                + " is %.2g. Treat the estimates as provisional; a simpler random-effects structure"
                + " usually helps.",
            e.evaluations,
            e.maxGradient));
  }
}
