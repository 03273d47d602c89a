package dev.henderson.stats.emm;

import dev.henderson.stats.frame.CategoricalColumn;
import dev.henderson.stats.frame.FrameColumn;
import dev.henderson.stats.frame.LogicalColumn;
import dev.henderson.stats.frame.NumericColumn;
import dev.henderson.stats.infer.LinearBasis;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many rows of the data, weighted, fall into each cell of the grid; cells that differ in
 * covariates only have the same.
 */
final class CellCounts {
  private final double[] counts;

  CellCounts(LinearBasis basis, List<GridVariable> variables) {
    int cells = 1;
    for (GridVariable v : variables) {
      cells *= v.isCategorical() ? v.size() : 1;
    }
    double[] own = new double[cells];
    int[] cellOf = cells(basis, variables);
    for (int i = 0; i < cellOf.length; i++) {
      if (cellOf[i] >= 0) {
        own[cellOf[i]] += basis.weight(i);
      }
    }
    counts = own;
  }

  /** For each row used its cell among the categorical variables; -1 if it is not in the grid. */
  static int[] cells(LinearBasis basis, List<GridVariable> variables) {
    int[] cell = new int[basis.nobs()];
    int stride = 1;
    for (GridVariable v : variables) {
      if (!v.isCategorical()) {
        continue;
      }
      Map<Double, Integer> place = new HashMap<>();
      for (int k = 0; k < v.size(); k++) {
        place.put(v.column().get(k), k);
      }
      FrameColumn column = basis.frame().column(v.name());
      for (int i = 0; i < cell.length; i++) {
        Integer k = place.get(value(column, basis.rowUsed(i)));
        cell[i] = k == null || cell[i] < 0 ? -1 : cell[i] + stride * k;
      }
      stride *= v.size();
    }
    return cell;
  }

  static double value(FrameColumn column, int row) {
    if (column instanceof CategoricalColumn c) {
      return c.code(row);
    } else if (column instanceof LogicalColumn l) {
      return l.get(row) ? 1 : 0;
    }
    double v = ((NumericColumn) column).get(row);
    return v == 0 ? 0 : v;
  }

  /** One count per cell of the categorical variables, the first running fastest. */
  double[] counts() {
    return counts;
  }
}
