package dev.henderson.kernel.magic;

/** What a magic is about: what stands in its arguments without a name. */
public enum Subject {
  /** Nothing that could be offered. */
  NOTHING,
  /** Any variable. */
  VARIABLE,
  /** Java code. */
  JAVA,
  /** A formula over the columns of a table. */
  FORMULA,
  /** A fit; {@link Magic#afterFit} says what may follow it. */
  FIT,
  /** A table. */
  TABLE,
  /** Columns of a table named before a colon. */
  COLUMNS,
  /** A file or folder. */
  FILE,
  /** One of {@link Magic#words}. */
  WORD
}
