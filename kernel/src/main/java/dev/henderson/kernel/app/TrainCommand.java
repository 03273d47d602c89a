package dev.henderson.kernel.app;

import com.google.gson.JsonObject;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import picocli.CommandLine.Command;

/**
 * One short life of the kernel, so that the JVM can archive the classes it loads; see {@link
 * InstallCommand}.
 */
@Command(name = "train", hidden = true, description = "Loads what a kernel loads, and ends.")
final class TrainCommand implements Callable<Integer> {
  private static final int WAIT_MILLIS = 20_000;
  private static final int FIRST_MILLIS = 3_000;
  private static final int CONNECTIONS = 5;

  /** So often that a JDK that keeps profiles of methods knows those of the compiler. */
  private static final int TIMES = 4;

  private static final List<String> CELLS =
      List.of(
          "1+1",
          "int a = 2; System.out.println(a);",
          "List.of(1, 2).stream().map(x -> x * a).collect(Collectors.toList())",
          "%lsmagic",
          "?Lmer.fit",
          "int b = 1 / 0;");

  @Override
  public Integer call() throws Exception {
    Path file = Files.createTempFile("henderson-train", ".json");
    try (ZContext context = new ZContext()) {
      JsonObject connection = new JsonObject();
      connection.addProperty("transport", "tcp");
      connection.addProperty("ip", "127.0.0.1");
      connection.addProperty("signature_scheme", "hmac-sha256");
      connection.addProperty("key", "");
      for (String port : List.of("shell", "control", "stdin", "hb", "iopub")) {
        try (ServerSocket free = new ServerSocket(0)) {
          connection.addProperty(port + "_port", free.getLocalPort());
        }
      }
      Files.writeString(file, connection.toString());
      KernelProcess kernel = new KernelProcess(System.err);
      kernel.start(file, Main.magics(), System.out, System.in);
      int port = connection.get("shell_port").getAsInt();
      ZMQ.Socket shell = null;
      for (int i = 0; i < CONNECTIONS && shell == null; i++) {
        shell = answered(context, "tcp://127.0.0.1:" + port);
      }
      if (shell == null) {
        return 1;
      }
      boolean answered = true;
      for (int i = 0; i < TIMES; i++) {
        for (String code : CELLS) {
          JsonObject content = new JsonObject();
          content.addProperty("code", code);
          answered &= request(shell, "execute_request", content);
        }
      }
      // A thread that loads classes while the archive is written can crash the JVM.
      kernel.awaitWarmUp();
      // Not halt: the archive is written by an orderly exit.
      return answered ? 0 : 1;
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /**
   * A socket over which the kernel has answered once, or null. Between two contexts of JeroMQ in
   * one JVM a first message is lost now and then, and nothing comes after it.
   */
  private static ZMQ.Socket answered(ZContext context, String address) {
    ZMQ.Socket shell = context.createSocket(SocketType.DEALER);
    shell.setReceiveTimeOut(FIRST_MILLIS);
    shell.connect(address);
    if (request(shell, "kernel_info_request", new JsonObject())) {
      shell.setReceiveTimeOut(WAIT_MILLIS);
      return shell;
    }
    shell.close();
    return null;
  }

  private static boolean request(ZMQ.Socket shell, String type, JsonObject content) {
    JsonObject header = new JsonObject();
    header.addProperty("msg_id", type + content.hashCode());
    header.addProperty("session", "train");
    header.addProperty("msg_type", type);
    for (String frame : List.of("<IDS|MSG>", "", header.toString(), "{}", "{}")) {
      shell.sendMore(frame.getBytes(StandardCharsets.UTF_8));
    }
    shell.send(content.toString().getBytes(StandardCharsets.UTF_8));
    boolean any = shell.recv() != null;
    while (any && shell.hasReceiveMore()) {
      shell.recv();
    }
    return any;
  }
}
