package dev.henderson.stats.lmm;

import dev.henderson.stats.design.MixedModelData;
import java.util.Objects;

/** A linear mixed model and its data, ready to be fitted; immutable. */
public final class LinearMixedModel {
  private final MixedModelData data;
  private final String formula;
  private final String dataName;
  private final int rowsDropped;

  private LinearMixedModel(MixedModelData data, String formula, String dataName, int rowsDropped) {
    this.data = Objects.requireNonNull(data);
    this.formula = Objects.requireNonNull(formula);
    this.dataName = Objects.requireNonNull(dataName);
    this.rowsDropped = rowsDropped;
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
    return new LinearMixedModel(data, formula, dataName, rowsDropped);
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
    throw new UnsupportedOperationException("not built yet");
  }
}
