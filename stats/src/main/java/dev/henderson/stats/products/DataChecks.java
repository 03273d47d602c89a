package dev.henderson.stats.products;

import dev.henderson.stats.design.GroupingFactor;
import dev.henderson.stats.design.MixedModelData;
import dev.henderson.stats.design.RandomEffectsTerm;
import dev.henderson.stats.model.FitException;
import dev.henderson.stats.text.Call;
import dev.henderson.stats.text.Prose;
import java.util.List;

/** Refuses data that cannot carry a mixed model, saying why. */
final class DataChecks {
  private DataChecks() {}

  static void check(MixedModelData data) {
    int n = data.rows();
    requireRows(n);
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

  static void requireRows(int n) {
    if (n == 0) {
      throw new FitException(
          "No rows are left to fit: every row has a missing value in some variable of the model.");
    }
  }

  private static void check(RandomEffectsTerm term, int n) {
    GroupingFactor group = term.group();
    List<String> effects = term.effects().columnNames();
    check(group.name(), group.levelCount(), effects, term.correlated(), n);
  }

  /** Refuses a term whose effects n rows cannot tell. */
  static void check(String group, int levels, List<String> effects, boolean correlated, int n) {
    int k = effects.size();
    long q = (long) levels * k;
    if (levels < 2) {
      throw new FitException(
          "The grouping factor '"
              + group
              + "' has only one level in the rows used: the variance between its levels cannot be"
              + " estimated. Take the term out.");
    }
    if (levels >= n) {
      throw new FitException(
          "The grouping factor '"
              + group
              + "' has as many levels as there are rows ("
              + n
              + "): its effects cannot be told from the residuals. Group by something that occurs"
              + " more than once.");
    }
    int free = correlated ? k : 1;
    if (q >= n && (long) levels * free >= n) {
      throw new FitException(
          "The term ("
              + String.join(" + ", effects)
              + " | "
              + group
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
