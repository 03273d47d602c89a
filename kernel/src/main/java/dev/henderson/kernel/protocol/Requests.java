package dev.henderson.kernel.protocol;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * From a request to its replies, for the shell and the control socket.
 *
 * <p>Each request is answered between a {@code busy} and an {@code idle}. Cells run on their own
 * thread; the shell loop waits for them, the control loop never does.
 */
public final class Requests {
  private static final long ASK_SECONDS = 12;

  private final HendersonConnection connection;
  private final Evaluator evaluator;
  private final History history;
  private final Consumer<Boolean> exit;
  private final CellThread cells = new CellThread();
  private int count = 1;

  /**
   * A dispatcher.
   *
   * @param exit ends the process once a shutdown has been answered; told whether to restart
   */
  public Requests(
      HendersonConnection connection,
      Evaluator evaluator,
      History history,
      Consumer<Boolean> exit) {
    this.connection = connection;
    this.evaluator = evaluator;
    this.history = history;
    this.exit = exit;
  }

  /** The kernel is there: tells whoever listens already. */
  public void starting() {
    status(null, "starting");
  }

  void shell(
      JupyterMessage first, HendersonConnection.Inbox inbox, HendersonConnection.Reply reply) {
    Deque<JupyterMessage> waiting = new ArrayDeque<>();
    waiting.add(first);
    while (!waiting.isEmpty()) {
      JupyterMessage request = waiting.removeFirst();
      boolean abort = false;
      if ("execute_request".equals(request.type())) {
        status(request, "busy");
        try {
          abort = execute(request, inbox, waiting, reply);
        } finally {
          status(request, "idle");
        }
      } else {
        answer(request, reply, false);
      }
      if (abort) {
        Deque<JupyterMessage> others = new ArrayDeque<>();
        for (JupyterMessage queued : waiting) {
          if ("execute_request".equals(queued.type())) {
            aborted(queued, reply);
          } else {
            others.add(queued);
          }
        }
        waiting = others;
      }
    }
  }

  void control(
      JupyterMessage request, HendersonConnection.Inbox inbox, HendersonConnection.Reply reply) {
    answer(request, reply, true);
  }

  /** Whatever can be answered at once; an unknown type is left alone, as the protocol asks. */
  private void answer(JupyterMessage request, HendersonConnection.Reply reply, boolean control) {
    Callable<JsonObject> content =
        switch (request.type()) {
          case "kernel_info_request" -> () -> ok(evaluator.kernelInfo());
          case "complete_request" -> () -> ask(() -> complete(request), noMatches(request));
          case "inspect_request" -> () -> ask(() -> inspect(request), notFound());
          case "is_complete_request" ->
              () -> ask(() -> evaluator.isComplete(request.text("code", "")), unknown());
          case "history_request" -> () -> history.reply(request);
          case "comm_info_request" -> () -> comms(request);
          case "interrupt_request" ->
              () -> {
                evaluator.interrupt();
                return ok(new JsonObject());
              };
          case "shutdown_request" -> () -> shutdown(request);
          case "comm_open", "comm_msg", "comm_close" ->
              () -> {
                evaluator.comm(request);
                return null;
              };
          default -> null;
        };
    if (content == null) {
      return;
    }
    status(request, "busy");
    try {
      send(request, reply, control, content);
    } finally {
      status(request, "idle");
    }
    if ("shutdown_request".equals(request.type())) {
      exit.accept(request.flag("restart", false));
    }
  }

  private void send(
      JupyterMessage request,
      HendersonConnection.Reply reply,
      boolean control,
      Callable<JsonObject> content) {
    JsonObject made;
    try {
      made = content.call();
    } catch (Exception | Error e) {
      made = error(e.getClass().getSimpleName(), words(e), List.of());
    }
    if (made == null) {
      return;
    }
    String type = request.type().replace("_request", "_reply");
    JupyterMessage message = JupyterMessage.of(type, connection.session(), request, made);
    if (control && "shutdown_request".equals(request.type())) {
      connection.iopub().publish(type, request, made);
    }
    reply.send(message);
  }

  /** Runs a question on the cells' thread; a silent default when it takes too long. */
  private JsonObject ask(Callable<JsonObject> question, JsonObject otherwise) throws Exception {
    CompletableFuture<JsonObject> answer = cells.submit(question);
    try {
      return answer.get(ASK_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return otherwise;
    }
  }

  private JsonObject shutdown(JupyterMessage request) {
    JsonObject content = ok(new JsonObject());
    content.addProperty("restart", request.flag("restart", false));
    return content;
  }

  private JsonObject comms(JupyterMessage request) {
    JsonObject content = ok(new JsonObject());
    content.add("comms", evaluator.comms(request.text("target_name", "")));
    return content;
  }

  private JsonObject complete(JupyterMessage request) {
    String code = request.text("code", "");
    int cursor = CodePoints.toIndex(code, request.number("cursor_pos", code.length()));
    Completions found = evaluator.complete(code, cursor);
    int start = CodePoints.toPosition(code, found.start());
    int end = CodePoints.toPosition(code, found.end());
    JsonArray matches = new JsonArray();
    JsonArray types = new JsonArray();
    for (Completions.Item item : found.items()) {
      matches.add(item.text());
      JsonObject type = new JsonObject();
      type.addProperty("text", item.text());
      type.addProperty("type", item.type());
      type.addProperty("signature", item.signature());
      type.addProperty("start", start);
      type.addProperty("end", end);
      types.add(type);
    }
    JsonObject metadata = new JsonObject();
    metadata.add("_jupyter_types_experimental", types);
    return matches(matches, start, end, metadata);
  }

  private static JsonObject matches(JsonArray matches, int start, int end, JsonObject metadata) {
    JsonObject content = ok(new JsonObject());
    content.add("matches", matches);
    content.addProperty("cursor_start", start);
    content.addProperty("cursor_end", end);
    content.add("metadata", metadata);
    return content;
  }

  private static JsonObject noMatches(JupyterMessage request) {
    int cursor = request.number("cursor_pos", 0);
    return matches(new JsonArray(), cursor, cursor, new JsonObject());
  }

  private JsonObject inspect(JupyterMessage request) {
    String code = request.text("code", "");
    int cursor = CodePoints.toIndex(code, request.number("cursor_pos", code.length()));
    Optional<JsonObject> data = evaluator.inspect(code, cursor, request.number("detail_level", 0));
    JsonObject content = notFound();
    data.ifPresent(
        d -> {
          content.addProperty("found", true);
          content.add("data", d);
        });
    return content;
  }

  private static JsonObject notFound() {
    JsonObject content = ok(new JsonObject());
    content.addProperty("found", false);
    content.add("data", new JsonObject());
    content.add("metadata", new JsonObject());
    return content;
  }

  private static JsonObject unknown() {
    JsonObject content = new JsonObject();
    content.addProperty("status", "unknown");
    return content;
  }

  /** Runs a cell; returns whether the cells queued behind it must not run. */
  private boolean execute(
      JupyterMessage request,
      HendersonConnection.Inbox inbox,
      Deque<JupyterMessage> waiting,
      HendersonConnection.Reply reply) {
    String code = request.text("code", "");
    boolean silent = request.flag("silent", false);
    boolean store = !silent && request.flag("store_history", true);
    int number = count;
    // The user sees the cell run from the next message on.
    evaluator.expect();
    Outputs outputs =
        silent
            ? new SilentOutputs()
            : new CellOutputs(connection, request, number, request.flag("allow_stdin", true));
    if (!silent) {
      JsonObject input = new JsonObject();
      input.addProperty("code", code);
      input.addProperty("execution_count", number);
      connection.iopub().publish("execute_input", request, input);
    }
    Execution cell = new Execution(code, number, silent, store);
    Outcome outcome = run(cell, outputs);
    outputs.end();
    JsonObject content;
    boolean abort = false;
    if (outcome instanceof Outcome.Failed failed) {
      content = error(failed.name(), failed.message(), failed.traceback());
      if (!silent) {
        JsonObject shown = content.deepCopy();
        shown.remove("status");
        connection.iopub().publish("error", request, shown);
      }
      content.add("user_expressions", new JsonObject());
      content.add("payload", new JsonArray());
      abort = failed.interrupted() || request.flag("stop_on_error", true);
    } else {
      Outcome.Done done = (Outcome.Done) outcome;
      content = ok(new JsonObject());
      content.add("payload", done.payload());
      content.add("user_expressions", expressions(request.object("user_expressions")));
    }
    content.addProperty("execution_count", number);
    if (store && !code.isBlank()) {
      String text = outcome instanceof Outcome.Done done ? done.resultText() : null;
      history.add(number, code, text);
      count++;
    }
    if (abort) {
      // Before the reply: what a front end sends after it has read it is a new request.
      waiting.addAll(inbox.drain());
    }
    reply.send(JupyterMessage.of("execute_reply", connection.session(), request, content));
    return abort;
  }

  private Outcome run(Execution cell, Outputs outputs) {
    try {
      return cells.submit(() -> evaluator.execute(cell, outputs)).get();
    } catch (ExecutionException | InterruptedException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      String name = cause.getClass().getSimpleName();
      return new Outcome.Failed(name, words(cause), List.of(name + ": " + words(cause)), false);
    }
  }

  private JsonObject expressions(JsonObject asked) {
    JsonObject answers = new JsonObject();
    for (Map.Entry<String, JsonElement> e : asked.entrySet()) {
      String code = e.getValue().isJsonPrimitive() ? e.getValue().getAsString() : "";
      JsonObject answer;
      try {
        answer = cells.submit(() -> evaluator.expression(code)).get();
      } catch (ExecutionException | InterruptedException failed) {
        answer = error("EvaluationError", words(failed), List.of());
      }
      answers.add(e.getKey(), answer);
    }
    return answers;
  }

  private static String words(Throwable t) {
    return t.getMessage() == null ? "" : t.getMessage();
  }

  /** A cell that has not run has no number: with one, a front end would show that it had. */
  private void aborted(JupyterMessage request, HendersonConnection.Reply reply) {
    status(request, "busy");
    JsonObject content = new JsonObject();
    content.addProperty("status", "aborted");
    reply.send(JupyterMessage.of("execute_reply", connection.session(), request, content));
    status(request, "idle");
  }

  private void status(JupyterMessage parent, String state) {
    JsonObject content = new JsonObject();
    content.addProperty("execution_state", state);
    connection.iopub().publish("status", parent, content);
  }

  private static JsonObject ok(JsonObject content) {
    content.addProperty("status", "ok");
    return content;
  }

  private static JsonObject error(String name, String message, List<String> traceback) {
    JsonObject content = new JsonObject();
    content.addProperty("status", "error");
    content.addProperty("ename", name);
    content.addProperty("evalue", message == null ? "" : message);
    JsonArray lines = new JsonArray();
    traceback.forEach(lines::add);
    content.add("traceback", lines);
    return content;
  }
}
