package dev.henderson.stats.document;

import dev.henderson.stats.design.ModelEquation;
import dev.henderson.stats.design.ModelEquation.Alphabet;
import dev.henderson.stats.design.ModelEquation.Letter;
import dev.henderson.stats.design.ModelEquation.Sign;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the equation of a model: ASCII, HTML with indices below the line, LaTeX. The HTML needs no
 * script and no MathML, so it is the same in every front end, offline and where untrusted.
 */
public final class EquationText {
  /** Summands on a line of LaTeX. */
  private static final int SUMMANDS = 5;

  private EquationText() {}

  /** A line each, remarks after a comma. */
  public static List<String> plain(ModelEquation equation) {
    List<String> out = new ArrayList<>();
    for (ModelEquation.Line line : equation.lines()) {
      StringBuilder text = new StringBuilder();
      line.left().forEach(s -> text.append(plain(s)));
      text.append(line.distributed() ? " ~ " : " = ");
      line.right().forEach(s -> text.append(plain(s)));
      text.append(line.remark().isEmpty() ? "" : ", " + line.remark());
      out.add(text.toString());
    }
    return out;
  }

  private static String plain(Sign sign) {
    if (sign instanceof Letter l) {
      String place =
          l.group().isEmpty()
              ? (l.inRow() ? "[i]" : "")
              : "[" + l.group() + (l.inRow() ? "[i]" : "") + "]";
      String letter =
          switch (l.letter()) {
            case BETA -> "beta";
            case B -> "b";
            case EPSILON -> "e";
            case SIGMA -> "sigma";
            case CAPITAL_SIGMA -> "Sigma";
            case NORMAL -> "N";
            case W -> "w";
          };
      // An index that is a letter must not be read as part of the name.
      String number = l.number().equals("k") ? "_k" : l.number();
      return letter + number + (l.squared() ? "^2" : "") + place;
    } else if (sign instanceof ModelEquation.Column c) {
      return c.name() + "[i]";
    }
    String text = ((ModelEquation.Plain) sign).text();
    return text.equals(" ") ? "*" : text;
  }

  /** The equation as LaTeX that goes into a formula, without delimiters around it. */
  public static String latex(ModelEquation equation) {
    StringBuilder out = new StringBuilder("\\begin{aligned}\n");
    for (int i = 0; i < equation.lines().size(); i++) {
      ModelEquation.Line line = equation.lines().get(i);
      line.left().forEach(s -> out.append(latex(s)));
      out.append(line.distributed() ? " &\\sim " : " &= ");
      int summands = 0;
      for (Sign s : line.right()) {
        boolean plus = s instanceof ModelEquation.Plain p && p.text().equals(" + ");
        if (plus && ++summands % SUMMANDS == 0) {
          out.append(" \\\\\n&\\quad + ");
        } else {
          out.append(latex(s));
        }
      }
      if (!line.remark().isEmpty()) {
        out.append(",\\quad \\text{").append(words(line.remark())).append('}');
      }
      out.append(i + 1 < equation.lines().size() ? " \\\\\n" : "\n");
    }
    return out.append("\\end{aligned}").toString();
  }

  private static String latex(Sign sign) {
    if (sign instanceof Letter l) {
      List<String> index = new ArrayList<>();
      if (!l.number().isEmpty()) {
        index.add(l.number());
      }
      if (!l.group().isEmpty()) {
        index.add("\\text{" + words(l.group()) + "}" + (l.inRow() ? "[i]" : ""));
      } else if (l.inRow()) {
        index.add("i");
      }
      String letter =
          switch (l.letter()) {
            case BETA -> "\\beta";
            case B -> "b";
            case EPSILON -> "\\varepsilon";
            case SIGMA -> "\\sigma";
            case CAPITAL_SIGMA -> "\\Sigma";
            case NORMAL -> "\\mathcal{N}";
            case W -> "w";
          };
      return letter
          + (l.squared() ? "^2" : "")
          + (index.isEmpty() ? "" : "_{" + String.join(",\\,", index) + "}");
    } else if (sign instanceof ModelEquation.Column c) {
      return "\\text{" + words(c.name()) + "}_i";
    }
    return switch (((ModelEquation.Plain) sign).text()) {
      case " " -> "\\, ";
      case "..." -> "\\cdots";
      case ", " -> ",\\, ";
      case "(0, " -> "(0,\\, ";
      default -> ((ModelEquation.Plain) sign).text();
    };
  }

  /** A name as upright text, the signs LaTeX reads as its own escaped. */
  public static String words(String name) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      switch (c) {
        case '_', '%', '&', '#', '{', '}', '$' -> out.append('\\').append(c);
        case '\\' -> out.append("\\textbackslash{}");
        case '^' -> out.append("\\textasciicircum{}");
        case '~' -> out.append("\\textasciitilde{}");
        case '<' -> out.append("\\textless{}");
        case '>' -> out.append("\\textgreater{}");
        case '|' -> out.append("\\textbar{}");
        case '`' -> {}
        default -> out.append(c);
      }
    }
    return out.toString();
  }

  /** The equation as a table of lines, aligned at the signs in the middle. */
  public static String html(ModelEquation equation) {
    StringBuilder out = new StringBuilder();
    out.append("<table class=\"hdsn-equation\" style=\"border-collapse:collapse;border:none;");
    out.append("margin:.2em 0 .9em;font-family:'STIX Two Math','Cambria Math',Georgia,serif;");
    out.append("font-size:1.08em\"><tbody>\n");
    for (ModelEquation.Line line : equation.lines()) {
      out.append("<tr>");
      cell(out, "text-align:right;white-space:nowrap");
      line.left().forEach(s -> out.append(html(s)));
      out.append("</td>");
      cell(out, "text-align:center");
      out.append(line.distributed() ? "\u223C" : "=").append("</td>");
      cell(out, "text-align:left");
      summands(out, line);
      if (!line.remark().isEmpty()) {
        out.append(" &ensp;<span class=\"hdsn-remark\">");
        out.append(HtmlRenderer.escape(line.remark())).append("</span>");
      }
      out.append("</td></tr>\n");
    }
    return out.append("</tbody></table>\n").toString();
  }

  private static void cell(StringBuilder out, String style) {
    out.append("<td style=\"border:none;padding:.15em .3em;vertical-align:top;line-height:1.6;");
    out.append(style).append("\">");
  }

  /** Breaks only between summands. */
  private static void summands(StringBuilder out, ModelEquation.Line line) {
    String open = "<span style=\"white-space:nowrap\">";
    out.append(open);
    for (Sign s : line.right()) {
      if (s instanceof ModelEquation.Plain p && p.text().equals(" + ")) {
        out.append("</span> ").append(open).append("+ ");
      } else {
        out.append(html(s));
      }
    }
    out.append("</span>");
  }

  private static String html(Sign sign) {
    if (sign instanceof Letter l) {
      String letter =
          switch (l.letter()) {
            case BETA -> "\u03B2";
            case B -> "b";
            case EPSILON -> "\u03B5";
            case SIGMA -> "\u03C3";
            case CAPITAL_SIGMA -> "\u03A3";
            case NORMAL -> "N";
            case W -> "w";
          };
      StringBuilder index = new StringBuilder();
      if (!l.number().isEmpty()) {
        index.append(l.number().equals("k") ? "<i>k</i>" : l.number());
      }
      if (!l.group().isEmpty()) {
        index.append(index.length() == 0 ? "" : ",&#8202;").append(HtmlRenderer.escape(l.group()));
        index.append(l.inRow() ? "[<i>i</i>]" : "");
      } else if (l.inRow()) {
        index.append("<i>i</i>");
      }
      boolean upright = l.letter() == Alphabet.CAPITAL_SIGMA;
      return (upright ? "<b>" + letter + "</b>" : "<i>" + letter + "</i>")
          + (l.squared() ? "<sup>2</sup>" : "")
          + (index.length() == 0 ? "" : "<sub>" + index + "</sub>");
    } else if (sign instanceof ModelEquation.Column c) {
      return HtmlRenderer.escape(c.name()) + "<sub><i>i</i></sub>";
    }
    String text = ((ModelEquation.Plain) sign).text();
    return text.equals(" ") ? "&#8201;" : text.replace("...", "\u22EF");
  }
}
