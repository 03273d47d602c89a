package dev.henderson.stats.emm;

import dev.henderson.stats.infer.Adjustment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Marginal means or contrasts as numbers.
 *
 * @param columns names of the labels of a row, those of groups last
 * @param numeric columns whose labels are numbers
 * @param by columns that make groups, within which p values are adjusted
 * @param estimateName what is estimated: {@code emmean}, {@code response}, {@code ratio}, {@code
 *     estimate}, {@code x.trend}
 * @param contrasts whether the rows are contrasts, not means
 * @param rows in order, groups one after the other
 * @param adjustment that was used
 * @param options it was made with
 * @param tested whether statistics and p values are meant to be shown
 * @param notes what a reader should know, whole sentences
 */
public record EmmTable(
    List<String> columns,
    Set<String> numeric,
    List<String> by,
    String estimateName,
    boolean contrasts,
    List<EmmRow> rows,
    Adjustment adjustment,
    EmmOptions options,
    boolean tested,
    List<String> notes) {
  /** Copies the lists. */
  public EmmTable {
    columns = List.copyOf(columns);
    numeric = Set.copyOf(numeric);
    by = List.copyOf(by);
    rows = List.copyOf(rows);
    notes = List.copyOf(notes);
  }

  /** The same with other rows. */
  EmmTable withRows(List<EmmRow> other) {
    return new EmmTable(
        columns, numeric, by, estimateName, contrasts, other, adjustment, options, tested, notes);
  }

  /** The columns that do not make groups. */
  public List<String> primary() {
    return columns.stream().filter(c -> !by.contains(c)).toList();
  }

  /** The rows of each group, by the labels of its columns. */
  public Map<List<String>, List<EmmRow>> groups() {
    int[] at = by.stream().mapToInt(columns::indexOf).toArray();
    Map<List<String>, List<EmmRow>> out = new LinkedHashMap<>();
    for (EmmRow row : rows) {
      List<String> key = java.util.Arrays.stream(at).mapToObj(row.labels()::get).toList();
      out.computeIfAbsent(key, k -> new java.util.ArrayList<>()).add(row);
    }
    return out;
  }

  /** Whether the tests refer to the normal distribution. */
  public boolean isAsymptotic() {
    return rows.stream().filter(EmmRow::isEstimable).allMatch(r -> Double.isInfinite(r.df()));
  }
}
