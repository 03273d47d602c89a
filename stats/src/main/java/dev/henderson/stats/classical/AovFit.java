package dev.henderson.stats.classical;

import dev.henderson.stats.design.Design;
import dev.henderson.stats.design.DesignOptions;
import dev.henderson.stats.design.ErrorStrata;
import dev.henderson.stats.design.Estimability;
import dev.henderson.stats.design.HasDesign;
import dev.henderson.stats.design.HypothesisType;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.infer.HasTests;
import dev.henderson.stats.infer.WaldTests;
import dev.henderson.stats.lm.LinearModel;
import dev.henderson.stats.lm.LmFit;
import dev.henderson.stats.matrix.ModelMatrix;
import dev.henderson.stats.model.Cancellation;
import dev.henderson.stats.model.Coefficients;
import dev.henderson.stats.model.Diagnostic;
import dev.henderson.stats.model.Dispersion;
import dev.henderson.stats.model.Fit;
import dev.henderson.stats.model.HasRows;
import dev.henderson.stats.text.Call;
import dev.henderson.stats.text.Prose;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An analysis of variance: one stratum, or those of {@code Error(...)}, each with its own residuals
 * [Chambers 1992]. Immutable.
 */
public final class AovFit implements Fit, HasDesign, HasErrorStrata, HasRows, HasTests {
  private final Design design;
  private final HypothesisType type;
  private final List<ErrorStratum> strata;
  private final LmFit lm;
  private final double[] response;
  private final double[] residuals;
  private final WithinSubjects within;
  private final List<SphericityTest> sphericity;
  private final List<Diagnostic> diagnostics;

  /** The estimates of the strata; made when first asked for. */
  private volatile StrataBasis estimates;

  private AovFit(Design design, HypothesisType type, Cancellation cancellation) {
    this.design = design;
    this.type = type;
    List<Diagnostic> notes = new ArrayList<>();
    ErrorStrata error = design.strata().orElse(null);
    LinearModel model = LinearModel.of(design);
    this.response = model.response();
    if (error == null) {
      this.lm = model.fit(1e-7, cancellation);
      AnovaTable table = AnovaTable.of(lm, type);
      this.strata = List.of(new ErrorStratum(WITHIN, table.rows()));
      notes.addAll(table.notes(lm));
      this.residuals = lm.residuals();
    } else {
      if (type != HypothesisType.I) {
        throw new AovException(
            Prose.of(
                "Within the strata of Error() the tests are of type I; type "
                    + type
                    + " is defined for one stratum. Leave Error() out, or fit a mixed model with ",
                Call.of("lmer"),
                " and write ",
                Call.of("anova", "m, type = " + type),
                "."));
      }
      if (design.weights() != null || design.offset() != null) {
        throw new AovException(
            Prose.of(
                "Weights and offsets do not go with Error(), whose strata count every row alike."
                    + " Fit a mixed model with ",
                Call.of("lmer"),
                " instead."));
      }
      this.lm = null;
      this.strata = strata(error);
      this.residuals = error.residuals();
    }
    this.within = WithinSubjects.of(design).orElse(null);
    this.sphericity = within == null ? List.of() : List.copyOf(Sphericity.of(this, within));
    AovNotes.add(this, error, notes);
    if (within != null) {
      WithinNotes.add(this, within, notes);
    }
    this.diagnostics = List.copyOf(notes);
  }

  /** The analysis of a formula of type I, as R's {@code aov}. */
  public static AovFit of(Formula formula, ModelFrame frame) {
    return of(formula, frame, DesignOptions.defaults(), HypothesisType.I, Cancellation.NEVER);
  }

  /**
   * The analysis of a formula.
   *
   * @param type of its tests; only I goes with {@code Error()}
   * @param cancellation looked at now and then
   * @throws AovException where a choice does not go with {@code Error()}
   */
  public static AovFit of(
      Formula formula,
      ModelFrame frame,
      DesignOptions options,
      HypothesisType type,
      Cancellation cancellation) {
    return new AovFit(Design.linear(formula, frame, options), type, cancellation);
  }

  /** The analysis of type I of a linear model's design. */
  public static AovFit of(LmFit lm) {
    return new AovFit(lm.design(), HypothesisType.I, Cancellation.NEVER);
  }

  private static List<ErrorStratum> strata(ErrorStrata error) {
    List<ErrorStratum> out = new ArrayList<>();
    for (ErrorStrata.Stratum s : error.strata()) {
      if (s.rows().isEmpty()) {
        continue;
      }
      int df = 0;
      double rest = 0;
      for (ErrorStrata.Row row : s.rows()) {
        if (row.term().equals(AnovaRow.RESIDUALS)) {
          df = row.df();
          rest = row.sumOfSquares();
        }
      }
      List<AnovaRow> rows = new ArrayList<>();
      for (ErrorStrata.Row row : s.rows()) {
        rows.add(
            row.term().equals(AnovaRow.RESIDUALS)
                ? AnovaRow.residuals(df, rest)
                : AnovaRow.of(row.term(), row.df(), row.sumOfSquares(), df, rest));
      }
      out.add(new ErrorStratum(s.name(), rows));
    }
    return List.copyOf(out);
  }

  @Override
  public Design design() {
    return design;
  }

  @Override
  public String formula() {
    return design.formula().toString();
  }

  @Override
  public String dataName() {
    return design.dataName();
  }

  @Override
  public String call() {
    return design.call("aov");
  }

  /** The name of the response. */
  public String responseName() {
    return design.response().orElseThrow().name();
  }

  /** Which hypothesis the rows test. */
  public HypothesisType type() {
    return type;
  }

  @Override
  public List<ErrorStratum> strata() {
    return strata;
  }

  /** The stratum of a name. */
  public Optional<ErrorStratum> stratum(String name) {
    return strata.stream().filter(s -> s.name().equals(name)).findFirst();
  }

  /**
   * Tests of sphericity and the F tests corrected for its absence, where the design is one of
   * repeated measures: subjects that did everything equally often, each term in a stratum of its
   * own. One row per term whose within-subject part has more than one contrast.
   */
  public List<SphericityTest> sphericity() {
    return sphericity;
  }

  /** Whether a stratum only holds how rows of one subject in one cell scatter. */
  boolean isReplication(ErrorStratum stratum) {
    return within != null
        && within.isWhole()
        && within.replicates() > 1
        && stratum.name().equals(WITHIN)
        && stratum.rows().stream().allMatch(AnovaRow::isResidual);
  }

  /** Whether subjects did all cells alike, and differ in one factor at most. */
  boolean isOrderFree() {
    return within != null && within.isWhole() && within.betweenVariables() < 2;
  }

  private StrataBasis estimates() {
    StrataBasis known = estimates;
    if (known == null) {
      known = new StrataBasis(design);
      estimates = known;
    }
    return known;
  }

  /** The coefficients; with {@code Error()} each from the last stratum that estimates it. */
  @Override
  public Coefficients coefficients() {
    return lm == null ? estimates().coefficients() : lm.coefficients();
  }

  /** The residual variance; with {@code Error()} that of the last stratum with residuals. */
  @Override
  public Dispersion dispersion() {
    return lm == null ? estimates().dispersion() : lm.dispersion();
  }

  /** The log-likelihood; NaN with {@code Error()}, whose strata have none in common. */
  @Override
  public double logLik() {
    return lm == null ? Double.NaN : lm.logLik();
  }

  @Override
  public int df() {
    return lm == null ? estimability().rank() + strata.size() : lm.df();
  }

  @Override
  public Estimability estimability() {
    return lm == null ? estimates().estimability() : lm.estimability();
  }

  @Override
  public List<String> columnNames() {
    return coefficients().names();
  }

  @Override
  public ModelMatrix matrix(ModelFrame rows) {
    return lm == null ? estimates().matrix(rows) : lm.matrix(rows);
  }

  /** With {@code Error()} degrees of freedom are combined over the strata a function draws on. */
  @Override
  public WaldTests waldTests() {
    return lm == null ? estimates().tests() : WaldTests.of(lm);
  }

  @Override
  public boolean hasWeights() {
    return lm != null && lm.hasWeights();
  }

  @Override
  public double weight(int row) {
    return lm == null ? 1 : lm.weight(row);
  }

  @Override
  public double offset(int row) {
    return lm == null ? 0 : lm.offset(row);
  }

  /** Whether the formula has {@code Error()}. */
  public boolean hasErrorStrata() {
    return lm == null;
  }

  @Override
  public Optional<LmFit> lm() {
    return Optional.ofNullable(lm);
  }

  @Override
  public int nobs() {
    return response.length;
  }

  @Override
  public double[] response() {
    return response.clone();
  }

  /** Residuals; with {@code Error()} those of the last stratum that has any. */
  @Override
  public double[] residuals() {
    return residuals.clone();
  }

  /** The response less the residuals. */
  @Override
  public double[] fitted() {
    double[] out = response.clone();
    for (int i = 0; i < out.length; i++) {
      out[i] -= residuals[i];
    }
    return out;
  }

  /**
   * The stratum a term is tested in: the last that has it and residuals, else the last with
   * residuals.
   */
  public Optional<ErrorStratum> testedIn(String term) {
    ErrorStratum found = null;
    for (ErrorStratum s : strata) {
      if (s.residual().isPresent() && s.row(term).isPresent()) {
        found = s;
      }
    }
    if (found == null) {
      for (ErrorStratum s : strata) {
        found = s.residual().isPresent() ? s : found;
      }
    }
    return Optional.ofNullable(found);
  }

  @Override
  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }
}
