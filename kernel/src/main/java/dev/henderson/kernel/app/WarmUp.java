package dev.henderson.kernel.app;

import dev.henderson.kernel.cells.Interpreter;
import dev.henderson.kernel.display.Displays;
import dev.henderson.stats.Lmer;
import dev.henderson.stats.frame.ColumnTypes;
import dev.henderson.stats.frame.Dataset;
import dev.henderson.stats.plot.Picture;

/**
 * Fits and draws a bundled data set once in the background while the user types the first cell, so
 * that the classes, fonts and loops of the first {@code %lmer} are there when it comes.
 */
final class WarmUp {
  private WarmUp() {}

  /** Starts, once Java is there; whatever goes wrong is the first cell's to tell. */
  static Thread start(Interpreter interpreter) {
    Thread thread =
        new Thread(
            () -> {
              try {
                interpreter.workspace().engine().awaitStart();
                once(interpreter);
              } catch (InterruptedException | RuntimeException | Error e) {
                // Nothing depends on it.
                return;
              }
            },
            "warm-up");
    thread.setDaemon(true);
    thread.setPriority(Thread.MIN_PRIORITY);
    thread.start();
    return thread;
  }

  /** In steps, each of which waits for the cell that runs: the user's comes first. */
  private static void once(Interpreter interpreter) throws InterruptedException {
    Displays displays = interpreter.workspace().displays();
    interpreter.awaitIdle();
    ColumnTypes.initialise();
    interpreter.workspace().engine().indexNames();
    Lmer fit =
        Lmer.fit(
            "Reaction ~ Days + (Days | Subject)", Dataset.find("sleepstudy").orElseThrow().load());
    interpreter.awaitIdle();
    displays.show(fit);
    for (Picture picture : fit.pictures()) {
      interpreter.awaitIdle();
      displays.show(picture);
    }
  }
}
