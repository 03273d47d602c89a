package dev.henderson.stats;

import dev.henderson.stats.classical.AovFit;
import dev.henderson.stats.classical.EffectSizes;
import dev.henderson.stats.design.DesignOptions;
import dev.henderson.stats.design.HypothesisType;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.document.TextRenderer;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.formula.FormulaException;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.report.AovReport;
import java.util.List;
import java.util.Objects;
import tech.tablesaw.api.Table;

/**
 * An analysis of variance, with or without {@code Error()}: what {@code %aov} binds to a notebook
 * variable. Immutable.
 *
 * <pre>{@code
 * Table oats = Dataset.find("Oats").orElseThrow().load();
 * Aov m = Aov.fit("yield ~ nitro * Variety + Error(Block/Variety)", oats);
 * Table rows = m.tidy();          // one row per term and stratum
 * Table sizes = m.tidyEffects();  // eta squared and omega squared with intervals
 * }</pre>
 */
public final class Aov implements StrataFitted {
  private final AovFit fit;
  private final EffectSizes effects;

  private Aov(AovFit fit, List<String> observed) {
    this.fit = Objects.requireNonNull(fit);
    this.effects = EffectSizes.of(fit, observed, EffectSizes.LEVEL);
  }

  /**
   * Makes the analysis of type I.
   *
   * @param formula such as {@code "yield ~ N * P * K + Error(block)"}
   * @param data has a column for each variable of the formula
   * @throws FormulaException if the formula cannot be read, or the data give it no meaning
   */
  public static Aov fit(String formula, Table data) {
    String name = data.name() == null ? "" : data.name();
    return fit(
        Formula.parse(formula),
        ModelFrame.of(name, data),
        DesignOptions.defaults(),
        HypothesisType.I);
  }

  /**
   * Makes the analysis of a type, with a subset, weights or contrasts.
   *
   * @throws FormulaException if the data give the formula no meaning
   * @throws dev.henderson.stats.classical.AovException where a choice does not go with {@code
   *     Error()}
   */
  public static Aov fit(
      Formula formula, ModelFrame frame, DesignOptions options, HypothesisType type) {
    return of(AovFit.of(formula, frame, options, type, () -> false));
  }

  /** An analysis that was made before. */
  public static Aov of(AovFit fit) {
    return new Aov(fit, List.of());
  }

  /**
   * The same analysis, with factors that were measured and not manipulated, such as gender: their
   * variation counts in the denominator of generalised eta squared.
   *
   * @throws dev.henderson.stats.classical.AovException naming what is no variable of the terms
   */
  public Aov observing(List<String> factors) {
    return new Aov(fit, factors);
  }

  @Override
  public AovFit fit() {
    return fit;
  }

  @Override
  public EffectSizes effectSizes() {
    return effects;
  }

  @Override
  public Report report() {
    return AovReport.of(fit, effects);
  }

  /** The table as text. */
  @Override
  public String toString() {
    return TextRenderer.render(report());
  }
}
