package dev.henderson.stats.frame;

/** Numbers in an array of their own. */
final class KeptNumbers implements RowNumbers {
  private final double[] values;

  KeptNumbers(double[] values) {
    this.values = values;
  }

  @Override
  public int size() {
    return values.length;
  }

  @Override
  public double at(int row) {
    return values[row];
  }

  @Override
  public boolean allFinite() {
    return false;
  }

  @Override
  public double[] array() {
    return values;
  }

  @Override
  public RowNumbers select(int[] rows) {
    double[] out = new double[rows.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = values[rows[i]];
    }
    return new KeptNumbers(out);
  }
}
