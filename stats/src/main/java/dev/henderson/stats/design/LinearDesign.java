package dev.henderson.stats.design;

import dev.henderson.stats.formula.Expr;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.formula.FormulaTerms;
import dev.henderson.stats.formula.Term;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.model.Diagnostic;
import dev.henderson.stats.structure.StudyFactor;
import dev.henderson.stats.structure.TreatmentCells;
import dev.henderson.stats.variables.DesignException;
import dev.henderson.stats.variables.UnknownVariableException;
import dev.henderson.stats.variables.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a formula without random-effects terms means for the data at hand: response, model matrix,
 * the columns that depend on others, and the strata of {@code Error(...)}.
 */
public final class LinearDesign extends Design {
  /** Of more cells nobody asks which are empty. */
  private static final double MOST_CELLS = 1e6;

  private final Response response;
  private final ModelMatrix matrix;
  private final List<TermCoding> codings;
  private final double[] weights;
  private final double[] offset;
  private final ErrorStrata strata;
  private final Schema schema;
  private final List<Diagnostic> notes;
  private final MatrixBuilder matrices;
  private volatile RankCheck rank;
  private final FormulaTerms errorTerms;

  private LinearDesign(DesignBuilder b) {
    super(b);
    if (!terms.random().isEmpty()) {
      Term.RandomEffects r = terms.random().get(0);
      throw b.error(
          r.span(),
          "(" + r.label() + ") is a random-effects term; a linear model has none.",
          "Fit a mixed model, or write Error(" + r.groupName() + ") for aov.");
    }
    this.response = b.response();
    MatrixBuilder.Built built = b.matrices.build(terms);
    this.matrix = built.matrix();
    this.codings = built.codings();
    this.weights = b.weights();
    this.offset = b.offset();
    this.strata = b.strata == null ? null : ErrorStrata.of(b);
    this.schema = new Schema(b);
    this.matrices = b.matrices;
    this.errorTerms = b.strata;
    List<Diagnostic> all = new ArrayList<>(b.notes);
    if (strata != null) {
      all.addAll(strata.notes());
      RandomEffectsChecks.noteRepeatedLabels(
          b, b.strata.fixed().stream().map(Term.FixedEffect::variables).toList(), all);
    }
    this.notes = List.copyOf(all);
  }

  /** Made when asked for: a fit finds the rank itself, and the data may be large. */
  private RankCheck rankCheck() {
    RankCheck known = rank;
    if (known == null) {
      known = RankCheck.of(matrix);
      rank = known;
    }
    return known;
  }

  /**
   * Gives a formula its meaning over a frame.
   *
   * @throws UnknownVariableException for a name that is no column or function
   * @throws DesignException for a formula the data give no meaning to
   */
  public static LinearDesign of(Formula formula, ModelFrame frame, DesignOptions options) {
    return new LinearDesign(new DesignBuilder(formula, frame, options));
  }

  /** The response; none for a formula without a left side. */
  public Optional<Response> response() {
    return Optional.ofNullable(response);
  }

  /** The model matrix with all its columns, aliased ones too. */
  public ModelMatrix matrix() {
    return matrix;
  }

  /** How each variable is coded in each term. */
  public List<TermCoding> codings() {
    return codings;
  }

  /** The rank of the model matrix, by R's limited pivoting. */
  public int rank() {
    return rankCheck().rank();
  }

  /** The columns that do not depend on earlier ones, ascending. */
  public int[] keptColumns() {
    int[] kept = rankCheck().kept();
    Arrays.sort(kept);
    return kept;
  }

  /** What an analysis of variance tests of each term; computed on each call. */
  public TermHypotheses hypotheses() {
    ModelMatrix kept = rankCheck().aliased().isEmpty() ? matrix : matrix.select(keptColumns());
    return TermHypotheses.of(kept, matrices, terms, schema);
  }

  /** The factors among the variables of the fixed part, over the rows used. */
  public List<GroupingFactor> factors() {
    List<GroupingFactor> out = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>();
    for (Term.FixedEffect term : terms.fixed()) {
      for (Expr e : term.variables()) {
        if (seen.add(e.text()) && matrices.value(e) instanceof Value.Levels l) {
          out.add(new GroupingFactor(e.text(), l.codes(), l.labels()));
        }
      }
    }
    return out;
  }

  /** The columns that depend on earlier ones. */
  public List<AliasedColumn> aliased() {
    return rankCheck().aliased();
  }

  /**
   * The combinations of factors without a row, where they are why columns of an interaction are
   * aliased: a sentence for each such term that contains no other.
   *
   * @param aliased the columns that depend on others
   */
  public List<String> emptyCells(List<AliasedColumn> aliased) {
    Set<Integer> of = new TreeSet<>();
    aliased.forEach(a -> of.add(matrix.assign(a.column()) - 1));
    List<Set<String>> told = new ArrayList<>();
    List<String> out = new ArrayList<>();
    for (int t : of) {
      List<StudyFactor> factors = t < 0 ? List.of() : crossed(terms.fixed().get(t));
      Set<String> names = new LinkedHashSet<>();
      factors.forEach(f -> names.add(f.name()));
      double cells =
          factors.stream().mapToDouble(StudyFactor::levelCount).reduce(1, (a, b) -> a * b);
      if (factors.size() > 1 && cells < MOST_CELLS && told.stream().noneMatch(names::containsAll)) {
        TreatmentCells.of(factors)
            .emptyCells()
            .ifPresent(
                text -> {
                  told.add(names);
                  out.add(text);
                });
      }
    }
    return out;
  }

  /** The factors of a term; none if a variable of it is numbers. */
  private List<StudyFactor> crossed(Term.FixedEffect term) {
    List<StudyFactor> out = new ArrayList<>();
    for (Expr e : term.variables()) {
      if (!(matrices.value(e) instanceof Value.Levels l)) {
        return List.of();
      }
      out.add(StudyFactor.of(e.text(), StudyFactor.Role.TREATMENT, false, l.codes(), l.labels()));
    }
    return out;
  }

  /** The weights, one per row used; null where none were given. */
  public double[] weights() {
    return weights == null ? null : weights.clone();
  }

  /** The offset, one per row used; null where there is none. */
  public double[] offset() {
    return offset == null ? null : offset.clone();
  }

  /** The strata of {@code Error(...)}. */
  public Optional<ErrorStrata> strata() {
    return Optional.ofNullable(strata);
  }

  /**
   * The coefficients each stratum of {@code Error(...)} estimates; computed on each call.
   *
   * @throws IllegalStateException if the formula has none
   */
  public StratumEstimates stratumEstimates() {
    if (strata == null) {
      throw new IllegalStateException("the formula has no Error()");
    }
    return StratumEstimates.of(matrices, terms, errorTerms, response, schema);
  }

  /** What the data said of each variable, for new data. */
  public Schema schema() {
    return schema;
  }

  /** What a reader should know: rows left out, traps in the formula. */
  public List<Diagnostic> diagnostics() {
    return notes;
  }
}
