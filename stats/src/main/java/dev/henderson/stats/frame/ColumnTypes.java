package dev.henderson.stats.frame;

import tech.tablesaw.api.ColumnType;

/**
 * Tablesaw's column types, which name one another while they are initialised: {@code ColumnType}
 * makes an object of each type, and each is a {@code ColumnType}. Two threads that begin at
 * different ones wait for each other for ever, so a program with several makes them here first.
 */
public final class ColumnTypes {
  private ColumnTypes() {}

  /** Returns when all are initialised; a second thread waits for the first. */
  public static synchronized void initialise() {
    ColumnType.values();
  }
}
