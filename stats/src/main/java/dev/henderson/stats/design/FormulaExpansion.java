package dev.henderson.stats.design;

import dev.henderson.stats.formula.Expr;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.formula.FormulaTerms;
import dev.henderson.stats.formula.Term;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.matrix.ModelMatrix;
import dev.henderson.stats.model.Diagnostic;
import dev.henderson.stats.variables.DesignException;
import dev.henderson.stats.variables.UnknownVariableException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a formula stands for, laid open: terms, coding, columns, random-effects structure, strata,
 * and the model as an equation.
 *
 * @param formula the formula with R's spacing
 * @param response the left side as written, if there is one
 * @param responseKind what the left side is made of; none without data
 * @param intercept whether there is an intercept
 * @param variables the variables of the fixed part in order of first appearance
 * @param terms the labels of the fixed terms, as R's {@code term.labels}
 * @param offsets the {@code offset()} calls
 * @param codings how each variable is coded in each term; empty without data
 * @param columns the columns of the model matrix; empty without data
 * @param assign for each column the 1-based term it comes from, 0 for the intercept
 * @param random the random-effects terms in the order written
 * @param strata the strata of {@code Error()}, the intercept first
 * @param aliased the columns that depend on earlier ones
 * @param rows how many rows are used; 0 without data
 * @param dropped how many rows were left out because a value is missing
 * @param rank the rank of the model matrix; 0 without data
 * @param equation the model as an equation; none without data or where the response is not a number
 * @param notes what a reader should know
 */
public record FormulaExpansion(
    String formula,
    Optional<String> response,
    Optional<Response.Kind> responseKind,
    boolean intercept,
    List<String> variables,
    List<String> terms,
    List<String> offsets,
    List<TermCoding> codings,
    List<String> columns,
    List<Integer> assign,
    List<Random> random,
    List<ErrorStrata.Stratum> strata,
    List<AliasedColumn> aliased,
    int rows,
    int dropped,
    int rank,
    Optional<ModelEquation> equation,
    List<Diagnostic> notes) {

  /**
   * A random-effects term.
   *
   * @param group name of the grouping, outer first
   * @param columns names of its effects; without data the left side as written
   * @param levels how many levels the grouping has; 0 without data
   * @param correlated whether its effects covary
   * @param thetas how many covariance parameters it has; 0 without data
   */
  public record Random(
      String group, List<String> columns, int levels, boolean correlated, int thetas) {
    /** Copies the list. */
    public Random {
      columns = List.copyOf(columns);
    }
  }

  /** Copies the lists. */
  public FormulaExpansion {
    variables = List.copyOf(variables);
    terms = List.copyOf(terms);
    offsets = List.copyOf(offsets);
    codings = List.copyOf(codings);
    columns = List.copyOf(columns);
    assign = List.copyOf(assign);
    random = List.copyOf(random);
    strata = List.copyOf(strata);
    aliased = List.copyOf(aliased);
    notes = List.copyOf(notes);
  }

  /** What can be said without data: terms and groupings as written. */
  public static FormulaExpansion of(Formula formula) {
    FormulaTerms terms = formula.terms();
    List<Random> random =
        terms.random().stream()
            .map(r -> new Random(r.groupName(), List.of(r.effects().text()), 0, r.correlated(), 0))
            .toList();
    List<Diagnostic> notes =
        formula.notes().stream().map(n -> Diagnostic.note(n.code(), n.message())).toList();
    List<ErrorStrata.Stratum> strata = new ArrayList<>();
    terms
        .error()
        .ifPresent(
            e -> {
              strata.add(new ErrorStrata.Stratum("(Intercept)", 0, List.of()));
              formula
                  .terms(e.expression(), null)
                  .labels()
                  .forEach(l -> strata.add(new ErrorStrata.Stratum(l, 0, List.of())));
              strata.add(new ErrorStrata.Stratum("Within", 0, List.of()));
            });
    Builder b = new Builder(formula, terms);
    b.random = random;
    b.strata = strata;
    b.notes = notes;
    return b.build();
  }

  /**
   * What a formula stands for over a frame.
   *
   * @throws UnknownVariableException for a name that is no column or function
   * @throws DesignException for a formula the data give no meaning to
   */
  public static FormulaExpansion of(Formula formula, ModelFrame frame, DesignOptions options) {
    DesignBuilder b = new DesignBuilder(formula, frame, options);
    Response response = b.response();
    MatrixBuilder.Built fixed = b.matrices.build(b.terms);
    ModelMatrix x = fixed.matrix();
    Estimability rank = Estimability.of(x);
    List<Diagnostic> notes = new ArrayList<>(b.notes);
    List<RandomEffectsTerm> terms = RandomEffectsChecks.terms(b, notes);
    List<ErrorStrata.Stratum> strata = b.strata == null ? List.of() : ErrorStrata.of(b).strata();
    if (strata.isEmpty()) {
      notes.addAll(Design.rankNotes(rank));
    }
    List<Integer> assign = new ArrayList<>();
    for (int j = 0; j < x.columns(); j++) {
      assign.add(x.assign(j));
    }
    List<Random> random = new ArrayList<>();
    for (RandomEffectsTerm t : terms) {
      int k = t.effects().columns();
      random.add(
          new Random(
              t.group().name(),
              t.effects().columnNames(),
              t.group().levelCount(),
              t.correlated(),
              t.correlated() ? k * (k + 1) / 2 : k));
    }
    Optional<ModelEquation> equation =
        Optional.ofNullable(response)
            .filter(FormulaExpansion::isNumber)
            .map(
                r ->
                    ModelEquation.of(
                        r.name(),
                        offsets(b),
                        keptNames(x, rank),
                        withStrata(random, strata, b),
                        b.weights() != null));
    Builder out = new Builder(formula, b.terms);
    out.responseKind = Optional.ofNullable(response).map(Response::kind);
    out.codings = fixed.codings();
    out.columns = x.columnNames();
    out.assign = assign;
    out.random = random;
    out.strata = strata;
    out.aliased = rank.aliased();
    out.rows = b.rows.count();
    out.dropped = b.rows.dropped();
    out.rank = rank.rank();
    out.equation = equation;
    out.notes = notes;
    return out.build();
  }

  private static boolean isNumber(Response r) {
    return r.kind() == Response.Kind.NUMERIC || r.kind() == Response.Kind.LOGICAL;
  }

  private static List<String> keptNames(ModelMatrix x, Estimability rank) {
    return Arrays.stream(rank.kept()).mapToObj(x.columnNames()::get).toList();
  }

  private static List<String> offsets(DesignBuilder b) {
    List<String> out = new ArrayList<>();
    b.terms.offsets().forEach(o -> out.add(o.text()));
    b.options.offset().ifPresent(o -> out.add("offset(" + o.tree().text() + ")"));
    return out;
  }

  /** Each stratum of Error() is a random intercept of its grouping. */
  private static List<Random> withStrata(
      List<Random> random, List<ErrorStrata.Stratum> strata, DesignBuilder b) {
    List<Random> out = new ArrayList<>(random);
    if (b.strata != null) {
      // Without rows to spare within the last stratum, that one is the residuals.
      String last = strata.get(strata.size() - 1).name();
      for (Term.FixedEffect term : b.strata.fixed()) {
        if (strata.stream().anyMatch(s -> s.name().equals(term.label()))
            && !term.label().equals(last)) {
          int levels = GroupingBuilder.build(b.rows, term.variables()).levelCount();
          out.add(new Random(term.label(), List.of("(Intercept)"), levels, true, 1));
        }
      }
    }
    return out;
  }

  /** An expansion while it is being made; at first what the formula says without data. */
  private static final class Builder {
    final Formula formula;
    final FormulaTerms terms;
    Optional<Response.Kind> responseKind = Optional.empty();
    List<TermCoding> codings = List.of();
    List<String> columns = List.of();
    List<Integer> assign = List.of();
    List<Random> random = List.of();
    List<ErrorStrata.Stratum> strata = List.of();
    List<AliasedColumn> aliased = List.of();
    int rows;
    int dropped;
    int rank;
    Optional<ModelEquation> equation = Optional.empty();
    List<Diagnostic> notes = List.of();

    Builder(Formula formula, FormulaTerms terms) {
      this.formula = formula;
      this.terms = terms;
    }

    FormulaExpansion build() {
      return new FormulaExpansion(
          formula.toString(),
          formula.response().map(Expr::text),
          responseKind,
          terms.intercept(),
          terms.variables().stream().map(Expr::text).toList(),
          terms.labels(),
          terms.offsets().stream().map(Expr::text).toList(),
          codings,
          columns,
          assign,
          random,
          strata,
          aliased,
          rows,
          dropped,
          rank,
          equation,
          notes);
    }
  }
}
