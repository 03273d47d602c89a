package dev.henderson.stats.design;

import java.util.List;

/**
 * A column of a model matrix that equals a combination of earlier ones, so that its coefficient
 * cannot be estimated.
 *
 * @param name its name
 * @param column its place in the matrix, from 0
 * @param equals names of the columns it is made of; empty if it is all zeros
 * @param coefficients how often each of them is taken
 */
public record AliasedColumn(
    String name, int column, List<String> equals, List<Double> coefficients) {
  /** Copies the lists. */
  public AliasedColumn {
    equals = List.copyOf(equals);
    coefficients = List.copyOf(coefficients);
  }

  /** The column as an equation: {@code Aa2:Bb2 = Aa2 - Bb1}. */
  public String equation() {
    if (equals.isEmpty()) {
      return name + " = 0";
    }
    StringBuilder out = new StringBuilder(name).append(" =");
    for (int i = 0; i < equals.size(); i++) {
      double c = coefficients.get(i);
      double size = Math.abs(c);
      out.append(c < 0 ? " - " : i == 0 ? " " : " + ");
      if (size != 1) {
        out.append(
                size == Math.rint(size)
                    ? Long.toString((long) size)
                    : Double.toString(Math.round(size * 1e4) / 1e4))
            .append(' ');
      }
      out.append(equals.get(i));
    }
    return out.toString();
  }
}
