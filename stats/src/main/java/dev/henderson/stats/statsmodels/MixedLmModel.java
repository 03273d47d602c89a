package dev.henderson.stats.statsmodels;

import dev.henderson.stats.design.ColumnNames;
import dev.henderson.stats.formula.Expr;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.formula.FormulaException;
import dev.henderson.stats.formula.FormulaTerms;
import dev.henderson.stats.formula.Span;
import dev.henderson.stats.formula.Term;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.variables.Evaluator;
import dev.henderson.stats.variables.Levelled;
import dev.henderson.stats.variables.Memory;
import dev.henderson.stats.variables.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A mixed model as statsmodels' {@code MixedLM} is told of it, in the words of lmer: {@code
 * re_formula} becomes {@code (effects | groups)}, each entry of {@code vc_formula} one variance
 * between the levels within groups, {@code (1 | groups:a)} or {@code (0 + x | groups)}. Without
 * either there is a random intercept; with {@code vc_formula} alone there is none. If all rows are
 * in one group, the components are crossed: {@code (1 | a) + (1 | b)} [Seabold 2010].
 */
public final class MixedLmModel {
  /**
   * What {@code groups} says.
   *
   * @param column the column of the groups, or null if all rows are in one
   * @param label what statsmodels calls the intercept's variance: the column's name where it was
   *     given by name, else {@code Group}
   * @param span where it stands
   */
  public record Groups(String column, String label, Span span) {}

  /**
   * How a random-effects term was given.
   *
   * @param label of the group's intercept, or the name of the component
   * @param component whether it is an entry of {@code vc_formula}
   */
  public record Part(String label, boolean component) {}

  private final ModelFrame frame;
  private final Formula formula;
  private final PatsyNames names;
  private final Groups groups;
  private final int[] groupOf;
  private final String response;
  private final List<Part> parts;

  private MixedLmModel(Builder b, Formula formula, PatsyNames names, String response) {
    this.frame = b.frame;
    this.formula = formula;
    this.names = names;
    this.groups = b.groups;
    this.groupOf = b.groupOf;
    this.response = response;
    this.parts = List.copyOf(b.parts);
  }

  /**
   * Reads a model.
   *
   * @param formula response and fixed effects in patsy's notation; random effects in lmer's may
   *     stand in it where there are no groups
   * @param groups what {@code groups} says, if anything
   * @param effects {@code re_formula}
   * @param components {@code vc_formula}
   * @throws FormulaException saying where, if something is missing or not read
   */
  public static MixedLmModel of(
      Formula formula,
      ModelFrame frame,
      Optional<Groups> groups,
      Optional<Formula> effects,
      Map<String, Formula> components) {
    return new Builder(formula, frame, groups.orElse(null)).model(effects, components);
  }

  private static final class Builder {
    private final Formula given;
    private final ModelFrame frame;
    private final Groups groups;
    private final PatsyReader reader;
    private final List<Part> parts = new ArrayList<>();
    private int[] groupOf;
    private boolean single;
    private Expr right;

    Builder(Formula given, ModelFrame frame, Groups groups) {
      this.given = given;
      this.frame = frame;
      this.groups = groups;
      this.reader = new PatsyReader(given.source(), frame);
    }

    MixedLmModel model(Optional<Formula> effects, Map<String, Formula> components) {
      Expr response = given.response().orElse(null);
      if (response == null) {
        throw reader.error(
            Span.at(given.span().start()), "There is no response.", "Write \"y ~ terms\".");
      }
      right = reader.terms(given.rightSide());
      Expr left = reader.arithmetic(response);
      FormulaTerms terms = Formula.of(given.source(), given.span(), left, right, List.of()).terms();
      if (groups != null) {
        if (!terms.random().isEmpty()) {
          throw reader.error(
              terms.random().get(0).span(),
              "The random effects are given twice, here and by groups.",
              "Leave groups, re_formula and vc_formula out, or this term.");
        }
        readGroups();
        addEffects(effects.orElse(null), components.isEmpty());
        new TreeMap<>(components).forEach(this::addComponent);
      } else {
        readBars(terms, effects.isPresent() || !components.isEmpty());
      }
      Formula formula =
          Formula.of(given.source(), given.span(), left, right, new ArrayList<>(given.notes()));
      String label =
          response instanceof Expr.Name n ? n.name() : PatsyText.of(response, given.source());
      return new MixedLmModel(this, formula, reader.names(), label);
    }

    private void readBars(FormulaTerms terms, boolean needed) {
      if (terms.random().isEmpty() || needed) {
        throw reader.error(
            Span.at(given.span().end()),
            "groups is missing: MixedLM has to know which rows belong together.",
            "Add groups=\"id\", the column that says so; groups=1 puts all rows in one group.");
      }
      for (Term.RandomEffects term : terms.random()) {
        parts.add(new Part(term.groupName(), false));
      }
    }

    private void readGroups() {
      groupOf = new int[frame.rows()];
      if (groups.column() != null) {
        Evaluator evaluator = new Evaluator(given.source(), frame, new Memory());
        Expr.Name column = groupName();
        Value.Levels levels = Levelled.of(evaluator, evaluator.evaluate(column), column);
        groupOf = levels.codes();
      }
      single = java.util.Arrays.stream(groupOf).filter(g -> g >= 0).distinct().count() < 2;
    }

    private Expr.Name groupName() {
      return new Expr.Name(groups.column(), groups.span());
    }

    private void addEffects(Formula effects, boolean intercept) {
      if (effects == null && !intercept) {
        return;
      }
      Span span = effects == null ? groups.span() : effects.span();
      if (single) {
        throw reader.error(
            span,
            "All rows are in one group, which has no variance of its own.",
            effects == null
                ? "Name the factors: vc_formula={\"a\": \"0 + C(a)\", \"b\": \"0 + C(b)\"}."
                : "Leave re_formula out.");
      }
      Expr left = effects == null ? new Expr.Num(1, span) : reader.terms(effects.rightSide());
      add(left, groupName(), span);
      parts.add(new Part(groups.label(), false));
    }

    private void addComponent(String name, Formula component) {
      Expr terms = reader.terms(component.rightSide());
      Span span = component.span();
      FormulaTerms read = Formula.of(given.source(), span, null, terms, List.of()).terms();
      List<Expr> factors = new ArrayList<>();
      Expr numbers = null;
      boolean one = read.intercept() ? read.fixed().isEmpty() : read.fixed().size() == 1;
      if (!one || !read.random().isEmpty() || read.error().isPresent()) {
        String variable = read.fixed().isEmpty() ? name : read.fixed().get(0).label();
        boolean alone = read.intercept() && read.fixed().size() == 1;
        throw reader.error(
            span,
            "The columns of this component would share one variance, and lmer's formulas have no"
                + " words for that.",
            alone
                ? "Write \"0 + ...\", without the intercept, for one variance between the levels of "
                    + variable
                    + "."
                : "Give each term an entry of its own: {\"a\": \"0 + C(a)\", \"x\": \"0 + x\"}.");
      }
      for (Term.FixedEffect term : read.fixed()) {
        for (Expr e : term.variables()) {
          if (reader.isFactor(e)) {
            factors.add(PatsyReader.factorOf(e));
          } else {
            numbers = numbers == null ? e : product(numbers, e, span);
          }
        }
      }
      Expr group = single ? null : groupName();
      for (Expr factor : factors) {
        group = group == null ? factor : product(group, factor, span);
      }
      if (group == null) {
        throw reader.error(
            span,
            "All rows are in one group, so this effect has no variance between groups.",
            "Let the component have a factor: \"0 + C(a)\" or \"0 + C(a):x\".");
      }
      Expr left =
          numbers == null
              ? new Expr.Num(1, span)
              : new Expr.Binary("+", new Expr.Num(0, span), numbers, span, span);
      add(left, group, span);
      parts.add(new Part(name, true));
    }

    private static Expr product(Expr a, Expr b, Span span) {
      return new Expr.Binary(":", a, b, span, span);
    }

    private void add(Expr effects, Expr group, Span span) {
      Expr bar = new Expr.Binary("|", effects, group, span, span);
      right = new Expr.Binary("+", right, new Expr.Paren(bar, span), span, span);
    }
  }

  /** The model in lmer's words; its spans are those of the user's. */
  public Formula formula() {
    return formula;
  }

  /** The frame the names of the formula are columns of. */
  public ModelFrame frame() {
    return frame;
  }

  /** patsy's names of the columns. */
  public ColumnNames columnNames() {
    return names;
  }

  /** The response as the user wrote it. */
  public String response() {
    return response;
  }

  /** How each random-effects term of the formula was given, in its order. */
  public List<Part> parts() {
    return parts;
  }

  /**
   * The numbers of rows in the groups.
   *
   * @param rows those that are used
   * @return sizes above zero; none where the formula alone says what is random
   */
  public int[] groupSizes(int[] rows) {
    if (groups == null) {
      return new int[0];
    }
    int[] sizes = new int[java.util.Arrays.stream(groupOf).max().orElse(0) + 1];
    for (int row : rows) {
      if (groupOf[row] >= 0) {
        sizes[groupOf[row]]++;
      }
    }
    return java.util.Arrays.stream(sizes).filter(s -> s > 0).toArray();
  }
}
