package dev.henderson.kernel.protocol;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** A front end in a few lines: signs, sends, receives. */
final class TestClient implements AutoCloseable {
  static final String KEY = "a-secret-key";

  /** No test waits so long but for what never comes. */
  static final int TIMEOUT_MILLIS = 180_000;

  private static final int SUBSCRIBING_MILLIS = 20;

  private final ZContext context = new ZContext();
  private final Wire wire = new Wire("hmac-sha256", KEY);
  private final String session = UUID.randomUUID().toString();
  final ZMQ.Socket shell;
  final ZMQ.Socket control;
  final ZMQ.Socket stdin;
  final ZMQ.Socket iopub;
  final ZMQ.Socket heartbeat;

  TestClient(JsonObject connection) {
    shell = connect(SocketType.DEALER, connection, "shell");
    control = connect(SocketType.DEALER, connection, "control");
    stdin = connect(SocketType.DEALER, connection, "stdin");
    heartbeat = connect(SocketType.REQ, connection, "hb");
    iopub = context.createSocket(SocketType.SUB);
    iopub.subscribe(new byte[0]);
    iopub.setReceiveTimeOut(TIMEOUT_MILLIS);
    iopub.connect("tcp://127.0.0.1:" + connection.get("iopub_port").getAsInt());
  }

  private ZMQ.Socket connect(SocketType type, JsonObject connection, String name) {
    ZMQ.Socket socket = context.createSocket(type);
    socket.setReceiveTimeOut(TIMEOUT_MILLIS);
    if (type == SocketType.DEALER) {
      socket.setIdentity(session.getBytes(StandardCharsets.UTF_8));
    }
    socket.connect("tcp://127.0.0.1:" + connection.get(name + "_port").getAsInt());
    return socket;
  }

  JupyterMessage request(String type, String content) {
    JsonObject json = JsonParser.parseString(content).getAsJsonObject();
    return JupyterMessage.of(type, session, null, json);
  }

  String send(ZMQ.Socket socket, JupyterMessage message) {
    frames(socket, wire.encode(message));
    return message.id();
  }

  String send(ZMQ.Socket socket, String type, String content) {
    return send(socket, request(type, content));
  }

  List<byte[]> encode(JupyterMessage message) {
    return wire.encode(message);
  }

  void frames(ZMQ.Socket socket, List<byte[]> frames) {
    for (int i = 0; i < frames.size(); i++) {
      socket.send(frames.get(i), i < frames.size() - 1 ? ZMQ.SNDMORE : 0);
    }
  }

  JupyterMessage receive(ZMQ.Socket socket) throws BadMessageException {
    List<byte[]> frames = new ArrayList<>();
    do {
      byte[] frame = socket.recv();
      if (frame == null) {
        throw new AssertionError("nothing arrived in " + TIMEOUT_MILLIS + " ms");
      }
      frames.add(frame);
    } while (socket.hasReceiveMore());
    return wire.decode(frames);
  }

  /** Sends on shell and waits for the reply of that request. */
  JupyterMessage ask(String type, String content) throws BadMessageException {
    String id = send(shell, type, content);
    while (true) {
      JupyterMessage reply = receive(shell);
      if (id.equals(reply.parent().get("msg_id").getAsString())) {
        return reply;
      }
    }
  }

  /** Until iopub is subscribed, what is published is not seen: asks until an answer is. */
  void awaitSubscription() throws BadMessageException {
    iopub.setReceiveTimeOut(SUBSCRIBING_MILLIS);
    do {
      ask("kernel_info_request", "{}");
    } while (iopub.recv() == null);
    iopub.setReceiveTimeOut(TIMEOUT_MILLIS);
    while (iopub.hasReceiveMore()) {
      iopub.recv();
    }
    // What was published before the last question is passed over with it.
    published(ask("kernel_info_request", "{}").parent().get("msg_id").getAsString());
  }

  /** What iopub says under a request, up to its idle. */
  List<JupyterMessage> published(String id) throws BadMessageException {
    List<JupyterMessage> out = new ArrayList<>();
    Predicate<JupyterMessage> idle =
        m -> "status".equals(m.type()) && "idle".equals(m.text("execution_state", ""));
    while (true) {
      JupyterMessage message = receive(iopub);
      if (message.parent().has("msg_id")
          && id.equals(message.parent().get("msg_id").getAsString())) {
        out.add(message);
        if (idle.test(message)) {
          return out;
        }
      }
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
