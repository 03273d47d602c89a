package dev.henderson.stats.infer;

import dev.henderson.stats.design.Design;
import dev.henderson.stats.design.HasDesign;
import dev.henderson.stats.formula.Expr;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.formula.FormulaException;
import dev.henderson.stats.formula.FormulaTerms;
import dev.henderson.stats.formula.Term;
import dev.henderson.stats.matrix.ModelMatrix;
import dev.henderson.stats.model.HasRandomEffects;
import dev.henderson.stats.model.VarCorr;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which random effects a prediction conditions on, as {@code re.form} of lme4: all, none, or those
 * of a formula such as {@code ~ (1 | Subject)}. Immutable.
 */
public final class RandomForm {
  /** All random effects. */
  public static final RandomForm ALL = new RandomForm("all", null);

  /** No random effects: the population. */
  public static final RandomForm NONE = new RandomForm("none", null);

  private final String text;

  /** Per term and effect of the fit; null for all and none. */
  private final boolean[][] used;

  private RandomForm(String text, boolean[][] used) {
    this.text = text;
    this.used = used;
  }

  /**
   * Some of the random effects of a fit.
   *
   * @param form one-sided; its terms must be among those of the fit, or have some of their effects
   * @throws FormulaException at a term the fit does not have
   * @throws dev.henderson.stats.model.FitException if the fit knows no formula
   */
  public static <F extends HasDesign & HasRandomEffects> RandomForm of(Formula form, F fit) {
    Design design = fit.design();
    FormulaTerms terms = form.terms();
    if (form.response().isPresent() || !terms.fixed().isEmpty() || terms.random().isEmpty()) {
      if (form.response().isEmpty() && terms.fixed().isEmpty()) {
        return NONE;
      }
      throw new FormulaException(
          "random-form",
          form.source(),
          form.span(),
          "Only random-effects terms can be named here.",
          there(fit));
    }
    boolean[][] used = new boolean[fit.varCorr().size()][];
    for (int t = 0; t < used.length; t++) {
      used[t] = new boolean[fit.varCorr().get(t).size()];
    }
    for (Term.RandomEffects term : terms.random()) {
      mark(term, form, fit, design, used);
    }
    return new RandomForm(form.toString(), used);
  }

  private static void mark(
      Term.RandomEffects wanted,
      Formula form,
      HasRandomEffects fit,
      Design design,
      boolean[][] used) {
    FormulaTerms left = form.terms(wanted.effects(), null);
    List<String> labels = new ArrayList<>(left.labels());
    boolean intercept = left.intercept();
    if (intercept) {
      labels.add("(Intercept)");
    }
    for (String label : labels) {
      boolean found = false;
      for (int t = 0; t < used.length; t++) {
        if (!names(design.terms().random().get(t)).equals(names(wanted))) {
          continue;
        }
        ModelMatrix columns = design.random().get(t).effects();
        for (int j = 0; j < columns.columns(); j++) {
          String own =
              columns.assign(j) == 0
                  ? "(Intercept)"
                  : columns.termLabels().get(columns.assign(j) - 1);
          if (own.equals(label)) {
            boolean coded = columns.assign(j) > 0 && !columns.columnNames().get(j).equals(own);
            boolean hasIntercept = columns.assign(0) == 0;
            if (coded && hasIntercept != intercept) {
              throw wrong(
                  "The codes of "
                      + label
                      + " are not those of the fit, which has them "
                      + (hasIntercept ? "beside an intercept." : "without an intercept."),
                  wanted,
                  form,
                  fit);
            }
            used[t][j] = true;
            found = true;
          }
        }
      }
      if (!found) {
        throw wrong(
            "The fit has no random effect " + label + " of " + wanted.groupName() + ".",
            wanted,
            form,
            fit);
      }
    }
  }

  private static FormulaException wrong(
      String message, Term.RandomEffects term, Formula form, HasRandomEffects fit) {
    return new FormulaException("random-form", form.source(), term.span(), message, there(fit));
  }

  private static String there(HasRandomEffects fit) {
    List<String> terms = new ArrayList<>();
    for (VarCorr v : fit.varCorr()) {
      String effects = String.join(" + ", v.effects()).replace("(Intercept)", "1");
      terms.add("(" + effects + (v.correlated() ? " | " : " || ") + v.group() + ")");
    }
    return "The fit has " + String.join(", ", terms) + ".";
  }

  /** The variables of a grouping; their order does not matter. */
  private static Set<String> names(Term.RandomEffects term) {
    Set<String> out = new HashSet<>();
    for (Expr e : term.group()) {
      out.add(e.text());
    }
    return out;
  }

  /** Whether an effect of a term of the fit is used. */
  public boolean uses(int term, int effect) {
    return used == null ? this == ALL : used[term][effect];
  }

  /** Whether any effect of a term is used. */
  public boolean uses(int term) {
    if (used == null) {
      return this == ALL;
    }
    for (boolean b : used[term]) {
      if (b) {
        return true;
      }
    }
    return false;
  }

  /** {@code all}, {@code none}, or the formula. */
  @Override
  public String toString() {
    return text;
  }
}
