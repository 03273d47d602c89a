package dev.henderson.stats.design;

import dev.henderson.stats.formula.Expression;
import dev.henderson.stats.variables.ContrastCoding;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What may be said about a design beside its formula. Immutable. */
public final class DesignOptions {
  /** What to do with rows in which a variable is missing. */
  public enum MissingRows {
    /** Leave them out and say so. */
    OMIT,
    /** Refuse to go on. */
    FAIL
  }

  private static final DesignOptions DEFAULTS = new DesignOptions(new Builder());

  private final Map<String, ContrastCoding> contrasts;
  private final Expression weights;
  private final double[] weightValues;
  private final Expression offset;
  private final double[] offsetValues;
  private final Expression subset;
  private final MissingRows missing;
  private final ColumnNames names;

  private DesignOptions(Builder b) {
    contrasts = Map.copyOf(b.contrasts);
    weights = b.weights;
    weightValues = b.weightValues;
    offset = b.offset;
    offsetValues = b.offsetValues;
    subset = b.subset;
    missing = b.missing;
    names = b.names;
  }

  /** R's defaults: treatment and polynomial contrasts, no weights, missing rows left out. */
  public static DesignOptions defaults() {
    return DEFAULTS;
  }

  /** With the coding of a factor, by the name or text it has in the formula. */
  public DesignOptions withContrast(String variable, ContrastCoding coding) {
    return with(b -> b.contrasts.put(variable, coding));
  }

  /** With prior weights computed from the columns: {@code w}, {@code 1 / (1 + Days)}. */
  public DesignOptions withWeights(Expression expression) {
    return with(
        b -> {
          b.weights = expression;
          b.weightValues = null;
        });
  }

  /** With prior weights, one per row of the frame. */
  public DesignOptions withWeights(double[] values) {
    return with(
        b -> {
          b.weights = null;
          b.weightValues = values.clone();
        });
  }

  /** With an offset computed from the columns, added to those of the formula. */
  public DesignOptions withOffset(Expression expression) {
    return with(
        b -> {
          b.offset = expression;
          b.offsetValues = null;
        });
  }

  /** With an offset, one per row of the frame, added to those of the formula. */
  public DesignOptions withOffset(double[] values) {
    return with(
        b -> {
          b.offset = null;
          b.offsetValues = values.clone();
        });
  }

  /** With only the rows where a condition holds: {@code Days > 2}. */
  public DesignOptions withSubset(Expression condition) {
    return with(b -> b.subset = condition);
  }

  /** With a rule for rows in which a variable is missing. */
  public DesignOptions withMissing(MissingRows rule) {
    return with(b -> b.missing = rule);
  }

  /** With other names for the columns of the model matrix than R's. */
  public DesignOptions withColumnNames(ColumnNames other) {
    return with(b -> b.names = other);
  }

  private DesignOptions with(Consumer<Builder> change) {
    Builder b = new Builder();
    b.contrasts.putAll(contrasts);
    b.weights = weights;
    b.weightValues = weightValues;
    b.offset = offset;
    b.offsetValues = offsetValues;
    b.subset = subset;
    b.missing = missing;
    b.names = names;
    change.accept(b);
    return new DesignOptions(b);
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

  /** The options while they are being changed; at first R's defaults. */
  private static final class Builder {
    final Map<String, ContrastCoding> contrasts = new LinkedHashMap<>();
    Expression weights;
    double[] weightValues;
    Expression offset;
    double[] offsetValues;
    Expression subset;
    MissingRows missing = MissingRows.OMIT;
    ColumnNames names = ColumnNames.R;
  }
}
