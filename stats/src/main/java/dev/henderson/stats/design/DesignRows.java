package dev.henderson.stats.design;

import dev.henderson.stats.formula.Expr;
import dev.henderson.stats.formula.Span;
import dev.henderson.stats.frame.RowNumbers;
import dev.henderson.stats.model.Diagnostic;
import dev.henderson.stats.variables.DesignException;
import dev.henderson.stats.variables.Evaluator;
import dev.henderson.stats.variables.Levelled;
import dev.henderson.stats.variables.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The rows of a frame a design uses, and the values of its variables over them: rows with a missing
 * value are left out, levels that no longer occur are dropped.
 */
final class DesignRows {
  private static final String FACTOR_OF = "factor of ";

  private final Evaluator evaluator;
  private final Map<String, Value> all = new LinkedHashMap<>();
  private final Map<String, Expr> written = new LinkedHashMap<>();
  private final Map<String, List<String>> lostLevels = new LinkedHashMap<>();
  private final Map<String, Integer> missingBy = new LinkedHashMap<>();

  /** Variables known to have no infinite value, which are not looked at again. */
  private final Set<String> finite = ConcurrentHashMap.newKeySet();

  private boolean[] kept;
  private int[] used;
  private int subsetCount;

  DesignRows(Evaluator evaluator) {
    this.evaluator = evaluator;
    this.kept = new boolean[evaluator.rows()];
    Arrays.fill(kept, true);
    this.subsetCount = kept.length;
  }

  /** Keeps only the rows where a condition holds. */
  void subset(Evaluator own, Expr condition) {
    Value.Numbers n = (Value.Numbers) own.perRow(own.numbers(condition), condition);
    if (!n.isLogical()) {
      throw own.error(condition.span(), "subset is a condition such as x > 2.", null);
    }
    subsetCount = 0;
    int open = 0;
    for (int i = 0; i < kept.length; i++) {
      kept[i] = n.at(i) == 1;
      // As in R, a row whose condition is missing is one that was left out for a missing value.
      boolean missing = Double.isNaN(n.at(i));
      open += missing ? 1 : 0;
      subsetCount += kept[i] || missing ? 1 : 0;
    }
    if (open == subsetCount) {
      throw own.error(
          condition.span(),
          "No row meets subset = "
              + condition.text()
              + (open == 0
                  ? "."
                  : ", which is missing in " + open + (open == 1 ? " row." : " rows.")),
          null);
    }
    if (open > 0) {
      missingBy.put("subset", open);
    }
  }

  /** Computes a variable over all rows. */
  void add(Expr e) {
    if (!all.containsKey(e.text())) {
      all.put(e.text(), evaluator.perRow(evaluator.evaluate(e), e));
      written.put(e.text(), e);
    }
  }

  /** Computes a grouping variable over all rows: whatever it is, a factor is made of it. */
  void addFactor(Expr e) {
    String key = factorKey(e);
    if (!all.containsKey(key)) {
      all.put(key, Levelled.of(evaluator, evaluator.evaluate(e), e));
    }
  }

  private static String factorKey(Expr e) {
    return FACTOR_OF + e.text();
  }

  /** Takes numbers over all rows. */
  void add(String key, double[] values) {
    all.put(key, Value.Numbers.rows(values));
  }

  /** Leaves out the rows in which anything is missing; nothing can be added after this. */
  void close() {
    int n = kept.length;
    boolean[] complete = kept.clone();
    for (Map.Entry<String, Value> e : all.entrySet()) {
      if (e.getValue() instanceof Value.Numbers numbers && numbers.numbers().allFinite()) {
        continue;
      }
      int count = 0;
      for (int i = 0; i < n; i++) {
        if (kept[i] && isMissing(e.getValue(), i)) {
          complete[i] = false;
          count++;
        }
      }
      if (count > 0) {
        missingBy.put(e.getKey().replaceFirst("^" + FACTOR_OF, ""), count);
      }
    }
    all.forEach((key, v) -> noteLost(key, v, complete));
    kept = complete;
    int count = 0;
    for (boolean k : kept) {
      count += k ? 1 : 0;
    }
    used = new int[count];
    int at = 0;
    for (int i = 0; i < n; i++) {
      if (kept[i]) {
        used[at++] = i;
      }
    }
    all.replaceAll((key, v) -> filter(v));
  }

  /** Remembers the levels of a grouping all of whose rows are left out. */
  private void noteLost(String key, Value v, boolean[] complete) {
    if (!key.startsWith(FACTOR_OF) || !(v instanceof Value.Levels l)) {
      return;
    }
    boolean[] had = new boolean[l.labels().size()];
    boolean[] has = new boolean[l.labels().size()];
    for (int i = 0; i < kept.length; i++) {
      int code = l.codes()[i];
      if (code >= 0) {
        had[code] |= kept[i];
        has[code] |= complete[i];
      }
    }
    List<String> lost = new ArrayList<>();
    for (int c = 0; c < had.length; c++) {
      if (had[c] && !has[c]) {
        lost.add(l.labels().get(c));
      }
    }
    lostLevels.put(key, lost);
  }

  /** The levels of a grouping that are not used because every row of theirs misses a value. */
  List<String> lostLevels(Expr e) {
    return lostLevels.getOrDefault(factorKey(e), List.of());
  }

  /**
   * Keeps every row of new data, with the levels the model had; a missing one is NaN. What was a
   * factor to the model is one here, numbers by their label; what was numbers has to be numbers.
   */
  void closeKeepingAll(Map<String, Schema.Variable> known) {
    used = new int[kept.length];
    Arrays.setAll(used, i -> i);
    all.replaceAll(
        (key, v) -> {
          Schema.Variable variable = known.get(key);
          if (variable != null && variable.isFactor()) {
            return knownLevels(key, Levelled.of(evaluator, v, written.get(key)), variable.levels());
          }
          if (variable != null && v instanceof Value.Levels l) {
            if (Arrays.stream(l.codes()).allMatch(c -> c < 0)) {
              double[] missing = new double[l.codes().length];
              Arrays.fill(missing, Double.NaN);
              return Value.Numbers.rows(missing);
            }
            throw evaluator.error(
                written.get(key).span(),
                key + " was numbers where the model was fitted; in the new data it is a factor.",
                "Make it a column of numbers, as in the data of the fit.");
          }
          return v instanceof Value.Numbers n && n.isConstant() ? filter(n) : v;
        });
  }

  private Value knownLevels(String name, Value.Levels own, List<String> levels) {
    int[] place = new int[own.labels().size()];
    for (int i = 0; i < place.length; i++) {
      place[i] = levels.indexOf(own.labels().get(i));
    }
    int[] codes = new int[own.codes().length];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = own.codes()[i] < 0 ? -1 : place[own.codes()[i]];
      if (own.codes()[i] >= 0 && codes[i] < 0) {
        throw evaluator.error(
            new Span(0, 0),
            name
                + " has the level "
                + own.labels().get(own.codes()[i])
                + " in row "
                + (i + 1)
                + " of the new data, which the model has not seen.",
            "Its levels are " + String.join(", ", levels) + ".");
      }
    }
    return new Value.Levels(codes, levels, own.isOrdered(), own.coding());
  }

  private static boolean isMissing(Value v, int row) {
    if (v instanceof Value.Numbers n) {
      return Double.isNaN(n.at(row));
    } else if (v instanceof Value.Levels l) {
      return l.codes()[row] < 0;
    } else if (v instanceof Value.Columns c) {
      for (double[] column : c.columns()) {
        if (Double.isNaN(column[row])) {
          return true;
        }
      }
    }
    return false;
  }

  private Value filter(Value v) {
    boolean whole = used.length == kept.length;
    if (v instanceof Value.Numbers n) {
      if (n.isConstant()) {
        double[] out = new double[used.length];
        Arrays.setAll(out, i -> n.at(used[i]));
        return new Value.Numbers(out, n.isLogical(), false);
      }
      return whole ? n : new Value.Numbers(n.numbers().select(used), n.isLogical(), false);
    } else if (v instanceof Value.Levels l) {
      int[] codes = l.codes();
      if (!whole) {
        codes = new int[used.length];
        for (int i = 0; i < codes.length; i++) {
          codes[i] = l.codes()[used[i]];
        }
      }
      return Levelled.dropUnused(new Value.Levels(codes, l.labels(), l.isOrdered(), l.coding()));
    } else if (v instanceof Value.Columns c && !whole) {
      double[][] columns = new double[c.columns().length][];
      Arrays.setAll(columns, j -> filter(c.columns()[j]));
      return new Value.Columns(columns, c.suffixes());
    }
    return v;
  }

  private double[] filter(double[] values) {
    double[] out = new double[used.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = values[used[i]];
    }
    return out;
  }

  /** A variable over the rows used; infinite numbers are refused. */
  Value value(Expr e) {
    Value v = all.get(e.text());
    if (finite.contains(e.text())) {
      return v;
    }
    if (v instanceof Value.Numbers n) {
      requireFinite(n.numbers(), e);
    } else if (v instanceof Value.Columns c) {
      for (double[] column : c.columns()) {
        requireFinite(RowNumbers.of(column), e);
      }
    }
    finite.add(e.text());
    return v;
  }

  private void requireFinite(RowNumbers values, Expr e) {
    int n = values.allFinite() ? 0 : values.size();
    for (int i = 0; i < n; i++) {
      if (Double.isInfinite(values.at(i))) {
        throw error(
            e.span(),
            e.text() + " is infinite in row " + (used[i] + 1) + ".",
            "Leave such rows out with subset = ..., or change the expression.");
      }
    }
  }

  /** A grouping variable over the rows used. */
  Value.Levels factor(Expr e) {
    return (Value.Levels) all.get(factorKey(e));
  }

  double[] numbers(String key) {
    return ((Value.Numbers) all.get(key)).values();
  }

  boolean has(String key) {
    return all.containsKey(key);
  }

  /** The number of rows used, n. */
  int count() {
    return used.length;
  }

  int[] used() {
    return used;
  }

  /** The number of rows left out because something is missing. */
  int dropped() {
    return subsetCount - used.length;
  }

  /** Says which rows were left out and why. */
  List<Diagnostic> notes() {
    if (dropped() == 0) {
      return List.of();
    }
    List<String> why = new ArrayList<>();
    missingBy.forEach((name, count) -> why.add(name + " in " + count));
    return List.of(
        Diagnostic.note(
            "rows-dropped",
            dropped()
                + " of "
                + subsetCount
                + (dropped() == 1 ? " rows was" : " rows were")
                + " left out, because values are missing: "
                + String.join(", ", why)
                + "."));
  }

  DesignException error(Span span, String message, String suggestion) {
    return evaluator.error(span, message, suggestion);
  }
}
