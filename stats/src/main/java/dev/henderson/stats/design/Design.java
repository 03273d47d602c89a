package dev.henderson.stats.design;

import dev.henderson.stats.formula.Expr;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.formula.FormulaTerms;
import dev.henderson.stats.formula.Span;
import dev.henderson.stats.formula.Term;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.matrix.ModelMatrix;
import dev.henderson.stats.model.Diagnostic;
import dev.henderson.stats.structure.StudyFactor;
import dev.henderson.stats.structure.TreatmentCells;
import dev.henderson.stats.variables.DesignException;
import dev.henderson.stats.variables.UnknownVariableException;
import dev.henderson.stats.variables.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a formula means for the data at hand: response, weights and offset, the model matrix with
 * the columns that depend on others, the random-effects terms if there are any, the strata of
 * {@code Error(...)} if there are, the rows used, and what a reader should know of them. Immutable.
 */
public final class Design {
  /** Of more cells nobody asks which are empty. */
  private static final double MOST_CELLS = 1e6;

  private final Formula formula;
  private final FormulaTerms terms;
  private final ModelFrame frame;
  private final DesignOptions options;
  private final int[] rowsUsed;
  private final int rowsDropped;
  private final Response response;
  private final ModelMatrix matrix;
  private final List<TermCoding> codings;
  private final List<RandomEffectsTerm> random;
  private final double[] weights;
  private final double[] offset;
  private final ErrorStrata strata;
  private final Schema schema;
  private final List<Diagnostic> notes;
  private final MatrixBuilder matrices;
  private volatile Estimability estimability;
  private final FormulaTerms errorTerms;

  private Design(DesignBuilder b) {
    this.formula = b.formula;
    this.terms = b.terms;
    this.frame = b.frame;
    this.options = b.options;
    this.rowsUsed = b.rows.used();
    this.rowsDropped = b.rows.dropped();
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
    if (!terms.random().isEmpty()) {
      // A mixed model is fitted without aliased columns, and says so before its groupings.
      all.addAll(rankNotes(estimability()));
    }
    this.random = RandomEffectsChecks.terms(b, all);
    if (strata != null) {
      all.addAll(strata.notes());
      RandomEffectsChecks.noteRepeatedLabels(
          b, b.strata.fixed().stream().map(Term.FixedEffect::variables).toList(), all);
    }
    this.notes = List.copyOf(all);
  }

  /**
   * Gives a formula without random-effects terms its meaning over a frame.
   *
   * @throws UnknownVariableException for a name that is no column or function
   * @throws DesignException for a formula the data give no meaning to, or with (1 | group)
   */
  public static Design linear(Formula formula, ModelFrame frame, DesignOptions options) {
    DesignBuilder b = new DesignBuilder(formula, frame, options);
    if (!b.terms.random().isEmpty()) {
      Term.RandomEffects r = b.terms.random().get(0);
      throw b.error(
          r.span(),
          "(" + r.label() + ") is a random-effects term; a linear model has none.",
          "Fit a mixed model, or write Error(" + r.groupName() + ") for aov.");
    }
    return new Design(b);
  }

  /**
   * Gives a mixed model's formula its meaning over a frame.
   *
   * @throws UnknownVariableException for a name that is no column or function
   * @throws DesignException for a formula the data give no meaning to, without a numeric response
   *     or without (1 | group)
   */
  public static Design mixed(Formula formula, ModelFrame frame, DesignOptions options) {
    DesignBuilder b = new DesignBuilder(formula, frame, options);
    Response response = b.response();
    if (response == null) {
      throw b.error(
          Span.at(formula.span().start()),
          "A mixed model needs a response.",
          "Write response ~ terms + (1 | group).");
    }
    if (b.terms.error().isPresent()) {
      throw b.error(
          b.terms.error().get().span(),
          "Error() is for aov, a mixed model has (1 | group).",
          "Write (1 | group) for each stratum.");
    }
    if (b.terms.random().isEmpty()) {
      throw b.error(
          formula.rightSide().span(),
          "There is no random-effects term.",
          "Add one, such as (1 | group), or fit a linear model.");
    }
    if (response.kind() == Response.Kind.FACTOR || response.kind() == Response.Kind.COLUMNS) {
      throw b.error(
          formula.response().orElseThrow().span(),
          "The response "
              + response.name()
              + " is "
              + (response.kind() == Response.Kind.FACTOR ? "a factor" : "several columns")
              + "; a linear mixed model needs numbers.",
          null);
    }
    return new Design(b);
  }

  static List<Diagnostic> rankNotes(Estimability rank) {
    if (rank.isFull()) {
      return List.of();
    }
    List<String> equations = rank.aliased().stream().map(AliasedColumn::equation).toList();
    int count = equations.size();
    return List.of(
        Diagnostic.note(
            "rank-deficient",
            (count == 1
                    ? "A column of the model matrix depends on others and was dropped: "
                    : count + " columns of the model matrix depend on others and were dropped: ")
                + String.join("; ", equations.subList(0, Math.min(10, count)))
                + (count > 10 ? "; ..." : "")
                + "."));
  }

  /** The formula. */
  public Formula formula() {
    return formula;
  }

  /** The terms of the formula, {@code .} replaced by its columns. */
  public FormulaTerms terms() {
    return terms;
  }

  /** The data. */
  public ModelFrame frame() {
    return frame;
  }

  /** The name of the data. */
  public String dataName() {
    return frame.name();
  }

  /** What was said of the design beside the formula. */
  public DesignOptions options() {
    return options;
  }

  /**
   * The call of R that fits it, with weights, offset, subset and contrasts.
   *
   * @param function such as {@code lm}
   * @param arguments further ones, such as {@code REML = FALSE}
   */
  public String call(String function, String... arguments) {
    StringBuilder call = new StringBuilder(function).append("(").append(formula);
    if (!dataName().isEmpty()) {
      call.append(", data = ").append(dataName());
    }
    for (String argument : arguments) {
      call.append(", ").append(argument);
    }
    options.weights().ifPresent(w -> call.append(", weights = ").append(w));
    options.offset().ifPresent(o -> call.append(", offset = ").append(o));
    options.subset().ifPresent(s -> call.append(", subset = ").append(s));
    if (!options.contrasts().isEmpty()) {
      List<String> codings = new ArrayList<>();
      options.contrasts().forEach((factor, coding) -> codings.add(factor + " = " + coding));
      call.append(", contrasts = list(").append(String.join(", ", codings)).append(")");
    }
    return call.append(")").toString();
  }

  /** The rows of the frame that are used, from 0, ascending. */
  public int[] rowsUsed() {
    return rowsUsed.clone();
  }

  /** How many rows were left out because a value is missing. */
  public int rowsDropped() {
    return rowsDropped;
  }

  /** The random-effects terms, in the order of the formula. */
  public List<RandomEffectsTerm> random() {
    return random;
  }

  /**
   * What the fit of a mixed model needs; its fixed-effects matrix has full rank.
   *
   * @throws IllegalStateException if there is no response
   */
  public MixedModelData data() {
    if (response == null) {
      throw new IllegalStateException("the formula has no response");
    }
    return new MixedModelData(response.single(), fullRankMatrix(), random, weights, offset);
  }

  /**
   * Which functions of the coefficients the data tell, by R's limited pivoting. Found when first
   * asked for: a fit by least squares finds the rank itself, and the data may be large.
   */
  public Estimability estimability() {
    Estimability known = estimability;
    if (known == null) {
      known = Estimability.of(matrix);
      estimability = known;
    }
    return known;
  }

  /** The model matrix without the columns that depend on earlier ones. */
  public ModelMatrix fullRankMatrix() {
    Estimability rank = estimability();
    return rank.isFull() ? matrix : matrix.select(rank.kept());
  }

  /** The response; none for a formula without a left side. */
  public Optional<Response> response() {
    return Optional.ofNullable(response);
  }

  /**
   * The response as written: {@code log(Y)}.
   *
   * @throws java.util.NoSuchElementException if there is none
   */
  public String responseName() {
    return response().orElseThrow().name();
  }

  /** The model matrix with all its columns, aliased ones too. */
  public ModelMatrix matrix() {
    return matrix;
  }

  /** How each variable is coded in each term. */
  public List<TermCoding> codings() {
    return codings;
  }

  /** What an analysis of variance tests of each term; computed on each call. */
  public TermHypotheses hypotheses() {
    return TermHypotheses.of(fullRankMatrix(), matrices, terms, schema);
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
