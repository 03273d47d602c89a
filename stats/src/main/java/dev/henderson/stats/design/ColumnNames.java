package dev.henderson.stats.design;

import dev.henderson.stats.variables.ContrastCoding;
import java.util.ArrayList;
import java.util.List;

/**
 * What the columns of a model matrix are called: R's names, unless {@link DesignOptions} has others
 * for readers who come from elsewhere.
 */
public interface ColumnNames {
  /** R's names: {@code (Intercept)}, {@code woolB}, {@code woolB:tensionM}. */
  ColumnNames R =
      new ColumnNames() {
        @Override
        public String intercept() {
          return "(Intercept)";
        }

        @Override
        public List<String> numeric(String variable, List<String> suffixes) {
          return suffixes.stream().map(s -> variable + s).toList();
        }

        @Override
        public List<String> full(String variable, ContrastCoding coding, List<String> levels) {
          return levels.stream().map(level -> variable + level).toList();
        }

        @Override
        public List<String> contrasts(String variable, ContrastCoding coding, List<String> levels) {
          return coding.columnNames(levels).stream().map(n -> variable + n).toList();
        }
      };

  /** The column of ones. */
  String intercept();

  /**
   * The columns of a numeric variable.
   *
   * @param variable as written, with R's spacing: {@code log(x)}
   * @param suffixes one per column; a single empty one unless it is {@code poly()} or the like
   */
  List<String> numeric(String variable, List<String> suffixes);

  /**
   * The columns of a factor that has one for each level.
   *
   * @param coding the contrasts it has elsewhere
   * @throws IllegalArgumentException if these names have no meaning for such columns
   */
  List<String> full(String variable, ContrastCoding coding, List<String> levels);

  /** The columns of a factor's contrasts. */
  List<String> contrasts(String variable, ContrastCoding coding, List<String> levels);

  /**
   * A term, as tables of tests name it: {@code A:B}.
   *
   * @param variables as written, in the order of the term
   */
  default String term(List<String> variables) {
    return String.join(":", variables);
  }

  /**
   * The columns of an interaction, the names of the first variable varying fastest.
   *
   * @param variables as written, in the order of the term
   * @param names of the columns of each
   */
  default List<String> product(List<String> variables, List<List<String>> names) {
    List<String> out = List.of("");
    for (List<String> own : names) {
      List<String> next = new ArrayList<>();
      for (String o : own) {
        for (String b : out) {
          next.add(b.isEmpty() ? o : b + ":" + o);
        }
      }
      out = next;
    }
    return out;
  }
}
