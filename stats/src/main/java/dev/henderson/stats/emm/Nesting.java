package dev.henderson.stats.emm;

import dev.henderson.stats.formula.Expr;
import dev.henderson.stats.formula.FormulaTerms;
import dev.henderson.stats.formula.Term;
import dev.henderson.stats.infer.LinearBasis;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which factors are nested in which: every level of the one occurs with one level of the other
 * only; or the formula has the one only within the other, as {@code A/B} does.
 */
final class Nesting {
  private final Map<String, Set<String>> parents;

  private Nesting(Map<String, Set<String>> parents) {
    this.parents = Collections.unmodifiableMap(parents);
  }

  static Nesting find(LinearBasis basis, List<GridVariable> all, double[] counts) {
    List<GridVariable> categorical = all.stream().filter(GridVariable::isCategorical).toList();
    List<GridVariable> factors = categorical.stream().filter(v -> v.size() > 1).toList();
    Map<String, Set<String>> out = new LinkedHashMap<>();
    if (factors.size() < 2) {
      return new Nesting(out);
    }
    for (GridVariable inner : factors) {
      for (GridVariable outer : factors) {
        boolean turned = out.getOrDefault(outer.name(), Set.of()).contains(inner.name());
        if (inner != outer && !turned && oneEach(categorical, counts, inner, outer)) {
          out.computeIfAbsent(inner.name(), k -> new LinkedHashSet<>()).add(outer.name());
        }
      }
    }
    fromFormula(basis.terms(), factors, out);
    for (Set<String> own : out.values()) {
      List<String> further = new ArrayList<>();
      own.forEach(p -> further.addAll(out.getOrDefault(p, Set.of())));
      own.addAll(further);
    }
    out.entrySet().removeIf(e -> e.getValue().contains(e.getKey()));
    return new Nesting(out);
  }

  /** Whether each level of the inner factor occurs with at most one level of the outer. */
  private static boolean oneEach(
      List<GridVariable> categorical, double[] counts, GridVariable inner, GridVariable outer) {
    int[] with = new int[inner.size()];
    java.util.Arrays.fill(with, -1);
    for (int cell = 0; cell < counts.length; cell++) {
      if (counts[cell] > 0) {
        int i = place(categorical, inner, cell);
        int o = place(categorical, outer, cell);
        if (with[i] >= 0 && with[i] != o) {
          return false;
        }
        with[i] = o;
      }
    }
    return true;
  }

  /** The level of a variable in a cell of the categorical variables. */
  static int place(List<GridVariable> categorical, GridVariable of, int cell) {
    int rest = cell;
    for (GridVariable v : categorical) {
      if (v == of) {
        return rest % v.size();
      }
      rest /= v.size();
    }
    throw new IllegalArgumentException(of.name());
  }

  /**
   * A factor without a main effect of its own is nested in the factors that stand beside it with
   * all their levels, in the smallest of its terms.
   */
  private static void fromFormula(
      FormulaTerms terms, List<GridVariable> factors, Map<String, Set<String>> out) {
    Set<String> names = new HashSet<>();
    factors.forEach(f -> names.add(f.name()));
    List<Set<String>> labels = new ArrayList<>();
    for (Term.FixedEffect t : terms.fixed()) {
      Set<String> own = new LinkedHashSet<>();
      t.variables().stream().map(Expr::names).forEach(own::addAll);
      labels.add(own);
    }
    for (String name : names) {
      if (labels.contains(Set.of(name))) {
        continue;
      }
      List<Set<String>> beside = new ArrayList<>();
      for (int t = 0; t < labels.size(); t++) {
        Set<String> own = labels.get(t);
        if (!own.contains(name)) {
          continue;
        }
        Set<String> full = new LinkedHashSet<>();
        for (String other : own) {
          Set<String> without = new HashSet<>(own);
          without.remove(other);
          // All levels of it are coded if the term without it is not there before.
          boolean margin =
              without.isEmpty()
                  ? terms.intercept()
                  : labels.subList(0, t).stream().anyMatch(l -> l.containsAll(without));
          if (!margin && !other.equals(name) && names.contains(other)) {
            full.add(other);
          }
        }
        beside.add(full);
      }
      for (Set<String> s : beside) {
        boolean smallest =
            beside.stream().noneMatch(o -> !o.equals(s) && !o.isEmpty() && s.containsAll(o));
        if (!s.isEmpty() && smallest) {
          out.computeIfAbsent(name, k -> new LinkedHashSet<>()).addAll(s);
        }
      }
    }
  }

  Map<String, Set<String>> parents() {
    return parents;
  }

  boolean isEmpty() {
    return parents.isEmpty();
  }

  /** The names, each nested one followed by those it is nested in. */
  Set<String> withParents(Set<String> names) {
    Set<String> out = new LinkedHashSet<>();
    names.stream().filter(parents::containsKey).forEach(out::add);
    names.stream().filter(parents::containsKey).forEach(n -> parents.get(n).forEach(out::add));
    out.addAll(names);
    return out;
  }
}
