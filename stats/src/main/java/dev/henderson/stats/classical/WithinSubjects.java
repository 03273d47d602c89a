package dev.henderson.stats.classical;

import dev.henderson.stats.design.Design;
import dev.henderson.stats.design.ErrorStrata;
import dev.henderson.stats.design.GroupingFactor;
import dev.henderson.stats.formula.Term;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The arrangement behind {@code Error(id/(A*B))}, found in the long table: which variable names the
 * subjects, which factors vary within them, and what every subject did in every combination of
 * those, its cells.
 *
 * <p>The subjects are what the error terms name and the fixed terms do not (or what all error terms
 * have in common); a factor of the fixed terms that takes several values for some subject varies
 * within.
 */
final class WithinSubjects {
  private final List<Term.FixedEffect> errorTerms;
  private final Set<String> errorNumbers;
  private final String subject;
  private final List<String> subjectLabels;
  private final int[] subjectOf;
  private final List<GroupingFactor> within;
  private final List<GroupingFactor> between;
  private final boolean numbersVary;
  private final int betweenVariables;
  private final int cells;
  private final int[][] count;

  private WithinSubjects(Design design, ErrorStrata error, List<GroupingFactor> units) {
    this.errorTerms = error.terms();
    this.errorNumbers = Set.copyOf(error.numbers());
    this.subject = String.join(":", units.stream().map(GroupingFactor::name).toList());
    int n = design.matrix().rows();
    this.subjectOf = new int[n];
    List<String> labels = new ArrayList<>();
    Map<List<Integer>, Integer> place = new HashMap<>();
    for (int i = 0; i < n; i++) {
      int row = i;
      List<Integer> key = units.stream().map(f -> f.levelOf(row)).toList();
      Integer known = place.putIfAbsent(key, labels.size());
      if (known == null) {
        labels.add(
            String.join(":", units.stream().map(f -> f.levels().get(f.levelOf(row))).toList()));
      }
      subjectOf[i] = place.get(key);
    }
    this.subjectLabels = List.copyOf(labels);
    this.within = new ArrayList<>();
    this.between = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    for (GroupingFactor f : design.factors()) {
      names.add(f.name());
      (varies(f) ? within : between).add(f);
    }
    this.numbersVary = numbersVary(design, names);
    Set<String> all = new LinkedHashSet<>();
    design.terms().fixed().forEach(t -> all.addAll(AnovaTable.names(t)));
    this.betweenVariables = all.size() - within.size();
    int size = 1;
    for (GroupingFactor f : within) {
      size = Math.multiplyExact(size, f.levelCount());
    }
    this.cells = size;
    this.count = new int[labels.size()][size];
    for (int i = 0; i < n; i++) {
      count[subjectOf[i]][cellOf(i)]++;
    }
  }

  /** The arrangement of a design; none if it has no subjects, or nothing varies within them. */
  static Optional<WithinSubjects> of(Design design) {
    ErrorStrata error = design.strata().orElse(null);
    if (error == null || error.terms().isEmpty()) {
      return Optional.empty();
    }
    Set<String> fixed = new LinkedHashSet<>();
    design.terms().fixed().forEach(t -> fixed.addAll(AnovaTable.names(t)));
    Set<String> all = new LinkedHashSet<>();
    error.terms().forEach(t -> all.addAll(AnovaTable.names(t)));
    Set<String> common = new LinkedHashSet<>(all);
    error.terms().forEach(t -> common.retainAll(AnovaTable.names(t)));
    Set<String> units = new LinkedHashSet<>(all);
    units.removeIf(name -> fixed.contains(name) && !common.contains(name));
    boolean crossed =
        error.terms().stream()
            .map(AnovaTable::names)
            .anyMatch(names -> !units.containsAll(names) && !names.containsAll(units));
    if (common.isEmpty() || units.isEmpty() || crossed) {
      return Optional.empty();
    }
    long size = 1;
    for (GroupingFactor f : design.factors()) {
      size = Math.min(Integer.MAX_VALUE, size * f.levelCount());
    }
    if (size * design.matrix().rows() > 50_000_000) {
      return Optional.empty();
    }
    WithinSubjects out =
        new WithinSubjects(
            design, error, error.factors().stream().filter(f -> units.contains(f.name())).toList());
    return out.within.isEmpty() ? Optional.empty() : Optional.of(out);
  }

  private boolean varies(GroupingFactor f) {
    int[] first = new int[subjectLabels.size()];
    Arrays.fill(first, -1);
    for (int i = 0; i < subjectOf.length; i++) {
      int s = subjectOf[i];
      if (first[s] == -1) {
        first[s] = f.levelOf(i);
      } else if (first[s] != f.levelOf(i)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a number among the variables is not one value per subject, or not a term by itself. */
  private boolean numbersVary(Design design, Set<String> factors) {
    Set<String> checked = new LinkedHashSet<>(factors);
    Set<String> numbers = new LinkedHashSet<>();
    List<Term.FixedEffect> terms = design.terms().fixed();
    for (int t = 0; t < terms.size(); t++) {
      Set<String> names = AnovaTable.names(terms.get(t));
      numbers.addAll(names);
      if (names.size() == 1 && checked.addAll(names) && !isConstant(columns(design, t))) {
        return true;
      }
    }
    return !checked.containsAll(numbers);
  }

  private boolean isConstant(List<double[]> columns) {
    for (double[] column : columns) {
      double[] first = new double[subjectLabels.size()];
      Arrays.fill(first, Double.NaN);
      for (int i = 0; i < column.length; i++) {
        int s = subjectOf[i];
        if (Double.isNaN(first[s])) {
          first[s] = column[i];
        } else if (first[s] != column[i]) {
          return false;
        }
      }
    }
    return true;
  }

  private static List<double[]> columns(Design design, int term) {
    List<double[]> out = new ArrayList<>();
    for (int j = 0; j < design.matrix().columns(); j++) {
      if (design.matrix().assign(j) == term + 1) {
        out.add(design.matrix().column(j));
      }
    }
    return out;
  }

  private int cellOf(int row) {
    int cell = 0;
    for (int k = within.size() - 1; k >= 0; k--) {
      cell = cell * within.get(k).levelCount() + within.get(k).levelOf(row);
    }
    return cell;
  }

  /** What names the subjects: {@code id}. */
  String subject() {
    return subject;
  }

  /** The number of subjects, N. */
  int subjects() {
    return subjectLabels.size();
  }

  /** The number of cells, the product of the levels of the factors within. */
  int cells() {
    return cells;
  }

  /** The names of the factors that vary within subjects. */
  List<String> withinNames() {
    return within.stream().map(GroupingFactor::name).toList();
  }

  /** How many variables of the fixed terms are one value per subject, if all others are factors. */
  int betweenVariables() {
    return betweenVariables;
  }

  /** The terms inside {@code Error()}. */
  List<Term.FixedEffect> errorTerms() {
    return errorTerms;
  }

  /** Whether a variable of those terms is a number there. */
  boolean isErrorNumber(String name) {
    return errorNumbers.contains(name);
  }

  /** Whether rows of a subject and cell differ in a number of the fixed terms. */
  boolean numbersVary() {
    return numbersVary;
  }

  /** How often a subject did what a cell asks for. */
  int count(int subject, int cell) {
    return count[subject][cell];
  }

  /** The name of a subject. */
  String subjectName(int subject) {
    return subjectLabels.get(subject);
  }

  /** What a cell is: {@code phase = pre, hour = h1}. */
  String cellName(int cell) {
    List<String> out = new ArrayList<>();
    int rest = cell;
    for (GroupingFactor f : within) {
      out.add(f.name() + " = " + f.levels().get(rest % f.levelCount()));
      rest /= f.levelCount();
    }
    return String.join(", ", out);
  }

  /** How many rows every subject has in every cell; 0 where they differ or one has none. */
  int replicates() {
    int first = count[0][0];
    boolean same =
        Arrays.stream(count).flatMapToInt(Arrays::stream).allMatch(c -> c == first && c > 0);
    return same ? first : 0;
  }

  /** Whether the arrangement tells all: no number of the terms varies within subjects. */
  boolean isWhole() {
    return !numbersVary && replicates() > 0;
  }

  /** The means of the response, subjects × cells. */
  double[][] means(double[] y) {
    double[][] out = new double[subjects()][cells];
    for (int i = 0; i < y.length; i++) {
      out[subjectOf[i]][cellOf(i)] += y[i] / count[subjectOf[i]][cellOf(i)];
    }
    return out;
  }

  /** The factors of a term that vary within subjects. */
  List<GroupingFactor> within(Set<String> names) {
    return within.stream().filter(f -> names.contains(f.name())).toList();
  }

  /**
   * Orthonormal contrasts over the cells of some factors within, averaged over the others: k
   * columns of one value per cell.
   */
  double[][] contrasts(List<GroupingFactor> of) {
    double[][] out = {{1}};
    for (GroupingFactor f : within) {
      int levels = f.levelCount();
      double[][] own = of.contains(f) ? helmert(levels) : new double[1][levels];
      if (!of.contains(f)) {
        Arrays.fill(own[0], 1 / Math.sqrt(levels));
      }
      double[][] next = new double[out.length * own.length][];
      for (int a = 0; a < out.length; a++) {
        for (int b = 0; b < own.length; b++) {
          double[] column = new double[out[a].length * levels];
          for (int i = 0; i < column.length; i++) {
            column[i] = out[a][i % out[a].length] * own[b][i / out[a].length];
          }
          next[a + out.length * b] = column;
        }
      }
      out = next;
    }
    return out;
  }

  private static double[][] helmert(int levels) {
    double[][] out = new double[levels - 1][levels];
    for (int k = 1; k < levels; k++) {
      double norm = Math.sqrt((double) k * (k + 1));
      Arrays.fill(out[k - 1], 0, k, -1 / norm);
      out[k - 1][k] = k / norm;
    }
    return out;
  }

  /**
   * The columns, one value per subject, of what the fixed terms say of the subjects where they act
   * together with some factors within: the intercept, and the rest of each such term; none if the
   * terms leave that open.
   */
  Optional<double[][]> betweenColumns(Design design, List<GroupingFactor> with) {
    Set<String> names = new LinkedHashSet<>();
    with.forEach(f -> names.add(f.name()));
    List<double[]> out = new ArrayList<>();
    List<Term.FixedEffect> terms = design.terms().fixed();
    for (Term.FixedEffect term : terms) {
      Set<String> all = AnovaTable.names(term);
      if (within(all).size() != with.size() || !all.containsAll(names)) {
        continue;
      }
      Set<String> rest = new LinkedHashSet<>(all);
      rest.removeAll(names);
      if (rest.isEmpty()) {
        double[] ones = new double[subjects()];
        Arrays.fill(ones, 1);
        out.add(0, ones);
        continue;
      }
      int alone = -1;
      for (int t = 0; t < terms.size(); t++) {
        alone = AnovaTable.names(terms.get(t)).equals(rest) ? t : alone;
      }
      List<GroupingFactor> groups = between.stream().filter(f -> rest.contains(f.name())).toList();
      if (alone < 0 && groups.size() < rest.size()) {
        return Optional.empty();
      }
      List<double[]> rows = alone < 0 ? dummies(groups) : columns(design, alone);
      for (double[] column : rows) {
        double[] own = new double[subjects()];
        for (int i = 0; i < column.length; i++) {
          own[subjectOf[i]] = column[i];
        }
        out.add(own);
      }
    }
    return Optional.of(out.toArray(double[][]::new));
  }

  /** A column for every combination of the levels of factors. */
  private List<double[]> dummies(List<GroupingFactor> factors) {
    int size = 1;
    for (GroupingFactor f : factors) {
      size *= f.levelCount();
    }
    List<double[]> out = new ArrayList<>();
    for (int c = 0; c < size; c++) {
      out.add(new double[subjectOf.length]);
    }
    for (int i = 0; i < subjectOf.length; i++) {
      int cell = 0;
      for (GroupingFactor f : factors) {
        cell = cell * f.levelCount() + f.levelOf(i);
      }
      out.get(cell)[i] = 1;
    }
    return out;
  }
}
