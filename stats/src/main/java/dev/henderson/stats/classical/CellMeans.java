package dev.henderson.stats.classical;

import dev.henderson.stats.design.GroupingFactor;
import dev.henderson.stats.dist.StudentT;
import dev.henderson.stats.formula.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Means of the response over the cells of one or two factors, with confidence intervals from the
 * residual mean square of the stratum in which the factors are tested.
 *
 * @param response name of what was averaged
 * @param factor the first factor, of more levels
 * @param levels its levels
 * @param trace the second factor; empty if there is one only
 * @param traceLevels its levels; one empty text if there is one factor only
 * @param cells a list for each level of the second factor, a cell for each level of the first
 * @param stratum where the intervals come from; empty if there are none
 * @param level of the intervals
 */
public record CellMeans(
    String response,
    String factor,
    List<String> levels,
    String trace,
    List<String> traceLevels,
    List<List<Cell>> cells,
    String stratum,
    double level) {
  private static final double LEVEL = 0.95;

  /** Copies the lists. */
  public CellMeans {
    levels = List.copyOf(levels);
    traceLevels = List.copyOf(traceLevels);
    cells = cells.stream().map(List::copyOf).toList();
  }

  /**
   * The mean of a cell.
   *
   * @param count its rows; 0 for an empty cell
   * @param mean NaN for an empty cell
   * @param half half the length of its interval, NaN where there is none
   */
  public record Cell(int count, double mean, double half) {}

  /**
   * The means of the factors that matter most to a reader: those of the first interaction of two
   * factors, else of the first two, else of the only one; none if there is no factor.
   */
  public static Optional<CellMeans> of(AovFit fit) {
    List<GroupingFactor> factors = fit.design().factors();
    if (factors.isEmpty()) {
      return Optional.empty();
    }
    String term = "";
    List<GroupingFactor> shown = new ArrayList<>();
    for (Term.FixedEffect t : fit.design().terms().fixed()) {
      Set<String> names = AnovaTable.names(t);
      List<GroupingFactor> own = factors.stream().filter(f -> names.contains(f.name())).toList();
      if (names.size() == 2 && own.size() == 2) {
        shown.addAll(own);
        term = t.label();
        break;
      }
    }
    if (shown.isEmpty()) {
      shown.addAll(factors.subList(0, Math.min(2, factors.size())));
      term = shown.get(shown.size() - 1).name();
    }
    if (shown.size() == 2 && shown.get(1).levelCount() > shown.get(0).levelCount()) {
      shown.add(shown.remove(0));
    }
    return Optional.of(of(fit, term, shown));
  }

  private static CellMeans of(AovFit fit, String term, List<GroupingFactor> factors) {
    GroupingFactor first = factors.get(0);
    GroupingFactor second = factors.size() > 1 ? factors.get(1) : null;
    int across = first.levelCount();
    int traces = second == null ? 1 : second.levelCount();
    double[] sum = new double[across * traces];
    int[] count = new int[across * traces];
    double[] y = fit.response();
    for (int i = 0; i < y.length; i++) {
      int cell = first.levelOf(i) + across * (second == null ? 0 : second.levelOf(i));
      sum[cell] += y[i];
      count[cell]++;
    }
    ErrorStratum stratum = fit.testedIn(term).orElse(null);
    AnovaRow residual = stratum == null ? null : stratum.residual().orElseThrow();
    double reach =
        residual == null || residual.df() <= 0
            ? Double.NaN
            : StudentT.of(residual.df()).quantile(0.5 + LEVEL / 2) * Math.sqrt(residual.meanSq());
    List<List<Cell>> cells = new ArrayList<>();
    for (int t = 0; t < traces; t++) {
      List<Cell> line = new ArrayList<>();
      for (int k = 0; k < across; k++) {
        int cell = k + across * t;
        line.add(
            count[cell] == 0
                ? new Cell(0, Double.NaN, Double.NaN)
                : new Cell(count[cell], sum[cell] / count[cell], reach / Math.sqrt(count[cell])));
      }
      cells.add(line);
    }
    return new CellMeans(
        fit.responseName(),
        first.name(),
        first.levels(),
        second == null ? "" : second.name(),
        second == null ? List.of("") : second.levels(),
        cells,
        Double.isNaN(reach) ? "" : stratum.name(),
        LEVEL);
  }
}
