package dev.henderson.stats.lmm;

import dev.henderson.stats.criterion.CrossProducts;
import dev.henderson.stats.criterion.FixedBasis;
import dev.henderson.stats.criterion.ProfiledDeviance;
import dev.henderson.stats.criterion.RelativeCovariance;
import dev.henderson.stats.design.Design;
import dev.henderson.stats.design.DesignOptions;
import dev.henderson.stats.design.MixedModelData;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.formula.FormulaException;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.model.Diagnostic;
import dev.henderson.stats.model.FitException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** A linear mixed model and its data, ready to be fitted; immutable. */
public final class LinearMixedModel {
  private final MixedModelData data;
  private final String formula;
  private final String dataName;
  private final int rowsDropped;
  private final List<Diagnostic> designNotes;
  private final Design design;

  private LinearMixedModel(
      Design design,
      MixedModelData data,
      String formula,
      String dataName,
      int rowsDropped,
      List<Diagnostic> designNotes) {
    this.design = design;
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
        design.diagnostics());
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
    return new LinearMixedModel(null, data, formula, dataName, rowsDropped, List.of());
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
    return fit(options, null);
  }

  /** The same model of another response; n values. */
  LinearMixedModel withResponse(double[] response) {
    MixedModelData other = data.withResponse(response);
    return new LinearMixedModel(design, other, formula, dataName, rowsDropped, designNotes);
  }

  /**
   * Fits the model.
   *
   * @param near a fit of the same matrices whose theta the search starts from; null for none
   */
  LmmFit fit(FitOptions options, Estimates near) {
    long begin = System.nanoTime();
    CrossProducts a = new CrossProducts(data, options.cancellation());
    ProfiledDeviance f = new ProfiledDeviance(a, options.reml(), options.cancellation());
    ThetaSearch search = new ThetaSearch(f, options);
    if (near == null) {
      search.run();
    } else {
      for (int g = 0; g < near.templateOrders.length; g++) {
        f.lambda().get(g).setOrder(near.templateOrders[g]);
      }
      search.runFrom(near.internalTheta);
    }
    Estimates e = new Estimates();
    e.options = options;
    e.crossProducts = a;
    e.internalTheta = search.theta();
    e.templateOrders = f.lambda().stream().map(RelativeCovariance::order).toArray(int[][]::new);
    e.criterion = f.evaluateExactly(search.theta());
    e.converged = search.converged();
    e.evaluations = search.evaluations();
    e.maxGradient = search.maxGradient();
    e.singular = !search.lost().isEmpty();
    new FitAssembly(data, f).fill(e);
    List<Diagnostic> notes = new ArrayList<>(designNotes);
    notes.addAll(dropped(a.basis()));
    notes.addAll(Singularity.explain(f, search.lost(), e));
    if (!e.converged) {
      notes.add(notConverged(e));
    }
    e.diagnostics = List.copyOf(notes);
    e.seconds = (System.nanoTime() - begin) * 1e-9;
    return new LmmFit(this, e);
  }

  private List<Diagnostic> dropped(FixedBasis basis) {
    List<Integer> columns = basis.dropped();
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
