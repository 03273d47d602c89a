package dev.henderson.stats.structure;

import dev.henderson.stats.formula.Expr;
import dev.henderson.stats.formula.FormulaTerms;
import dev.henderson.stats.formula.Term;
import dev.henderson.stats.text.Call;
import dev.henderson.stats.text.Prose;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The calls that fit a design, the simplest first. */
final class DesignCalls {
  private final StudyDesign d;
  private final FormulaTerms terms;
  private final List<List<Expr>> groupings;
  private final String response;
  private final List<FittingCall> out = new ArrayList<>();

  /** The units as formulas name them: {@code batch/cask}, with what repeats put right. */
  private final List<String> groups = new ArrayList<>();

  DesignCalls(StudyDesign d, FormulaTerms terms, List<List<Expr>> groupings) {
    this.d = d;
    this.terms = terms;
    this.groupings = groupings;
    response = d.formula().response().map(Expr::text).orElse("y");
  }

  List<FittingCall> calls() {
    if (d.units().isEmpty()) {
      withoutUnits();
    } else {
      boolean strata = groupings.size() > d.units().size();
      if (strata) {
        asWritten();
      } else {
        nameGroups();
        withUnits();
      }
    }
    return List.copyOf(out);
  }

  private void add(String function, String right, String why) {
    add(function, right, Prose.of(why));
  }

  private void add(String function, String right, Prose why) {
    out.add(new FittingCall(function, response + " ~ " + right, d.dataName(), why));
  }

  private void withoutUnits() {
    boolean numbers =
        !d.covariates().isEmpty()
            || d.treatments().stream().anyMatch(t -> t.isNumeric() && !DesignFindings.isCodes(t));
    if (numbers || d.treatments().isEmpty()) {
      add("lm", fixed(false), "one line for all rows, each row independent of the others");
      return;
    }
    boolean balanced = d.cells().orElseThrow().isBalanced();
    add(
        "aov",
        fixed(true),
        balanced
            ? Prose.of(
                "rows independent and cells of equal size: the order of the terms does not matter")
            : Prose.of(
                "rows independent, cells of unequal size: ask ",
                Call.of("anova"),
                " for type = 2 or 3"));
  }

  /** The formula has strata of its own: they say what the units are within. */
  private void asWritten() {
    List<String> names = groupings.stream().map(DesignCalls::joined).toList();
    Map<String, List<String>> effects = new LinkedHashMap<>();
    Set<String> slopes = new LinkedHashSet<>();
    for (List<Expr> grouping : groupings) {
      List<Expr> numbers = grouping.stream().filter(this::isNumber).toList();
      List<Expr> unit = grouping.stream().filter(e -> !isNumber(e)).toList();
      if (!unit.isEmpty() && levels(unit) < d.rows()) {
        effects
            .computeIfAbsent(joined(unit), u -> new ArrayList<>())
            .add(numbers.isEmpty() ? "1" : joined(numbers));
        if (!numbers.isEmpty()) {
          slopes.add("slope of " + joined(numbers));
        }
      }
    }
    List<String> random = new ArrayList<>();
    effects.forEach((unit, own) -> random.add(" + (" + effects(own) + " | " + unit + ")"));
    add(
        "lmer",
        fixed(false) + String.join("", random),
        slopes.isEmpty()
            ? "one variance for each stratum of the formula"
            : "one variance for each stratum of the formula, a "
                + String.join(" and a ", slopes)
                + " among them, and how levels and slopes go together");
    if (isRegular()) {
      String fixed = fixed(slopes.isEmpty());
      add("aov", fixed + " + Error(" + strata(names) + ")", "the strata of the formula");
    }
  }

  private static String joined(List<Expr> variables) {
    return variables.stream().map(Expr::text).collect(Collectors.joining(":"));
  }

  /** {@code x} for a level and a slope, {@code 0 + x} for a slope alone. */
  private static String effects(List<String> own) {
    List<String> slopes = own.stream().filter(e -> !e.equals("1")).toList();
    if (slopes.isEmpty()) {
      return "1";
    }
    return (own.contains("1") ? "" : "0 + ") + String.join(" + ", slopes);
  }

  /** Whether {@code Error()} takes a variable as the number that the fixed part has. */
  private boolean isNumber(Expr e) {
    StudyFactor f = find(e.text());
    return terms.error().isPresent()
        && f != null
        && f.isNumeric()
        && f.role() != StudyFactor.Role.UNIT
        && !DesignFindings.isCodes(f);
  }

  private int levels(List<Expr> grouping) {
    StudyFactor joint = null;
    for (Expr e : grouping) {
      StudyFactor one = find(e.text());
      if (one == null) {
        return 0;
      }
      joint = joint == null ? one : joint.by(one, StudyFactor.Role.UNIT);
    }
    return joint.levelCount();
  }

  private StudyFactor find(String name) {
    for (List<StudyFactor> kind : List.of(d.units(), d.treatments(), d.covariates())) {
      for (StudyFactor f : kind) {
        if (f.name().equals(name)) {
          return f;
        }
      }
    }
    return null;
  }

  private static String random(List<String> groups) {
    return groups.stream().map(g -> " + (1 | " + g + ")").collect(Collectors.joining());
  }

  /** {@code id + id:A} as {@code id/A} where it is such a chain. */
  private static String strata(List<String> names) {
    if (names.size() == 2 && names.get(1).startsWith(names.get(0) + ":")) {
      String inner = names.get(1).substring(names.get(0).length() + 1);
      return names.get(0) + "/" + (inner.contains(":") ? "(" + inner + ")" : inner);
    }
    return String.join(" + ", names);
  }

  private void nameGroups() {
    Map<String, String> outer = new LinkedHashMap<>();
    d.repeatedLabels().forEach(r -> outer.putIfAbsent(r.inner(), r.outer()));
    Set<String> done = new LinkedHashSet<>();
    for (StudyFactor u : d.units()) {
      if (u.levelCount() >= d.rows()) {
        continue;
      }
      String within = outer.get(u.name());
      if (within == null) {
        groups.add(u.name());
      } else {
        boolean treatment = d.treatments().stream().anyMatch(t -> t.name().equals(within));
        if (!treatment && d.units().stream().noneMatch(v -> v.name().equals(within))) {
          groups.add(within);
        }
        groups.add(within + ":" + u.name());
      }
      done.add(u.name());
    }
  }

  private void withUnits() {
    if (groups.isEmpty()) {
      return;
    }
    boolean one = groups.size() == 1;
    add(
        "lmer",
        fixed(false) + random(groups),
        one
            ? "each " + groups.get(0) + " has a level of its own"
            : "a level of its own for each " + String.join(" and each ", groups));
    if (d.units().size() == 1 && one && d.repeatedLabels().isEmpty()) {
      slopes(d.units().get(0));
      strata(d.units().get(0));
    } else if (isChain() && d.treatments().isEmpty() && d.covariates().isEmpty() && isRegular()) {
      String error =
          groups.size() == 2 && groups.get(1).startsWith(groups.get(0) + ":")
              ? strata(groups)
              : String.join(" + ", groups);
      add("aov", "Error(" + error + ")", "the mean squares of each level of the nesting");
    }
  }

  private boolean isChain() {
    for (int i = 1; i < d.units().size(); i++) {
      Relation r = d.relation(d.units().get(i), d.units().get(i - 1));
      if (r != Relation.NESTED && d.repeatedLabels().isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private List<StudyFactor> within(StudyFactor unit) {
    return d.treatments().stream().filter(t -> d.relation(unit, t) == Relation.CROSSED).toList();
  }

  /** Whether each unit has every combination of the factors within it. */
  private boolean hasAllCells(StudyFactor unit) {
    StudyFactor joint = null;
    for (StudyFactor t : within(unit)) {
      joint = joint == null ? t : joint.by(t, StudyFactor.Role.TREATMENT);
    }
    return joint == null || d.relation(unit, joint) == Relation.CROSSED;
  }

  private void slopes(StudyFactor unit) {
    List<StudyFactor> factors = new ArrayList<>();
    List<StudyFactor> numbers = new ArrayList<>(d.covariates());
    for (StudyFactor t : d.treatments()) {
      (t.isNumeric() && !DesignFindings.isCodes(t) ? numbers : factors).add(t);
    }
    for (StudyFactor x : numbers) {
      if (Crossing.of(unit, x).fewestSecond() > 2 && unit.levelCount() > 4) {
        add(
            "lmer",
            fixed(false) + " + (" + x.name() + " | " + unit.name() + ")",
            "each " + unit.name() + " has a slope of " + x.name() + " of its own too");
      }
    }
    List<StudyFactor> within =
        factors.stream().filter(t -> d.relation(unit, t) == Relation.CROSSED).toList();
    List<String> groups = new ArrayList<>(List.of(unit.name()));
    for (StudyFactor t : within) {
      if (Crossing.of(unit, t).smallest() > 1) {
        groups.add(unit.name() + ":" + text(t, false));
      }
    }
    if (groups.size() > 1 && hasAllCells(unit)) {
      add(
          "lmer",
          fixed(false) + random(groups),
          "the effect of "
              + within.stream().map(StudyFactor::name).collect(Collectors.joining(" and of "))
              + " differs from one "
              + unit.name()
              + " to another");
    }
  }

  private void strata(StudyFactor unit) {
    if (!isRegular() || !d.covariates().isEmpty()) {
      return;
    }
    boolean whole = hasAllCells(unit);
    List<StudyFactor> within = whole ? within(unit) : List.of();
    String name = unit.isNumeric() ? "factor(" + unit.name() + ")" : unit.name();
    String inner = within.stream().map(t -> text(t, true)).collect(Collectors.joining(" * "));
    String error =
        within.isEmpty()
            ? name
            : (name.contains(":") ? "(" + name + ")" : name)
                + "/"
                + (within.size() > 1 ? "(" + inner + ")" : inner);
    String fixed = terms.fixed().isEmpty() ? "" : fixed(true) + " + ";
    add(
        "aov",
        fixed + "Error(" + error + ")",
        !whole
            ? "each " + unit.name() + " is a block that has some of the combinations"
            : within.isEmpty()
                ? "the classical analysis of groups of equal size"
                : "the classical analysis of repeated measures: effects within "
                    + unit.name()
                    + " are tested against how they differ between its levels");
  }

  /** Whether cells are equal enough for strata: no empty or unequal ones, units of equal size. */
  private boolean isRegular() {
    if (!terms.intercept()) {
      return false;
    }
    if (d.cells().isPresent() && !d.cells().get().isBalanced()) {
      return false;
    }
    for (Crossing c : d.crossings()) {
      boolean unit = c.first().role() == StudyFactor.Role.UNIT;
      if (unit && c.smallest() != c.largest()) {
        return false;
      }
    }
    return d.units().stream().allMatch(DesignCalls::isEven);
  }

  private static boolean isEven(StudyFactor f) {
    int[] count = new int[f.levelCount()];
    for (int i = 0; i < f.rows(); i++) {
      count[f.levelOf(i)]++;
    }
    return java.util.Arrays.stream(count).distinct().count() == 1;
  }

  /** The fixed part; as factors, with numbers made factors. */
  private String fixed(boolean asFactors) {
    if (terms.fixed().isEmpty()) {
      return "1";
    }
    Map<String, String> names = new LinkedHashMap<>();
    for (Term.FixedEffect t : terms.fixed()) {
      for (Expr e : t.variables()) {
        StudyFactor f = find(e instanceof Expr.Name n ? n.name() : e.text());
        names.put(e.text(), f == null ? e.text() : text(f, asFactors));
      }
    }
    List<String> labels =
        terms.fixed().stream()
            .map(
                t ->
                    t.variables().stream()
                        .map(e -> names.get(e.text()))
                        .collect(Collectors.joining(":")))
            .toList();
    boolean factorial =
        names.size() > 1 && names.size() < 5 && labels.size() == (1 << names.size()) - 1;
    String start = terms.intercept() ? "" : "0 + ";
    return start + (factorial ? String.join(" * ", names.values()) : String.join(" + ", labels));
  }

  private static String text(StudyFactor f, boolean asFactor) {
    boolean wrap = f.isNumeric() && (asFactor || DesignFindings.isCodes(f));
    return wrap && f.role() == StudyFactor.Role.TREATMENT ? "factor(" + f.name() + ")" : f.name();
  }
}
