package dev.henderson.stats.frame;

import dev.henderson.stats.model.Cancellation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DateTimeColumn;
import tech.tablesaw.api.InstantColumn;
import tech.tablesaw.api.TimeColumn;
import tech.tablesaw.columns.Column;

/**
 * Reads Tablesaw columns. Missing is what Tablesaw says is missing, never a value of its own; the
 * dictionary codes of text columns are not used, they take seconds to get.
 */
final class TableReader {
  private TableReader() {}

  /** Rows, less one, between two looks at whether to go on. */
  private static final int ROWS_BETWEEN_CHECKS = (1 << 12) - 1;

  private static void checkNowAndThen(int row, Cancellation cancellation) {
    if ((row & ROWS_BETWEEN_CHECKS) == 0) {
      cancellation.check();
    }
  }

  /**
   * A column, copied unless it is large ({@link LiveColumn}).
   *
   * @param frame what messages call its table
   * @param name what messages call it
   * @param cancellation ends it where it says so
   */
  static FrameColumn read(String frame, String name, Column<?> column, Cancellation cancellation) {
    return LiveColumn.suits(column)
        ? new NumericColumn(LiveColumn.of(frame, name, column))
        : copy(column, cancellation);
  }

  /** A column, copied. */
  static FrameColumn copy(Column<?> column) {
    return copy(column, Cancellation.NEVER);
  }

  private static FrameColumn copy(Column<?> column, Cancellation cancellation) {
    if (column instanceof FactorColumn f) {
      int[] codes = new int[f.size()];
      Arrays.setAll(codes, f::code);
      return new CategoricalColumn(codes, f.levels(), f.isOrdered());
    }
    if (column instanceof BooleanColumn b) {
      byte[] values = new byte[b.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = b.isMissing(i) ? -1 : b.get(i) ? (byte) 1 : 0;
      }
      return new LogicalColumn(values);
    }
    if (column instanceof DateColumn d) {
      return numbers(d, NumericColumn.Unit.DATE, cancellation);
    }
    if (column instanceof TimeColumn t) {
      return numbers(t, NumericColumn.Unit.TIME, cancellation);
    }
    if (column instanceof DateTimeColumn d) {
      return numbers(d, NumericColumn.Unit.DATE_TIME, cancellation);
    }
    if (column instanceof InstantColumn i) {
      return numbers(i, NumericColumn.Unit.INSTANT, cancellation);
    }
    if (column instanceof tech.tablesaw.api.NumericColumn<?> n) {
      double[] values = new double[n.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = n.isMissing(i) ? Double.NaN : n.getDouble(i);
      }
      return new NumericColumn(values, NumericColumn.Unit.NUMBER);
    }
    return text(column, cancellation);
  }

  private static FrameColumn numbers(
      Column<?> column, NumericColumn.Unit unit, Cancellation cancellation) {
    double[] values = new double[column.size()];
    for (int i = 0; i < values.length; i++) {
      checkNowAndThen(i, cancellation);
      if (column.isMissing(i)) {
        values[i] = Double.NaN;
      } else if (column instanceof DateColumn d) {
        values[i] = d.get(i).toEpochDay();
      } else if (column instanceof TimeColumn t) {
        values[i] = t.get(i).toNanoOfDay() / 1e9;
      } else if (column instanceof DateTimeColumn d) {
        values[i] = d.get(i).toEpochSecond(java.time.ZoneOffset.UTC);
      } else if (column instanceof InstantColumn t) {
        values[i] = t.get(i).getEpochSecond();
      }
    }
    return new NumericColumn(values, unit);
  }

  /** Texts as levels, sorted by code point. */
  private static FrameColumn text(Column<?> column, Cancellation cancellation) {
    int n = column.size();
    int[] codes = new int[n];
    Map<String, Integer> seen = new HashMap<>();
    String last = null;
    int lastCode = -1;
    for (int i = 0; i < n; i++) {
      checkNowAndThen(i, cancellation);
      if (column.isMissing(i)) {
        codes[i] = -1;
      } else {
        String label = String.valueOf(column.get(i));
        // Rows of a group often follow each other.
        if (!label.equals(last)) {
          Integer code = seen.putIfAbsent(label, seen.size());
          last = label;
          lastCode = code == null ? seen.size() - 1 : code;
        }
        codes[i] = lastCode;
      }
    }
    List<String> sorted = new ArrayList<>(seen.keySet());
    sorted.sort(TableReader::byCodePoint);
    int[] place = new int[sorted.size()];
    for (int i = 0; i < place.length; i++) {
      place[seen.get(sorted.get(i))] = i;
    }
    for (int i = 0; i < n; i++) {
      codes[i] = codes[i] < 0 ? -1 : place[codes[i]];
    }
    return new CategoricalColumn(codes, sorted, false);
  }

  /** Whether the first rows of a column are still what was read of it. */
  static boolean isStill(FrameColumn read, Column<?> column) {
    if (column.size() < read.size()) {
      return false;
    }
    if (read instanceof NumericColumn n && n.numbers() instanceof TableNumbers t) {
      return t.column().isUnchanged();
    }
    FrameColumn now = copy(column);
    if (read instanceof NumericColumn a && now instanceof NumericColumn b) {
      return IntStream.range(0, a.size()).allMatch(i -> same(a.get(i), b.get(i)));
    }
    if (read instanceof LogicalColumn a && now instanceof LogicalColumn b) {
      return IntStream.range(0, a.size())
          .allMatch(i -> a.isMissing(i) == b.isMissing(i) && a.get(i) == b.get(i));
    }
    if (read instanceof CategoricalColumn a && now instanceof CategoricalColumn b) {
      Map<String, Integer> place = new HashMap<>();
      a.levels().forEach(label -> place.put(label, place.size()));
      int[] codes = b.levels().stream().mapToInt(l -> place.getOrDefault(l, -1)).toArray();
      return IntStream.range(0, a.size())
          .allMatch(
              i ->
                  a.isMissing(i)
                      ? b.isMissing(i)
                      : !b.isMissing(i) && a.code(i) == codes[b.code(i)]);
    }
    return false;
  }

  private static boolean same(double a, double b) {
    return a == b || (a != a && b != b);
  }

  private static int byCodePoint(String a, String b) {
    int n = Math.min(a.length(), b.length());
    for (int i = 0; i < n; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        // Halves of a code point beyond the first plane come after all whole ones.
        boolean half = Character.isSurrogate(x);
        return half == Character.isSurrogate(y) ? x - y : half ? 1 : -1;
      }
    }
    return a.length() - b.length();
  }

  /** The label of a value that is not missing. */
  static String label(FrameColumn column, int row) {
    if (column instanceof CategoricalColumn c) {
      return c.levels().get(c.code(row));
    }
    if (column instanceof LogicalColumn l) {
      return l.get(row) ? "TRUE" : "FALSE";
    }
    NumericColumn n = (NumericColumn) column;
    return n.label(n.get(row));
  }
}
