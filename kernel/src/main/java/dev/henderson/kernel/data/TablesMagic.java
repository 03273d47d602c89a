package dev.henderson.kernel.data;

import dev.henderson.kernel.magic.Magic;
import dev.henderson.kernel.magic.MagicCall;
import dev.henderson.kernel.magic.MagicResult;
import dev.henderson.kernel.magic.Subject;
import dev.henderson.kernel.session.Session;
import dev.henderson.stats.document.Block;
import dev.henderson.stats.document.Cell;
import dev.henderson.stats.document.Column;
import dev.henderson.stats.document.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tech.tablesaw.api.Table;

/** {@code %tables}: the tables of the notebook. */
public final class TablesMagic implements Magic {
  @Override
  public String name() {
    return "tables";
  }

  @Override
  public Subject subject() {
    return Subject.NOTHING;
  }

  @Override
  public String summary() {
    return "lists the tables of the notebook";
  }

  @Override
  public String help() {
    return """
        %tables    every variable that holds a table, with its rows and columns
        """;
  }

  @Override
  public MagicResult run(MagicCall call, Session session) {
    Map<String, Table> tables = session.tables();
    if (tables.isEmpty()) {
      return MagicResult.of(
          "There is no table yet. Load one: %dataset sleepstudy, %read d = file.csv, or type it"
              + " below %%csv d.");
    }
    List<List<Cell>> rows = new ArrayList<>();
    List<Map<String, Object>> tidy = new ArrayList<>();
    tables.forEach(
        (name, table) -> {
          rows.add(
              List.of(
                  Cell.code(name),
                  Cell.count(table.rowCount()),
                  Cell.label(String.join(", ", table.columnNames()))));
          tidy.add(Map.of("name", name, "rows", table.rowCount(), "columns", table.columnNames()));
        });
    List<Column> columns =
        List.of(Column.words("table"), Column.numbers("rows"), Column.words("columns"));
    Block grid = new Block.Grid("Tables of this notebook", columns, 1, rows, List.of());
    return MagicResult.of(new Report("tables", List.of(grid), Map.of("tidy", tidy)));
  }
}
