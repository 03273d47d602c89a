package dev.henderson.stats.classical;

import java.util.List;
import java.util.Optional;

/**
 * A stratum of an analysis of variance: the terms that vary in it, tested against what they leave.
 *
 * @param name label of the error term, {@code Within} for what is left
 * @param rows the terms, then the residuals if there are any
 */
public record ErrorStratum(String name, List<AnovaRow> rows) {
  /** Copies the rows. */
  public ErrorStratum {
    rows = List.copyOf(rows);
  }

  /** The residuals, which the terms of the stratum are tested against. */
  public Optional<AnovaRow> residual() {
    return rows.stream().filter(AnovaRow::isResidual).findFirst();
  }

  /** The row of a term. */
  public Optional<AnovaRow> row(String term) {
    return rows.stream().filter(r -> r.term().equals(term)).findFirst();
  }
}
