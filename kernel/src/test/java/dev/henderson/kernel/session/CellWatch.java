package dev.henderson.kernel.session;

import java.util.Arrays;
import java.util.function.Predicate;

/** Lets something happen once a cell runs, however long its compilation takes. */
public final class CellWatch {
  private static final long LOOK_MILLIS = 5;

  private CellWatch() {}

  /** Does it as soon as the calling thread is inside the code of a cell. */
  public static void onceInside(Runnable then) {
    onceInside(thread -> true, then);
  }

  /**
   * Does it as soon as the calling thread is inside the code of a cell and there in a place.
   *
   * @param place whether the thread is where it is wanted
   */
  public static void onceInside(Predicate<Thread> place, Runnable then) {
    Thread cell = Thread.currentThread();
    Thread watch = new Thread(() -> watch(cell, place, then), "cell watch");
    watch.setDaemon(true);
    watch.start();
  }

  private static void watch(Thread cell, Predicate<Thread> place, Runnable then) {
    try {
      while (!isInside(cell) || !place.test(cell)) {
        Thread.sleep(LOOK_MILLIS);
      }
      then.run();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Whether a method of this name is on the stack of a thread. */
  public static boolean calls(Thread thread, String method) {
    return Arrays.stream(thread.getStackTrace()).anyMatch(f -> f.getMethodName().equals(method));
  }

  private static boolean isInside(Thread thread) {
    return Arrays.stream(thread.getStackTrace())
        .anyMatch(f -> f.getClassName().startsWith("REPL."));
  }
}
