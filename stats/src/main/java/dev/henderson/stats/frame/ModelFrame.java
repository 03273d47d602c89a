package dev.henderson.stats.frame;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import tech.tablesaw.selection.Selection;

/**
 * A table as models see it: named columns of numbers, truth values or levels, each knowing its
 * missing rows. The one place that reads a Tablesaw table.
 *
 * <p>A column is read when first asked for and then kept; columns no formula names cost nothing.
 */
public final class ModelFrame {
  private final String name;
  private final int rows;
  private final Map<String, Column<?>> source = new LinkedHashMap<>();
  private final Map<String, FrameColumn> read = new ConcurrentHashMap<>();

  private final List<String> names;

  private final BooleanSupplier cancelled;

  private ModelFrame(String name, Table table, BooleanSupplier cancelled) {
    this.name = Objects.requireNonNull(name);
    this.cancelled = Objects.requireNonNull(cancelled);
    this.rows = table.rowCount();
    for (Column<?> column : table.columns()) {
      source.put(column.name(), column);
    }
    this.names = List.copyOf(source.keySet());
  }

  private ModelFrame(String name, Map<String, FrameColumn> columns) {
    this.name = Objects.requireNonNull(name);
    this.cancelled = () -> false;
    this.rows = columns.values().stream().mapToInt(FrameColumn::size).findFirst().orElse(0);
    columns.forEach(
        (column, values) -> {
          if (values.size() != rows) {
            throw new IllegalArgumentException(
                "column " + column + " has " + values.size() + " rows, not " + rows);
          }
        });
    this.read.putAll(columns);
    this.names = List.copyOf(columns.keySet());
  }

  /**
   * A frame over a table.
   *
   * @param name what messages call it
   * @param table its columns are not copied; they should not change while models are made of them
   */
  public static ModelFrame of(String name, Table table) {
    return of(name, table, () -> false);
  }

  /**
   * A frame over a table.
   *
   * @param cancelled asked while columns are read; {@code true} ends it with a {@link
   *     java.util.concurrent.CancellationException}
   */
  public static ModelFrame of(String name, Table table, BooleanSupplier cancelled) {
    return new ModelFrame(name, table, cancelled);
  }

  /**
   * A frame of columns without a table; their names may differ in case only.
   *
   * @param name what messages call it
   * @param columns in order, all of the same length
   */
  public static ModelFrame of(String name, LinkedHashMap<String, FrameColumn> columns) {
    return new ModelFrame(name, columns);
  }

  /** What messages call this frame. */
  public String name() {
    return name;
  }

  /** The number of rows. */
  public int rows() {
    return rows;
  }

  /** The names of the columns in order. */
  public List<String> columnNames() {
    return names;
  }

  /** Whether there is a column of this name. */
  public boolean has(String column) {
    return read.containsKey(column) || source.containsKey(column);
  }

  /**
   * A column.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  public FrameColumn column(String column) {
    if (!has(column)) {
      throw new IllegalArgumentException("no column named " + column);
    }
    return read.computeIfAbsent(column, c -> TableReader.read(source.get(c), cancelled));
  }

  /**
   * Some rows of the table the frame was made of, with all its columns.
   *
   * @param rows from 0, in the order wanted
   */
  public Table table(int[] rows) {
    List<Column<?>> columns = new ArrayList<>();
    source.values().forEach(column -> columns.add(column.where(Selection.with(rows))));
    return Table.create(name, columns);
  }
}
