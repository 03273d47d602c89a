package dev.henderson.stats.design;

import dev.henderson.stats.formula.Expr;
import dev.henderson.stats.formula.FormulaTerms;
import dev.henderson.stats.formula.Term;
import dev.henderson.stats.frame.CategoricalColumn;
import dev.henderson.stats.matrix.ModelMatrix;
import dev.henderson.stats.model.Diagnostic;
import dev.henderson.stats.structure.RepeatedLabels;
import dev.henderson.stats.structure.StudyColumns;
import dev.henderson.stats.structure.StudyFactor;
import dev.henderson.stats.variables.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What can be wrong or surprising about random-effects terms once the data are known. */
final class RandomEffectsChecks {
  /** Above so many rows only the variables of the formula are looked at. */
  private static final int MOST_ROWS_TO_SEARCH = 200_000;

  private RandomEffectsChecks() {}

  /** The random-effects terms of a formula over its data, checked; what surprises is noted. */
  static List<RandomEffectsTerm> terms(DesignBuilder b, List<Diagnostic> notes) {
    List<RandomEffectsTerm> out = new ArrayList<>();
    for (int i = 0; i < b.effects.size(); i++) {
      Term.RandomEffects term = b.terms.random().get(i);
      GroupingFactor group = GroupingBuilder.build(b.rows, term.group());
      ModelMatrix effects = b.matrices.buildEffects(b.effects.get(i));
      out.add(new RandomEffectsTerm(effects, group, term.correlated() || effects.columns() == 1));
    }
    if (!out.isEmpty()) {
      check(b, out, notes);
    }
    return List.copyOf(out);
  }

  private static void check(
      DesignBuilder b, List<RandomEffectsTerm> random, List<Diagnostic> notes) {
    for (int i = 0; i < random.size(); i++) {
      Term.RandomEffects written = b.terms.random().get(i);
      RandomEffectsTerm term = random.get(i);
      requireLevels(b, written, term.group());
      noteManyLevels(b, written, term.group(), notes);
      noteFactorInDoubleBar(b, written, b.effects.get(i), notes);
      noteSplitFactor(b, i, random, notes);
    }
    noteRepeatedLabels(b, b.terms.random().stream().map(Term.RandomEffects::group).toList(), notes);
  }

  /**
   * Notes groupings whose labels seem to start anew within another factor of the formula or another
   * column of the table.
   *
   * @param groupings the variables of each grouping or error term
   */
  static void noteRepeatedLabels(
      DesignBuilder b, List<List<Expr>> groupings, List<Diagnostic> notes) {
    Response response = b.response();
    if (response == null || response.kind() != Response.Kind.NUMERIC) {
      return;
    }
    Map<String, StudyFactor> outer = outerFactors(b, groupings);
    List<StudyFactor> grouped = new ArrayList<>();
    for (List<Expr> g : groupings) {
      StudyFactor joint = outer.get(g.get(0).text());
      for (Expr e : g.subList(1, g.size())) {
        joint = joint.by(outer.get(e.text()), StudyFactor.Role.UNIT);
      }
      grouped.add(joint);
    }
    Set<String> fixed = new HashSet<>();
    b.terms.variables().forEach(e -> fixed.add(e.text()));
    for (List<Expr> grouping : groupings) {
      String name = grouping.get(0).text();
      StudyFactor inner = outer.get(name);
      if (grouping.size() > 1 || inner == null) {
        continue;
      }
      for (StudyFactor o : outer.values()) {
        if (o != inner) {
          Optional<RepeatedLabels> found =
              RepeatedLabels.find(inner, o, fixed.contains(o.name()), grouped, response.single());
          if (found.isPresent()) {
            notes.add(Diagnostic.note("implicit-nesting", found.get().message(b.strata != null)));
            break;
          }
        }
      }
    }
  }

  /** Groupings, factors of the fixed part, then categorical columns the formula does not name. */
  private static Map<String, StudyFactor> outerFactors(
      DesignBuilder b, List<List<Expr>> groupings) {
    Map<String, StudyFactor> out = new LinkedHashMap<>();
    for (List<Expr> g : groupings) {
      for (Expr e : g) {
        out.computeIfAbsent(e.text(), text -> factor(text, b.rows.factor(e)));
      }
    }
    for (Expr e : b.terms.variables()) {
      if (b.matrices.value(e) instanceof Value.Levels l) {
        out.computeIfAbsent(e.text(), text -> factor(text, l));
      }
    }
    if (b.rows.count() <= MOST_ROWS_TO_SEARCH) {
      for (String column : b.frame.columnNames()) {
        if (!out.containsKey(column) && b.frame.column(column) instanceof CategoricalColumn) {
          StudyColumns.read(b.frame, column, b.rows.used()).ifPresent(f -> out.put(column, f));
        }
      }
    }
    return out;
  }

  private static StudyFactor factor(String name, Value.Levels l) {
    return StudyFactor.of(name, StudyFactor.Role.UNIT, false, l.codes(), l.labels());
  }

  private static void requireLevels(
      DesignBuilder b, Term.RandomEffects written, GroupingFactor group) {
    int n = b.rows.count();
    Expr first = written.group().get(0);
    Expr last = written.group().get(written.group().size() - 1);
    if (group.levelCount() < 2) {
      throw b.error(
          first.span().to(last.span()),
          "The grouping " + group.name() + " has only one level in the rows used.",
          "A variance between groups needs several of them.");
    }
    if (group.levelCount() >= n) {
      throw b.error(
          first.span().to(last.span()),
          "The grouping "
              + group.name()
              + " has as many levels ("
              + group.levelCount()
              + ") as there are rows, so its variance and the residual variance are one.",
          "Leave this term out; is " + group.name() + " the grouping you mean?");
    }
  }

  private static void noteManyLevels(
      DesignBuilder b, Term.RandomEffects written, GroupingFactor group, List<Diagnostic> notes) {
    boolean numeric =
        written.group().size() == 1
            && written.group().get(0) instanceof Expr.Name n
            && b.frame.column(n.name()) instanceof dev.henderson.stats.frame.NumericColumn;
    if (numeric && group.levelCount() > b.rows.count() / 2) {
      notes.add(
          Diagnostic.note(
              "group-nearly-unique",
              group.name()
                  + " is a column of numbers; as a grouping it has "
                  + group.levelCount()
                  + " levels for "
                  + b.rows.count()
                  + " rows. If it measures something, make it a fixed effect: + "
                  + group.name()
                  + "."));
    }
  }

  private static void noteFactorInDoubleBar(
      DesignBuilder b, Term.RandomEffects written, FormulaTerms effects, List<Diagnostic> notes) {
    if (written.correlated()) {
      return;
    }
    for (Expr v : effects.variables()) {
      if (b.matrices.value(v) instanceof Value.Levels) {
        String text = written.effects().text() + " || " + written.groupName();
        notes.add(
            Diagnostic.note(
                "double-bar-factor",
                "In ("
                    + text
                    + ") all effects are independent, the columns of the factor "
                    + v.text()
                    + " too. lme4's || keeps the correlations between its levels;"
                    + " write ("
                    + written.effects().text()
                    + " | "
                    + written.groupName()
                    + ") or (1 | "
                    + written.groupName()
                    + ") + (0 + "
                    + v.text()
                    + " | "
                    + written.groupName()
                    + ") for that."));
        return;
      }
    }
  }

  /** {@code (1 | g) + (0 + f | g)} with a factor f counts the intercept twice. */
  private static void noteSplitFactor(
      DesignBuilder b, int i, List<RandomEffectsTerm> random, List<Diagnostic> notes) {
    FormulaTerms effects = b.effects.get(i);
    if (effects.intercept() || !b.terms.random().get(i).correlated()) {
      return;
    }
    String group = random.get(i).group().name();
    for (Expr v : effects.variables()) {
      if (!(b.matrices.value(v) instanceof Value.Levels)) {
        continue;
      }
      for (int j = 0; j < random.size(); j++) {
        if (j != i && b.effects.get(j).intercept() && random.get(j).group().name().equals(group)) {
          notes.add(
              Diagnostic.note(
                  "split-factor",
                  v.text()
                      + " is a factor, so (0 + "
                      + v.text()
                      + " | "
                      + group
                      + ") has an effect for each of its levels and already holds what (1 | "
                      + group
                      + ") says: the model has more parameters than it can tell apart."
                      + " Write ("
                      + v.text()
                      + " | "
                      + group
                      + "), or (1 | "
                      + group
                      + ") + (1 | "
                      + group
                      + ":"
                      + v.text()
                      + ")."));
          return;
        }
      }
    }
  }
}
