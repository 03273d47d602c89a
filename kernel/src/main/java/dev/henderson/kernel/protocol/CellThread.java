package dev.henderson.kernel.protocol;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The one thread that user code and questions about code run on. It owns no socket, so it may be
 * interrupted; its stack is deep, for the compiler recurses over long expressions.
 */
final class CellThread {
  private static final long STACK_BYTES = 32L << 20;

  private final LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();

  CellThread() {
    Thread thread = new Thread(null, this::loop, "cell", STACK_BYTES);
    thread.setDaemon(true);
    thread.start();
  }

  /** Runs a task after those before it. */
  <T> CompletableFuture<T> submit(Callable<T> task) {
    CompletableFuture<T> result = new CompletableFuture<>();
    tasks.add(
        () -> {
          try {
            result.complete(task.call());
          } catch (Exception | Error e) {
            result.completeExceptionally(e);
          }
        });
    return result;
  }

  private void loop() {
    while (true) {
      try {
        tasks.take().run();
      } catch (InterruptedException | RuntimeException | Error late) {
        // A stop that came after its cell had ended; the thread must live on.
        Thread.interrupted();
      }
    }
  }
}
