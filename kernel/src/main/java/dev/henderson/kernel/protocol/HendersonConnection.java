package dev.henderson.kernel.protocol;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.zeromq.ZMQ;

/**
 * The five sockets of the base, each with one thread of ours that owns it and waits in its receive.
 *
 * <p>Nothing that arrives ends a loop: a bad message is dropped and logged, and whatever a handler
 * throws is caught. No thread here is ever interrupted; JeroMQ does not survive that.
 */
public final class HendersonConnection extends JupyterConnection {
  private static final int SETTLE_MILLIS = 10;
  private static final int WAKE_MILLIS = 1000;
  private static final int STDIN_POLL_MILLIS = 30;
  private static final int LINGER_MILLIS = 500;
  private static final int LOGGED_ONE_BY_ONE = 20;
  private static final int THEN_EACH = 1000;

  private final KernelConnectionProperties properties;
  private final String session = UUID.randomUUID().toString();
  private final Wire wire;
  private final IoPub iopubQueue = new IoPub(session);
  private final StdinRequests questions = new StdinRequests();
  private final AtomicInteger dropped = new AtomicInteger();
  private final Consumer<String> log;
  private final List<Thread> threads = new ArrayList<>();
  private Requests requests;
  private volatile boolean closed;

  /**
   * A connection that is not bound yet.
   *
   * @param log where dropped messages and faults of ours are written, one line each
   */
  public HendersonConnection(KernelConnectionProperties properties, Consumer<String> log)
      throws GeneralSecurityException {
    super(unsigned(properties));
    this.properties = properties;
    this.wire = new Wire(properties.getSignatureScheme(), properties.getKey());
    this.log = log;
  }

  /** The base signs nothing here, and need not look for what it would sign with. */
  private static KernelConnectionProperties unsigned(KernelConnectionProperties p) {
    return new KernelConnectionProperties(
        p.getIp(),
        p.getControlPort(),
        p.getShellPort(),
        p.getStdinPort(),
        p.getHbPort(),
        p.getIopubPort(),
        p.getTransport(),
        p.getSignatureScheme(),
        "");
  }

  /** What answers; to be set before {@link #connect}. */
  public void serve(Requests newRequests) {
    this.requests = newRequests;
  }

  /** The session id of this kernel process. */
  String session() {
    return session;
  }

  /** Waits until what was published is with the socket, or the time is over. */
  public void flush(long millis) {
    iopubQueue.flush(millis);
  }

  IoPub iopub() {
    return iopubQueue;
  }

  StdinRequests questions() {
    return questions;
  }

  /** Binds the address of the connection file, and only that, and begins to answer. */
  @Override
  public void connect() {
    bind(heartbeat, properties.getHbPort());
    bind(control, properties.getControlPort());
    bind(stdin, properties.getStdinPort());
    iopub.setHWM(0);
    bind(iopub, properties.getIopubPort());
    bind(shell, properties.getShellPort());
    begin("iopub", () -> iopubQueue.run(m -> send(iopub, m)), iopub);
    begin("heartbeat", this::beat, heartbeat);
    begin("stdin", this::ask, stdin);
    begin("control", () -> receive(control, requests::control), control);
    begin("shell", () -> receive(shell, requests::shell), shell);
  }

  private void bind(ZMQ.Socket socket, int port) {
    socket.setLinger(LINGER_MILLIS);
    socket.setReceiveTimeOut(WAKE_MILLIS);
    String address = properties.getTransport() + "://" + properties.getIp();
    boolean ipc = "ipc".equals(properties.getTransport());
    socket.bind(address + (ipc ? "-" : ":") + port);
  }

  private void begin(String name, Runnable loop, ZMQ.Socket socket) {
    Thread thread =
        new Thread(
            () -> {
              loop.run();
              socket.close();
            },
            name);
    thread.setDaemon(!"shell".equals(name));
    threads.add(thread);
    thread.start();
  }

  private void beat() {
    while (!closed) {
      byte[] ping = heartbeat.recv(0);
      if (ping != null) {
        heartbeat.send(ping);
      }
    }
  }

  /** How a loop talks back through the socket it owns. */
  interface Reply {
    void send(JupyterMessage message);
  }

  /** The messages of one socket, as its handler sees them. */
  interface Handler {
    void handle(JupyterMessage message, Inbox inbox, Reply reply);
  }

  /** What waits on the same socket behind the message being handled. */
  interface Inbox {
    /**
     * All messages that were sent by now, as far as can be known: the socket is given {@code
     * SETTLE_MILLIS} to hand over what is still on its way.
     */
    List<JupyterMessage> drain();
  }

  private void receive(ZMQ.Socket socket, Handler handler) {
    Reply reply = message -> send(socket, message);
    Inbox inbox =
        () -> {
          List<JupyterMessage> waiting = new ArrayList<>();
          int unlimited = socket.getReceiveTimeOut();
          socket.setReceiveTimeOut(SETTLE_MILLIS);
          try {
            for (List<byte[]> f = frames(socket, 0); f != null; f = frames(socket, 0)) {
              decode(f, waiting::add);
            }
          } finally {
            socket.setReceiveTimeOut(unlimited);
          }
          return waiting;
        };
    while (!closed) {
      try {
        List<byte[]> frames = frames(socket, 0);
        if (frames != null) {
          decode(frames, m -> handler.handle(m, inbox, reply));
        }
      } catch (RuntimeException | Error e) {
        log.accept("A request failed: " + e);
      }
    }
  }

  private static List<byte[]> frames(ZMQ.Socket socket, int flags) {
    byte[] first = socket.recv(flags);
    if (first == null) {
      return null;
    }
    List<byte[]> frames = new ArrayList<>();
    frames.add(first);
    while (socket.hasReceiveMore()) {
      frames.add(socket.recv(0));
    }
    return frames;
  }

  private void decode(List<byte[]> frames, Consumer<JupyterMessage> use) {
    JupyterMessage message;
    try {
      message = wire.decode(frames);
    } catch (BadMessageException e) {
      int n = dropped.incrementAndGet();
      if (n <= LOGGED_ONE_BY_ONE || n % THEN_EACH == 0) {
        log.accept("Dropped a message: " + e.getMessage() + " (" + n + " so far)");
      }
      return;
    }
    use.accept(message);
  }

  private void send(ZMQ.Socket socket, JupyterMessage message) {
    try {
      List<byte[]> frames = wire.encode(message);
      int last = frames.size() - 1;
      for (int i = 0; i <= last; i++) {
        socket.send(frames.get(i), i < last ? ZMQ.SNDMORE : 0);
      }
    } catch (RuntimeException | Error e) {
      log.accept("A " + message.type() + " could not be sent: " + e);
    }
  }

  private void ask() {
    while (!closed) {
      try {
        StdinRequests.Question question = questions.next(WAKE_MILLIS);
        if (question != null) {
          ask(question);
        }
      } catch (InterruptedException | RuntimeException | Error e) {
        log.accept("A question to the user failed: " + e);
      }
    }
  }

  private void ask(StdinRequests.Question question) {
    while (frames(stdin, ZMQ.DONTWAIT) != null) {
      // Answers to questions that were given up.
    }
    JupyterMessage request =
        JupyterMessage.of("input_request", session, question.parent, question.content());
    send(stdin, request);
    stdin.setReceiveTimeOut(STDIN_POLL_MILLIS);
    while (!question.answer.isDone() && !closed) {
      List<byte[]> frames = frames(stdin, 0);
      if (frames != null) {
        decode(
            frames,
            m -> {
              if ("input_reply".equals(m.type())) {
                question.answer.complete(m.text("value", ""));
              }
            });
      }
    }
  }

  /** Sends what is queued and ends the loops; returns when they have ended. */
  @Override
  public void close() {
    iopubQueue.flush(LINGER_MILLIS);
    closed = true;
    iopubQueue.close();
    for (Thread thread : threads) {
      if (thread != Thread.currentThread()) {
        try {
          thread.join(2L * WAKE_MILLIS);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }
  }

  /** Waits for the shell loop to end. */
  @Override
  public void waitUntilClose() {
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
