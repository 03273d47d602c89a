package dev.henderson.kernel.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The kernel's side of the protocol, seen from a front end over real sockets. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ProtocolTest {
  private final List<String> log = Collections.synchronizedList(new ArrayList<>());
  private final CompletableFuture<Boolean> exit = new CompletableFuture<>();
  private final ScriptedEvaluator evaluator = new ScriptedEvaluator();
  private HendersonConnection connection;
  private TestClient client;

  @BeforeEach
  void connect() throws Exception {
    JsonObject file = new JsonObject();
    file.addProperty("transport", "tcp");
    file.addProperty("ip", "127.0.0.1");
    file.addProperty("signature_scheme", "hmac-sha256");
    file.addProperty("key", TestClient.KEY);
    for (String port : List.of("shell", "control", "stdin", "hb", "iopub")) {
      try (ServerSocket free = new ServerSocket(0)) {
        file.addProperty(port + "_port", free.getLocalPort());
      }
    }
    connection =
        new HendersonConnection(KernelConnectionProperties.parse(file.toString()), log::add);
    connection.serve(new Requests(connection, evaluator, new History(null), exit::complete));
    connection.connect();
    client = new TestClient(file);
    client.awaitSubscription();
  }

  @AfterEach
  void close() {
    client.close();
    connection.close();
  }

  private static List<String> types(List<JupyterMessage> messages) {
    return messages.stream().map(JupyterMessage::type).toList();
  }

  private JupyterMessage execute(String code, String more) throws Exception {
    return client.ask("execute_request", "{\"code\": \"" + code + "\"" + more + "}");
  }

  private static String id(JupyterMessage reply) {
    return reply.parent().get("msg_id").getAsString();
  }

  @Test
  void repliesHaveStatusVersionAndATimeInMilliseconds() throws Exception {
    Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    JupyterMessage reply = client.ask("kernel_info_request", "{}");
    Instant after = Instant.now();
    assertEquals("kernel_info_reply", reply.type());
    assertEquals("ok", reply.text("status", ""));
    assertEquals("5.4", reply.header().get("version").getAsString());
    String date = reply.header().get("date").getAsString();
    assertTrue(date.matches(".*\\.\\d{3,6}Z"), date);
    Instant made = Instant.parse(date);
    assertFalse(made.isBefore(before) || made.isAfter(after), date);
  }

  @Test
  void aCellIsAnsweredInOrder() throws Exception {
    JupyterMessage reply = execute("1+1", "");
    List<JupyterMessage> published = client.published(id(reply));
    assertEquals(List.of("status", "execute_input", "execute_result", "status"), types(published));
    assertEquals(1, published.get(2).number("execution_count", 0));
    assertEquals(1, reply.number("execution_count", 0));
  }

  @Test
  void aBurstOfTextIsOneMessagePerStream() throws Exception {
    List<JupyterMessage> published = client.published(id(execute("print a b c", "")));
    assertEquals(
        List.of("status", "execute_input", "stream", "stream", "status"), types(published));
    assertEquals("abc", published.get(2).text("text", ""));
    assertEquals("stderr", published.get(3).text("name", ""));
  }

  @Test
  void whatIsShownForNowIsClearedAndTheRestShownAgain() throws Exception {
    List<JupyterMessage> published = client.published(id(execute("bar", "")));
    assertEquals(
        List.of(
            "status",
            "execute_input",
            "stream",
            "display_data",
            "stream",
            "clear_output",
            "stream",
            "status"),
        types(published));
    assertTrue(published.get(5).flag("wait", false), "something follows");
    assertEquals("before, meanwhile", published.get(6).text("text", ""));
    List<JupyterMessage> alone = client.published(id(execute("only a bar", "")));
    assertEquals(
        List.of("status", "execute_input", "display_data", "clear_output", "status"), types(alone));
    assertFalse(alone.get(3).flag("wait", true), "nothing may follow");
  }

  @Test
  void silentCellsShowNothingAndDoNotCount() throws Exception {
    JupyterMessage silent = execute("1+1", ", \"silent\": true");
    assertEquals(List.of("status", "status"), types(client.published(id(silent))));
    execute("1+1", ", \"store_history\": false");
    assertEquals(1, execute("1+1", "").number("execution_count", 0));
    assertEquals(2, execute("1+1", "").number("execution_count", 0));
  }

  @Test
  void anErrorAbortsWhatIsQueued() throws Exception {
    List<String> ids = new ArrayList<>();
    for (String code : List.of("sleep", "1", "2")) {
      ids.add(client.send(client.shell, "execute_request", "{\"code\": \"" + code + "\"}"));
    }
    evaluator.awaitSleep();
    client.send(client.control, "interrupt_request", "{}");
    assertEquals("ok", client.receive(client.control).text("status", ""));
    List<String> statuses = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      JupyterMessage reply = client.receive(client.shell);
      statuses.add(reply.text("status", ""));
      assertEquals(i == 0, reply.content().has("execution_count"), "a number only if it has run");
    }
    assertEquals(List.of("error", "aborted", "aborted"), statuses);
    assertEquals("ok", execute("3", "").text("status", ""));
  }

  @Test
  void withoutStopOnErrorTheQueueGoesOn() throws Exception {
    client.send(client.shell, "execute_request", "{\"code\":\"fail\",\"stop_on_error\":false}");
    client.send(client.shell, "execute_request", "{\"code\":\"1\"}");
    assertEquals("error", client.receive(client.shell).text("status", ""));
    assertEquals("ok", client.receive(client.shell).text("status", ""));
  }

  @Test
  void errorsAreTheSameInReplyAndOnIopub() throws Exception {
    JupyterMessage reply = execute("fail", "");
    JupyterMessage error = client.published(id(reply)).get(2);
    assertEquals("error", error.type());
    for (String part : List.of("ename", "evalue", "traceback")) {
      assertEquals(reply.content().get(part), error.content().get(part));
    }
    assertEquals("error", execute("die", "").text("status", ""));
    assertEquals("ok", execute("1", "").text("status", ""));
  }

  @Test
  void inputIsAskedWithTheUnfinishedLineAsPrompt() throws Exception {
    client.send(client.shell, "execute_request", "{\"code\":\"ask\",\"allow_stdin\":true}");
    JupyterMessage question = client.receive(client.stdin);
    assertEquals("input_request", question.type());
    assertEquals("Name? ", question.text("prompt", ""));
    assertTrue(question.flag("password", false));
    client.send(client.stdin, "input_reply", "{\"value\": \"Henderson\"}");
    JupyterMessage reply = client.receive(client.shell);
    assertEquals("ok", reply.text("status", ""));
    assertEquals("Henderson", client.published(id(reply)).get(2).text("text", ""));
    assertEquals("error", execute("ask", ", \"allow_stdin\": false").text("status", ""));
  }

  @Test
  void cursorsCountCodePoints() throws Exception {
    JupyterMessage reply =
        client.ask(
            "complete_request", "{\"code\": \"\\ud83d\\ude00\\ud83d\\ude00x\", \"cursor_pos\": 3}");
    assertEquals(2, reply.number("cursor_start", -1));
    assertEquals(3, reply.number("cursor_end", -1));
    assertTrue(reply.object("metadata").has("_jupyter_types_experimental"));
  }

  @Test
  void theHeartBeatsAndControlAnswersWhileACellRuns() throws Exception {
    client.send(client.shell, "execute_request", "{\"code\":\"sleep\"}");
    evaluator.awaitSleep();
    client.send(client.control, "kernel_info_request", "{}");
    assertEquals("ok", client.receive(client.control).text("status", ""));
    client.heartbeat.send("ping");
    assertArrayEquals("ping".getBytes(StandardCharsets.UTF_8), client.heartbeat.recv());
    // The cell sleeps until it is interrupted, so both came while it ran.
    client.send(client.control, "interrupt_request", "{}");
    assertEquals("Interrupted", client.receive(client.shell).text("ename", ""));
  }

  @Test
  void shutdownIsAnsweredThenDone() throws Exception {
    client.send(client.control, "shutdown_request", "{\"restart\": true}");
    JupyterMessage reply = client.receive(client.control);
    assertEquals("ok", reply.text("status", ""));
    assertTrue(reply.flag("restart", false));
    assertTrue(exit.get(TestClient.TIMEOUT_MILLIS, TimeUnit.MILLISECONDS));
  }

  @Test
  void historyHasAllKindsOfAccess() throws Exception {
    for (String code : List.of("1+1", "aa", "1+1")) {
      execute(code, "");
    }
    JsonArray tail = history("\"hist_access_type\":\"tail\",\"n\":2,\"output\":true");
    assertEquals("[[1,2,[\"aa\",\"aa\"]],[1,3,[\"1+1\",\"1+1\"]]]", tail.toString());
    assertEquals(
        "[[1,1,\"1+1\"]]",
        history("\"hist_access_type\":\"range\",\"session\":0,\"start\":1,\"stop\":2").toString());
    String search = "\"hist_access_type\":\"search\",\"pattern\":\"1*\"";
    assertEquals(2, history(search).size());
    assertEquals("[[1,3,\"1+1\"]]", history(search + ",\"unique\":true").toString());
    assertEquals(0, history("\"hist_access_type\":\"search\",\"pattern\":\"?\"").size());
    assertEquals(1, history("\"hist_access_type\":\"search\",\"pattern\":\"[!1]?\"").size());
  }

  private JsonArray history(String content) throws Exception {
    JupyterMessage reply = client.ask("history_request", "{" + content + ",\"raw\":true}");
    assertEquals("ok", reply.text("status", ""));
    return reply.content().getAsJsonArray("history");
  }

  @Test
  void nothingThatArrivesDeafensTheKernel() throws Exception {
    SplittableRandom random = new SplittableRandom(20261122);
    for (int i = 0; i < 2000; i++) {
      List<byte[]> frames =
          new ArrayList<>(client.encode(client.request("kernel_info_request", "{}")));
      int which = random.nextInt(frames.size());
      switch (random.nextInt(5)) {
        case 0 -> frames.remove(which);
        case 1 ->
            frames.set(
                which,
                random
                    .ints(random.nextInt(200))
                    .mapToObj(n -> "" + n)
                    .reduce("", String::concat)
                    .getBytes(StandardCharsets.UTF_8));
        case 2 -> frames.set(which, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        case 3 -> frames = List.of("hello".getBytes(StandardCharsets.UTF_8));
        default -> frames.set(which, new byte[0]);
      }
      client.frames(random.nextBoolean() ? client.shell : client.control, frames);
    }
    client.send(client.shell, "no_such_request", "{}");
    client.send(client.shell, "execute_request", "{\"code\": [1], \"silent\": \"maybe\"}");
    assertEquals("ok", client.ask("kernel_info_request", "{}").text("status", ""));
    assertFalse(log.isEmpty());
    assertTrue(log.size() < 100, "a flood of garbage is no flood of log lines");
  }

  @Test
  void aReplayedMessageIsDropped() throws Exception {
    List<byte[]> frames = client.encode(client.request("execute_request", "{\"code\":\"1\"}"));
    client.frames(client.shell, frames);
    client.frames(client.shell, frames);
    assertEquals(1, client.receive(client.shell).number("execution_count", 0));
    assertEquals(2, execute("2", "").number("execution_count", 0));
    assertTrue(log.get(0).contains("replayed"), log.get(0));
  }
}
