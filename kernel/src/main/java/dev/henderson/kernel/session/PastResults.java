package dev.henderson.kernel.session;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;

/** The results of the last cells that had one, by the numbers of the cells. */
public final class PastResults {
  private static final int KEPT = 8;

  private final Map<Integer, Object> byCell = new LinkedHashMap<>();

  /** Keeps the result of a cell, and lets the oldest go. */
  public synchronized void add(int cell, Object result) {
    byCell.remove(cell);
    byCell.put(cell, result);
    if (byCell.size() > KEPT) {
      byCell.remove(byCell.keySet().iterator().next());
    }
  }

  /**
   * The result of a cell.
   *
   * @throws NoSuchElementException naming those that are kept, if that one is not
   */
  public synchronized Object get(int cell) {
    if (byCell.containsKey(cell)) {
      return byCell.get(cell);
    }
    String kept =
        byCell.keySet().stream().map(n -> "Out(" + n + ")").collect(Collectors.joining(", "));
    throw new NoSuchElementException(
        "Cell ["
            + cell
            + "] has no result that is kept. The last "
            + KEPT
            + " are: "
            + (kept.isEmpty() ? "none yet" : kept)
            + ". To keep a result longer, name it: var x = ...;");
  }
}
