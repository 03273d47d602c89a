package dev.henderson.stats.variables;

import dev.henderson.stats.formula.Expr;
import dev.henderson.stats.frame.NumericColumn;
import dev.henderson.stats.frame.RowNumbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes levels of any value: numbers sorted by size, truth values FALSE, TRUE. */
public final class Levelled {
  private Levelled() {}

  /**
   * The levels of a value.
   *
   * @throws DesignException where it is not one value per row
   */
  public static Value.Levels of(Evaluator eval, Value v, Expr e) {
    if (v instanceof Value.Levels l) {
      return l;
    }
    if (!(v instanceof Value.Numbers n) || n.constant) {
      throw eval.error(e.span(), e.text() + " is not a column that could be a factor.", null);
    }
    if (n.logical) {
      int[] codes = new int[n.size()];
      Arrays.setAll(codes, i -> Double.isNaN(n.at(i)) ? -1 : (int) n.at(i));
      return new Value.Levels(codes, List.of("FALSE", "TRUE"), false, null);
    }
    return numbers(n.numbers(), eval.labels(e));
  }

  private static Value.Levels numbers(RowNumbers values, NumericColumn labels) {
    Map<Double, Integer> seen = new HashMap<>();
    int[] codes = new int[values.size()];
    for (int i = 0; i < codes.length; i++) {
      double value = values.at(i);
      if (Double.isNaN(value)) {
        codes[i] = -1;
      } else {
        Double key = value == 0 ? Double.valueOf(0) : Double.valueOf(value);
        Integer code = seen.get(key);
        if (code == null) {
          code = seen.size();
          seen.put(key, code);
        }
        codes[i] = code;
      }
    }
    List<Double> sorted = new ArrayList<>(seen.keySet());
    sorted.sort(null);
    // Two numbers may share a label of 15 digits; they are then one level, as in R.
    List<String> names = new ArrayList<>();
    int[] place = new int[sorted.size()];
    for (Double value : sorted) {
      String label = labels.label(value);
      if (names.isEmpty() || !names.get(names.size() - 1).equals(label)) {
        names.add(label);
      }
      place[seen.get(value)] = names.size() - 1;
    }
    for (int i = 0; i < codes.length; i++) {
      codes[i] = codes[i] < 0 ? -1 : place[codes[i]];
    }
    return new Value.Levels(codes, names, false, null);
  }

  /** The same rows without the levels that do not occur. */
  public static Value.Levels dropUnused(Value.Levels l) {
    boolean[] used = new boolean[l.labels.size()];
    for (int code : l.codes) {
      if (code >= 0) {
        used[code] = true;
      }
    }
    int[] place = new int[used.length];
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < used.length; i++) {
      place[i] = labels.size();
      if (used[i]) {
        labels.add(l.labels.get(i));
      }
    }
    if (labels.size() == used.length) {
      return l;
    }
    int[] codes = new int[l.codes.length];
    Arrays.setAll(codes, i -> l.codes[i] < 0 ? -1 : place[l.codes[i]]);
    return new Value.Levels(codes, labels, l.ordered, l.coding);
  }
}
