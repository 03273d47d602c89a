package dev.henderson.kernel.session;

import dev.henderson.stats.model.Cancellation;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Stops the running cell, by the mildest means that works.
 *
 * <p>First the flag (our own computations look at it), the check woven into the cell's code, and
 * {@code Thread.interrupt} for what sleeps or waits. After a second, on JDK 19 and older, {@code
 * Thread.stop}. What is still running then sits in a library's loop: the user is told so.
 *
 * <p>A thread is interrupted only while it is inside the user's code. An interrupt that reached the
 * compiler would close its jar files for good, one that reached a JeroMQ socket would leave it half
 * closed.
 */
public final class Interruption implements Cancellation {
  private static final long AGAIN_MILLIS = 100;
  private static final int ROUNDS_TO_STOP = 10;
  private static final int ROUNDS_TO_TELL = 30;

  private final Consumer<StuckCell> tell;
  private final Object lock = new Object();
  private Thread cell;
  private boolean inUserCode;
  private int run;
  private boolean expected;
  private boolean early;
  private StackTraceElement[] stoppedAt = {};
  private volatile boolean requested;

  /**
   * Nothing runs yet.
   *
   * @param tell where a cell that cannot be stopped is reported
   */
  public Interruption(Consumer<StuckCell> tell) {
    this.tell = tell;
  }

  /** A cell will begin soon on some thread; a request from now on means that cell. */
  public void expect() {
    synchronized (lock) {
      expected = true;
    }
  }

  /** A cell begins on the calling thread. */
  public void begin() {
    synchronized (lock) {
      cell = Thread.currentThread();
      run++;
      inUserCode = false;
      clear();
      boolean asked = early;
      expected = false;
      early = false;
      if (asked) {
        request();
      }
    }
  }

  /** The cell has ended; a later request means no cell. */
  public void end() {
    synchronized (lock) {
      cell = null;
      run++;
      inUserCode = false;
      clear();
      lock.notifyAll();
    }
  }

  private void clear() {
    stoppedAt = new StackTraceElement[0];
    requested = false;
    StopSignal.lower();
    Thread.interrupted();
  }

  /** Whether the running cell was asked to stop. */
  @Override
  public boolean isRequested() {
    return requested;
  }

  /**
   * The calling thread goes into code that may be interrupted.
   *
   * @return what to hand to {@link #leave}
   * @throws CellInterrupted if the cell is to stop already
   */
  public boolean enter() {
    synchronized (lock) {
      if (Thread.currentThread() != cell) {
        return false;
      }
      if (requested) {
        throw new CellInterrupted();
      }
      boolean outer = inUserCode;
      inUserCode = true;
      return outer;
    }
  }

  /** The calling thread goes into code that must not be interrupted, such as the compiler. */
  public boolean shelter() {
    synchronized (lock) {
      if (Thread.currentThread() != cell) {
        return false;
      }
      boolean outer = inUserCode;
      inUserCode = false;
      Thread.interrupted();
      return outer;
    }
  }

  /** Back to what was before {@link #enter} or {@link #shelter}. */
  public void leave(boolean outer) {
    synchronized (lock) {
      if (Thread.currentThread() == cell) {
        inUserCode = outer;
        Thread.interrupted();
      }
    }
  }

  /** Asks the running cell to stop; returns at once. */
  public void request() {
    int which;
    synchronized (lock) {
      if (cell == null) {
        early = expected;
        return;
      }
      which = run;
      if (!requested) {
        Thread insist = new Thread(() -> insist(which), "interrupt");
        insist.setDaemon(true);
        insist.start();
      }
      requested = true;
      StopSignal.raise(cell);
      interruptUserCode();
    }
  }

  /** Gives what {@code Thread.stop} threw the frames of the cell; it was made on our thread. */
  public void locate(Throwable thrown) {
    synchronized (lock) {
      if (stoppedAt.length > 0 && thrown.getClass().getName().equals("java.lang.ThreadDeath")) {
        thrown.setStackTrace(stoppedAt);
      }
    }
  }

  private void interruptUserCode() {
    if (inUserCode) {
      cell.interrupt();
    }
  }

  /** Interrupts again what swallowed the first one, and goes to stronger means. */
  private void insist(int which) {
    try {
      for (int round = 1; round <= ROUNDS_TO_TELL; round++) {
        synchronized (lock) {
          if (endsWithin(AGAIN_MILLIS, which)) {
            return;
          }
          interruptUserCode();
          if (round == ROUNDS_TO_STOP && inUserCode) {
            stoppedAt = cell.getStackTrace();
            stop(cell);
          }
        }
      }
      StuckCell stuck;
      synchronized (lock) {
        if (run != which) {
          return;
        }
        stuck = new StuckCell(List.of(cell.getStackTrace()), cell.getState());
      }
      tell.accept(stuck);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for the end of a run; whether it has come in time. */
  private boolean endsWithin(long millis, int which) throws InterruptedException {
    long left = TimeUnit.MILLISECONDS.toNanos(millis);
    long deadline = System.nanoTime() + left;
    while (run == which && left > 0) {
      TimeUnit.NANOSECONDS.timedWait(lock, left);
      left = deadline - System.nanoTime();
    }
    return run != which;
  }

  /** Unsound in principle, but the only way into a library's loop, and the user asked for it. */
  @SuppressWarnings({"removal", "deprecation"})
  private static void stop(Thread thread) {
    try {
      thread.stop();
    } catch (UnsupportedOperationException | NoSuchMethodError sinceTwenty) {
      // Newer JDKs have no such means; the user is told.
    }
  }
}
