package dev.henderson.stats.document;

import dev.henderson.stats.plot.Picture;
import dev.henderson.stats.text.Notation;
import java.util.Base64;
import java.util.List;

/**
 * Writes a report as an HTML fragment without script.
 *
 * <p>What carries meaning (alignment, rules, captions, scopes) is in plain attributes and literal
 * inline styles, because an untrusted notebook, GitHub and nbconvert drop style sheets. What
 * carries beauty is in one {@code <style>}, see {@link HtmlStyle}. A number's full precision is in
 * its title.
 */
public final class HtmlRenderer {
  private static final String CELL = "padding:.28em .8em;white-space:nowrap;border:none;";
  private static final String RULE = "solid #888";

  private HtmlRenderer() {}

  /** The report as an HTML fragment. */
  public static String render(Report report) {
    StringBuilder out = new StringBuilder();
    out.append("<div class=\"hdsn\" style=\"overflow-x:auto\">\n<style>");
    out.append(HtmlStyle.CSS).append("</style>\n");
    Block previous = null;
    List<Block> blocks = report.in(Notation.R).blocks();
    for (int i = 0; i < blocks.size(); i++) {
      Block block = blocks.get(i);
      if (block instanceof Block.Heading heading) {
        out.append("<div class=\"hdsn-title\" style=\"font-weight:bold;margin:.2em 0 .5em\">")
            .append(escape(heading.text()))
            .append("</div>\n");
      } else if (block instanceof Block.Facts facts) {
        boolean goesOn = previous instanceof Block.Facts;
        boolean last = i + 1 == blocks.size() || !(blocks.get(i + 1) instanceof Block.Facts);
        facts(out, facts, !goesOn, last);
      } else if (block instanceof Block.Paragraph paragraph) {
        out.append("<p style=\"margin:.1em 0 .7em;max-width:46em;white-space:normal\">")
            .append(SentenceText.of(paragraph.cells(), HtmlRenderer::inSentence))
            .append("</p>\n");
      } else if (block instanceof Block.Code code) {
        code(out, code);
      } else if (block instanceof Block.Grid grid) {
        grid(out, grid);
      } else if (block instanceof Block.Equation equation) {
        out.append(EquationText.html(equation.equation()));
      } else if (block instanceof Block.Figure figure) {
        figure(out, figure.picture());
      } else if (block instanceof Block.Note note) {
        note(out, note);
      }
      previous = block;
    }
    return out.append("</div>").toString();
  }

  private static void facts(StringBuilder out, Block.Facts facts, boolean open, boolean close) {
    if (open) {
      out.append(
          "<table class=\"hdsn-facts\" style=\"border-collapse:collapse;border:none;margin:0 0 .75em"
              + "\"><tbody>\n");
    }
    for (Block.Fact fact : facts.facts()) {
      out.append("<tr><th scope=\"row\" style=\"text-align:left;font-weight:normal;")
          .append("padding:.1em .8em .1em 0;white-space:nowrap;border:none;vertical-align:top\">")
          .append(escape(fact.name()))
          .append("</th><td style=\"text-align:left;padding:.1em 0;border:none\">")
          .append(sentence(fact.value()))
          .append("</td></tr>\n");
    }
    if (close) {
      out.append("</tbody></table>\n");
    }
  }

  private static String sentence(List<Cell> cells) {
    GridText digits = GridText.of(cells);
    StringBuilder out = new StringBuilder();
    cells.forEach(cell -> out.append(inSentence(cell, digits)));
    return out.toString();
  }

  private static String inSentence(Cell cell, GridText digits) {
    String title = title(cell);
    String content = content(cell, digits);
    return title.isEmpty() ? content : "<span" + title + ">" + content + "</span>";
  }

  private static void code(StringBuilder out, Block.Code code) {
    out.append("<div class=\"hdsn-code\" style=\"margin:.2em 0 .8em;max-width:60em\">")
        .append(escape(code.reason()))
        .append("<pre style=\"margin:.25em 0 0;padding:.45em .8em;border-left:3px solid #888;")
        .append("white-space:pre-wrap;text-align:left\"><code>")
        .append(escape(code.text()))
        .append("</code></pre></div>\n");
  }

  private static void grid(StringBuilder out, Block.Grid grid) {
    GridText digits = GridText.of(grid);
    out.append("<table class=\"hdsn-grid\" style=\"border-collapse:collapse;margin:0 0 .9em\">\n");
    if (!grid.caption().isEmpty()) {
      out.append("<caption style=\"caption-side:top;text-align:left;font-weight:bold;")
          .append("padding:.2em 0 .35em\">")
          .append(escape(grid.caption()))
          .append("</caption>\n");
    }
    head(out, grid);
    out.append("<tbody>\n");
    int rows = grid.rows().size();
    for (int i = 0; i < rows; i++) {
      out.append("<tr>");
      List<Cell> row = grid.rows().get(i);
      for (int j = 0; j < row.size(); j++) {
        if (!isRepeated(row.get(j))) {
          cell(out, grid, digits, i, j);
        }
      }
      out.append("</tr>\n");
    }
    out.append("</tbody>\n");
    if (!grid.foot().isEmpty()) {
      out.append("<tfoot><tr><td colspan=\"")
          .append(grid.columns().size())
          .append("\" style=\"text-align:left;padding:.35em .8em;border:none;border-top:1px ")
          .append(RULE)
          .append("\">")
          .append(sentence(grid.foot()))
          .append("</td></tr></tfoot>\n");
    }
    out.append("</table>\n");
  }

  private static void head(StringBuilder out, Block.Grid grid) {
    List<Column> columns = grid.columns();
    boolean types = columns.stream().anyMatch(c -> !c.type().isEmpty());
    out.append("<thead>\n<tr>");
    for (int j = 0; j < columns.size(); j++) {
      Column column = columns.get(j);
      if (column.continued()) {
        continue;
      }
      int span = 1;
      while (j + span < columns.size() && columns.get(j + span).continued()) {
        span++;
      }
      // An empty header names nothing, so it is none.
      boolean names = !column.header().isEmpty();
      if (names) {
        out.append("<th scope=\"").append(span > 1 ? "colgroup\" colspan=\"" + span : "col");
        out.append("\"");
      } else {
        out.append("<td");
      }
      if (!column.tooltip().isEmpty()) {
        out.append(" title=\"").append(escape(column.tooltip())).append('"');
      }
      out.append(" style=\"").append(align(column)).append(CELL).append("font-weight:bold;");
      out.append("border-top:2px ").append(RULE).append(";border-bottom:1px ").append(RULE);
      out.append("\">").append(escape(column.header()));
      if (types) {
        out.append("<br><span class=\"hdsn-type\" style=\"font-weight:normal\">");
        out.append(escape(column.type())).append("</span>");
      }
      out.append(names ? "</th>" : "</td>");
    }
    out.append("</tr>\n</thead>\n");
  }

  private static void cell(StringBuilder out, Block.Grid grid, GridText digits, int i, int j) {
    Cell cell = grid.rows().get(i).get(j);
    boolean empty = cell instanceof Cell.Label label && label.text().isEmpty();
    boolean head = j < grid.headColumns() && !empty;
    int rows = grid.rows().size();
    int span = 1;
    while (i + span < rows && isRepeated(grid.rows().get(i + span).get(j))) {
      span++;
    }
    out.append(head ? "<th" : "<td");
    if (head) {
      out.append(" scope=\"").append(span > 1 ? "rowgroup" : "row").append('"');
    }
    if (span > 1) {
      out.append(" rowspan=\"").append(span).append('"');
    }
    out.append(title(cell));
    out.append(" style=\"").append(align(grid.columns().get(j))).append(CELL);
    out.append(head ? "font-weight:normal;vertical-align:top;" : "");
    if (i + span == rows) {
      out.append("border-bottom:").append(grid.foot().isEmpty() ? "2px " : "1px ").append(RULE);
    }
    out.append("\">").append(content(cell, digits)).append(head ? "</th>" : "</td>");
  }

  private static boolean isRepeated(Cell cell) {
    return cell instanceof Cell.Label label && label.style() == Cell.Label.Style.REPEATED;
  }

  private static String align(Column column) {
    return column.align() == Column.Align.LEFT ? "text-align:left;" : "text-align:right;";
  }

  private static String title(Cell cell) {
    if (cell instanceof Cell.Estimate estimate) {
      return " title=\"" + estimate.value() + "\"";
    } else if (cell instanceof Cell.PValue p) {
      return " title=\"" + p.value() + "\"";
    }
    return "";
  }

  private static String content(Cell cell, GridText digits) {
    if (cell instanceof Cell.Label label) {
      String text = escape(label.text());
      return label.style() == Cell.Label.Style.CODE ? "<code>" + text + "</code>" : text;
    } else if (cell instanceof Cell.Estimate estimate) {
      return minus(digits.estimate(estimate));
    } else if (cell instanceof Cell.PValue p) {
      return escape(PValueText.brief(p.value())).replace(" ", "&nbsp;");
    } else if (cell instanceof Cell.Count count) {
      return minus(GridText.count(count));
    }
    return "<span class=\"hdsn-na\" title=\"missing\">NA</span>";
  }

  /** Numbers carry a minus, not a hyphen. */
  private static String minus(String digits) {
    return digits.replace('-', '\u2212');
  }

  private static void figure(StringBuilder out, Picture picture) {
    out.append("<div class=\"hdsn-figure\" style=\"margin:.3em 0 .9em\"><img width=\"")
        .append(picture.width())
        .append("\" height=\"")
        .append(picture.height())
        .append("\" alt=\"")
        .append(escape(picture.alt()))
        .append("\" src=\"data:image/png;base64,")
        .append(Base64.getEncoder().encodeToString(picture.png()))
        .append("\"><div class=\"hdsn-caption\">")
        .append(escape(picture.caption()))
        .append("</div></div>\n");
  }

  private static void note(StringBuilder out, Block.Note note) {
    boolean warning = note.isWarning();
    out.append("<div class=\"hdsn-note")
        .append(warning ? " hdsn-warning" : "")
        .append("\" style=\"margin:.2em 0 .6em;padding:.1em 0 .1em .7em;max-width:46em;")
        .append("white-space:normal;border-left:3px solid ")
        .append(warning ? "#b3670a" : "#888")
        .append("\"><strong>")
        .append(warning ? "Warning" : "Note")
        .append("</strong> ")
        .append(escape(note.text()))
        .append("</div>\n");
  }

  /** Text that cannot be taken for markup, in content and in quoted attributes. */
  static String escape(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '&' -> out.append("&amp;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        // Front ends that look for TeX or Markdown in HTML must leave names from the data alone.
        case '$' -> out.append("&#36;");
        default -> out.append(c);
      }
    }
    return out.toString();
  }
}
