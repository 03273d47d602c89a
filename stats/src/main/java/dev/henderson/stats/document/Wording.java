package dev.henderson.stats.document;

import dev.henderson.stats.model.Diagnostic;
import dev.henderson.stats.text.Notation;
import dev.henderson.stats.text.Prose;
import dev.henderson.stats.text.Written;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns the calls that a report advises into words, in some notation. */
final class Wording {
  private Wording() {}

  static Block block(Block block, Notation notation) {
    if (block instanceof Block.Note note) {
      Diagnostic d = note.diagnostic();
      return new Block.Note(new Diagnostic(d.severity(), d.code(), words(d.prose(), notation)));
    } else if (block instanceof Block.Code code) {
      return new Block.Code(words(code.why(), notation), words(code.code(), notation));
    } else if (block instanceof Block.Paragraph paragraph) {
      return new Block.Paragraph(cells(paragraph.cells(), notation));
    } else if (block instanceof Block.Facts facts) {
      return new Block.Facts(
          facts.facts().stream()
              .map(f -> new Block.Fact(f.name(), cells(f.value(), notation)))
              .toList());
    } else if (block instanceof Block.Grid grid && hasSaid(grid)) {
      return new Block.Grid(
          grid.caption(),
          grid.columns(),
          grid.headColumns(),
          grid.rows().stream().map(r -> cells(r, notation)).toList(),
          cells(grid.foot(), notation));
    }
    return block;
  }

  private static Prose words(Prose prose, Notation notation) {
    return Prose.of(prose.in(notation));
  }

  private static boolean hasSaid(Block.Grid grid) {
    return hasSaid(grid.foot()) || grid.rows().stream().anyMatch(Wording::hasSaid);
  }

  private static boolean hasSaid(List<Cell> cells) {
    return cells.stream().anyMatch(Cell.Said.class::isInstance);
  }

  private static List<Cell> cells(List<Cell> cells, Notation notation) {
    if (!hasSaid(cells)) {
      return cells;
    }
    return cells.stream()
        .map(
            c ->
                c instanceof Cell.Said said
                    ? new Cell.Label(said.words().in(notation), said.style())
                    : c)
        .toList();
  }

  static Map<String, Object> tree(Map<String, Object> data, Notation notation) {
    Map<String, Object> out = new LinkedHashMap<>();
    data.forEach((key, value) -> out.put(key, value(value, notation)));
    return out;
  }

  private static Object value(Object value, Notation notation) {
    if (value instanceof Written written) {
      return written.in(notation);
    } else if (value instanceof Map<?, ?> map) {
      Map<Object, Object> out = new LinkedHashMap<>();
      map.forEach((key, item) -> out.put(key, value(item, notation)));
      return out;
    } else if (value instanceof Iterable<?> items) {
      List<Object> out = new ArrayList<>();
      items.forEach(item -> out.add(value(item, notation)));
      return out;
    }
    return value;
  }
}
