package dev.henderson.kernel.session;

import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Ends the code of a cell from inside: {@code LoopWeaver} puts a call of {@link #check} into each
 * loop and method that JShell compiled.
 *
 * <p>Woven code reaches the kernel through a static member only, hence the one static reference,
 * null except while a cell is being stopped. Threads that earlier cells left running are not meant
 * and go on; workers of a fork-join pool are, since a parallel stream of the cell runs on them.
 */
public final class StopSignal {
  private static final AtomicReference<Thread> STOPPING = new AtomicReference<>();

  private StopSignal() {}

  /** Throws {@link CellInterrupted} if the calling thread's cell is to stop; called by cells. */
  public static void check() {
    if (STOPPING.get() != null) {
      stopIfMeant();
    }
  }

  private static void stopIfMeant() {
    Thread stopping = STOPPING.get();
    Thread me = Thread.currentThread();
    if (me == stopping || (stopping != null && me instanceof ForkJoinWorkerThread)) {
      throw new CellInterrupted();
    }
  }

  static void raise(Thread cell) {
    STOPPING.set(cell);
  }

  static void lower() {
    STOPPING.set(null);
  }
}
