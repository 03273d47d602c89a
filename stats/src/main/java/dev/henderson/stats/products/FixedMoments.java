package dev.henderson.stats.products;

/** How X and the response are scaled, and what scales them, from moments of shifted columns. */
final class FixedMoments {
  private final int p;
  private final int width;
  private final ColumnScaling columns;
  private final ResponseScaling response;

  /** C of {@code [X y] C}: from shifted to scaled columns, (p + 1) × (rank + 1) by rows. */
  private final double[] combination;

  /**
   * Finds them.
   *
   * @param xx [X y]'W[X y] of shifted columns, the lower triangle by rows
   */
  FixedMoments(RowLayout layout, int n, ColumnSums sums, double[] xx, double largestResponse) {
    p = layout.fixed().size();
    width = p + 1;
    for (int a = 0; a < width; a++) {
      for (int b = 0; b < a; b++) {
        xx[b * width + a] = xx[a * width + b];
      }
    }
    double constant = p > 0 ? sums.constant(0) : Double.NaN;
    double[] centre = new double[p];
    double[] scale = new double[p];
    // Multiples of the first column that are given back to each shifted one, less its centre.
    double[] back = new double[p];
    for (int j = 0; j < p; j++) {
      int anchor = j == 0 ? -1 : 0;
      back[j] = layout.shift(j);
      double squares = sums.meanSquare(j, back[j], anchor);
      double mean = sums.mean(j, back[j], anchor);
      if (j > 0 && !Double.isNaN(constant) && 2 * mean * mean > squares) {
        centre[j] = mean;
        back[j] -= mean / constant;
        squares = sums.meanSquare(j, back[j], anchor);
      }
      scale[j] = Math.sqrt(Math.max(squares, 0));
      if (!(scale[j] > 1e-13 * sums.largest(j))) {
        scale[j] = 0;
      }
    }
    double[] all = new double[width * width];
    for (int j = 0; j < p; j++) {
      if (scale[j] > 0) {
        all[j * width + j] = 1 / scale[j];
        all[j] += j == 0 ? 0 : back[j] / scale[j];
      }
    }
    all[p * width + p] = 1;
    double[] gram = congruence(xx, all, width);
    int[] kept = IndependentColumns.of(gram, width, p, IndependentColumns.DEPENDENT, null);
    if (n <= kept.length) {
      throw ScaleSearch.tooFewRows(n, kept.length);
    }
    columns = new ColumnScaling(centre, scale, constant, kept);
    int r = kept.length;
    double[] a = new double[r * r];
    double[] b = new double[r];
    for (int i = 0; i < r; i++) {
      for (int j = 0; j < r; j++) {
        a[i * r + j] = gram[kept[i] * width + kept[j]];
      }
      b[i] = gram[p * width + kept[i]];
    }
    double[] start = ResponseScaling.start(a, b);
    combination = new double[width * (r + 1)];
    combination[p * (r + 1) + r] = 1;
    for (int i = 0; i < width; i++) {
      for (int j = 0; j < r; j++) {
        double c = all[i * width + kept[j]];
        combination[i * (r + 1) + j] = c;
        combination[i * (r + 1) + r] -= start[j] * c;
      }
    }
    double meanSquare = congruence(xx, combination, r + 1)[(r + 1) * (r + 1) - 1] / n;
    if (layout.shiftOfResponse() != 0) {
      start[0] += layout.shiftOfResponse() * scale[0];
    }
    response = ResponseScaling.of(start, Math.max(meanSquare, 0), largestResponse, p);
    for (int i = 0; i < width; i++) {
      combination[i * (r + 1) + r] /= response.scale();
    }
  }

  /** C' A C, A width × width, C width × m. */
  private double[] congruence(double[] a, double[] c, int m) {
    double[] half = new double[width * m];
    double[] out = new double[m * m];
    for (int i = 0; i < width; i++) {
      for (int s = 0; s < width; s++) {
        for (int j = 0; j < m; j++) {
          half[i * m + j] += a[i * width + s] * c[s * m + j];
        }
      }
    }
    for (int s = 0; s < width; s++) {
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < m; j++) {
          out[i * m + j] += c[s * m + i] * half[s * m + j];
        }
      }
    }
    return out;
  }

  ColumnScaling columns() {
    return columns;
  }

  ResponseScaling response() {
    return response;
  }

  double[] combination() {
    return combination;
  }
}
