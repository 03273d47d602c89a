package dev.henderson.kernel.magic;

import dev.henderson.kernel.session.Session;
import dev.henderson.stats.document.Block;
import dev.henderson.stats.document.Cell;
import dev.henderson.stats.document.Column;
import dev.henderson.stats.document.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** {@code %lsmagic}: all magics, a line each. */
public final class LsmagicMagic implements Magic {
  private final Supplier<Magics> magics;

  /** Lists the magics of a registry that may not be complete yet. */
  public LsmagicMagic(Supplier<Magics> magics) {
    this.magics = magics;
  }

  @Override
  public String name() {
    return "lsmagic";
  }

  @Override
  public Subject subject() {
    return Subject.NOTHING;
  }

  @Override
  public String summary() {
    return "lists all magics";
  }

  @Override
  public String help() {
    return """
        %lsmagic    all magics, a line each; %help name says more of one
        """;
  }

  @Override
  public MagicResult run(MagicCall call, Session session) {
    List<List<Cell>> rows = new ArrayList<>();
    List<Map<String, Object>> tidy = new ArrayList<>();
    for (Magic magic : magics.get().all()) {
      String percent = magic.forms().contains(Form.LINE) ? "%" : "%%";
      String names =
          percent
              + magic.name()
              + magic.aliases().stream().map(a -> ", " + percent + a).reduce("", String::concat);
      rows.add(List.of(Cell.code(names), Cell.label(magic.summary())));
      tidy.add(Map.of("name", magic.name(), "summary", magic.summary()));
    }
    List<Column> columns = List.of(Column.words("magic"), Column.words("what it does"));
    List<Cell> foot = List.of(Cell.code("%help name"), Cell.label("says more of one."));
    Block grid = new Block.Grid("Magics", columns, 1, rows, foot);
    return MagicResult.of(new Report("magics", List.of(grid), Map.of("tidy", tidy)));
  }
}
