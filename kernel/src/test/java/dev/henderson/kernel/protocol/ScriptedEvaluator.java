package dev.henderson.kernel.protocol;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A language of six words, so that the protocol is tested without Java behind it. */
final class ScriptedEvaluator implements Evaluator {
  private volatile CountDownLatch sleeping = new CountDownLatch(1);
  private final Semaphore fallenAsleep = new Semaphore(0);

  /** Returns once a {@code sleep} has begun. */
  void awaitSleep() throws InterruptedException {
    assertTrue(fallenAsleep.tryAcquire(TestClient.TIMEOUT_MILLIS, TimeUnit.MILLISECONDS));
  }

  @Override
  public void expect() {
    // Nothing is missed here: sleep waits for an interrupt that may have come before.
  }

  @Override
  public Outcome execute(Execution cell, Outputs outputs) {
    String code = cell.code();
    if (code.startsWith("print ")) {
      for (String word : code.substring(6).split(" ")) {
        outputs.stream("stdout", word);
      }
      outputs.stream("stderr", "!");
      return done(null);
    }
    return switch (code) {
      case "fail" -> new Outcome.Failed("Wrong", "it is wrong", List.of("Wrong", "here"), false);
      case "die" -> throw new StackOverflowError("deep");
      case "ask" -> {
        try {
          outputs.stream("stdout", "Name? ");
          outputs.stream("stdout", outputs.input(outputs.takePrompt(), true));
          yield done(null);
        } catch (InterruptedIOException | IllegalStateException e) {
          yield new Outcome.Failed("Stdin", e.getMessage(), List.of(), false);
        }
      }
      case "bar" -> {
        JsonObject data = new JsonObject();
        data.addProperty("text/plain", "50 %");
        outputs.stream("stdout", "before");
        boolean isShown = outputs.displayForNow(data, new JsonObject(), "bar");
        outputs.stream("stdout", ", meanwhile");
        outputs.remove("bar");
        outputs.end();
        isShown &= !outputs.displayForNow(data, new JsonObject(), "too late");
        yield done(isShown ? "shown" : "not shown");
      }
      case "only a bar" -> {
        outputs.displayForNow(new JsonObject(), new JsonObject(), "bar");
        outputs.remove("bar");
        yield done(null);
      }
      case "sleep" -> sleep();
      default -> {
        JsonObject data = new JsonObject();
        data.addProperty("text/plain", code);
        outputs.result(data, new JsonObject());
        yield done(code);
      }
    };
  }

  private Outcome sleep() {
    try {
      fallenAsleep.release();
      return sleeping.await(TestClient.TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
          ? new Outcome.Failed("Interrupted", "stopped", List.of(), true)
          : done(null);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } finally {
      sleeping = new CountDownLatch(1);
    }
  }

  private static Outcome done(String text) {
    return new Outcome.Done(text, new JsonArray());
  }

  @Override
  public JsonObject expression(String code) {
    JsonObject answer = new JsonObject();
    answer.addProperty("status", "ok");
    return answer;
  }

  @Override
  public Completions complete(String code, int cursor) {
    Completions.Item item = new Completions.Item("word", "function", "word()");
    return new Completions(cursor - 1, cursor, List.of(item));
  }

  @Override
  public Optional<JsonObject> inspect(String code, int cursor, int detail) {
    return Optional.empty();
  }

  @Override
  public JsonObject isComplete(String code) {
    JsonObject answer = new JsonObject();
    answer.addProperty("status", "complete");
    return answer;
  }

  @Override
  public void interrupt() {
    sleeping.countDown();
  }

  @Override
  public JsonObject kernelInfo() {
    return new JsonObject();
  }

  @Override
  public void comm(JupyterMessage message) {}

  @Override
  public JsonObject comms(String targetName) {
    return new JsonObject();
  }
}
