package dev.henderson.stats.frame;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

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

  private ModelFrame(String name, Table table) {
    this.name = Objects.requireNonNull(name);
    this.rows = table.rowCount();
    for (Column<?> column : table.columns()) {
      source.put(column.name(), column);
    }
  }

  /**
   * A frame over a table.
   *
   * @param name what messages call it
   * @param table its columns are not copied; they should not change while models are made of them
   */
  public static ModelFrame of(String name, Table table) {
    return new ModelFrame(name, table);
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
    return List.copyOf(source.keySet());
  }

  /** Whether there is a column of this name. */
  public boolean has(String column) {
    return source.containsKey(column);
  }

  /**
   * A column.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  public FrameColumn column(String column) {
    Column<?> found = source.get(column);
    if (found == null) {
      throw new IllegalArgumentException("no column named " + column);
    }
    return read.computeIfAbsent(column, c -> TableReader.read(found));
  }
}
