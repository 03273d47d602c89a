package dev.henderson.stats.design;

import dev.henderson.stats.matrix.ModelMatrix;

/**
 * The matrices of one random-effects term {@code (effects | group)}: a k-column model matrix and a
 * grouping factor, both with n rows.
 *
 * @param effects the model matrix of the left side, n × k
 * @param group the grouping factor, n rows, l levels
 * @param correlated whether the k effects of a level covary; {@code ||} says they do not
 */
public record RandomEffectsTerm(ModelMatrix effects, GroupingFactor group, boolean correlated) {}
