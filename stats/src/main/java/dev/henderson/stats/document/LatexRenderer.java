package dev.henderson.stats.document;

import dev.henderson.stats.text.Notation;
import java.util.List;
import java.util.Map;

/**
 * Writes a report as LaTeX: tables as {@code tabular} with the rules of the booktabs package, which
 * nbconvert loads, and everything else as paragraphs. Pictures are left to their PNG.
 */
public final class LatexRenderer {
  private static final Map<Character, String> ESCAPES =
      Map.ofEntries(
          Map.entry('\\', "\\textbackslash{}"),
          Map.entry('{', "\\{"),
          Map.entry('}', "\\}"),
          Map.entry('$', "\\$"),
          Map.entry('&', "\\&"),
          Map.entry('#', "\\#"),
          Map.entry('%', "\\%"),
          Map.entry('_', "\\_"),
          Map.entry('^', "\\textasciicircum{}"),
          Map.entry('~', "\\textasciitilde{}"),
          Map.entry('<', "\\textless{}"),
          Map.entry('>', "\\textgreater{}"),
          Map.entry('|', "\\textbar{}"),
          Map.entry('\n', " "),
          Map.entry('\r', " "),
          Map.entry('\t', " "),
          Map.entry('\u2212', "$-$"),
          Map.entry('\u2264', "$\\le$"),
          Map.entry('\u2265', "$\\ge$"));

  private LatexRenderer() {}

  /** The report as LaTeX that goes into a document. */
  public static String render(Report report) {
    StringBuilder out = new StringBuilder();
    for (Block block : report.in(Notation.R).blocks()) {
      if (block instanceof Block.Heading heading) {
        out.append("\\noindent\\textbf{").append(escape(heading.text())).append("}\\par\n");
      } else if (block instanceof Block.Facts facts) {
        for (Block.Fact fact : facts.facts()) {
          out.append("\\noindent ").append(escape(fact.name())).append(": ");
          out.append(sentence(fact.value())).append("\\par\n");
        }
      } else if (block instanceof Block.Paragraph paragraph) {
        out.append("\\noindent ")
            .append(SentenceText.of(paragraph.cells(), LatexRenderer::content))
            .append("\\par\n");
      } else if (block instanceof Block.Code code) {
        out.append("\\noindent ").append(escape(code.reason())).append("\\par\n");
        code.text()
            .lines()
            .forEach(
                line -> out.append("\\noindent\\texttt{").append(escape(line)).append("}\\par\n"));
      } else if (block instanceof Block.Grid grid) {
        grid(out, grid);
      } else if (block instanceof Block.Equation equation) {
        out.append("\\[\n").append(EquationText.latex(equation.equation())).append("\n\\]\n");
      } else if (block instanceof Block.Figure figure) {
        out.append("% ").append(figure.picture().caption().replace('\n', ' ')).append('\n');
      } else if (block instanceof Block.Note note) {
        boolean warning = note.isWarning();
        out.append("\\noindent\\emph{").append(warning ? "Warning" : "Note").append(".} ");
        out.append(escape(note.text())).append("\\par\n");
      }
    }
    return out.toString().stripTrailing();
  }

  private static String sentence(List<Cell> cells) {
    GridText digits = GridText.of(cells);
    StringBuilder out = new StringBuilder();
    cells.forEach(cell -> out.append(content(cell, digits)));
    return out.toString();
  }

  private static void grid(StringBuilder out, Block.Grid grid) {
    GridText digits = GridText.of(grid);
    List<Column> columns = grid.columns();
    out.append("\\medskip\n");
    if (!grid.caption().isEmpty()) {
      out.append("\\noindent\\textbf{")
          .append(escape(grid.caption()))
          .append("}\\par\\smallskip\n");
    }
    out.append("\\noindent\\begin{tabular}{@{}");
    columns.forEach(c -> out.append(c.align() == Column.Align.LEFT ? 'l' : 'r'));
    out.append("@{}}\n\\toprule\n");
    for (int j = 0; j < columns.size(); j++) {
      out.append(j == 0 ? "" : " & ").append(escape(columns.get(j).header()));
    }
    out.append(" \\\\\n");
    if (columns.stream().anyMatch(c -> !c.type().isEmpty())) {
      for (int j = 0; j < columns.size(); j++) {
        out.append(j == 0 ? "" : " & ").append("\\emph{");
        out.append(escape(columns.get(j).type())).append('}');
      }
      out.append(" \\\\\n");
    }
    out.append("\\midrule\n");
    for (List<Cell> row : grid.rows()) {
      for (int j = 0; j < row.size(); j++) {
        out.append(j == 0 ? "" : " & ").append(content(row.get(j), digits));
      }
      out.append(" \\\\\n");
    }
    out.append("\\bottomrule\n\\end{tabular}\\par\n");
    if (!grid.foot().isEmpty()) {
      out.append("\\noindent ").append(sentence(grid.foot())).append("\\par\n");
    }
  }

  private static String content(Cell cell, GridText digits) {
    if (cell instanceof Cell.Label label) {
      return switch (label.style()) {
        case REPEATED -> "";
        case CODE -> "\\texttt{" + escape(label.text()) + "}";
        case PLAIN -> escape(label.text());
      };
    } else if (cell instanceof Cell.Estimate estimate) {
      return minus(digits.estimate(estimate));
    } else if (cell instanceof Cell.PValue p) {
      return PValueText.brief(p.value()).replace("< ", "$<$~").replace("> ", "$>$~");
    } else if (cell instanceof Cell.Count count) {
      return minus(GridText.count(count));
    }
    return "NA";
  }

  private static String minus(String digits) {
    return digits.replace("-", "$-$");
  }

  /** Text that LaTeX sets as it stands. */
  static String escape(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      String escaped = ESCAPES.get(c);
      out.append(escaped == null ? String.valueOf(c) : escaped);
    }
    return out.toString();
  }
}
