package dev.henderson.stats.design;

import java.util.List;

/**
 * How a variable is coded in a term.
 *
 * @param term label of the term
 * @param variable the variable as written
 * @param coding {@code numeric}, {@code full} (a column for each level), or the contrasts' name
 * @param levels its levels; empty for numbers
 */
public record TermCoding(String term, String variable, String coding, List<String> levels) {
  /** Copies the list. */
  public TermCoding {
    levels = List.copyOf(levels);
  }
}
