package dev.henderson.stats.emm;

import dev.henderson.stats.infer.FTest;
import dev.henderson.stats.infer.LinearBasis;
import dev.henderson.stats.infer.QuestionException;
import dev.henderson.stats.linalg.SymmetricEigen;
import dev.henderson.stats.model.LinearFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * F tests of sets of contrasts: of all rows of a grid in each group, or of each factor and
 * interaction within groups, an analysis of variance made of marginal means.
 *
 * @param by names of the columns that make groups
 * @param rows in order
 * @param notes what a reader should know
 */
public record JointTests(List<String> by, List<Row> rows, List<String> notes) {
  /**
   * A test.
   *
   * @param term what is tested; empty where there is one set only
   * @param group labels of the group
   * @param test the F test; none where nothing can be estimated
   * @param lost how many contrasts could not be estimated
   */
  public record Row(String term, List<String> group, FTest test, int lost) {
    /** Copies the labels. */
    public Row {
      group = List.copyOf(group);
    }
  }

  /** Copies the lists. */
  public JointTests {
    by = List.copyOf(by);
    rows = List.copyOf(rows);
    notes = List.copyOf(notes);
  }

  /** The test that all rows of a group are zero, for each group. */
  public static JointTests of(EmmGrid contrasts) {
    List<Row> rows = new ArrayList<>();
    for (List<Integer> group : contrasts.groups()) {
      rows.add(row("", contrasts, group));
    }
    return new JointTests(contrasts.by(), rows, contrasts.notes());
  }

  /**
   * Each factor and interaction of the model, within the levels of some factors; covariates are
   * tested by their slope.
   *
   * @param by names of factors
   * @throws QuestionException for a name that is not in the model
   */
  public static JointTests of(LinearBasis basis, Map<String, List<String>> at, List<String> by) {
    ReferenceGrid grid = ReferenceGrid.of(basis, at, 1);
    by.forEach(grid::variable);
    List<String> factors = grid.varying().stream().filter(n -> !by.contains(n)).toList();
    if (factors.isEmpty()) {
      throw new QuestionException("No factor is left to test.", "Leave some out of by = .");
    }
    Set<Set<String>> sets = new LinkedHashSet<>();
    for (int size = 1; size <= factors.size(); size++) {
      subsets(factors, size, 0, new ArrayList<>(), sets);
    }
    List<Row> rows = new ArrayList<>();
    for (Set<String> set : sets) {
      Set<String> nesters = new LinkedHashSet<>();
      set.forEach(n -> nesters.addAll(grid.nesting().getOrDefault(n, Set.of())));
      boolean together =
          grid.termNames().stream().anyMatch(t -> t.containsAll(set))
              || set.stream().anyMatch(n -> isNest(grid, n, set));
      if (!together || !set.containsAll(nesters)) {
        continue;
      }
      List<String> own = set.stream().filter(n -> !nesters.contains(n)).toList();
      List<String> within = new ArrayList<>(by);
      nesters.stream().filter(n -> !within.contains(n)).forEach(within::add);
      EmmGrid contrasts =
          grid.means(own, within, Weighting.EQUAL)
              .interaction(List.of(ContrastMethod.named("consec")))
              .groupedBy(by);
      for (List<Integer> group : contrasts.groups()) {
        rows.add(row(String.join(":", set), contrasts, group));
      }
    }
    rows.removeIf(r -> r.test().numDf() == 0 && r.lost() == 0);
    return new JointTests(by, rows, basis.notes());
  }

  /** Whether a set is a nested factor with all it is nested in. */
  private static boolean isNest(ReferenceGrid grid, String name, Set<String> set) {
    Set<String> own = new LinkedHashSet<>(grid.nesting().getOrDefault(name, Set.of()));
    boolean nested = !own.isEmpty();
    own.add(name);
    return nested && own.equals(set);
  }

  private static void subsets(
      List<String> of, int size, int from, List<String> chosen, Set<Set<String>> into) {
    if (chosen.size() == size) {
      into.add(new LinkedHashSet<>(chosen));
      return;
    }
    for (int i = from; i < of.size(); i++) {
      chosen.add(of.get(i));
      subsets(of, size, i + 1, chosen, into);
      chosen.remove(chosen.size() - 1);
    }
  }

  private static Row row(String term, EmmGrid contrasts, List<Integer> group) {
    List<String> labels =
        contrasts.by().stream()
            .map(
                n ->
                    contrasts.rows().get(group.get(0)).labels().get(contrasts.columns().indexOf(n)))
            .toList();
    LinearBasis basis = contrasts.basis();
    List<LinearFunction> all = contrasts.functions(group);
    List<LinearFunction> estimable = estimable(basis, all);
    int p = basis.size();
    int lost = rank(all, p) - rank(estimable, p) + (group.size() - all.size());
    return new Row(term, labels, basis.test(estimable), lost);
  }

  /** A basis of the functions in the span of some that can be estimated. */
  private static List<LinearFunction> estimable(LinearBasis basis, List<LinearFunction> all) {
    boolean whole = all.stream().allMatch(basis::isEstimable);
    int k = all.size();
    if (whole || k == 0) {
      return all;
    }
    double[] square = new double[k * k];
    double[][] moved = new double[k][];
    for (int i = 0; i < k; i++) {
      moved[i] = basis.aliasing(all.get(i));
      for (int j = 0; j <= i; j++) {
        double s = 0;
        for (int a = 0; a < moved[i].length; a++) {
          s += moved[i][a] * moved[j][a];
        }
        square[i * k + j] = s;
        square[j * k + i] = s;
      }
    }
    SymmetricEigen eigen = new SymmetricEigen(square, k);
    List<LinearFunction> out = new ArrayList<>();
    for (int e = 0; e < k; e++) {
      if (Math.abs(eigen.value(e)) <= 1e-10 * eigen.largest()) {
        double[] l = new double[basis.size()];
        for (int i = 0; i < k; i++) {
          all.get(i).addTo(l, eigen.vector(i, e));
        }
        for (int j = 0; j < l.length; j++) {
          l[j] = Math.abs(l[j]) < 1e-12 ? 0 : l[j];
        }
        out.add(LinearFunction.of(l));
      }
    }
    return out;
  }

  /** The dimension of the span of some functions of p coefficients. */
  static int rank(List<LinearFunction> functions, int p) {
    double[][] left = functions.stream().map(f -> f.toArray(p)).toArray(double[][]::new);
    double most = 0;
    for (double[] row : left) {
      most = Math.max(most, Arrays.stream(row).map(Math::abs).max().orElse(0));
    }
    int rank = 0;
    for (int j = 0; j < p && rank < left.length; j++) {
      int pivot = rank;
      for (int i = rank + 1; i < left.length; i++) {
        pivot = Math.abs(left[i][j]) > Math.abs(left[pivot][j]) ? i : pivot;
      }
      if (Math.abs(left[pivot][j]) <= 1e-8 * most) {
        continue;
      }
      double[] row = left[pivot];
      left[pivot] = left[rank];
      left[rank] = row;
      for (int i = rank + 1; i < left.length; i++) {
        double f = left[i][j] / row[j];
        for (int a = j; f != 0 && a < p; a++) {
          left[i][a] -= f * row[a];
        }
      }
      rank++;
    }
    return rank;
  }
}
