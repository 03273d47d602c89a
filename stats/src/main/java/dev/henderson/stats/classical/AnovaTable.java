package dev.henderson.stats.classical;

import dev.henderson.stats.design.Design;
import dev.henderson.stats.design.HypothesisType;
import dev.henderson.stats.design.TermHypotheses;
import dev.henderson.stats.formula.Expr;
import dev.henderson.stats.formula.Term;
import dev.henderson.stats.infer.DegreesOfFreedom;
import dev.henderson.stats.infer.FTest;
import dev.henderson.stats.infer.TermTests;
import dev.henderson.stats.linalg.LimitedPivotQr;
import dev.henderson.stats.lm.EffectsQr;
import dev.henderson.stats.lm.LmFit;
import dev.henderson.stats.matrix.ModelMatrix;
import dev.henderson.stats.model.Diagnostic;
import dev.henderson.stats.text.Call;
import dev.henderson.stats.text.Prose;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The analysis of variance of a linear model: an F test of each term.
 *
 * <p>Type I takes the terms in order, each after those before it. Type II takes each after all
 * terms that do not contain it, as car does: a term contains another if it has all its variables.
 * Type III tests the estimable functions of {@link TermHypotheses} [Goodnight 1978], which the
 * coding of the factors leaves alone: marginal means that count every cell alike.
 *
 * @param rows one per term, then the residuals
 * @param type which hypothesis the rows test
 */
public record AnovaTable(List<AnovaRow> rows, HypothesisType type) {
  /** Copies the rows. */
  public AnovaTable {
    rows = List.copyOf(rows);
  }

  /** The rows of terms as tests, exact where the Wald tests of the same hypotheses round. */
  public TermTests tests() {
    int rest = 0;
    for (AnovaRow row : rows) {
      rest = row.isResidual() ? row.df() : rest;
    }
    List<TermTests.Row> tests = new ArrayList<>();
    for (AnovaRow row : rows) {
      if (!row.isResidual()) {
        FTest test = new FTest(row.f(), row.df(), rest, row.pValue(), row.f());
        tests.add(new TermTests.Row(row.term(), row.sumSq(), row.meanSq(), test));
      }
    }
    return new TermTests(tests, type, DegreesOfFreedom.RESIDUAL);
  }

  /** The table of a fit. */
  public static AnovaTable of(LmFit fit, HypothesisType type) {
    Design design = fit.design();
    List<Term.FixedEffect> terms = design.terms().fixed();
    int[] df = new int[terms.size()];
    double[] sums = new double[terms.size()];
    switch (type) {
      case I -> sequential(fit.qr(), null, design.matrix(), df, sums);
      case II -> {
        for (int t = 0; t < terms.size(); t++) {
          int[] order = order(design.matrix(), t, containing(terms, t));
          int[] ownDf = new int[terms.size()];
          double[] own = new double[terms.size()];
          sequential(fit.qr().select(order), order, design.matrix(), ownDf, own);
          df[t] = ownDf[t];
          sums[t] = own[t];
        }
      }
      case III -> {
        TermHypotheses hypotheses = design.hypotheses();
        int[] kept = design.estimability().kept();
        for (int t = 0; t < terms.size(); t++) {
          double[][] contrasts = hypotheses.contrasts(t, HypothesisType.III);
          df[t] = contrasts.length;
          sums[t] = sumOfSquares(fit.qr(), kept, contrasts);
        }
      }
    }
    List<AnovaRow> rows = new ArrayList<>();
    for (int t = 0; t < terms.size(); t++) {
      // As R: in a sequence, a term that earlier ones leave nothing of has no row.
      if (df[t] > 0 || type != HypothesisType.I) {
        rows.add(
            AnovaRow.of(
                design.matrix().termLabels().get(t),
                df[t],
                df[t] > 0 ? sums[t] : Double.NaN,
                fit.dfResidual(),
                fit.deviance()));
      }
    }
    rows.add(AnovaRow.residuals(fit.dfResidual(), fit.deviance()));
    return new AnovaTable(rows, type);
  }

  /** Square sums of the effects by term; {@code order} says which columns were factored. */
  private static void sequential(
      EffectsQr qr, int[] order, ModelMatrix x, int[] df, double[] sums) {
    for (int place = 0; place < qr.rank(); place++) {
      int column = order == null ? qr.pivot(place) : order[qr.pivot(place)];
      int term = x.assign(column) - 1;
      if (term >= 0) {
        df[term]++;
        sums[term] += qr.effect(place) * qr.effect(place);
      }
    }
  }

  /** The columns of the terms that neither are nor contain a term, then its own. */
  private static int[] order(ModelMatrix x, int term, Set<Integer> containing) {
    List<Integer> order = new ArrayList<>();
    List<Integer> own = new ArrayList<>();
    for (int j = 0; j < x.columns(); j++) {
      int of = x.assign(j) - 1;
      if (of == term) {
        own.add(j);
      } else if (!containing.contains(of)) {
        order.add(j);
      }
    }
    order.addAll(own);
    return order.stream().mapToInt(j -> j).toArray();
  }

  static Set<Integer> containing(List<Term.FixedEffect> terms, int term) {
    Set<Integer> out = new LinkedHashSet<>();
    Set<String> own = names(terms.get(term));
    for (int other = 0; other < terms.size(); other++) {
      Set<String> all = names(terms.get(other));
      if (all.size() > own.size() && all.containsAll(own)) {
        out.add(other);
      }
    }
    return out;
  }

  static Set<String> names(Term.FixedEffect term) {
    Set<String> out = new LinkedHashSet<>();
    for (Expr e : term.variables()) {
      out.add(e.text());
    }
    return out;
  }

  /**
   * The sum of squares of the hypothesis Lβ = 0: the square sum of the effects in the span of
   * {@code R'⁻¹L'}.
   */
  private static double sumOfSquares(EffectsQr qr, int[] kept, double[][] contrasts) {
    int rank = qr.rank();
    int[] placeOf = new int[qr.columns()];
    for (int place = 0; place < rank; place++) {
      placeOf[qr.pivot(place)] = place;
    }
    double[][] columns = new double[contrasts.length][rank];
    for (int r = 0; r < contrasts.length; r++) {
      for (int j = 0; j < kept.length; j++) {
        columns[r][placeOf[kept[j]]] = contrasts[r][j];
      }
      qr.solveTransposed(columns[r]);
    }
    double[] effects = new double[rank];
    for (int i = 0; i < rank; i++) {
      effects[i] = qr.effect(i);
    }
    LimitedPivotQr span = LimitedPivotQr.of(rank, columns);
    span.applyTransposed(effects);
    double sum = 0;
    for (int i = 0; i < span.rank(); i++) {
      sum += effects[i] * effects[i];
    }
    return sum;
  }

  /** What a reader should know of these tests of a fit, beside what is said of the fit itself. */
  public List<Diagnostic> notes(LmFit fit) {
    List<Diagnostic> out = new ArrayList<>();
    List<String> empty =
        rows.stream().filter(r -> !r.isResidual() && r.df() == 0).map(AnovaRow::term).toList();
    if (!empty.isEmpty()) {
      out.add(
          Diagnostic.note(
              "no-own-df",
              String.join(", ", empty)
                  + (empty.size() == 1 ? " has" : " have")
                  + " no degrees of freedom here: the other terms tell all that "
                  + (empty.size() == 1 ? "it does" : "they do")
                  + ", so that nothing of "
                  + (empty.size() == 1 ? "it" : "them")
                  + " is left to test after those."));
    }
    if (type == HypothesisType.III && !fit.design().emptyCells(fit.aliased()).isEmpty()) {
      out.add(
          Diagnostic.warning(
              "type-3-empty-cells",
              Prose.of(
                  "There are empty cells, so that what type III tests of the terms within the"
                      + " interaction depends on which cells are empty (type IV in other programs"
                      + " would differ again). Compare the means of interest with ",
                  Call.of("emmeans"),
                  ", or test with type = 2.")));
    }
    return out;
  }

  /** What the rows test, in a sentence. */
  public String hypothesis() {
    return switch (type) {
      case I ->
          "Type I (sequential): each term after those before it, so their order matters where the"
              + " cells are not of equal size.";
      case II ->
          "Type II: each term after all others that do not contain it; main effects are tested as"
              + " if there were no interaction.";
      case III ->
          "Type III: each term averaged over the terms that contain it, every cell counting alike,"
              + " whatever the coding of the factors.";
    };
  }
}
