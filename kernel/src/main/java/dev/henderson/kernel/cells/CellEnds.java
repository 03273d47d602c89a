package dev.henderson.kernel.cells;

import com.google.gson.JsonObject;
import dev.henderson.kernel.magic.MagicException;
import dev.henderson.kernel.protocol.Outcome;
import dev.henderson.kernel.protocol.Outputs;
import dev.henderson.kernel.session.CellFailure;
import dev.henderson.kernel.session.CellInterrupted;
import dev.henderson.kernel.session.Traceback;
import java.util.ArrayList;
import java.util.List;

/** What a cell says that did not come to its end. */
final class CellEnds {
  private final MagicErrors magicErrors;
  private final Traceback traceback;

  CellEnds(MagicErrors magicErrors, Traceback traceback) {
    this.magicErrors = magicErrors;
    this.traceback = traceback;
  }

  /**
   * The end of a cell that failed.
   *
   * @param where what errors call the code that failed
   */
  Outcome failed(Throwable thrown, Outputs outputs, String where) {
    if (thrown instanceof MagicException e) {
      outputs.display(magicErrors.bundle(e), new JsonObject(), null);
      List<String> lines = magicErrors.traceback(e, where);
      return new Outcome.Failed("UsageError", e.getMessage(), lines, false);
    }
    if (thrown instanceof CellFailure e) {
      return new Outcome.Failed(e.name(), e.getMessage(), e.traceback(), false);
    }
    // Rendering, a magic, the compiler itself: nothing of it may end the kernel.
    List<String> lines = traceback.of(thrown);
    String name = thrown.getClass().getSimpleName();
    return new Outcome.Failed(name, Traceback.words(thrown), lines, false);
  }

  /** The end of a cell that was asked to stop, and of what; of nothing, if it ran through. */
  Outcome interrupted(Throwable by) {
    String message = "The cell was interrupted.";
    List<String> lines = new ArrayList<>(List.of(message));
    if (by instanceof CellInterrupted told && !told.where().isEmpty()) {
      lines.addAll(told.where());
    } else if (by != null) {
      lines.addAll(traceback.placeOf(by));
    }
    return new Outcome.Failed("Interrupted", message, lines, true);
  }
}
