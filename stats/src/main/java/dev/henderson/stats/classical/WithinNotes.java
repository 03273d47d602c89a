package dev.henderson.stats.classical;

import dev.henderson.stats.formula.Expr;
import dev.henderson.stats.formula.Term;
import dev.henderson.stats.model.Diagnostic;
import dev.henderson.stats.text.Call;
import dev.henderson.stats.text.Prose;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a reader should know of the cells of a within-subject design. */
final class WithinNotes {
  /** So many cells or subjects are named, the rest counted. */
  private static final int NAMED = 6;

  /** With fewer cells filled than this the design is meant to be incomplete, or is nested. */
  private static final double COMPLETE = 0.6;

  /** The same where the error terms do not name the factors within, as with blocks. */
  private static final double NEARLY = 0.8;

  private WithinNotes() {}

  static void add(AovFit fit, WithinSubjects design, List<Diagnostic> notes) {
    int least = Integer.MAX_VALUE;
    int most = 0;
    int filled = 0;
    for (int s = 0; s < design.subjects(); s++) {
      for (int c = 0; c < design.cells(); c++) {
        int rows = design.count(s, c);
        filled += rows > 0 ? 1 : 0;
        least = Math.min(least, rows);
        most = Math.max(most, rows);
      }
    }
    Set<String> named = new HashSet<>();
    design.errorTerms().forEach(t -> named.addAll(AnovaTable.names(t)));
    boolean nested = design.withinNames().stream().anyMatch(named::contains);
    double share = filled / ((double) design.subjects() * design.cells());
    if (share < (nested ? COMPLETE : NEARLY)) {
      return;
    }
    if (least == 0) {
      notes.add(Diagnostic.warning("missing-cells", missing(fit, design)));
    } else if (least < most) {
      notes.add(Diagnostic.note("unequal-replicates", unequal(fit, design, least, most)));
    } else if (most > 1 && !design.numbersVary()) {
      notes.add(Diagnostic.note("replicates", replicates(fit, design, most)));
    }
  }

  private static Prose missing(AovFit fit, WithinSubjects design) {
    List<String> cells = new ArrayList<>();
    Set<String> subjects = new LinkedHashSet<>();
    int count = 0;
    for (int s = 0; s < design.subjects(); s++) {
      for (int c = 0; c < design.cells(); c++) {
        if (design.count(s, c) == 0) {
          subjects.add(design.subjectName(s));
          if (count++ < NAMED) {
            cells.add(design.subject() + " " + design.subjectName(s) + " at " + design.cellName(c));
          }
        }
      }
    }
    String who = String.join("; ", cells) + (count > NAMED ? "; and " + (count - NAMED) : "");
    return Prose.of(
        (count == 1 ? "One cell has no row: " : count + " cells have no rows: ")
            + who
            + (count > NAMED ? " more. " : ". ")
            + "The strata of Error() are then not balanced, so that a term can be spread over several"
            + " of them, and there is no correction for sphericity. Either use all rows in a mixed"
            + " model: ",
        mixed(fit, design),
        (design.subject().contains(":") || subjects.size() > NAMED
            ? ". Or leave those subjects out with subset = ... ."
            : ". Or leave "
                + (subjects.size() == 1 ? "this subject" : "these subjects")
                + " out: subset = !("
                + design.subject()
                + " %in% c("
                + String.join(", ", subjects.stream().map(s -> '"' + s + '"').toList())
                + "))."));
  }

  private static Prose unequal(AovFit fit, WithinSubjects design, int least, int most) {
    return Prose.of(
        "The rows per "
            + design.subject()
            + " and cell ("
            + String.join(" × ", design.withinNames())
            + ") are between "
            + least
            + " and "
            + most
            + ", so that the strata are not balanced: means count by their number of rows, and there"
            + " is no correction for sphericity. Take the mean of each cell first, or use all rows in a"
            + " mixed model: ",
        mixed(fit, design),
        ".");
  }

  private static String replicates(AovFit fit, WithinSubjects design, int rows) {
    String cells =
        "There are "
            + rows
            + " rows per "
            + design.subject()
            + " and cell ("
            + String.join(" × ", design.withinNames())
            + "). ";
    boolean apart = fit.strata().stream().anyMatch(fit::isReplication);
    return cells
        + (apart
            ? "The tests are those of the means of the cells; how the rows scatter about them is"
                + " the stratum Within, which tests nothing."
            : "The tests count every row as information of its own; Error("
                + design.subject()
                + "/"
                + product(design.withinNames())
                + ") makes them those of the means of the cells.");
  }

  private static String product(List<String> names) {
    return names.size() == 1 ? names.get(0) : "(" + String.join(" * ", names) + ")";
  }

  /** The mixed model with the same strata, as a call that can be run. */
  private static Call mixed(AovFit fit, WithinSubjects design) {
    Set<String> finest = new HashSet<>(design.withinNames());
    finest.addAll(Set.of(design.subject().split(":")));
    boolean single = true;
    for (int s = 0; s < design.subjects(); s++) {
      for (int c = 0; c < design.cells(); c++) {
        single &= design.count(s, c) <= 1;
      }
    }
    StringBuilder out = new StringBuilder(withoutError(fit));
    for (Term.FixedEffect t : design.errorTerms()) {
      // One row per level of this term: it is the residual.
      if (!single || !AnovaTable.names(t).equals(finest)) {
        out.append(" + ").append(effect(t, design));
      }
    }
    if (!fit.dataName().isEmpty()) {
      out.append(", data = ").append(fit.dataName());
    }
    return Call.of("lmer", out.toString()).as(freeName(fit));
  }

  /** A name for the model that is not that of its data. */
  private static String freeName(AovFit fit) {
    return fit.dataName().equals("m") ? "fit" : "m";
  }

  /** The random effect of an error term: an intercept of its units, or their slopes. */
  private static String effect(Term.FixedEffect term, WithinSubjects design) {
    List<String> names = term.variables().stream().map(Expr::text).toList();
    List<String> slopes = names.stream().filter(design::isErrorNumber).toList();
    List<String> units = names.stream().filter(n -> !design.isErrorNumber(n)).toList();
    return slopes.isEmpty()
        ? "(1 | " + term.label() + ")"
        : "(0 + " + String.join(":", slopes) + " | " + String.join(":", units) + ")";
  }

  /** The formula without its {@code Error(...)}. */
  private static String withoutError(AovFit fit) {
    String text = fit.formula();
    int from = text.indexOf("Error(");
    int depth = 0;
    int to = from + "Error".length();
    do {
      depth += text.charAt(to) == '(' ? 1 : text.charAt(to) == ')' ? -1 : 0;
      to++;
    } while (depth > 0 && to < text.length());
    String before = text.substring(0, from).stripTrailing();
    String after = text.substring(to).strip();
    before = before.endsWith("+") ? before.substring(0, before.length() - 1).strip() : before;
    return (before + " " + after).strip();
  }
}
