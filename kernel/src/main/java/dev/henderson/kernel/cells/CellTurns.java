package dev.henderson.kernel.cells;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** One cell at a time, and in between what had better not compete with one. */
final class CellTurns {
  /** The next cell often follows at once. */
  private static final long QUIET_SECONDS = 3;

  private final ReentrantLock turn = new ReentrantLock(true);
  private final Condition quiet = turn.newCondition();
  private long begun;

  /** A cell begins on the calling thread, once no other runs. */
  void begin() {
    turn.lock();
    begun++;
  }

  /** The cell of the calling thread has ended. */
  void end() {
    turn.unlock();
  }

  /** Returns at once if no cell runs, else when none has begun for a while after it. */
  void awaitIdle() throws InterruptedException {
    if (turn.tryLock()) {
      turn.unlock();
      return;
    }
    turn.lockInterruptibly();
    try {
      // Waiting gives the turn away; it comes back when no cell runs.
      for (long seen = -1; seen != begun; ) {
        seen = begun;
        long left = TimeUnit.SECONDS.toNanos(QUIET_SECONDS);
        while (left > 0 && seen == begun) {
          left = quiet.awaitNanos(left);
        }
      }
    } finally {
      turn.unlock();
    }
  }
}
