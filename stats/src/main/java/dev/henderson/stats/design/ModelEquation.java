package dev.henderson.stats.design;

import java.util.ArrayList;
import java.util.List;

/** The equation of a model as LaTeX. */
final class ModelEquation {
  /** More columns than this are shown as dots. */
  private static final int SHOWN = 8;

  private ModelEquation() {}

  static String latex(
      String response,
      List<String> columns,
      List<FormulaExpansion.Random> random,
      boolean offset,
      boolean weights) {
    List<String> mean = new ArrayList<>();
    if (offset) {
      mean.add("\\text{offset}_i");
    }
    for (int j = 0; j < columns.size(); j++) {
      if (j == SHOWN && columns.size() > SHOWN + 1) {
        mean.add("\\cdots");
        j = columns.size() - 1;
      }
      mean.add(coefficient("\\beta_{" + j + "}", columns.get(j)));
    }
    for (int t = 0; t < random.size(); t++) {
      FormulaExpansion.Random r = random.get(t);
      for (int k = 0; k < r.columns().size(); k++) {
        if (k == SHOWN && r.columns().size() > SHOWN + 1) {
          mean.add("\\cdots");
          break;
        }
        String effect = "b^{(" + (t + 1) + ")}_{" + k + ",\\," + text(r.group()) + "[i]}";
        mean.add(coefficient(effect, r.columns().get(k)));
      }
    }
    mean.add("\\varepsilon_i");
    StringBuilder out = new StringBuilder("\\begin{aligned}\n");
    out.append(text(response)).append("_i &= ").append(String.join(" + ", mean)).append(" \\\\\n");
    for (int t = 0; t < random.size(); t++) {
      out.append(distribution(t + 1, random.get(t))).append(" \\\\\n");
    }
    out.append("\\varepsilon_i &\\sim \\mathcal{N}(0,\\, \\sigma^2")
        .append(weights ? " / w_i" : "")
        .append(")\n\\end{aligned}");
    return out.toString();
  }

  private static String coefficient(String symbol, String column) {
    return column.equals("(Intercept)") ? symbol : symbol + "\\, " + text(column) + "_i";
  }

  private static String distribution(int term, FormulaExpansion.Random r) {
    String effects = "b^{(" + term + ")}";
    String index = "j = 1, \\ldots, " + r.levels();
    if (r.columns().size() == 1) {
      return effects
          + "_{0,\\,j} &\\sim \\mathcal{N}(0,\\, \\sigma_{"
          + term
          + "}^2), \\quad "
          + index;
    }
    String covariance =
        r.correlated()
            ? "\\Sigma_{" + term + "}"
            : "\\operatorname{diag}(\\sigma_{"
                + term
                + ",0}^2, \\ldots, \\sigma_{"
                + term
                + ","
                + (r.columns().size() - 1)
                + "}^2)";
    return "\\mathbf{"
        + effects.charAt(0)
        + "}"
        + effects.substring(1)
        + "_{j} &\\sim \\mathcal{N}(\\mathbf{0},\\, "
        + covariance
        + "), \\quad "
        + index;
  }

  /** A name as upright text, the signs LaTeX reads as its own escaped. */
  static String text(String name) {
    StringBuilder out = new StringBuilder("\\text{");
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      switch (c) {
        case '_', '%', '&', '#', '{', '}', '$' -> out.append('\\').append(c);
        case '\\' -> out.append("\\textbackslash{}");
        case '^' -> out.append("\\textasciicircum{}");
        case '~' -> out.append("\\textasciitilde{}");
        case '`' -> {}
        default -> out.append(c);
      }
    }
    return out.append('}').toString();
  }
}
