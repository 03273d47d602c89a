package dev.henderson.stats.variables;

import dev.henderson.stats.formula.Span;
import dev.henderson.stats.text.NearestNames;
import java.util.Collection;
import java.util.List;

/** A name in a formula that is no column of the data, or no known function. */
public final class UnknownVariableException extends DesignException {
  private static final long serialVersionUID = 1L;

  private static final int LISTED = 12;

  private final String name;
  private final transient List<String> nearest;

  private UnknownVariableException(
      String code,
      String source,
      Span span,
      String message,
      String suggestion,
      String name,
      List<String> nearest) {
    super(code, source, span, message, suggestion);
    this.name = name;
    this.nearest = nearest;
  }

  /** No such column. */
  public static UnknownVariableException column(
      String source, Span span, String name, String table, List<String> columns) {
    List<String> nearest = NearestNames.of(name, columns);
    return new UnknownVariableException(
        "unknown-variable",
        source,
        span,
        "There is no column " + name + " in " + table + ".",
        suggestion(nearest, "The columns are ", columns),
        name,
        nearest);
  }

  static UnknownVariableException function(
      String source, Span span, String name, Collection<String> functions) {
    List<String> nearest = NearestNames.of(name, functions);
    return new UnknownVariableException(
        "unknown-function",
        source,
        span,
        "There is no function " + name + "() for formulas.",
        suggestion(nearest, "The functions are ", List.copyOf(functions)),
        name,
        nearest);
  }

  private static String suggestion(List<String> nearest, String listing, List<String> all) {
    if (!nearest.isEmpty()) {
      return "Did you mean " + String.join(" or ", nearest) + "?";
    }
    // A list of functions is always given whole, of columns only where it is short.
    boolean cut = all.size() > LISTED && listing.contains("columns");
    return listing
        + String.join(", ", cut ? all.subList(0, LISTED) : all)
        + (cut ? ", and " + (all.size() - LISTED) + " more." : ".");
  }

  /** The name as written. */
  public String name() {
    return name;
  }

  /** Known names that look like it, nearest first. */
  public List<String> nearest() {
    return nearest;
  }
}
