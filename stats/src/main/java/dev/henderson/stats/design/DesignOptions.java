package dev.henderson.stats.design;

import dev.henderson.stats.formula.Expression;
import dev.henderson.stats.variables.ContrastCoding;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What may be said about a design beside its formula. Immutable. */
public final class DesignOptions {
  /** What to do with rows in which a variable is missing. */
  public enum MissingRows {
    /** Leave them out and say so. */
    OMIT,
    /** Refuse to go on. */
    FAIL
  }

  private static final DesignOptions DEFAULTS =
      new DesignOptions(Map.of(), null, null, null, null, null, MissingRows.OMIT, ColumnNames.R);

  private final Map<String, ContrastCoding> contrasts;
  private final Expression weights;
  private final double[] weightValues;
  private final Expression offset;
  private final double[] offsetValues;
  private final Expression subset;
  private final MissingRows missing;
  private final ColumnNames names;

  private DesignOptions(
      Map<String, ContrastCoding> contrasts,
      Expression weights,
      double[] weightValues,
      Expression offset,
      double[] offsetValues,
      Expression subset,
      MissingRows missing,
      ColumnNames names) {
    this.contrasts = contrasts;
    this.weights = weights;
    this.weightValues = weightValues;
    this.offset = offset;
    this.offsetValues = offsetValues;
    this.subset = subset;
    this.missing = missing;
    this.names = names;
  }

  /** R's defaults: treatment and polynomial contrasts, no weights, missing rows left out. */
  public static DesignOptions defaults() {
    return DEFAULTS;
  }

  /** With the coding of a factor, by the name or text it has in the formula. */
  public DesignOptions withContrast(String variable, ContrastCoding coding) {
    Map<String, ContrastCoding> all = new LinkedHashMap<>(contrasts);
    all.put(variable, coding);
    return new DesignOptions(
        Map.copyOf(all), weights, weightValues, offset, offsetValues, subset, missing, names);
  }

  /** With prior weights computed from the columns: {@code w}, {@code 1 / (1 + Days)}. */
  public DesignOptions withWeights(Expression expression) {
    return new DesignOptions(
        contrasts, expression, null, offset, offsetValues, subset, missing, names);
  }

  /** With prior weights, one per row of the frame. */
  public DesignOptions withWeights(double[] values) {
    return new DesignOptions(
        contrasts, null, values.clone(), offset, offsetValues, subset, missing, names);
  }

  /** With an offset computed from the columns, added to those of the formula. */
  public DesignOptions withOffset(Expression expression) {
    return new DesignOptions(
        contrasts, weights, weightValues, expression, null, subset, missing, names);
  }

  /** With an offset, one per row of the frame, added to those of the formula. */
  public DesignOptions withOffset(double[] values) {
    return new DesignOptions(
        contrasts, weights, weightValues, null, values.clone(), subset, missing, names);
  }

  /** With only the rows where a condition holds: {@code Days > 2}. */
  public DesignOptions withSubset(Expression condition) {
    return new DesignOptions(
        contrasts, weights, weightValues, offset, offsetValues, condition, missing, names);
  }

  /** With a rule for rows in which a variable is missing. */
  public DesignOptions withMissing(MissingRows rule) {
    return new DesignOptions(
        contrasts, weights, weightValues, offset, offsetValues, subset, rule, names);
  }

  /** With other names for the columns of the model matrix than R's. */
  public DesignOptions withColumnNames(ColumnNames other) {
    return new DesignOptions(
        contrasts, weights, weightValues, offset, offsetValues, subset, missing, other);
  }

  /** The codings by variable. */
  public Map<String, ContrastCoding> contrasts() {
    return contrasts;
  }

  /** The expression of the weights. */
  public Optional<Expression> weights() {
    return Optional.ofNullable(weights);
  }

  double[] weightValues() {
    return weightValues;
  }

  /** The expression of the offset. */
  public Optional<Expression> offset() {
    return Optional.ofNullable(offset);
  }

  double[] offsetValues() {
    return offsetValues;
  }

  /** The condition rows are chosen by. */
  public Optional<Expression> subset() {
    return Optional.ofNullable(subset);
  }

  /** The rule for missing values. */
  public MissingRows missing() {
    return missing;
  }

  /** What the columns of the model matrix are called. */
  public ColumnNames columnNames() {
    return names;
  }
}
