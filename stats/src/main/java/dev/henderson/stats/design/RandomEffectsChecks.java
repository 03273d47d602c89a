package dev.henderson.stats.design;

import dev.henderson.stats.formula.Expr;
import dev.henderson.stats.formula.FormulaTerms;
import dev.henderson.stats.formula.Term;
import dev.henderson.stats.variables.Value;
import java.util.List;

/** What can be wrong or surprising about random-effects terms once the data are known. */
final class RandomEffectsChecks {
  private RandomEffectsChecks() {}

  static void run(DesignBuilder b, List<RandomEffectsTerm> random, List<DesignNote> notes) {
    for (int i = 0; i < random.size(); i++) {
      Term.RandomEffects written = b.terms.random().get(i);
      RandomEffectsTerm term = random.get(i);
      requireLevels(b, written, term.group());
      noteManyLevels(b, written, term.group(), notes);
      noteFactorInDoubleBar(b, written, b.effects.get(i), notes);
      noteSplitFactor(b, i, random, notes);
    }
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
      DesignBuilder b, Term.RandomEffects written, GroupingFactor group, List<DesignNote> notes) {
    boolean numeric =
        written.group().size() == 1
            && written.group().get(0) instanceof Expr.Name n
            && b.frame.column(n.name()) instanceof dev.henderson.stats.frame.NumericColumn;
    if (numeric && group.levelCount() > b.rows.count() / 2) {
      notes.add(
          new DesignNote(
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
      DesignBuilder b, Term.RandomEffects written, FormulaTerms effects, List<DesignNote> notes) {
    if (written.correlated()) {
      return;
    }
    for (Expr v : effects.variables()) {
      if (b.matrices.value(v) instanceof Value.Levels) {
        String text = written.effects().text() + " || " + written.groupName();
        notes.add(
            new DesignNote(
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
      DesignBuilder b, int i, List<RandomEffectsTerm> random, List<DesignNote> notes) {
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
              new DesignNote(
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
