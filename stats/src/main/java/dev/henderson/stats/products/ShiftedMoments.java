package dev.henderson.stats.products;

/** Moments of a grouping's effects as written, from sums of shifted ones. */
final class ShiftedMoments implements ColumnMoments {
  private final RowLayout layout;
  private final int group;
  private final ColumnSums sums;

  ShiftedMoments(RowLayout layout, int group, ColumnSums sums) {
    this.layout = layout;
    this.group = group;
    this.sums = sums;
  }

  @Override
  public double constant(int column) {
    return sums.constant(column);
  }

  @Override
  public double mean(int column) {
    return sums.mean(column, layout.effectShift(group, column), layout.anchor(group, column));
  }

  @Override
  public double rootMeanSquare(int column, double about) {
    int anchor = layout.anchor(group, column);
    double shift = layout.effectShift(group, column);
    double beside = anchor < 0 ? Double.NaN : sums.constant(anchor);
    double square;
    if (about == 0 || Double.isNaN(beside)) {
      double mean = mean(column);
      square = sums.meanSquare(column, shift, anchor) - about * (2 * mean - about);
    } else {
      square = sums.meanSquare(column, shift - about / beside, anchor);
    }
    // Of a column that is zero in every row rounding may leave a little.
    return square > 1e-26 * Math.pow(sums.largest(column), 2) ? Math.sqrt(square) : 0;
  }

  /** The matrix C of {@code Z' = Z C} that takes shifted effects to the scaled ones. */
  static Grouping.Reduction scaling(RowLayout layout, int g, Grouping grouping) {
    int k = grouping.effects();
    double[] c = new double[k * k];
    for (int j = 0; j < k; j++) {
      double s = grouping.scale(j);
      c[j * k + j] += 1 / s;
      int own = layout.anchor(g, j);
      double back = layout.effectShift(g, j);
      int anchor = grouping.anchor(j);
      double away = anchor < 0 ? 0 : grouping.centre(j) / grouping.constant(anchor);
      if (own >= 0 && own == anchor) {
        c[own * k + j] += (back - away) / s;
        continue;
      }
      if (own >= 0) {
        c[own * k + j] += back / s;
      }
      if (anchor >= 0) {
        // What is constant at last was not so in the first rows' order: itself shifted, perhaps.
        c[anchor * k + j] -= away / s;
        int through = layout.anchor(g, anchor);
        if (through >= 0) {
          c[through * k + j] -= away * layout.effectShift(g, anchor) / s;
        }
      }
    }
    return new Grouping.Reduction(grouping, c);
  }
}
