package dev.henderson.stats.products;

import java.util.Arrays;

/**
 * Many sums, each with what rounding took from it, so that neither their order nor how they were
 * parted changes a printed digit [Neumaier 1974].
 */
final class CompensatedSums {
  private double[] sum;
  private double[] lost;
  private int size;

  CompensatedSums(int size) {
    this.size = size;
    sum = new double[size];
    lost = new double[size];
  }

  /** How many sums there are. */
  int size() {
    return size;
  }

  /** Makes room for more sums, zero at first. */
  void grow(int more) {
    int wanted = Math.addExact(size, more);
    if (wanted > sum.length) {
      int room = Math.max(wanted, Math.addExact(sum.length, sum.length >> 1));
      sum = Arrays.copyOf(sum, room);
      lost = Arrays.copyOf(lost, room);
    }
    size = wanted;
  }

  /** Adds to a sum. */
  void add(int i, double v) {
    double s = sum[i];
    double t = s + v;
    // What the addition dropped, exactly, whichever of the two is larger.
    double part = t - s;
    lost[i] += (s - (t - part)) + (v - part);
    sum[i] = t;
  }

  /** Adds a sum of others to one of these. */
  void add(int i, CompensatedSums other, int j) {
    add(i, other.sum[j]);
    lost[i] += other.lost[j];
  }

  /** Adds all sums of others, place by place. */
  void addAll(CompensatedSums other) {
    for (int i = 0; i < size; i++) {
      add(i, other, i);
    }
  }

  /** A sum. */
  double get(int i) {
    return sum[i] + lost[i];
  }

  /** All sums, newly allocated. */
  double[] toArray() {
    double[] out = new double[size];
    for (int i = 0; i < size; i++) {
      out[i] = get(i);
    }
    return out;
  }
}
