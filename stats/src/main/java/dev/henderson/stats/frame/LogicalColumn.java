package dev.henderson.stats.frame;

/** A column of truth values. */
public final class LogicalColumn implements FrameColumn {
  private final byte[] values;

  /**
   * @param values 1, 0, or -1 where missing; taken over, not copied
   */
  LogicalColumn(byte[] values) {
    this.values = values;
  }

  /** A column of truth values, none missing. */
  public static LogicalColumn of(boolean[] values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = values[i] ? (byte) 1 : 0;
    }
    return new LogicalColumn(bytes);
  }

  @Override
  public int size() {
    return values.length;
  }

  @Override
  public boolean isMissing(int row) {
    return values[row] < 0;
  }

  /** The value in a row; false where missing. */
  public boolean get(int row) {
    return values[row] > 0;
  }
}
