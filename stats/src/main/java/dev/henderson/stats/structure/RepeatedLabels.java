package dev.henderson.stats.structure;

import dev.henderson.stats.dist.FDistribution;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sign that labels of one factor start anew within each level of another: cask a of one batch
 * and cask a of the next are different casks.
 *
 * <p>Labels alone cannot tell this from crossing, so the response is asked too. It is taken for
 * nesting only if the labels count up from the first ({@code 1, 2, 3} or {@code a, b, c}); they
 * repeat across the outer levels with several rows per cell; what is called alike has nothing in
 * common ({@code F = MS(inner) / MS(outer:inner)} is no larger than chance makes it); and the cells
 * do differ, clearly and by a size that matters.
 *
 * @param inner the factor whose labels repeat
 * @param outer the factor within which they do
 * @param firstLabel one of the labels
 * @param labels how many labels there are
 * @param cells how many things they seem to name
 * @param alike F of equal labels across the outer levels
 * @param alikeP its p value
 * @param apart F of the cells within both
 * @param apartP its p value
 */
public record RepeatedLabels(
    String inner,
    String outer,
    String firstLabel,
    int labels,
    int cells,
    double alike,
    double alikeP,
    double apart,
    double apartP) {
  /** Larger p values say that equal labels have nothing in common. */
  private static final double NOTHING = 0.2;

  /** Smaller p values say that the cells differ. */
  private static final double CLEARLY = 1e-3;

  /** The variance between cells, in residual variances, below which a difference is too small. */
  private static final double MATTERS = 0.1;

  private static final int MOST_CELLS = 200_000;
  private static final int MOST_SWEEPS = 500;
  private static final Pattern COUNTED = Pattern.compile("(.*?)0*(\\d{1,9})");

  /**
   * Looks for the sign.
   *
   * @param outerIsSet whether the outer factor is a treatment, which is never what starts anew;
   *     otherwise the sign must be weaker with the two exchanged
   * @param groupings what the formula groups by: one that parts the rows as finely as the cells
   *     says already what is nested
   * @param response one number per row
   * @return none where there is no reason to think so
   */
  public static Optional<RepeatedLabels> find(
      StudyFactor inner,
      StudyFactor outer,
      boolean outerIsSet,
      List<StudyFactor> groupings,
      double[] response) {
    Optional<RepeatedLabels> found = look(inner, outer, response);
    if (found.isEmpty()) {
      return found;
    }
    if (!outerIsSet) {
      Optional<RepeatedLabels> other = look(outer, inner, response);
      if (other.isPresent() && other.get().alikeP() > found.get().alikeP()) {
        return Optional.empty();
      }
    }
    StudyFactor cell = outer.by(inner, StudyFactor.Role.UNIT);
    for (StudyFactor g : groupings) {
      Relation r = Crossing.of(g, cell).relation();
      if (r == Relation.SAME || r == Relation.NESTED) {
        return Optional.empty();
      }
    }
    return found;
  }

  private static Optional<RepeatedLabels> look(
      StudyFactor inner, StudyFactor outer, double[] response) {
    if (inner.levelCount() < 2 || outer.levelCount() < 2 || !countsUp(inner)) {
      return Optional.empty();
    }
    Crossing crossing = Crossing.of(outer, inner);
    boolean repeats =
        crossing.relation() == Relation.CROSSED || crossing.relation() == Relation.PARTLY_CROSSED;
    if (!repeats
        || crossing.cells() > MOST_CELLS
        || crossing.cells() < inner.levelCount() + outer.levelCount()
        || inner.rows() < 1.5 * crossing.cells()) {
      return Optional.empty();
    }
    TwoWay sums = new TwoWay(outer, inner, response);
    int interaction = crossing.cells() - outer.levelCount() - inner.levelCount() + 1;
    int rest = inner.rows() - crossing.cells();
    if (interaction < 1) {
      return Optional.empty();
    }
    double within = sums.within / rest;
    double between = (sums.additive - sums.within) / interaction;
    double main = (sums.outerOnly - sums.additive) / (inner.levelCount() - 1);
    double apart = between / within;
    double alike = main / between;
    double size = (apart - 1) / ((double) inner.rows() / crossing.cells());
    if (!(within > 0) || !(size > MATTERS)) {
      return Optional.empty();
    }
    double apartP = FDistribution.of(interaction, rest).survival(apart);
    double alikeP = FDistribution.of(inner.levelCount() - 1, interaction).survival(alike);
    if (apartP > CLEARLY || alikeP < NOTHING) {
      return Optional.empty();
    }
    return Optional.of(
        new RepeatedLabels(
            inner.name(),
            outer.name(),
            inner.labels().get(0),
            inner.levelCount(),
            crossing.cells(),
            alike,
            alikeP,
            apart,
            apartP));
  }

  /**
   * In words: why the labels seem to start anew, and what to write.
   *
   * @param strata whether the formula has {@code Error()} rather than {@code (1 | group)}
   */
  public String message(boolean strata) {
    String found =
        String.format(
            Locale.ROOT,
            "The labels of %1$s seem to start anew within each level of %2$s: the %3$d cells of"
                + " %2$s and %1$s differ (F = %4$.3g, p %5$s), but cells with the same label of"
                + " %1$s have no more in common than others (F = %6$.2g, p %7$s). If %1$s '%8$s' of"
                + " one level of %2$s is another than %1$s '%8$s' of the next, ",
            inner,
            outer,
            cells,
            apart,
            pText(apartP),
            alike,
            pText(alikeP),
            firstLabel);
    String written = strata ? "Error(%1$s)" : "(1 | %1$s)";
    String better =
        strata
            ? "write Error(%2$s/%1$s), or Error(%2$s:%1$s) if %2$s is a fixed effect."
            : "write (1 | %2$s/%1$s), or (1 | %2$s:%1$s) if %2$s is a fixed effect.";
    return found
        + String.format(
            Locale.ROOT,
            written + " takes %3$d of them for %4$d: " + better,
            inner,
            outer,
            cells,
            labels);
  }

  private static String pText(double p) {
    return p < 0.001 ? "< 0.001" : String.format(Locale.ROOT, "= %.2g", p);
  }

  /** Whether labels are 1, 2, 3, ... or a, b, c, ..., perhaps behind a common word. */
  static boolean countsUp(StudyFactor factor) {
    int q = factor.levelCount();
    boolean[] seen = new boolean[q + 1];
    String word = null;
    boolean letters = factor.labels().stream().allMatch(l -> l.matches("[a-z]|[A-Z]"));
    boolean fromZero = false;
    for (String label : factor.labels()) {
      int number;
      if (letters) {
        number = Character.toLowerCase(label.charAt(0)) - 'a' + 1;
      } else {
        Matcher m = COUNTED.matcher(label);
        if (!m.matches() || word != null && !word.equals(m.group(1))) {
          return false;
        }
        word = m.group(1);
        number = Integer.parseInt(m.group(2));
      }
      fromZero |= number == 0;
      if (number > q || seen[number]) {
        return false;
      }
      seen[number] = true;
    }
    return !(fromZero && seen[q]);
  }

  /** Residual sums of squares of the models outer, outer + inner, and outer:inner. */
  private static final class TwoWay {
    double outerOnly;
    double additive;
    double within;

    TwoWay(StudyFactor outer, StudyFactor inner, double[] y) {
      int n = y.length;
      StudyFactor cell = outer.by(inner, StudyFactor.Role.UNIT);
      int cells = cell.levelCount();
      double[] count = new double[cells];
      double[] mean = new double[cells];
      int[] outerOf = new int[cells];
      int[] innerOf = new int[cells];
      for (int i = 0; i < n; i++) {
        int c = cell.levelOf(i);
        count[c]++;
        mean[c] += y[i];
        outerOf[c] = outer.levelOf(i);
        innerOf[c] = inner.levelOf(i);
      }
      for (int c = 0; c < cells; c++) {
        mean[c] /= count[c];
      }
      for (int i = 0; i < n; i++) {
        double r = y[i] - mean[cell.levelOf(i)];
        within += r * r;
      }
      double[] rest = mean.clone();
      sweep(rest, count, outerOf, outer.levelCount());
      outerOnly = within + squares(rest, count);
      // Least squares of the two-way layout by turns: exact at once where it is balanced.
      double before = Double.POSITIVE_INFINITY;
      for (int s = 0; s < MOST_SWEEPS; s++) {
        sweep(rest, count, innerOf, inner.levelCount());
        sweep(rest, count, outerOf, outer.levelCount());
        double now = squares(rest, count);
        if (before - now <= 1e-10 * now) {
          break;
        }
        before = now;
      }
      additive = within + squares(rest, count);
    }

    private static void sweep(double[] rest, double[] count, int[] level, int levels) {
      double[] sum = new double[levels];
      double[] weight = new double[levels];
      for (int c = 0; c < rest.length; c++) {
        sum[level[c]] += count[c] * rest[c];
        weight[level[c]] += count[c];
      }
      for (int c = 0; c < rest.length; c++) {
        rest[c] -= sum[level[c]] / weight[level[c]];
      }
    }

    private static double squares(double[] rest, double[] count) {
      double s = 0;
      for (int c = 0; c < rest.length; c++) {
        s += count[c] * rest[c] * rest[c];
      }
      return s;
    }
  }
}
