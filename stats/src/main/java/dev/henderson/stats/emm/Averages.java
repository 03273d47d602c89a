package dev.henderson.stats.emm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How the cells of a reference grid make the marginal means of some of its variables: which mean a
 * cell belongs to and with which weight. A nested factor is averaged over the levels that occur
 * within those it is nested in.
 */
final class Averages {
  private final List<GridVariable> all;
  private final List<GridVariable> kept;
  private final List<GridVariable> averaged;
  private final Nesting nesting;
  private final Weighting weighting;
  private final double[] counts;
  private final List<GridVariable> categorical;
  private final Map<String, Map<List<Integer>, Double>> margins = new HashMap<>();
  private final int targets;

  Averages(
      List<GridVariable> all,
      List<GridVariable> kept,
      List<GridVariable> averaged,
      Nesting nesting,
      double[] counts,
      Weighting weighting) {
    this.all = all;
    this.kept = kept;
    this.averaged = averaged;
    this.nesting = nesting;
    this.counts = counts;
    this.weighting = weighting;
    this.categorical = all.stream().filter(GridVariable::isCategorical).toList();
    int n = 1;
    for (GridVariable v : kept) {
      n *= v.size();
    }
    this.targets = n;
  }

  /** The number of means. */
  int targets() {
    return targets;
  }

  /** The mean a cell belongs to. */
  int target(int cell) {
    int[] levels = levels(cell);
    int out = 0;
    int stride = 1;
    for (GridVariable v : kept) {
      out += stride * levels[all.indexOf(v)];
      stride *= v.size();
    }
    return out;
  }

  private int[] levels(int cell) {
    int[] out = new int[all.size()];
    int rest = cell;
    for (int i = 0; i < out.length; i++) {
      out[i] = rest % all.get(i).size();
      rest /= all.get(i).size();
    }
    return out;
  }

  /** The levels of a mean. */
  List<String> labels(int target) {
    List<String> out = new ArrayList<>();
    int rest = target;
    for (GridVariable v : kept) {
      out.add(v.labels().get(rest % v.size()));
      rest /= v.size();
    }
    return out;
  }

  /** Whether the levels of the nested factors of a mean occur where they are nested. */
  boolean occurs(int target) {
    if (nesting.isEmpty()) {
      return true;
    }
    int[] levels = new int[all.size()];
    Arrays.fill(levels, -1);
    int rest = target;
    for (GridVariable v : kept) {
      levels[all.indexOf(v)] = rest % v.size();
      rest /= v.size();
    }
    for (GridVariable v : kept) {
      Set<String> own = nesting.parents().get(v.name());
      if (own != null) {
        Set<String> names = new LinkedHashSet<>(own);
        names.add(v.name());
        if (!(count(names, levels) > 0)) {
          return false;
        }
      }
    }
    return true;
  }

  /** The weight of a cell within its mean, not yet made to sum to one. */
  double weight(int cell) {
    int[] levels = levels(cell);
    Set<String> every = new LinkedHashSet<>();
    categorical.forEach(v -> every.add(v.name()));
    switch (weighting) {
      case CELLS -> {
        return count(every, levels);
      }
      case FLAT -> {
        return count(every, levels) > 0 ? 1 : 0;
      }
      case PROPORTIONAL -> {
        Set<String> names = new LinkedHashSet<>();
        for (GridVariable v : averaged) {
          if (v.isCategorical()) {
            names.add(v.name());
            names.addAll(nesting.parents().getOrDefault(v.name(), Set.of()));
          }
        }
        return names.isEmpty() ? 1 : count(names, levels);
      }
      default -> {
        double w = 1;
        for (GridVariable v : averaged) {
          Set<String> own = nesting.parents().get(v.name());
          if (v.isCategorical() && (own != null || weighting == Weighting.OUTER)) {
            Set<String> names = new LinkedHashSet<>(own == null ? Set.of() : own);
            names.add(v.name());
            double count = count(names, levels);
            w *=
                weighting == Weighting.OUTER
                    ? count
                    : count > 0 ? 1.0 / occurring(v, own, levels) : 0;
          }
        }
        return w;
      }
    }
  }

  /** How many levels of a nested factor occur with these levels of those it is nested in. */
  private int occurring(GridVariable v, Set<String> own, int[] levels) {
    Set<String> names = new LinkedHashSet<>(own);
    names.add(v.name());
    int[] other = levels.clone();
    int n = 0;
    for (int k = 0; k < v.size(); k++) {
      other[all.indexOf(v)] = k;
      n += count(names, other) > 0 ? 1 : 0;
    }
    return n;
  }

  /** The rows that have these levels of some categorical variables. */
  private double count(Set<String> names, int[] levels) {
    List<GridVariable> wanted = categorical.stream().filter(v -> names.contains(v.name())).toList();
    String key = String.join("\u0000", wanted.stream().map(GridVariable::name).toList());
    Map<List<Integer>, Double> margin = margins.computeIfAbsent(key, k -> margin(wanted));
    return margin.getOrDefault(wanted.stream().map(v -> levels[all.indexOf(v)]).toList(), 0.0);
  }

  private Map<List<Integer>, Double> margin(List<GridVariable> wanted) {
    Map<List<Integer>, Double> out = new HashMap<>();
    for (int cell = 0; cell < counts.length; cell++) {
      if (counts[cell] > 0) {
        int at = cell;
        List<Integer> place = wanted.stream().map(v -> Nesting.place(categorical, v, at)).toList();
        out.merge(place, counts[cell], Double::sum);
      }
    }
    return out;
  }
}
