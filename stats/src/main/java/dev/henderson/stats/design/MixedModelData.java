package dev.henderson.stats.design;

import dev.henderson.stats.matrix.ModelMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * All that a mixed-model fit needs of the data: response, fixed-effects matrix, random-effects
 * terms, and optionally weights and an offset, over the same n complete rows.
 */
public final class MixedModelData {
  private final double[] response;
  private final ModelMatrix fixed;
  private final List<RandomEffectsTerm> random;
  private final double[] weights;
  private final double[] offset;

  /**
   * @param response y, n values
   * @param fixed X, n × p, p may be 0
   * @param random at least one term, in the order of the formula
   * @param weights prior weights, n positive values, or null for ones
   * @param offset known part of the mean, n values, or null for zeros
   */
  public MixedModelData(
      double[] response,
      ModelMatrix fixed,
      List<RandomEffectsTerm> random,
      double[] weights,
      double[] offset) {
    this.response = response.clone();
    this.fixed = Objects.requireNonNull(fixed);
    this.random = List.copyOf(random);
    this.weights = weights == null ? null : weights.clone();
    this.offset = offset == null ? null : offset.clone();
  }

  /** The number of rows, n. */
  public int rows() {
    return response.length;
  }

  /** The response of a row. */
  public double response(int row) {
    return response[row];
  }

  /** The fixed-effects model matrix X, n × p. */
  public ModelMatrix fixed() {
    return fixed;
  }

  /** The random-effects terms, in the order of the formula. */
  public List<RandomEffectsTerm> random() {
    return random;
  }

  /** The prior weight of a row; 1 where none were given. */
  public double weight(int row) {
    return weights == null ? 1 : weights[row];
  }

  /** Whether prior weights were given. */
  public boolean hasWeights() {
    return weights != null;
  }

  /** The offset of a row; 0 where none was given. */
  public double offset(int row) {
    return offset == null ? 0 : offset[row];
  }

  /** The same data with other random-effects terms. */
  public MixedModelData withRandom(List<RandomEffectsTerm> terms) {
    return new MixedModelData(response, fixed, terms, weights, offset);
  }

  /**
   * The data of some of the rows; levels of groupings that lose all theirs are gone.
   *
   * @param rows in the order wanted
   */
  public MixedModelData select(int[] rows) {
    List<RandomEffectsTerm> terms = new ArrayList<>();
    Map<String, GroupingFactor> groups = new HashMap<>();
    for (RandomEffectsTerm t : random) {
      // Terms of one grouping share it, as the engine likes to know.
      GroupingFactor group =
          groups.computeIfAbsent(t.group().name(), name -> t.group().select(rows));
      terms.add(new RandomEffectsTerm(t.effects().selectRows(rows), group, t.correlated()));
    }
    return new MixedModelData(
        pick(response, rows),
        fixed.selectRows(rows),
        terms,
        pick(weights, rows),
        pick(offset, rows));
  }

  private static double[] pick(double[] values, int[] rows) {
    return values == null ? null : Arrays.stream(rows).mapToDouble(i -> values[i]).toArray();
  }

  /** The same rows with another response. */
  public MixedModelData withResponse(double[] other) {
    if (other.length != response.length) {
      throw new IllegalArgumentException(
          other.length + " responses for " + response.length + " rows");
    }
    return new MixedModelData(other, fixed, random, weights, offset);
  }

  /** Whether other data have the same responses, weights and offset, row by row. */
  public boolean sameRows(MixedModelData other) {
    return Arrays.equals(response, other.response)
        && Arrays.equals(weights, other.weights)
        && Arrays.equals(offset, other.offset);
  }
}
