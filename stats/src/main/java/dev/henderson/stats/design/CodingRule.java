package dev.henderson.stats.design;

import dev.henderson.stats.formula.Expr;
import dev.henderson.stats.formula.FormulaTerms;
import dev.henderson.stats.formula.Term;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * R's rule for the coding of factors: a factor f in a term T gets contrasts if T without f is empty
 * or contained in an earlier term; else it gets a column for each level. Where there is no
 * intercept, the first factor of the first term that has one gets all its columns.
 */
final class CodingRule {
  private CodingRule() {}

  /** For each term and each of its variables, whether it gets a column for each level. */
  static List<boolean[]> full(FormulaTerms terms, Predicate<Expr> isFactor) {
    List<boolean[]> out = new ArrayList<>();
    List<Set<String>> earlier = new ArrayList<>();
    for (Term.FixedEffect term : terms.fixed()) {
      List<String> names = term.variables().stream().map(Expr::text).toList();
      boolean[] full = new boolean[names.size()];
      for (int i = 0; i < full.length; i++) {
        Set<String> others = new HashSet<>(names);
        others.remove(names.get(i));
        full[i] = !others.isEmpty() && earlier.stream().noneMatch(t -> t.containsAll(others));
      }
      out.add(full);
      earlier.add(Set.copyOf(names));
    }
    if (!terms.intercept()) {
      fillFirst(terms, isFactor, out);
    }
    return out;
  }

  private static void fillFirst(
      FormulaTerms terms, Predicate<Expr> isFactor, List<boolean[]> full) {
    for (int t = 0; t < full.size(); t++) {
      List<Expr> variables = terms.fixed().get(t).variables();
      for (int i = 0; i < variables.size(); i++) {
        if (isFactor.test(variables.get(i))) {
          full.get(t)[i] = true;
          return;
        }
      }
    }
  }
}
