package dev.henderson.stats.frame;

import it.unimi.dsi.fastutil.ints.IntComparator;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import tech.tablesaw.api.CategoricalColumn;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.AbstractColumn;
import tech.tablesaw.columns.AbstractColumnParser;
import tech.tablesaw.columns.Column;
import tech.tablesaw.columns.strings.StringColumnType;
import tech.tablesaw.selection.Selection;

/**
 * A Tablesaw column of levels in an order of their own, which may mean something: R's {@code
 * factor} and {@code ordered}.
 *
 * <p>Copies, filters, sorts and joins keep the levels. Tablesaw's own text column cannot be
 * extended, so {@code table.stringColumn(name)} does not take this one; {@code
 * table.categoricalColumn(name)} does, and {@link #asStringColumn()} makes plain texts of it. A
 * value outside the levels becomes a new last level.
 */
public final class FactorColumn extends AbstractColumn<FactorColumn, String>
    implements CategoricalColumn<String> {
  private static final int MISSING = -1;

  private final List<String> levels;
  private final Map<String, Integer> codeOf = new HashMap<>();
  private final boolean ordered;
  private int[] codes = new int[16];
  private int size;

  private FactorColumn(String name, Collection<String> levels, boolean ordered) {
    super(ColumnType.STRING, name, StringColumnType.DEFAULT_PARSER);
    this.levels = new ArrayList<>(new LinkedHashSet<>(levels));
    this.ordered = ordered;
    for (String level : this.levels) {
      codeOf.put(level, codeOf.size());
    }
  }

  /**
   * A factor from values.
   *
   * @param name name of the column
   * @param values a label per row, "" or null where missing
   * @param levels the labels in order
   * @param ordered whether their order means something
   */
  public static FactorColumn of(
      String name, Iterable<String> values, Collection<String> levels, boolean ordered) {
    FactorColumn out = new FactorColumn(name, levels, ordered);
    values.forEach(out::append);
    return out;
  }

  /**
   * A factor from any column, its levels in the order R would give them: numbers by size, texts by
   * code point.
   */
  public static FactorColumn of(Column<?> column) {
    return of(column, levelsOf(column), false);
  }

  /** A factor from any column, with the levels given. */
  public static FactorColumn of(Column<?> column, Collection<String> levels, boolean ordered) {
    FactorColumn out = new FactorColumn(column.name(), levels, ordered);
    FrameColumn read = TableReader.copy(column);
    for (int i = 0; i < read.size(); i++) {
      out.append(read.isMissing(i) ? null : TableReader.label(read, i));
    }
    return out;
  }

  /** The labels that a column's values have, in the order R would give them. */
  public static List<String> levelsOf(Column<?> column) {
    FrameColumn read = TableReader.copy(column);
    if (read instanceof dev.henderson.stats.frame.CategoricalColumn c) {
      return c.levels();
    }
    if (read instanceof LogicalColumn) {
      return List.of("FALSE", "TRUE");
    }
    NumericColumn numbers = (NumericColumn) read;
    TreeSet<Double> values = new TreeSet<>();
    for (int i = 0; i < numbers.size(); i++) {
      if (!numbers.isMissing(i)) {
        values.add(numbers.get(i));
      }
    }
    return values.stream().map(numbers::label).distinct().toList();
  }

  /** The labels in order; some may not occur. */
  public List<String> levels() {
    return List.copyOf(levels);
  }

  /** Whether the order of the levels means something. */
  public boolean isOrdered() {
    return ordered;
  }

  /** The level of a row, from 0; -1 where missing. */
  public int code(int row) {
    return codes[row];
  }

  private int codeFor(String value) {
    if (value == null || value.isEmpty()) {
      return MISSING;
    }
    Integer code = codeOf.get(value);
    if (code == null) {
      code = levels.size();
      levels.add(value);
      codeOf.put(value, code);
    }
    return code;
  }

  private void appendCode(int code) {
    if (size == codes.length) {
      codes = Arrays.copyOf(codes, 2 * size);
    }
    codes[size++] = code;
  }

  @Override
  public FactorColumn append(String value) {
    appendCode(codeFor(value));
    return this;
  }

  @Override
  public FactorColumn append(Column<String> column) {
    for (int i = 0; i < column.size(); i++) {
      append(column, i);
    }
    return this;
  }

  @Override
  public FactorColumn append(Column<String> column, int row) {
    return column.isMissing(row) ? appendMissing() : append(column.get(row));
  }

  @Override
  public FactorColumn appendObj(Object value) {
    return append(value == null ? null : value.toString());
  }

  @Override
  public FactorColumn appendCell(String value) {
    return append(value);
  }

  @Override
  public FactorColumn appendCell(String value, AbstractColumnParser<?> parser) {
    return append(value);
  }

  @Override
  public FactorColumn appendMissing() {
    appendCode(MISSING);
    return this;
  }

  @Override
  public FactorColumn set(int row, String value) {
    codes[row] = codeFor(value);
    return this;
  }

  @Override
  public FactorColumn set(int row, Column<String> source, int sourceRow) {
    return source.isMissing(sourceRow) ? setMissing(row) : set(row, source.get(sourceRow));
  }

  @Override
  public FactorColumn setMissing(int row) {
    codes[row] = MISSING;
    return this;
  }

  @Override
  public String get(int row) {
    return codes[row] < 0 ? "" : levels.get(codes[row]);
  }

  @Override
  public String getString(int row) {
    return get(row);
  }

  @Override
  public String getUnformattedString(int row) {
    return get(row);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public boolean isEmpty() {
    return size == 0;
  }

  @Override
  public void clear() {
    size = 0;
  }

  @Override
  public boolean isMissing(int row) {
    return codes[row] < 0;
  }

  @Override
  public Selection isMissing() {
    return Selection.with(rows().filter(i -> codes[i] < 0).toArray());
  }

  @Override
  public Selection isNotMissing() {
    return Selection.with(rows().filter(i -> codes[i] >= 0).toArray());
  }

  @Override
  public int countMissing() {
    return (int) rows().filter(i -> codes[i] < 0).count();
  }

  private IntStream rows() {
    return IntStream.range(0, size);
  }

  @Override
  public FactorColumn emptyCopy() {
    return new FactorColumn(name(), levels, ordered);
  }

  @Override
  public FactorColumn emptyCopy(int rowSize) {
    FactorColumn out = emptyCopy();
    out.codes = new int[Math.max(16, rowSize)];
    out.size = rowSize;
    Arrays.fill(out.codes, MISSING);
    return out;
  }

  @Override
  public FactorColumn copy() {
    FactorColumn out = emptyCopy();
    out.codes = codes.clone();
    out.size = size;
    return out;
  }

  @Override
  public FactorColumn where(Selection selection) {
    FactorColumn out = emptyCopy();
    for (int row : selection) {
      out.appendCode(codes[row]);
    }
    return out;
  }

  @Override
  public FactorColumn removeMissing() {
    return where(isNotMissing());
  }

  @Override
  public FactorColumn unique() {
    FactorColumn out = emptyCopy();
    rows().map(i -> codes[i]).filter(c -> c >= 0).distinct().forEach(out::appendCode);
    return out;
  }

  @Override
  public int countUnique() {
    return (int) rows().map(i -> codes[i]).filter(c -> c >= 0).distinct().count();
  }

  @Override
  public FactorColumn lag(int n) {
    FactorColumn out = emptyCopy();
    rows().forEach(i -> out.appendCode(i - n >= 0 && i - n < size ? codes[i - n] : MISSING));
    return out;
  }

  @Override
  public FactorColumn lead(int n) {
    return lag(-n);
  }

  @Override
  public void sortAscending() {
    Arrays.sort(codes, 0, size);
  }

  @Override
  public void sortDescending() {
    sortAscending();
    for (int i = 0, j = size - 1; i < j; i++, j--) {
      int swap = codes[i];
      codes[i] = codes[j];
      codes[j] = swap;
    }
  }

  /** Compares rows by the order of their levels, missing first. */
  @Override
  public IntComparator rowComparator() {
    return (a, b) -> Integer.compare(codes[a], codes[b]);
  }

  /** Compares two labels by the order of the levels. */
  @Override
  public int compare(String a, String b) {
    return Integer.compare(codeOf.getOrDefault(a, MISSING), codeOf.getOrDefault(b, MISSING));
  }

  @Override
  public boolean equals(int row1, int row2) {
    return codes[row1] == codes[row2];
  }

  @Override
  public int valueHash(int row) {
    return get(row).hashCode();
  }

  @Override
  public int byteSize() {
    return Integer.BYTES;
  }

  @Override
  public byte[] asBytes(int row) {
    return ByteBuffer.allocate(byteSize()).putInt(codes[row]).array();
  }

  @Override
  public String[] asObjectArray() {
    return rows().mapToObj(this::get).toArray(String[]::new);
  }

  /** The labels of all rows, "" where missing, as Tablesaw's text columns give them. */
  @Override
  public List<String> asList() {
    return List.of(asObjectArray());
  }

  @Override
  public Set<String> asSet() {
    return new LinkedHashSet<>(Arrays.asList(asObjectArray()));
  }

  @Override
  public Iterator<String> iterator() {
    return rows().mapToObj(this::get).iterator();
  }

  @Override
  public StringColumn asStringColumn() {
    return StringColumn.create(name(), asObjectArray());
  }

  /**
   * The number of rows at each level, in the order of the levels; missing ones as "" at the end.
   */
  @Override
  public Table countByCategory() {
    List<String> labels = new ArrayList<>(levels);
    if (countMissing() > 0) {
      labels.add("");
    }
    int[] counts = new int[labels.size()];
    rows().forEach(i -> counts[codes[i] < 0 ? levels.size() : codes[i]]++);
    return Table.create(
        "Column: " + name(),
        StringColumn.create("Category", labels),
        IntColumn.create("Count", counts));
  }

  @Override
  public Table summary() {
    return countByCategory();
  }
}
