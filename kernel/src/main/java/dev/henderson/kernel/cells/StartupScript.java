package dev.henderson.kernel.cells;

import dev.henderson.kernel.magic.MagicException;
import dev.henderson.kernel.session.CellFailure;
import dev.henderson.kernel.session.CellInterrupted;
import dev.henderson.kernel.session.Front;
import dev.henderson.kernel.session.Traceback;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The user's own script, run once before the first cell. */
final class StartupScript {
  private final Front front;
  private final RunningCode running;
  private final Warnings warnings;
  private Path script;

  StartupScript(Front front, RunningCode running, Warnings warnings) {
    this.front = front;
    this.running = running;
    this.warnings = warnings;
  }

  /** What is to be run before the next cell. */
  void expect(Path file) {
    this.script = file;
  }

  /** Runs it, if it has not run. What is wrong with it is said, and the cell runs all the same. */
  void run() {
    Path file = script;
    script = null;
    if (file == null) {
      return;
    }
    try {
      front.run(Files.readString(file), file.getFileName().toString());
    } catch (CellInterrupted e) {
      throw e;
    } catch (Exception | Error e) {
      String all = String.join("\n", told(e));
      warnings.warn("The startup script " + file + " failed:\n" + all + "\n");
    }
  }

  private List<String> told(Throwable e) {
    if (e instanceof CellFailure failure) {
      return failure.traceback();
    }
    if (e instanceof MagicException mistake) {
      return new MagicErrors().traceback(mistake, running.failedIn());
    }
    return List.of(Traceback.headline(e.getClass().getSimpleName(), Traceback.words(e)));
  }
}
