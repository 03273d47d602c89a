package dev.henderson.stats.products;

import dev.henderson.stats.matrix.MatrixRows;

/**
 * The entries of one row of X as {@link FixedBasis} sees it, those that are zero left out; read row
 * by row into the same arrays. Not for use by several threads at once.
 */
public final class ScaledRow {
  private final MatrixRows x;
  private final double[] centre;

  /** Columns with a centre, ascending: nothing in them is surely zero. */
  private final int[] centred;

  /** For each column of X its place among those that count, or −1. */
  private final int[] place;

  private final double[] unit;
  private final int[] rawColumn;
  private final double[] raw;
  private final int[] column;
  private final double[] value;
  private int count;

  ScaledRow(MatrixRows x, int p, double[] centre, int[] centred, int[] place, double[] unit) {
    this.x = x;
    this.centre = centre;
    this.centred = centred;
    this.place = place;
    this.unit = unit;
    rawColumn = new int[p];
    raw = new double[p];
    column = new int[p];
    value = new double[p];
  }

  /** Reads row i. */
  public void read(int i) {
    int entries = x.copyNonZeros(i, rawColumn, raw);
    count = 0;
    int next = 0;
    for (int e = 0; e < entries; e++) {
      int j = rawColumn[e];
      while (next < centred.length && centred[next] < j) {
        put(centred[next], -centre[centred[next]]);
        next++;
      }
      if (next < centred.length && centred[next] == j) {
        next++;
      }
      put(j, raw[e] - centre[j]);
    }
    for (; next < centred.length; next++) {
      put(centred[next], -centre[centred[next]]);
    }
  }

  private void put(int j, double v) {
    if (place[j] >= 0) {
      column[count] = place[j];
      value[count++] = v * unit[j];
    }
  }

  /** How many entries the row has. */
  public int count() {
    return count;
  }

  /** The column of an entry; they ascend. */
  public int column(int entry) {
    return column[entry];
  }

  /** An entry, scaled. */
  public double value(int entry) {
    return value[entry];
  }

  /** The product of the row with a vector, one value per column that counts. */
  public double times(double[] b) {
    double s = 0;
    for (int e = 0; e < count; e++) {
      s += value[e] * b[column[e]];
    }
    return s;
  }

  /** Adds f times the row to {@code to[at ..]}. */
  public void addTo(double[] to, int at, double f) {
    for (int e = 0; e < count; e++) {
      to[at + column[e]] += f * value[e];
    }
  }
}
