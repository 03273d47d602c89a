package dev.henderson.stats.classical;

import dev.henderson.stats.design.GroupingFactor;
import dev.henderson.stats.dist.StudentizedRange;
import dev.henderson.stats.formula.Term;
import dev.henderson.stats.lm.EffectsQr;
import dev.henderson.stats.lm.LmFit;
import dev.henderson.stats.matrix.MatrixRows;
import dev.henderson.stats.matrix.ModelMatrix;
import dev.henderson.stats.text.Call;
import dev.henderson.stats.text.Prose;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * All differences of the means of a term with intervals and p values that hold for all together:
 * Tukey's test, with Kramer's standard errors where the counts differ [Kramer 1956].
 *
 * <p>The means are those of the projections of the response on the term and the terms it contains,
 * as R's {@code TukeyHSD}: in a balanced design, and for the first term of any, the plain means.
 *
 * @param term label of the term
 * @param rows one per pair, in R's order
 * @param level of the intervals, all together
 * @param means how many means there are
 * @param df degrees of freedom of the error
 * @param stratum where the error comes from
 */
public record TukeyHsd(
    String term, List<MeanComparison> rows, double level, int means, int df, String stratum) {
  /** Copies the rows. */
  public TukeyHsd {
    rows = List.copyOf(rows);
  }

  /** The terms of a fit whose means can be compared: those of factors only. */
  public static List<String> terms(AovFit fit) {
    return fit.design().terms().fixed().stream()
        .filter(t -> factors(fit, t).size() == t.variables().size())
        .map(Term::label)
        .toList();
  }

  private static List<GroupingFactor> factors(AovFit fit, Term.FixedEffect term) {
    Set<String> names = AnovaTable.names(term);
    return fit.design().factors().stream().filter(f -> names.contains(f.name())).toList();
  }

  /** The comparisons of a term, in the order of its levels. */
  public static TukeyHsd of(AovFit fit, String label, double level) {
    return of(fit, label, level, false);
  }

  /**
   * The comparisons of a term.
   *
   * @param ordered whether the means are put in increasing order first, so that no difference is
   *     negative
   * @throws AovException if it is no term of factors, nothing is left for the error, or the term
   *     lies in error strata with unequal counts
   */
  public static TukeyHsd of(AovFit fit, String label, double level, boolean ordered) {
    List<Term.FixedEffect> terms = fit.design().terms().fixed();
    int index = terms.stream().map(Term::label).toList().indexOf(label);
    if (index < 0 || !terms(fit).contains(label)) {
      throw new AovException(
          (index < 0 ? "There is no term " + label + "." : label + " is not made of factors only.")
              + " The terms whose means can be compared are "
              + String.join(", ", terms(fit))
              + ".");
    }
    ErrorStratum stratum =
        fit.testedIn(label)
            .orElseThrow(() -> new AovException("Nothing is left to estimate the error from."));
    AnovaRow error = stratum.residual().orElseThrow();
    if (error.df() <= 0) {
      throw new AovException(
          "No residual degrees of freedom are left to estimate the error of the means from.");
    }
    List<GroupingFactor> factors = factors(fit, terms.get(index));
    int cells = 1;
    for (GroupingFactor f : factors) {
      cells = Math.multiplyExact(cells, f.levelCount());
    }
    int[] cellOf = new int[fit.nobs()];
    int[] count = new int[cells];
    for (int i = 0; i < cellOf.length; i++) {
      int cell = 0;
      for (int k = factors.size() - 1; k >= 0; k--) {
        cell = cell * factors.get(k).levelCount() + factors.get(k).levelOf(i);
      }
      cellOf[i] = cell;
      count[cell]++;
    }
    if (fit.hasErrorStrata()
        && (Arrays.stream(count).distinct().count() > 1
            || fit.strata().stream().filter(s -> s.row(label).isPresent()).count() != 1)) {
      throw new AovException(
          Prose.of(
              "The design is not balanced, so the means of "
                  + label
                  + " have no single error within the strata. Fit a mixed model with ",
              Call.of("lmer"),
              " and compare its means with ",
              Call.of("emmeans"),
              "."));
    }
    double[] values = fit.lm().map(lm -> projection(lm, terms, index)).orElseGet(fit::response);
    double[] mean = new double[cells];
    for (int i = 0; i < cellOf.length; i++) {
      mean[cellOf[i]] += values[i] / count[cellOf[i]];
    }
    int used = (int) Arrays.stream(count).filter(c -> c > 0).count();
    StudentizedRange range = StudentizedRange.of(used, error.df());
    double reach = range.quantile(level);
    List<String> names = names(factors, cells);
    List<MeanComparison> rows = new ArrayList<>();
    List<Integer> order = new ArrayList<>();
    for (int cell = 0; cell < cells; cell++) {
      if (count[cell] > 0) {
        order.add(cell);
      }
    }
    if (ordered) {
      order.sort(Comparator.comparingDouble(cell -> mean[cell]));
    }
    for (int j = 0; j < order.size(); j++) {
      for (int i = j + 1; i < order.size(); i++) {
        int a = order.get(i);
        int b = order.get(j);
        double difference = mean[a] - mean[b];
        double se = Math.sqrt(error.meanSq() / 2 * (1.0 / count[a] + 1.0 / count[b]));
        rows.add(
            new MeanComparison(
                names.get(a) + "-" + names.get(b),
                difference,
                difference - reach * se,
                difference + reach * se,
                range.survival(Math.abs(difference) / se)));
      }
    }
    return new TukeyHsd(label, rows, level, used, error.df(), stratum.name());
  }

  private static List<String> names(List<GroupingFactor> factors, int cells) {
    List<String> names = new ArrayList<>();
    for (int cell = 0; cell < cells; cell++) {
      List<String> parts = new ArrayList<>();
      int rest = cell;
      for (GroupingFactor f : factors) {
        parts.add(f.levels().get(rest % f.levelCount()));
        rest /= f.levelCount();
      }
      names.add(String.join(":", parts));
    }
    return names;
  }

  /** The sequential projections of the response on a term, those it contains, and the intercept. */
  private static double[] projection(LmFit fit, List<Term.FixedEffect> terms, int term) {
    ModelMatrix x = fit.design().matrix();
    EffectsQr qr = fit.qr();
    Set<String> own = AnovaTable.names(terms.get(term));
    Set<Integer> wanted = new LinkedHashSet<>(Set.of(0));
    for (int t = 0; t < terms.size(); t++) {
      if (own.containsAll(AnovaTable.names(terms.get(t)))) {
        wanted.add(t + 1);
      }
    }
    double[] beta = new double[x.columns()];
    for (int t : wanted) {
      int before = 0;
      int through = 0;
      for (int place = 0; place < qr.rank(); place++) {
        before += x.assign(qr.pivot(place)) < t ? 1 : 0;
        through += x.assign(qr.pivot(place)) <= t ? 1 : 0;
      }
      double[] with = qr.coefficients(through);
      double[] without = qr.coefficients(before);
      for (int i = 0; i < through; i++) {
        beta[qr.pivot(i)] += with[i] - (i < before ? without[i] : 0);
      }
    }
    double[] out = new double[x.rows()];
    double[] row = new double[x.columns()];
    MatrixRows rows = x.read();
    for (int i = 0; i < out.length; i++) {
      rows.copyRow(i, row, 0);
      out[i] = fit.shift();
      for (int j = 0; j < row.length; j++) {
        out[i] += row[j] * beta[j];
      }
    }
    return out;
  }
}
