package dev.henderson.stats.structure;

import dev.henderson.stats.formula.Expr;
import dev.henderson.stats.formula.Expression;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.formula.FormulaTerms;
import dev.henderson.stats.formula.Term;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.model.Diagnostic;
import dev.henderson.stats.structure.StudyFactor.Role;
import dev.henderson.stats.variables.DesignException;
import dev.henderson.stats.variables.UnknownVariableException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The design of a study, read off a formula and a table: its units and treatments, which are
 * crossed, nested, between or within, how many rows the cells have, and which calls fit it.
 * Immutable.
 *
 * <p>Units are what the formula groups by, in {@code (1 | unit)} or {@code Error(unit)}; a grouping
 * inside a unit by treatments, {@code id:A}, is a stratum and no unit of its own.
 */
public final class StudyDesign {
  private final Formula formula;
  private final String dataName;
  private final int rows;
  private final int dropped;
  private final List<StudyFactor> units;
  private final List<StudyFactor> treatments;
  private final List<StudyFactor> covariates;
  private final List<Crossing> crossings;
  private final TreatmentCells cells;
  private final List<RepeatedLabels> repeated;
  private final List<Diagnostic> findings;
  private final List<FittingCall> calls;

  private StudyDesign(Formula formula, ModelFrame frame, Optional<Expression> subset) {
    this.formula = formula;
    this.dataName = frame.name();
    FormulaTerms terms = formula.terms(dotColumns(formula, frame));
    List<List<Expr>> groupings = groupings(terms, formula);
    StudyRows read = new StudyRows(formula, frame, subset);
    formula.response().ifPresent(read::add);
    List<Expr> fixed = fixedVariables(terms);
    fixed.forEach(read::add);
    groupings.forEach(g -> g.forEach(read::addLevels));
    read.close();
    rows = read.count();
    dropped = read.dropped();
    if (rows == 0) {
      throw new DesignException(
          formula.source(),
          formula.span(),
          "No row of " + frame.name() + " has values for all variables.",
          null);
    }
    List<StudyFactor> set = new ArrayList<>();
    List<StudyFactor> measured = new ArrayList<>();
    for (Expr e : fixed) {
      read.treatment(e).ifPresent(f -> (f.role() == Role.COVARIATE ? measured : set).add(f));
    }
    treatments = List.copyOf(set);
    covariates = List.copyOf(measured);
    Map<Set<String>, StudyFactor> grouped = units(groupings, fixed, read);
    units = List.copyOf(grouped.values());
    crossings = layOut();
    cells = treatments.isEmpty() ? null : TreatmentCells.of(treatments);
    double[] response = formula.response().flatMap(read::numbers).orElse(null);
    Set<String> named = new LinkedHashSet<>();
    formula.response().ifPresent(e -> named.addAll(e.names()));
    fixed.forEach(e -> named.addAll(e.names()));
    groupings.forEach(g -> g.forEach(e -> named.addAll(e.names())));
    List<StudyFactor> others = read.others(frame, named);
    repeated = response == null ? List.of() : repeated(response, others);
    findings = DesignFindings.of(this, others);
    calls = new DesignCalls(this, terms, groupings).calls();
  }

  /**
   * The design behind a formula.
   *
   * @param subset a condition on the rows
   * @throws UnknownVariableException for a name that is no column or function
   * @throws DesignException for a formula the data give no meaning to
   */
  public static StudyDesign of(Formula formula, ModelFrame frame, Optional<Expression> subset) {
    return new StudyDesign(formula, frame, subset);
  }

  private static List<String> dotColumns(Formula formula, ModelFrame frame) {
    Set<String> taken = new LinkedHashSet<>();
    formula.response().ifPresent(r -> taken.addAll(r.names()));
    formula.terms().random().forEach(r -> r.group().forEach(g -> taken.addAll(g.names())));
    return frame.columnNames().stream().filter(c -> !taken.contains(c)).toList();
  }

  private static List<List<Expr>> groupings(FormulaTerms terms, Formula formula) {
    List<List<Expr>> out = new ArrayList<>();
    terms.random().forEach(r -> out.add(r.group()));
    terms
        .error()
        .ifPresent(
            e -> formula.terms(e.expression(), null).fixed().forEach(t -> out.add(t.variables())));
    List<List<Expr>> distinct = new ArrayList<>();
    Set<Set<String>> seen = new LinkedHashSet<>();
    out.stream()
        .sorted(java.util.Comparator.comparing(List::size))
        .filter(g -> seen.add(texts(g)))
        .forEach(distinct::add);
    return distinct;
  }

  private static List<Expr> fixedVariables(FormulaTerms terms) {
    List<Expr> out = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>();
    for (Term.FixedEffect t : terms.fixed()) {
      t.variables().stream().filter(e -> seen.add(e.text())).forEach(out::add);
    }
    return out;
  }

  static Set<String> texts(List<Expr> variables) {
    Set<String> out = new LinkedHashSet<>();
    variables.forEach(e -> out.add(e.text()));
    return out;
  }

  private static Map<Set<String>, StudyFactor> units(
      List<List<Expr>> groupings, List<Expr> fixed, StudyRows read) {
    Set<String> treatments = texts(fixed);
    Map<Set<String>, StudyFactor> out = new LinkedHashMap<>();
    for (List<Expr> g : groupings) {
      Set<String> all = texts(g);
      boolean stratum = treatments.containsAll(all);
      for (Set<String> unit : out.keySet()) {
        Set<String> more = new LinkedHashSet<>(all);
        more.removeAll(unit);
        stratum |= all.containsAll(unit) && treatments.containsAll(more);
      }
      if (!stratum) {
        StudyFactor joint = read.unit(g.get(0));
        for (Expr e : g.subList(1, g.size())) {
          joint = joint.by(read.unit(e), Role.UNIT);
        }
        out.put(all, joint);
      }
    }
    return out;
  }

  private List<Crossing> layOut() {
    List<Crossing> out = new ArrayList<>();
    for (StudyFactor u : units) {
      treatments.forEach(t -> out.add(Crossing.of(u, t)));
      covariates.forEach(t -> out.add(Crossing.of(u, t)));
    }
    for (List<StudyFactor> kind : List.of(units, treatments)) {
      for (int i = 0; i < kind.size(); i++) {
        for (int j = i + 1; j < kind.size(); j++) {
          out.add(Crossing.of(kind.get(i), kind.get(j)));
        }
      }
    }
    return List.copyOf(out);
  }

  private List<RepeatedLabels> repeated(double[] response, List<StudyFactor> others) {
    List<RepeatedLabels> out = new ArrayList<>();
    for (StudyFactor inner : units) {
      List<StudyFactor> outer = new ArrayList<>(units);
      outer.addAll(treatments);
      others.stream().filter(o -> !o.isNumeric()).forEach(outer::add);
      for (StudyFactor o : outer) {
        if (o != inner && !inner.name().contains(":")) {
          boolean set = o.role() == Role.TREATMENT;
          RepeatedLabels.find(inner, o, set, units, response).ifPresent(out::add);
        }
      }
    }
    return List.copyOf(out);
  }

  /** The formula. */
  public Formula formula() {
    return formula;
  }

  /** The name of the table. */
  public String dataName() {
    return dataName;
  }

  /** The number of rows used. */
  public int rows() {
    return rows;
  }

  /** How many rows were left out because a value is missing. */
  public int dropped() {
    return dropped;
  }

  /** What rows are grouped by, those of fewer variables first. */
  public List<StudyFactor> units() {
    return units;
  }

  /** The factors of the fixed part, numbers with few values among them. */
  public List<StudyFactor> treatments() {
    return treatments;
  }

  /** The numbers of the fixed part that have many values. */
  public List<StudyFactor> covariates() {
    return covariates;
  }

  /**
   * How factors stand to each other: each unit to each treatment and covariate, units to units,
   * treatments to treatments.
   */
  public List<Crossing> crossings() {
    return crossings;
  }

  /** How two factors stand to each other. */
  public Relation relation(StudyFactor first, StudyFactor second) {
    return Crossing.of(first, second).relation();
  }

  /** The rows of each combination of treatments; none where there is no treatment. */
  public Optional<TreatmentCells> cells() {
    return Optional.ofNullable(cells);
  }

  /** Units whose labels seem to start anew within another factor. */
  public List<RepeatedLabels> repeatedLabels() {
    return repeated;
  }

  /** What a reader should know. */
  public List<Diagnostic> findings() {
    return findings;
  }

  /** Calls that fit the design, the simplest first. */
  public List<FittingCall> calls() {
    return calls;
  }

  /** The formula and the number of rows. */
  @Override
  public String toString() {
    return "design of " + formula + ", " + rows + " rows";
  }
}
