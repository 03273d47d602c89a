package dev.henderson.stats.design;

import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.formula.Span;
import dev.henderson.stats.formula.Term;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.model.Diagnostic;
import dev.henderson.stats.variables.DesignException;
import dev.henderson.stats.variables.UnknownVariableException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a mixed model's formula means for the data at hand: response, full-rank fixed-effects
 * matrix, random-effects terms, the rows used, and what a reader should know about them.
 */
public final class MixedModelDesign extends Design {
  private final Response response;
  private final ModelMatrix written;
  private final RankCheck rank;
  private final List<TermCoding> codings;
  private final MixedModelData data;
  private final Schema schema;
  private final List<Diagnostic> notes;
  private final MatrixBuilder matrices;

  private MixedModelDesign(DesignBuilder b) {
    super(b);
    this.response = b.response();
    if (response == null) {
      throw b.error(
          Span.at(b.formula.span().start()),
          "A mixed model needs a response.",
          "Write response ~ terms + (1 | group).");
    }
    if (terms.error().isPresent()) {
      throw b.error(
          terms.error().get().span(),
          "Error() is for aov, a mixed model has (1 | group).",
          "Write (1 | group) for each stratum.");
    }
    if (terms.random().isEmpty()) {
      throw b.error(
          b.formula.rightSide().span(),
          "There is no random-effects term.",
          "Add one, such as (1 | group), or fit a linear model.");
    }
    if (response.kind() == Response.Kind.FACTOR || response.kind() == Response.Kind.COLUMNS) {
      throw b.error(
          b.formula.response().orElseThrow().span(),
          "The response "
              + response.name()
              + " is "
              + (response.kind() == Response.Kind.FACTOR ? "a factor" : "several columns")
              + "; a linear mixed model needs numbers.",
          null);
    }
    MatrixBuilder.Built fixed = b.matrices.build(terms);
    this.written = fixed.matrix();
    this.codings = fixed.codings();
    this.rank = RankCheck.of(written);
    List<Diagnostic> all = new ArrayList<>(b.notes);
    all.addAll(rankNotes(rank));
    List<RandomEffectsTerm> random = random(b, all);
    ModelMatrix x = rank.aliased().isEmpty() ? written : written.select(rank.kept());
    this.data = new MixedModelData(response.single(), x, random, b.weights(), b.offset());
    this.schema = new Schema(b);
    this.notes = List.copyOf(all);
    this.matrices = b.matrices;
  }

  /**
   * Gives a formula its meaning over a frame.
   *
   * @throws UnknownVariableException for a name that is no column or function
   * @throws DesignException for a formula the data give no meaning to
   */
  public static MixedModelDesign of(Formula formula, ModelFrame frame, DesignOptions options) {
    return new MixedModelDesign(new DesignBuilder(formula, frame, options));
  }

  static List<Diagnostic> rankNotes(RankCheck rank) {
    if (rank.aliased().isEmpty()) {
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

  private List<RandomEffectsTerm> random(DesignBuilder b, List<Diagnostic> notes) {
    List<RandomEffectsTerm> out = new ArrayList<>();
    for (int i = 0; i < terms.random().size(); i++) {
      Term.RandomEffects term = terms.random().get(i);
      GroupingFactor group = GroupingBuilder.build(b.rows, term.group());
      ModelMatrix effects = b.matrices.buildEffects(b.effects.get(i));
      out.add(new RandomEffectsTerm(effects, group, term.correlated() || effects.columns() == 1));
    }
    RandomEffectsChecks.run(b, out, notes);
    return List.copyOf(out);
  }

  /** The response as written: {@code log(Y)}. */
  public String responseName() {
    return response.name();
  }

  /** The fixed-effects matrix with all its columns, aliased ones too. */
  public ModelMatrix writtenMatrix() {
    return written;
  }

  /** What an analysis of variance tests of each fixed term; computed on each call. */
  public TermHypotheses hypotheses() {
    return TermHypotheses.of(data.fixed(), matrices, terms, schema);
  }

  /** The columns that {@link #data()} leaves out because they depend on others. */
  public List<AliasedColumn> aliased() {
    return rank.aliased();
  }

  /** The columns of {@link #writtenMatrix()} that {@link #data()} keeps, in its order. */
  public int[] keptColumns() {
    return rank.aliased().isEmpty() ? allColumns() : rank.kept();
  }

  private int[] allColumns() {
    int[] all = new int[written.columns()];
    java.util.Arrays.setAll(all, j -> j);
    return all;
  }

  /**
   * The fixed-effects matrix of new data, with the columns {@link #data()} has.
   *
   * @throws UnknownVariableException if a column is missing
   * @throws DesignException if a factor has a level the model has not seen
   */
  public ModelMatrix fixedMatrix(ModelFrame newData) {
    ModelMatrix x = schema.fixedMatrix(newData);
    return rank.aliased().isEmpty() ? x : x.select(rank.kept());
  }

  /** How each variable of the fixed part is coded in each term. */
  public List<TermCoding> codings() {
    return codings;
  }

  /** What the fit needs; its fixed-effects matrix has full rank. */
  public MixedModelData data() {
    return data;
  }

  /** What the data said of each variable, for new data. */
  public Schema schema() {
    return schema;
  }

  /** What a reader should know: rows and columns left out, traps in the formula. */
  public List<Diagnostic> diagnostics() {
    return notes;
  }
}
