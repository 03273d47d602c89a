package dev.henderson.kernel.protocol;

import com.google.gson.JsonObject;
import java.io.InterruptedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Questions to the user, asked by any thread, sent by the owner of the stdin socket. A thread that
 * waits for an answer can be interrupted without harm to the socket.
 */
final class StdinRequests {
  /** One question. */
  static final class Question {
    final JupyterMessage parent;
    final String prompt;
    final boolean password;
    final CompletableFuture<String> answer = new CompletableFuture<>();

    Question(JupyterMessage parent, String prompt, boolean password) {
      this.parent = parent;
      this.prompt = prompt;
      this.password = password;
    }

    JsonObject content() {
      JsonObject content = new JsonObject();
      content.addProperty("prompt", prompt);
      content.addProperty("password", password);
      return content;
    }
  }

  private final LinkedBlockingQueue<Question> asked = new LinkedBlockingQueue<>();

  String ask(JupyterMessage parent, String prompt, boolean password) throws InterruptedIOException {
    Question question = new Question(parent, prompt, password);
    asked.add(question);
    try {
      return question.answer.get();
    } catch (InterruptedException e) {
      question.answer.cancel(false);
      throw new InterruptedIOException("The cell was interrupted while it waited for input.");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /** The next question; waits for it. */
  Question next(long millis) throws InterruptedException {
    return asked.poll(millis, java.util.concurrent.TimeUnit.MILLISECONDS);
  }
}
