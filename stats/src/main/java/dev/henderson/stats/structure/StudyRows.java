package dev.henderson.stats.structure;

import dev.henderson.stats.formula.Expr;
import dev.henderson.stats.formula.Expression;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.structure.StudyFactor.Role;
import dev.henderson.stats.variables.Evaluator;
import dev.henderson.stats.variables.Levelled;
import dev.henderson.stats.variables.Memory;
import dev.henderson.stats.variables.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The variables of a formula as factors, over the rows in which none of them is missing. */
final class StudyRows {
  /** Numbers with more values than this are a covariate. */
  private static final int MOST_VALUES = 12;

  private final Evaluator evaluator;
  private final Map<String, Value> values = new LinkedHashMap<>();
  private final Map<String, Value.Levels> levels = new LinkedHashMap<>();
  private final boolean[] wanted;
  private final int rows;
  private int[] used;

  StudyRows(Formula formula, ModelFrame frame, Optional<Expression> subset) {
    rows = frame.rows();
    Memory memory = new Memory();
    evaluator = new Evaluator(formula.source(), frame, memory);
    wanted = new boolean[rows];
    Arrays.fill(wanted, true);
    subset.ifPresent(
        s -> {
          Evaluator own = new Evaluator(s.source(), frame, memory);
          Value.Numbers condition = own.numbers(s.tree());
          if (!condition.isLogical()) {
            throw own.error(s.tree().span(), "subset is a condition such as x > 2.", null);
          }
          for (int i = 0; i < rows; i++) {
            wanted[i] = condition.at(i) == 1;
          }
        });
  }

  /** Reads a variable; one that is no column of values is left to the caller. */
  void add(Expr e) {
    values.computeIfAbsent(e.text(), t -> evaluator.evaluate(e));
  }

  /** Reads a variable as levels. */
  void addLevels(Expr e) {
    levels.computeIfAbsent(e.text(), t -> Levelled.of(evaluator, evaluator.evaluate(e), e));
  }

  /** Settles which rows are used. */
  void close() {
    int count = 0;
    int[] kept = new int[rows];
    for (int i = 0; i < rows; i++) {
      boolean complete = wanted[i];
      for (Value v : values.values()) {
        complete = complete && !isMissing(v, i);
      }
      for (Value v : levels.values()) {
        complete = complete && !isMissing(v, i);
      }
      if (complete) {
        kept[count++] = i;
      }
    }
    used = Arrays.copyOf(kept, count);
  }

  private static boolean isMissing(Value v, int row) {
    if (v instanceof Value.Numbers n) {
      return Double.isNaN(n.at(row));
    } else if (v instanceof Value.Levels l) {
      return l.codes()[row] < 0;
    } else if (v instanceof Value.Columns c) {
      return Arrays.stream(c.columns()).anyMatch(column -> Double.isNaN(column[row]));
    }
    return false;
  }

  int count() {
    return used.length;
  }

  /** Rows of the subset with a missing value. */
  int dropped() {
    int all = 0;
    for (boolean w : wanted) {
      all += w ? 1 : 0;
    }
    return all - used.length;
  }

  /** The numbers of a variable over the rows used, if it is numbers. */
  Optional<double[]> numbers(Expr e) {
    if (values.get(e.text()) instanceof Value.Numbers n && !n.isConstant()) {
      return Optional.of(Arrays.stream(used).mapToDouble(n::at).toArray());
    }
    return Optional.empty();
  }

  /** A grouping variable as a factor. */
  StudyFactor unit(Expr e) {
    boolean numeric = !(evaluator.evaluate(e) instanceof Value.Levels);
    return factor(name(e), Role.UNIT, numeric, levels.get(e.text()));
  }

  /** A variable of the fixed part as a factor: levels, or the few values of numbers. */
  Optional<StudyFactor> treatment(Expr e) {
    Value v = values.get(e.text());
    if (v instanceof Value.Levels l) {
      return Optional.of(factor(name(e), Role.TREATMENT, false, l));
    } else if (v instanceof Value.Numbers n && !n.isConstant()) {
      StudyFactor f = factor(name(e), Role.TREATMENT, true, Levelled.of(evaluator, v, e));
      boolean few = f.levelCount() <= MOST_VALUES && 2 * f.levelCount() <= f.rows();
      return Optional.of(
          few ? f : factor(name(e), Role.COVARIATE, true, Levelled.of(evaluator, v, e)));
    }
    return Optional.empty();
  }

  private StudyFactor factor(String name, Role role, boolean numeric, Value.Levels l) {
    int[] codes = Arrays.stream(used).map(i -> l.codes()[i]).toArray();
    return StudyFactor.of(name, role, numeric, codes, l.labels());
  }

  private static String name(Expr e) {
    return e instanceof Expr.Name n ? n.name() : e.text();
  }

  /** The categorical columns of a frame that a formula does not name, over the rows used. */
  List<StudyFactor> others(ModelFrame frame, java.util.Set<String> named) {
    List<StudyFactor> out = new ArrayList<>();
    for (String column : frame.columnNames()) {
      if (!named.contains(column)) {
        StudyColumns.read(frame, column, used).ifPresent(out::add);
      }
    }
    return out;
  }
}
