package dev.henderson.stats.document;

import dev.henderson.stats.text.Notation;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a report as plain text in R's manner: aligned columns, ASCII signs, {@code NA} for what is
 * missing, notes wrapped at 80 characters.
 */
public final class TextRenderer {
  private static final int WIDTH = 80;

  private TextRenderer() {}

  /** The report as text, without a line break at the end. */
  public static String render(Report report) {
    StringBuilder out = new StringBuilder();
    Block previous = null;
    for (Block block : report.in(Notation.R).blocks()) {
      boolean attached =
          previous == null || previous instanceof Block.Heading && !(block instanceof Block.Note);
      if (!attached) {
        out.append('\n');
      }
      if (block instanceof Block.Heading heading) {
        wrap(out, heading.text(), "", "");
      } else if (block instanceof Block.Facts facts) {
        facts(out, facts);
      } else if (block instanceof Block.Paragraph paragraph) {
        wrap(out, SentenceText.of(paragraph.cells(), TextRenderer::text), "", "");
      } else if (block instanceof Block.Code code) {
        if (!code.reason().isEmpty()) {
          wrap(out, code.reason() + ":", "", "");
        }
        code.text().lines().forEach(line -> out.append("  ").append(line).append('\n'));
      } else if (block instanceof Block.Grid grid) {
        grid(out, grid);
      } else if (block instanceof Block.Equation equation) {
        EquationText.plain(equation.equation()).forEach(line -> wrap(out, line, "  ", "    "));
      } else if (block instanceof Block.Figure figure) {
        wrap(out, "[" + figure.picture().caption() + "]", "", "");
      } else if (block instanceof Block.Note note) {
        String lead = note.isWarning() ? "Warning: " : "Note: ";
        wrap(out, note.text(), lead, "  ");
      }
      previous = block;
    }
    int end = out.length();
    while (end > 0 && out.charAt(end - 1) == '\n') {
      end--;
    }
    return out.substring(0, end);
  }

  private static void facts(StringBuilder out, Block.Facts facts) {
    int names = facts.facts().stream().mapToInt(f -> f.name().length()).max().orElse(0);
    for (Block.Fact fact : facts.facts()) {
      String lead = " ".repeat(names - fact.name().length()) + fact.name() + ": ";
      wrap(out, sentence(fact.value()), lead, "    ");
    }
  }

  /** Cells read one after the other. */
  static String sentence(List<Cell> cells) {
    GridText digits = GridText.of(cells);
    StringBuilder out = new StringBuilder();
    cells.forEach(cell -> out.append(text(cell, digits)));
    return out.toString();
  }

  private static String text(Cell cell, GridText digits) {
    if (cell instanceof Cell.Label label) {
      return label.style() == Cell.Label.Style.REPEATED ? "" : oneLine(label.text());
    } else if (cell instanceof Cell.Estimate estimate) {
      return digits.estimate(estimate);
    } else if (cell instanceof Cell.PValue p) {
      return digits.exactP(p);
    } else if (cell instanceof Cell.Count count) {
      return GridText.count(count);
    }
    return "NA";
  }

  /** A line break inside a cell would break the table. */
  private static String oneLine(String text) {
    return text.replaceAll("[\\r\\n\\t]+", " ");
  }

  private static void grid(StringBuilder out, Block.Grid grid) {
    GridText digits = GridText.of(grid);
    int columns = grid.columns().size();
    boolean types = grid.columns().stream().anyMatch(c -> !c.type().isEmpty());
    List<String[]> lines = new ArrayList<>();
    lines.add(grid.columns().stream().map(c -> oneLine(c.header())).toArray(String[]::new));
    if (types) {
      lines.add(grid.columns().stream().map(TextRenderer::type).toArray(String[]::new));
    }
    for (List<Cell> row : grid.rows()) {
      String[] line = new String[columns];
      for (int j = 0; j < columns; j++) {
        line[j] = text(row.get(j), digits);
      }
      lines.add(line);
    }
    int[] widths = new int[columns];
    for (String[] line : lines) {
      for (int j = 0; j < columns; j++) {
        widths[j] = Math.max(widths[j], width(line[j]));
      }
    }
    if (!grid.caption().isEmpty()) {
      out.append(grid.caption()).append(":\n");
    }
    for (String[] line : lines) {
      StringBuilder row = new StringBuilder();
      for (int j = 0; j < columns; j++) {
        String pad = " ".repeat(widths[j] - width(line[j]));
        boolean left = grid.columns().get(j).align() == Column.Align.LEFT;
        row.append(j == 0 ? "" : " ").append(left ? line[j] + pad : pad + line[j]);
      }
      out.append(row.toString().stripTrailing()).append('\n');
    }
    if (!grid.foot().isEmpty()) {
      wrap(out, sentence(grid.foot()), "", "    ");
    }
  }

  private static String type(Column column) {
    return column.type().isEmpty() ? "" : "<" + column.type() + ">";
  }

  /** Characters as a reader counts them. */
  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }

  /** Lines of at most 80 characters, broken at blanks. */
  private static void wrap(StringBuilder out, String text, String lead, String indent) {
    StringBuilder line = new StringBuilder(lead);
    boolean empty = true;
    for (String word : text.strip().split("\\s+")) {
      if (!empty && width(line.toString()) + 1 + width(word) > WIDTH) {
        out.append(line.toString().stripTrailing()).append('\n');
        line = new StringBuilder(indent).append(word);
      } else {
        line.append(empty ? "" : " ").append(word);
      }
      empty = false;
    }
    out.append(line.toString().stripTrailing()).append('\n');
  }
}
