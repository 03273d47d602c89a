package dev.henderson.stats.explain;

/**
 * Something to do next, as a cell that runs.
 *
 * @param code a stable key, for programs
 * @param why what it is for, in words
 * @param cell the cell
 */
public record NextCall(String code, String why, String cell) {
  /** The name of the magic it calls. */
  public String magic() {
    return cell.substring(1).split("\\s", 2)[0];
  }
}
