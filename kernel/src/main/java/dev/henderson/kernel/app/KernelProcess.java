package dev.henderson.kernel.app;

import dev.henderson.kernel.cells.CellStreams;
import dev.henderson.kernel.internals.Signals;
import dev.henderson.kernel.magic.Magics;
import dev.henderson.kernel.protocol.ConnectionFile;
import dev.henderson.kernel.protocol.HendersonConnection;
import dev.henderson.kernel.protocol.History;
import dev.henderson.kernel.protocol.Requests;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Locale;
import java.util.Map;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;

/** A kernel from its connection file to its end. */
final class KernelProcess {
  private static final long SHUTDOWN_MILLIS = 1500;
  private static final long FLUSH_MILLIS = 300;

  private final PrintStream log;
  private HendersonConnection connection;
  private HendersonKernel kernel;
  private Thread warmUp;
  private Thread extensions;

  KernelProcess(PrintStream log) {
    this.log = log;
  }

  /**
   * Binds the sockets, then starts Java in the background; returns when the loops run.
   *
   * @param out the JVM's own streams, taken over for the cells
   */
  void start(Path connectionFile, Magics magics, PrintStream out, InputStream in)
      throws IOException, GeneralSecurityException {
    KernelConnectionProperties properties = ConnectionFile.read(connectionFile);
    connection = new HendersonConnection(properties, this::log);
    CellStreams streams = new CellStreams(out, log, in);
    kernel = new HendersonKernel(streams, magics, Path.of(""));
    kernel.comms().connect(connection);
    DataDirectory.startupScript(System.getenv()).ifPresent(kernel.interpreter()::startup);
    History history = new History(historyFile(System.getenv()));
    Requests requests = new Requests(connection, new KernelEvaluator(kernel), history, this::exit);
    connection.serve(requests);
    connection.connect();
    requests.starting();
    kernel.interpreter().start();
    warmUp = WarmUp.start(kernel.interpreter());
    Signals.onInterrupt(kernel::interrupt);
    Runtime.getRuntime().addShutdownHook(new Thread(KernelProcess::endChildren, "end-children"));
    followParent(System.getenv("JPY_PARENT_PID"));
    extensions = new Thread(kernel::onStartup, "extensions");
    extensions.setDaemon(true);
    extensions.start();
  }

  /** Waits until nothing is loaded in the background any more. */
  void awaitWarmUp() throws InterruptedException {
    warmUp.join();
    extensions.join();
  }

  /**
   * Looks after the class-data archive once the kernel has settled. Not for a kernel that is
   * started to make one: nothing may load classes while that is written.
   */
  void keepArchive() {
    Thread renewal = new Thread(this::renewArchive, "class-archive");
    renewal.setDaemon(true);
    renewal.setPriority(Thread.MIN_PRIORITY);
    renewal.start();
  }

  private void renewArchive() {
    try {
      warmUp.join();
      kernel.workspace().engine().missingInternals().forEach(this::log);
      ClassArchive.renewIfStale();
    } catch (InterruptedException | IOException | RuntimeException | Error e) {
      log("The class-data archive could not be looked at: " + e);
    }
  }

  private void log(String line) {
    log.println("[henderson] " + line);
  }

  /** A kernel whose front end died would run for ever. */
  private void followParent(String pid) {
    try {
      if (pid != null && !"1".equals(pid)) {
        ProcessHandle.of(Long.parseLong(pid)).ifPresent(p -> p.onExit().thenRun(() -> halt(1)));
      }
    } catch (NumberFormatException | UnsupportedOperationException e) {
      log("Cannot follow the parent process " + pid);
    }
  }

  private static void halt(int status) {
    endChildren();
    Runtime.getRuntime().halt(status);
  }

  /** What a cell has started goes with the kernel, whatever signals it ignores. */
  private static void endChildren() {
    try {
      ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    } catch (UnsupportedOperationException | SecurityException e) {
      // A system that does not tell of processes.
      return;
    }
  }

  /** Ends the process, whatever the running cell does. */
  private void exit(boolean restart) {
    Thread end =
        new Thread(
            () -> {
              connection.flush(FLUSH_MILLIS);
              kernel.interrupt();
              kernel.onShutdown(restart);
              endChildren();
              Runtime.getRuntime().exit(0);
            },
            "shutdown");
    end.setDaemon(true);
    Thread watch =
        new Thread(
            () -> {
              try {
                Thread.sleep(SHUTDOWN_MILLIS);
              } catch (InterruptedException e) {
                log("Ended at once.");
              }
              halt(0);
            },
            "shutdown-deadline");
    watch.setDaemon(true);
    end.start();
    watch.start();
  }

  /**
   * Where the user's history is kept: HENDERSON_HISTORY ({@code off} for none), else beside other
   * programs' data.
   */
  static Path historyFile(Map<String, String> environment) {
    String asked = environment.get("HENDERSON_HISTORY");
    if (asked != null && !asked.isBlank()) {
      return "off".equals(asked.toLowerCase(Locale.ROOT)) ? null : Path.of(asked);
    }
    return DataDirectory.ofUser("henderson", environment).resolve("history.jsonl");
  }
}
