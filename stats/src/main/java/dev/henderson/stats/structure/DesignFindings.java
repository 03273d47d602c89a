package dev.henderson.stats.structure;

import dev.henderson.stats.model.Diagnostic;
import dev.henderson.stats.structure.StudyFactor.Role;
import dev.henderson.stats.text.FactorsAdvice;
import dev.henderson.stats.text.Prose;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a reader of a design should know, in sentences. */
final class DesignFindings {
  /** A variance between so few units is hardly known. */
  private static final int FEW_UNITS = 5;

  private static final int MOST_CODES = 5;

  private DesignFindings() {}

  static List<Diagnostic> of(StudyDesign d, List<StudyFactor> others) {
    List<Diagnostic> out = new ArrayList<>();
    boolean strata = d.formula().terms().error().isPresent();
    d.repeatedLabels()
        .forEach(r -> out.add(Diagnostic.note("implicit-nesting", r.message(strata))));
    d.cells()
        .flatMap(TreatmentCells::emptyCells)
        .ifPresent(text -> out.add(Diagnostic.note("empty-cells", text)));
    for (StudyFactor u : d.units()) {
      units(d, u, out);
    }
    confounded(d, out);
    codes(d, out);
    if (d.units().isEmpty()) {
      possibleUnits(d, others, out);
    }
    return List.copyOf(out);
  }

  private static void units(StudyDesign d, StudyFactor u, List<Diagnostic> out) {
    if (u.levelCount() == d.rows()) {
      out.add(
          Diagnostic.note(
              "unit-is-row",
              "Every row has its own level of "
                  + u.name()
                  + ": its variance and that of the residuals are one and the same."));
    } else if (u.levelCount() < FEW_UNITS
        && d.repeatedLabels().stream().noneMatch(r -> r.inner().equals(u.name()))) {
      out.add(
          Diagnostic.note(
              "few-units",
              u.name()
                  + " has "
                  + u.levelCount()
                  + " levels: too few to say much about a variance between them. As a fixed effect"
                  + " (+ "
                  + u.name()
                  + ") it asks for less."));
    }
  }

  private static void confounded(StudyDesign d, List<Diagnostic> out) {
    for (Crossing c : d.crossings()) {
      if (c.relation() == Relation.SAME && c.second().role() != Role.COVARIATE) {
        out.add(
            Diagnostic.note(
                "confounded",
                c.first().name()
                    + " and "
                    + c.second().name()
                    + " part the rows in the same way: no data of this design can tell their"
                    + " effects from each other."));
      } else if (c.first().role() == Role.UNIT
          && c.second().role() == Role.TREATMENT
          && c.relation() == Relation.NESTED
          && c.first().levelCount() < 2 * c.second().levelCount()) {
        out.add(
            Diagnostic.note(
                "few-units-per-level",
                c.second().name()
                    + " is between the levels of "
                    + c.first().name()
                    + ", of which there are only "
                    + c.first().levelCount()
                    + " for its "
                    + c.second().levelCount()
                    + " levels: differences between them can hardly be told from differences"
                    + " between units."));
      }
    }
  }

  private static void codes(StudyDesign d, List<Diagnostic> out) {
    List<StudyFactor> codes = d.treatments().stream().filter(DesignFindings::isCodes).toList();
    if (codes.isEmpty()) {
      return;
    }
    String names = codes.stream().map(StudyFactor::name).collect(Collectors.joining(" and "));
    String values =
        codes.stream()
            .map(t -> String.join(", ", t.labels()))
            .distinct()
            .collect(Collectors.joining(" and "));
    boolean one = codes.size() == 1;
    out.add(
        Diagnostic.note(
            "numeric-codes",
            Prose.of(
                names
                    + (one ? " is a column" : " are columns")
                    + " of numbers with the values "
                    + values
                    + ": as "
                    + (one ? "it stands" : "they stand")
                    + ", a model has a slope for "
                    + (one ? "it" : "each")
                    + ". If the numbers are names of conditions, write factor("
                    + codes.get(0).name()
                    + ") or ",
                new FactorsAdvice(d.dataName(), codes.stream().map(StudyFactor::name).toList()),
                ".")));
  }

  /** Whether a factor is whole numbers 0 or 1 to k, k small: names rather than amounts. */
  static boolean isCodes(StudyFactor t) {
    return t.isNumeric()
        && t.role() == Role.TREATMENT
        && t.levelCount() <= MOST_CODES
        && RepeatedLabels.countsUp(t);
  }

  private static void possibleUnits(StudyDesign d, List<StudyFactor> others, List<Diagnostic> out) {
    List<StudyFactor> likely =
        others.stream()
            .filter(o -> o.levelCount() >= 4)
            .filter(o -> !o.isNumeric() || isCalledUnit(o.name()))
            .toList();
    if (!likely.isEmpty()) {
      out.add(
          Diagnostic.note(
              "no-units",
              "The formula groups by nothing, so every row counts as independent of the others."
                  + " The table has "
                  + likely.stream()
                      .map(
                          o ->
                              o.name()
                                  + " ("
                                  + o.levelCount()
                                  + " levels in "
                                  + d.rows()
                                  + " rows)")
                      .collect(Collectors.joining(", "))
                  + ": if rows of the same level belong together, add (1 | "
                  + likely.get(0).name()
                  + ")."));
    }
  }

  private static boolean isCalledUnit(String name) {
    return name.matches(
        "(?i)(.*[_. ])?(id|subj(ect)?|participant|person|patient|animal|plot|block|batch|school|class|herd"
            + "|site|worker|rater)([_. ]?(id|nr|no|number))?");
  }
}
