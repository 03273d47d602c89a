package dev.henderson.kernel.data;

import dev.henderson.kernel.magic.Magic;
import dev.henderson.kernel.magic.MagicCall;
import dev.henderson.kernel.magic.MagicException;
import dev.henderson.kernel.magic.MagicResult;
import dev.henderson.kernel.magic.RCall;
import dev.henderson.kernel.magic.Subject;
import dev.henderson.kernel.session.Session;
import dev.henderson.kernel.session.UnknownNameException;
import dev.henderson.stats.document.Block;
import dev.henderson.stats.document.Cell;
import dev.henderson.stats.document.Column;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.formula.CallArgument;
import dev.henderson.stats.formula.Expr;
import dev.henderson.stats.formula.Span;
import dev.henderson.stats.frame.FactorColumn;
import dev.henderson.stats.text.NearestNames;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tech.tablesaw.api.Table;

/**
 * {@code %factor t: a, b = c("low", "mid", "high"), c = ordered("low", "high")}: makes columns
 * categorical, with the order of their levels.
 */
public final class FactorMagic implements Magic {
  private static final Pattern TABLE = Pattern.compile("\\s*([\\p{L}_][\\p{L}\\p{N}_]*)\\s*:\\s*");

  @Override
  public String name() {
    return "factor";
  }

  @Override
  public List<String> aliases() {
    return List.of("factors");
  }

  @Override
  public Subject subject() {
    return Subject.COLUMNS;
  }

  @Override
  public String summary() {
    return "makes columns of a table categorical, with the order of their levels";
  }

  @Override
  public String help() {
    return """
        %factor table: a, b = c("low", "mid", "high"), c = ordered("low", "high")

        a            levels in R's order: numbers by size, words by letter
        b = c(...)   these levels in this order; the first is the reference level
        c = ordered(...)  the same, and their order means something

        With only one table in the notebook its name and the colon can be left out.

        %factor cake: replicate, temperature = ordered(175, 185, 195, 205, 215, 225)
        """;
  }

  @Override
  public MagicResult run(MagicCall call, Session session) {
    Matcher m = TABLE.matcher(call.arguments());
    boolean named = m.lookingAt();
    Table table = table(call, session, named ? m.group(1) : null);
    RCall read = RCall.from(call, named ? m.end() : 0, new HashSet<>(table.columnNames()));
    Map<String, FactorColumn> made = new LinkedHashMap<>();
    for (CallArgument a : read.syntax().positional()) {
      for (String name : read.placed(a::asNames)) {
        requireColumn(read, a.span(), name, table);
        made.put(name, FactorColumn.of(table.column(name)));
      }
    }
    for (CallArgument a : read.syntax().named().values()) {
      String name = a.name().orElseThrow();
      requireColumn(read, a.nameSpan(), name, table);
      made.put(name, withLevels(read, a, name, table));
    }
    if (made.isEmpty()) {
      int end = call.arguments().length();
      throw call.error("No column is named.", end, end).suggesting("%factor d: group");
    }
    // All is checked: only now does the table change.
    made.forEach(table::replaceColumn);
    return MagicResult.of(report(made));
  }

  private static Table table(MagicCall call, Session session, String name) {
    if (name == null) {
      Map<String, Table> tables = session.tables();
      if (tables.size() != 1) {
        throw call.error(
                tables.isEmpty() ? "There is no table yet." : "Which table is meant is not said.",
                0,
                0)
            .suggesting("%factor table: column");
      }
      return tables.values().iterator().next();
    }
    try {
      return session.table(name);
    } catch (UnknownNameException e) {
      throw call.error(e.getMessage(), 0, name.length()).coded("unknown-table").causedBy(e);
    }
  }

  private static FactorColumn withLevels(
      RCall read, CallArgument argument, String name, Table table) {
    Expr value = read.placed(argument::value).bare();
    boolean ordered = value instanceof Expr.Call c && c.function().equals("ordered");
    List<String> levels = new ArrayList<>();
    if (value instanceof Expr.Call c
        && (ordered || c.function().equals("c") || c.function().equals("factor"))) {
      for (Expr.Argument level : c.arguments()) {
        levels.add(label(read, level.value()));
      }
    } else {
      throw read.error("The levels of " + name + " should be listed.", argument.span())
          .suggesting(name + " = c(\"low\", \"high\")");
    }
    List<String> occurring = FactorColumn.levelsOf(table.column(name));
    if (levels.isEmpty()) {
      return FactorColumn.of(table.column(name), occurring, ordered);
    }
    List<String> unlisted = occurring.stream().filter(l -> !levels.contains(l)).toList();
    if (!unlisted.isEmpty()) {
      throw read.error(
              name
                  + " has values that are not among the levels given: "
                  + String.join(", ", unlisted.subList(0, Math.min(5, unlisted.size())))
                  + (unlisted.size() > 5 ? ", ..." : "")
                  + ".",
              argument.span())
          .suggesting(
              "List every level once; " + name + " has " + String.join(", ", occurring) + ".");
    }
    return FactorColumn.of(table.column(name), levels, ordered);
  }

  private static String label(RCall read, Expr level) {
    Expr bare = level.bare();
    if (bare instanceof Expr.Text t) {
      return t.value();
    } else if (bare instanceof Expr.Name n) {
      return n.name();
    } else if (bare instanceof Expr.Bool b) {
      return b.value() ? "TRUE" : "FALSE";
    } else if (bare instanceof Expr.Num || bare instanceof Expr.Unary) {
      return level.text();
    }
    throw read.error("A level is a word or a number, not " + level.text() + ".", level.span());
  }

  private static void requireColumn(RCall read, Span span, String name, Table table) {
    if (!table.containsColumn(name)) {
      throw unknownColumn(read, span, name, table);
    }
  }

  /** A column that the table has not, with the nearest names. */
  static MagicException unknownColumn(RCall read, Span span, String name, Table table) {
    List<String> near = NearestNames.of(name, table.columnNames(), 3);
    return read.error("There is no column called '" + name + "'.", span)
        .coded("unknown-variable")
        .suggesting(
            near.isEmpty()
                ? "The columns are " + String.join(", ", table.columnNames()) + "."
                : "Did you mean " + String.join(", ", near) + "?");
  }

  private static Report report(Map<String, FactorColumn> made) {
    List<List<Cell>> rows = new ArrayList<>();
    List<Map<String, Object>> tidy = new ArrayList<>();
    made.forEach(
        (name, factor) -> {
          String between = factor.isOrdered() ? " < " : ", ";
          rows.add(
              List.of(
                  Cell.code(name),
                  Cell.label(factor.isOrdered() ? "ordered factor" : "factor"),
                  Cell.count(factor.levels().size()),
                  Cell.label(String.join(between, shortened(factor.levels())))));
          tidy.add(
              Map.of("column", name, "ordered", factor.isOrdered(), "levels", factor.levels()));
        });
    List<Column> columns =
        List.of(
            Column.words("column"),
            Column.words("kind"),
            Column.numbers("levels"),
            Column.words("in this order"));
    Block grid = new Block.Grid("Factors", columns, 1, rows, List.of());
    return new Report("factors", List.of(grid), Map.of("tidy", tidy));
  }

  private static List<String> shortened(List<String> levels) {
    if (levels.size() <= 12) {
      return levels;
    }
    List<String> some = new ArrayList<>(levels.subList(0, 10));
    some.add("...");
    some.add(levels.get(levels.size() - 1));
    return some;
  }
}
