package dev.henderson.stats.formula;

import java.util.List;
import java.util.Optional;

/**
 * The terms of a formula after R's term algebra.
 *
 * @param intercept whether there is an intercept
 * @param variables all variables of the fixed part in order of first appearance, offsets and
 *     variables of removed terms included, the response not
 * @param fixed the terms of the fixed part, main effects first, then by order
 * @param offsets the {@code offset(...)} calls
 * @param random the random-effects terms in the order written
 * @param error the {@code Error(...)} term
 * @param notes remarks for the reader
 */
public record FormulaTerms(
    boolean intercept,
    List<Expr> variables,
    List<Term.FixedEffect> fixed,
    List<Expr.Call> offsets,
    List<Term.RandomEffects> random,
    Optional<Term.ErrorTerm> error,
    List<FormulaNote> notes) {
  /** Copies the lists. */
  public FormulaTerms {
    variables = List.copyOf(variables);
    fixed = List.copyOf(fixed);
    offsets = List.copyOf(offsets);
    random = List.copyOf(random);
    notes = List.copyOf(notes);
  }

  /** The labels of the fixed terms, as R's {@code term.labels}. */
  public List<String> labels() {
    return fixed.stream().map(Term::label).toList();
  }
}
