package dev.henderson.kernel.magic;

import dev.henderson.kernel.session.Session;
import dev.henderson.stats.document.Block;
import dev.henderson.stats.document.Cell;
import dev.henderson.stats.document.Column;
import dev.henderson.stats.document.Report;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import tech.tablesaw.api.Table;

/** {@code %who}: the variables there are. */
public final class WhoMagic implements Magic {
  @Override
  public String name() {
    return "who";
  }

  @Override
  public List<String> aliases() {
    return List.of("whos");
  }

  @Override
  public Subject subject() {
    return Subject.NOTHING;
  }

  @Override
  public String summary() {
    return "lists the variables of the notebook";
  }

  @Override
  public String help() {
    return """
        %who          all variables: name, type, and what each holds
        """;
  }

  @Override
  public MagicResult run(MagicCall call, Session session) {
    if (!call.arguments().isBlank()) {
      throw call.error("%who takes nothing.", 0, call.arguments().length()).suggesting("%who");
    }
    List<List<Cell>> rows = new ArrayList<>();
    List<Map<String, Object>> tidy = new ArrayList<>();
    for (String name : session.names()) {
      Object value = session.get(name);
      String type = simple(session.typeOf(name).orElse(""), value);
      rows.add(List.of(Cell.code(name), Cell.label(type), Cell.label(holds(value))));
      tidy.add(Map.of("name", name, "type", type));
    }
    if (rows.isEmpty()) {
      return MagicResult.of("There are no variables yet.");
    }
    List<Column> columns =
        List.of(Column.words("variable"), Column.words("type"), Column.words("holds"));
    Block grid = new Block.Grid("Variables", columns, 1, rows, List.of());
    return MagicResult.of(new Report("who", List.of(grid), Map.of("tidy", tidy)));
  }

  /** The type without its packages. */
  private static String simple(String declared, Object value) {
    String type = declared;
    if (type.isEmpty()) {
      type = value == null ? "Object" : value.getClass().getSimpleName();
    }
    return type.replaceAll("\\b(?:[a-z_][\\w$]*\\.)+", "");
  }

  /** A few words; a user's own text is not asked for, it may be huge. */
  private static String holds(Object value) {
    if (value == null) {
      return "null";
    } else if (value instanceof Table t) {
      return count(t.rowCount(), "row") + ", " + count(t.columnCount(), "column");
    } else if (Fits.of(value).isPresent()) {
      return Fits.of(value).get().formula();
    } else if (value instanceof Collection<?> c) {
      return count(c.size(), "element");
    } else if (value instanceof Map<?, ?> m) {
      return m.size() == 1 ? "1 entry" : m.size() + " entries";
    } else if (value.getClass().isArray()) {
      return count(java.lang.reflect.Array.getLength(value), "element");
    } else if (value instanceof CharSequence s) {
      return count(s.length(), "character");
    }
    return value instanceof Number || value instanceof Boolean || value instanceof Character
        ? value.toString()
        : "";
  }

  private static String count(int n, String what) {
    return n == 1 ? "1 " + what : n + " " + what + "s";
  }
}
