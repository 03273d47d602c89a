package dev.henderson.stats.explain;

import dev.henderson.stats.formula.Expr;
import dev.henderson.stats.formula.FormulaTerms;
import dev.henderson.stats.formula.Term;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Writes the fixed part of a formula, for calls that follow a fit. */
final class FixedText {
  private FixedText() {}

  /** {@code A * B + offset(z)}, {@code 1} where there is nothing. */
  static String of(FormulaTerms terms) {
    Set<String> names = new LinkedHashSet<>();
    for (Term.FixedEffect t : terms.fixed()) {
      t.variables().forEach(e -> names.add(e.text()));
    }
    List<String> parts = new ArrayList<>();
    if (!terms.intercept()) {
      parts.add("0");
    }
    boolean factorial =
        names.size() > 1 && names.size() < 5 && terms.fixed().size() == (1 << names.size()) - 1;
    if (factorial) {
      parts.add(String.join(" * ", names));
    } else {
      terms.fixed().forEach(t -> parts.add(t.label()));
    }
    for (Expr.Call offset : terms.offsets()) {
      parts.add(offset.text());
    }
    return parts.isEmpty() ? "1" : String.join(" + ", parts);
  }
}
