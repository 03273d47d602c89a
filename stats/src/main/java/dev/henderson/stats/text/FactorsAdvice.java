package dev.henderson.stats.text;

import java.util.List;

/**
 * The advice to make columns of a table categorical.
 *
 * @param data the name of the table; may be empty
 * @param columns their names
 */
public record FactorsAdvice(String data, List<String> columns) implements Written {
  /** Copies the list. */
  public FactorsAdvice {
    columns = List.copyOf(columns);
  }

  @Override
  public String in(Notation notation) {
    return notation.factors(this);
  }
}
