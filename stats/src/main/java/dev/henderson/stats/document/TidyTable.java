package dev.henderson.stats.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Rows of named values as a Tablesaw table. */
public final class TidyTable {
  private TidyTable() {}

  /**
   * A table with a column for every name that occurs, in order of first occurrence.
   *
   * <p>Whole numbers, numbers, truth values and words become columns of their type; a map or a list
   * becomes a column per entry, {@code ngroups.Subject}, {@code theta.1}. A name that a row lacks,
   * null and NaN are missing.
   */
  public static Table of(String name, List<Map<String, Object>> rows) {
    List<Map<String, Object>> flat = rows.stream().map(TidyTable::flatten).toList();
    Map<String, Object> examples = new LinkedHashMap<>();
    for (Map<String, Object> row : flat) {
      row.forEach((key, value) -> examples.merge(key, value, (first, second) -> first));
    }
    List<Column<?>> columns = new ArrayList<>();
    examples.forEach((key, example) -> columns.add(column(key, example, flat)));
    return Table.create(name, columns);
  }

  private static Map<String, Object> flatten(Map<String, Object> row) {
    Map<String, Object> flat = new LinkedHashMap<>();
    row.forEach(
        (key, value) -> {
          if (value instanceof Map<?, ?> map) {
            map.forEach((inner, item) -> flat.put(key + "." + inner, item));
          } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
              flat.put(key + "." + (i + 1), list.get(i));
            }
          } else if (value != null) {
            flat.put(key, value);
          }
        });
    return flat;
  }

  private static Column<?> column(String name, Object example, List<Map<String, Object>> rows) {
    if (example instanceof Integer) {
      IntColumn column = IntColumn.create(name);
      rows.forEach(row -> append(column, row.get(name)));
      return column;
    } else if (example instanceof Number) {
      DoubleColumn column = DoubleColumn.create(name);
      for (Map<String, Object> row : rows) {
        column.append(row.get(name) instanceof Number n ? n.doubleValue() : Double.NaN);
      }
      return column;
    } else if (example instanceof Boolean) {
      BooleanColumn column = BooleanColumn.create(name);
      for (Map<String, Object> row : rows) {
        if (row.get(name) instanceof Boolean b) {
          column.append(b.booleanValue());
        } else {
          column.appendMissing();
        }
      }
      return column;
    }
    StringColumn column = StringColumn.create(name);
    for (Map<String, Object> row : rows) {
      Object value = row.get(name);
      column.append(value == null ? "" : value.toString());
    }
    return column;
  }

  private static void append(IntColumn column, Object value) {
    if (value instanceof Integer i) {
      column.append(i.intValue());
    } else {
      column.appendMissing();
    }
  }
}
