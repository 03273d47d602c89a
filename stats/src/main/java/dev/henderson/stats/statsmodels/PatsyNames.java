package dev.henderson.stats.statsmodels;

import dev.henderson.stats.design.ColumnNames;
import dev.henderson.stats.variables.ContrastCoding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The names patsy gives to the columns of a model matrix: {@code Intercept}, {@code C(A)[T.2]},
 * {@code C(A, Sum)[S.a]}, {@code x:C(A)[b]}.
 */
final class PatsyNames implements ColumnNames {
  /** From variables in R's words to what the user wrote. */
  private final Map<String, String> written;

  /** Interactions as written, where their order says something. */
  private final List<List<String>> products;

  PatsyNames(Map<String, String> written, List<List<String>> products) {
    this.written = Map.copyOf(written);
    this.products = List.copyOf(products);
  }

  @Override
  public String intercept() {
    return "Intercept";
  }

  /** What the user wrote for a variable. */
  String label(String variable) {
    return written.getOrDefault(variable, variable);
  }

  @Override
  public List<String> numeric(String variable, List<String> suffixes) {
    String label = label(variable);
    if (suffixes.size() == 1 && suffixes.get(0).isEmpty()) {
      return List.of(label);
    }
    List<String> out = new ArrayList<>();
    for (int j = 0; j < suffixes.size(); j++) {
      out.add(label + "[" + j + "]");
    }
    return out;
  }

  @Override
  public List<String> full(String variable, ContrastCoding coding, List<String> levels) {
    if (coding != null && coding.kind() != ContrastCoding.Kind.TREATMENT) {
      throw new IllegalArgumentException(
          label(variable)
              + " would need a column for each level here, for which patsy's contrasts have columns"
              + " of their own that are not read. Keep the intercept and the lower terms, or leave"
              + " the contrasts out.");
    }
    return python(levels).stream().map(level -> label(variable) + "[" + level + "]").toList();
  }

  @Override
  public List<String> contrasts(String variable, ContrastCoding coding, List<String> levels) {
    String label = label(variable);
    List<String> python = python(levels);
    int k = levels.size();
    List<String> own = coding.columnNames(levels);
    List<String> out = new ArrayList<>();
    for (int j = 0; j < own.size(); j++) {
      out.add(
          label
              + switch (coding.kind()) {
                case TREATMENT ->
                    "[T." + python.get(reference(coding, levels) <= j ? j + 1 : j) + "]";
                case SUM -> "[S." + python.get(j) + "]";
                case HELMERT -> "[H." + python.get(j + 1) + "]";
                case SUCCESSIVE_DIFFERENCES -> "[D." + python.get(j) + "]";
                case POLYNOMIAL ->
                    j < 3 ? List.of(".Linear", ".Quadratic", ".Cubic").get(j) : "^" + (j + 1);
                case CUSTOM -> "[" + own.get(j) + "]";
              });
    }
    if (out.size() != k - 1 && coding.kind() != ContrastCoding.Kind.CUSTOM) {
      throw new IllegalStateException(label + " has " + out.size() + " contrasts");
    }
    return out;
  }

  /** The level without a column of its own in treatment contrasts. */
  private static int reference(ContrastCoding coding, List<String> levels) {
    double[][] matrix = coding.matrix(levels);
    for (int i = 0; i < matrix.length; i++) {
      boolean zero = true;
      for (double v : matrix[i]) {
        zero &= v == 0;
      }
      if (zero) {
        return i;
      }
    }
    return 0;
  }

  /** Truth values as Python writes them. */
  private static List<String> python(List<String> levels) {
    return levels.equals(List.of("FALSE", "TRUE")) ? List.of("False", "True") : levels;
  }

  private List<String> asWritten(List<String> variables) {
    Set<String> all = new HashSet<>(variables);
    return products.stream()
        .filter(p -> p.size() == variables.size() && all.equals(new HashSet<>(p)))
        .findFirst()
        .orElse(variables);
  }

  @Override
  public String term(List<String> variables) {
    return String.join(":", asWritten(variables).stream().map(this::label).toList());
  }

  /** The names of a product, its parts in the order in which it was written. */
  @Override
  public List<String> product(List<String> variables, List<List<String>> names) {
    List<String> order = asWritten(variables);
    List<String> out = new ArrayList<>();
    int[] at = new int[variables.size()];
    int total = names.stream().mapToInt(List::size).reduce(1, (a, b) -> a * b);
    for (int n = 0; n < total; n++) {
      List<String> parts = new ArrayList<>();
      for (String variable : order) {
        int i = variables.indexOf(variable);
        parts.add(names.get(i).get(at[i]));
      }
      out.add(String.join(":", parts));
      // The first variable varies fastest.
      for (int i = 0; i < at.length; i++) {
        if (++at[i] < names.get(i).size()) {
          break;
        }
        at[i] = 0;
      }
    }
    return out;
  }
}
