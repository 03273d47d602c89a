package dev.henderson.stats.frame;

import dev.henderson.stats.model.Cancellation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import tech.tablesaw.selection.Selection;

/**
 * A table as models see it: named columns of numbers, truth values or levels, each knowing its
 * missing rows. The one place that reads a Tablesaw table.
 *
 * <p>A column is read when first asked for and then kept; columns no formula names cost nothing.
 * Large columns of numbers are not copied ({@link LiveColumn}): each time such a column is asked
 * for again, it is made sure that it is still what was read at first.
 */
public final class ModelFrame {
  private final String name;
  private final int rows;
  private final Map<String, Column<?>> source = new LinkedHashMap<>();
  private final Map<String, FrameColumn> read = new ConcurrentHashMap<>();

  private final List<String> names;

  private final Cancellation cancellation;

  private ModelFrame(String name, Table table, Cancellation cancellation) {
    this.name = Objects.requireNonNull(name);
    this.cancellation = Objects.requireNonNull(cancellation);
    this.rows = table.rowCount();
    for (Column<?> column : table.columns()) {
      source.put(column.name(), column);
    }
    this.names = List.copyOf(source.keySet());
  }

  private ModelFrame(String name, Map<String, FrameColumn> columns) {
    this.name = Objects.requireNonNull(name);
    this.cancellation = Cancellation.NEVER;
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
   * @param table may change once a model is made: what the model needs of small columns was copied,
   *     and a large one that changed is noticed when its rows are needed again, see {@link
   *     ChangedTableException}
   */
  public static ModelFrame of(String name, Table table) {
    return of(name, table, Cancellation.NEVER);
  }

  /**
   * A frame over a table.
   *
   * @param cancellation asked while columns are read; ends it with a {@link
   *     java.util.concurrent.CancellationException}
   */
  public static ModelFrame of(String name, Table table, Cancellation cancellation) {
    return new ModelFrame(name, table, cancellation);
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
   * @throws ChangedTableException if it was read in place before and is not the same any more
   */
  public FrameColumn column(String column) {
    FrameColumn known = read.get(column);
    if (known == null) {
      if (!has(column)) {
        throw new IllegalArgumentException("no column named " + column);
      }
      return read.computeIfAbsent(
          column, c -> TableReader.read(name, c, source.get(c), cancellation));
    }
    if (known instanceof NumericColumn n && n.numbers() instanceof TableNumbers t) {
      t.column().requireUnchanged();
    }
    return known;
  }

  /**
   * Some rows of the table the frame was made of, with all its columns.
   *
   * @param rows from 0, in the order wanted
   * @throws ChangedTableException if a column that was read is not the same any more, or one has
   *     lost rows
   */
  public Table table(int[] rows) {
    List<Column<?>> columns = new ArrayList<>();
    source.forEach(
        (column, now) -> {
          FrameColumn known = read.get(column);
          if (now.size() < this.rows || (known != null && !TableReader.isStill(known, now))) {
            throw new ChangedTableException(name, column);
          }
          columns.add(now.where(Selection.with(rows)));
        });
    return Table.create(name, columns);
  }
}
