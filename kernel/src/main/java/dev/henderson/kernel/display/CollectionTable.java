package dev.henderson.kernel.display;

import dev.henderson.stats.document.Block;
import dev.henderson.stats.document.Cell;
import dev.henderson.stats.document.Column;
import dev.henderson.stats.document.Precision;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.report.TableReport;
import java.io.File;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** The first elements of a collection or map as a table. */
final class CollectionTable {
  /** Lists and maps of up to this many entries are shown whole, for they are narrow. */
  private static final int WHOLE = 30;

  /** Of longer ones this many are shown. */
  private static final int HEAD = 20;

  private static final int MOST_COLUMNS = 40;
  private static final int MOST_KEYS = 1000;
  private static final int LONGEST = 60;
  private static final int LONGEST_ALONE = 120;
  private static final int DIGITS = 6;
  private static final double EXACT = 0x1p53;
  private static final String ONE_COLUMN = "values";

  /** Stands where a map has no such key. */
  private static final Object ABSENT = new Object();

  private record Named(String name, String type, List<Object> values) {}

  private CollectionTable() {}

  /** Whether a table says no more than a line of text, only better to read. */
  static boolean isOneColumn(Report table) {
    return table.kind().equals(ONE_COLUMN);
  }

  /** Numbers, strings and their like, whose text is short and says all. */
  static boolean isScalar(Object value) {
    return value == null
        || value instanceof Number
        || value instanceof CharSequence
        || value instanceof Character
        || value instanceof Boolean
        || value instanceof Enum
        || value instanceof TemporalAccessor
        || value instanceof TemporalAmount
        || value instanceof UUID
        || value instanceof Path
        || value instanceof File
        || value instanceof Class;
  }

  /** As many elements as there are, at most so many. */
  static List<Object> first(Iterator<?> elements, int most) {
    List<Object> first = new ArrayList<>();
    while (first.size() < most && elements.hasNext()) {
      first.add(elements.next());
    }
    return first;
  }

  /** Keys and values. */
  static Report ofMap(Map<?, ?> map) {
    List<Object> keys = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    for (Object entry : first(map.entrySet().iterator(), WHOLE + 1)) {
      keys.add(((Map.Entry<?, ?>) entry).getKey());
      values.add(((Map.Entry<?, ?>) entry).getValue());
    }
    int rows = keys.size() > WHOLE ? HEAD : keys.size();
    List<Named> columns = List.of(new Named("key", "", keys), new Named("value", "", values));
    int size = Math.max(map.size(), keys.size());
    List<Cell> foot = new ArrayList<>();
    if (rows < size) {
      foot.add(Cell.count(size));
      foot.add(Cell.label(" entries"));
      more(foot, rows, "");
    }
    return grid("map", columns, rows, false, 1, LONGEST_ALONE, foot);
  }

  /** A column per component. */
  static Report ofRecords(List<Object> records, Class<?> type, int size, boolean indexed) {
    List<Named> columns = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      Method accessor = component.getAccessor();
      // A record of a cell may be private, or nested in a class that is.
      accessor.setAccessible(true);
      List<Object> values = new ArrayList<>();
      records.forEach(r -> values.add(r == null ? ABSENT : value(accessor, r)));
      columns.add(new Named(component.getName(), component.getType().getSimpleName(), values));
    }
    return rows(columns, records.size(), size, indexed);
  }

  private static Object value(Method accessor, Object of) {
    try {
      return accessor.invoke(of);
    } catch (ReflectiveOperationException e) {
      return ValueText.failed(e);
    }
  }

  /** A column per key, in the order in which they are seen. */
  static Report ofMaps(List<Object> maps, int size, boolean indexed) {
    int shown = maps.size() > TableReport.WHOLE ? TableReport.HEAD : maps.size();
    Set<Object> keys = new LinkedHashSet<>();
    for (Object map : maps.subList(0, shown)) {
      if (map != null) {
        ((Map<?, ?>) map).keySet().stream().limit(MOST_KEYS).forEach(keys::add);
      }
    }
    List<Named> columns = new ArrayList<>();
    for (Object key : keys) {
      List<Object> values = new ArrayList<>();
      for (Object map : maps) {
        boolean has = map instanceof Map<?, ?> m && has(m, key);
        values.add(has ? ((Map<?, ?>) map).get(key) : ABSENT);
      }
      columns.add(new Named(ValueText.within(key, LONGEST), "", values));
    }
    return rows(columns, maps.size(), size, indexed);
  }

  private static boolean has(Map<?, ?> map, Object key) {
    try {
      return map.containsKey(key);
    } catch (ClassCastException | NullPointerException cannotHave) {
      return false;
    }
  }

  /** The elements below each other; none where their texts have lines of their own. */
  static Optional<Report> ofValues(List<Object> values, int size, boolean indexed) {
    if (values.isEmpty()) {
      return Optional.empty();
    }
    int total = Math.max(size, values.size());
    int rows = total > WHOLE ? HEAD : total;
    boolean lines =
        values.stream()
            .limit(rows)
            .anyMatch(v -> !isScalar(v) && ValueText.within(v, 10_000).contains("\n"));
    if (lines) {
      return Optional.empty();
    }
    List<Cell> foot = new ArrayList<>();
    if (rows < total) {
      foot.add(Cell.count(total));
      foot.add(Cell.label(" elements"));
      more(foot, rows, "");
    }
    List<Named> column = List.of(new Named("value", "", values));
    return Optional.of(grid(ONE_COLUMN, column, rows, indexed, 0, LONGEST_ALONE, foot));
  }

  private static Report rows(List<Named> columns, int read, int size, boolean indexed) {
    int total = Math.max(size, read);
    int rows = total > TableReport.WHOLE ? TableReport.HEAD : total;
    int shown = Math.min(MOST_COLUMNS, columns.size());
    List<Cell> foot = new ArrayList<>();
    foot.add(Cell.count(total));
    foot.add(Cell.label(total == 1 ? " row, " : " rows, "));
    foot.add(Cell.count(columns.size()));
    foot.add(Cell.label(columns.size() == 1 ? " column" : " columns"));
    if (rows < total) {
      more(foot, rows, " rows");
    }
    if (shown < columns.size()) {
      more(foot, shown, " columns");
    }
    return grid("records", columns.subList(0, shown), rows, indexed, 0, LONGEST, foot);
  }

  private static void more(List<Cell> foot, int shown, String things) {
    foot.add(Cell.label("; the first "));
    foot.add(Cell.count(shown));
    foot.add(Cell.label(things + " are shown"));
  }

  private static Report grid(
      String kind,
      List<Named> columns,
      int rows,
      boolean indexed,
      int heads,
      int longest,
      List<Cell> foot) {
    List<Column> headers = new ArrayList<>();
    List<List<Cell>> cells = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      cells.add(new ArrayList<>(indexed ? List.of(Cell.count(i)) : List.of()));
    }
    if (indexed) {
      headers.add(Column.numbers("", "index"));
    }
    for (int j = 0; j < columns.size(); j++) {
      Named column = columns.get(j);
      List<Object> values = column.values().subList(0, rows);
      Supply cell = cells(values, String.valueOf(j), longest);
      boolean right = present(values).allMatch(Number.class::isInstance);
      Column.Align align = right ? Column.Align.RIGHT : Column.Align.LEFT;
      headers.add(new Column(column.name(), column.type(), align, "", false));
      for (int i = 0; i < rows; i++) {
        Object value = values.get(i);
        cells.get(i).add(value == ABSENT ? Cell.missing() : cell.of(value));
      }
    }
    Block grid = new Block.Grid("", headers, indexed ? 1 : heads, cells, foot);
    return new Report(kind, List.of(grid), Map.of());
  }

  /** How the values of one column become cells. */
  private interface Supply {
    Cell of(Object value);
  }

  private static Stream<Object> present(List<Object> values) {
    return values.stream().filter(v -> v != null && v != ABSENT);
  }

  /** Numbers of one kind agree on their digits; anything else is shown as Java writes it. */
  private static Supply cells(List<Object> values, String column, int longest) {
    Supply words = v -> Cell.label(ValueText.within(v, longest));
    if (present(values).allMatch(CollectionTable::isWhole)) {
      return v -> v == null ? words.of(v) : estimate((Number) v, Precision.decimals(0), words);
    }
    if (present(values).allMatch(v -> v instanceof Double || v instanceof Float)) {
      Precision digits = Precision.significant(DIGITS, column);
      return v -> v == null ? words.of(v) : estimate((Number) v, digits, words);
    }
    return words;
  }

  private static boolean isWhole(Object value) {
    return value instanceof Number
        && !(value instanceof Double || value instanceof Float)
        && !(value instanceof BigDecimal || value instanceof BigInteger)
        && value.getClass().getName().startsWith("java.lang.");
  }

  private static Cell estimate(Number number, Precision precision, Supply words) {
    double x = number.doubleValue();
    boolean exact = number instanceof Double || Math.abs(x) < EXACT;
    return Double.isFinite(x) && exact ? Cell.estimate(x, precision) : words.of(number);
  }
}
