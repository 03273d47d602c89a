package dev.henderson.kernel.cells;

import dev.henderson.kernel.protocol.Outputs;
import dev.henderson.kernel.session.StuckCell;
import dev.henderson.kernel.session.Traceback;
import java.util.function.Supplier;

/** What happened beside the cell that runs, told in it. */
final class Warnings {
  private final CellStreams streams;
  private final Supplier<Traceback> traceback;

  /**
   * Warnings in the cell of the thread that gives them.
   *
   * @param traceback draws errors; asked for when there is one
   */
  Warnings(CellStreams streams, Supplier<Traceback> traceback) {
    this.streams = streams;
    this.traceback = traceback;
  }

  /** A text, if there has been a cell. */
  void warn(String text) {
    Outputs outputs = streams.current();
    if (outputs != null) {
      outputs.stream("stderr", text);
    }
  }

  /** A cell that goes on though it was asked to stop. */
  void stuck(StuckCell cell) {
    warn(cell.sentence(traceback.get()));
  }

  /** What a thread of a cell died of. */
  void uncaught(Thread thread, Throwable thrown) {
    // Virtual threads mostly have no name. Java 17 has none, so their class is told by its name.
    String kind = thread.getClass().getSimpleName().equals("VirtualThread") ? "virtual " : "";
    String name = thread.getName();
    String which = name.isBlank() ? "A " + kind + "thread" : "The " + kind + "thread " + name;
    String all = String.join("\n", traceback.get().of(thrown));
    warn(which + " ended in an error.\n" + all + "\n");
  }
}
