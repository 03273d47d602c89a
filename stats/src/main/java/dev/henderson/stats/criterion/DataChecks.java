package dev.henderson.stats.criterion;

import dev.henderson.stats.design.GroupingFactor;
import dev.henderson.stats.design.MixedModelData;
import dev.henderson.stats.design.RandomEffectsTerm;
import dev.henderson.stats.model.FitException;
import dev.henderson.stats.text.Call;
import dev.henderson.stats.text.Prose;

/** Refuses data that cannot carry a mixed model, saying why. */
final class DataChecks {
  private DataChecks() {}

  static void check(MixedModelData data) {
    int n = data.rows();
    if (n == 0) {
      throw new FitException(
          "No rows are left to fit: every row has a missing value in some variable of the model.");
    }
    if (data.random().isEmpty()) {
      throw new FitException(
          Prose.of(
              "The model has no random effects; add a term such as (1 | group), or use ",
              Call.of("lm"),
              "."));
    }
    for (int i = 0; i < n; i++) {
      finite(data.response(i), "response", i);
      finite(data.offset(i), "offset", i);
      double w = data.weight(i);
      finite(w, "weight", i);
      if (!(w > 0)) {
        throw new FitException(
            "The weight of row "
                + (i + 1)
                + " is "
                + w
                + ": weights must be positive. Leave the row out instead.");
      }
    }
    for (RandomEffectsTerm term : data.random()) {
      check(term, n);
    }
  }

  private static void check(RandomEffectsTerm term, int n) {
    GroupingFactor group = term.group();
    int k = term.effects().columns();
    long q = (long) group.levelCount() * k;
    if (group.levelCount() < 2) {
      throw new FitException(
          "The grouping factor '"
              + group.name()
              + "' has only one level in the rows used: the variance between its levels cannot be"
              + " estimated. Take the term out.");
    }
    if (group.levelCount() >= n) {
      throw new FitException(
          "The grouping factor '"
              + group.name()
              + "' has as many levels as there are rows ("
              + n
              + "): its effects cannot be told from the residuals. Group by something that occurs"
              + " more than once.");
    }
    int free = term.correlated() ? k : 1;
    if (q >= n && (long) group.levelCount() * free >= n) {
      throw new FitException(
          "The term ("
              + String.join(" + ", term.effects().columnNames())
              + " | "
              + group.name()
              + ") has "
              + q
              + " random effects for "
              + n
              + " rows: they cannot be told from the residuals. Use fewer effects per level.");
    }
  }

  private static void finite(double v, String what, int row) {
    if (!Double.isFinite(v)) {
      throw new FitException(
          "The "
              + what
              + " is "
              + (Double.isNaN(v) ? "missing" : "infinite")
              + " in row "
              + (row + 1)
              + " of the rows used; remove that row or change the variable.");
    }
  }
}
