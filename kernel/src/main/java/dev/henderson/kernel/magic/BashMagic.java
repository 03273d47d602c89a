package dev.henderson.kernel.magic;

import dev.henderson.kernel.session.CellInterrupted;
import dev.henderson.kernel.session.Front;
import dev.henderson.kernel.session.Session;
import dev.henderson.kernel.session.UnknownNameException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** {@code %%bash}: the rest of the cell is a script of the shell. */
public final class BashMagic implements Magic {
  private static final long LOOK_MILLIS = 50;

  @Override
  public String name() {
    return "bash";
  }

  @Override
  public List<String> aliases() {
    return List.of("sh");
  }

  @Override
  public Set<Form> forms() {
    return Set.of(Form.LINE, Form.CELL);
  }

  @Override
  public Subject subject() {
    return Subject.FILE;
  }

  @Override
  public boolean interpolates() {
    // The shell has ${...} of its own.
    return false;
  }

  @Override
  public String summary() {
    return "runs a script of the shell";
  }

  @Override
  public String help() {
    return """
        %bash command      one line
        %%bash             the cell below
        %%bash n, file     the same, which knows the Java variables n and file as $n and $file

        It runs beside the notebook, without input; a script that fails is an error of the cell.
        ${...} is the shell's own here, and not a value of Java as in other magics.

        %bash head -3 data/plants.csv
        """;
  }

  @Override
  public MagicResult run(MagicCall call, Session session) throws IOException, InterruptedException {
    String script = call.body().orElse(call.arguments());
    if (script.isBlank()) {
      throw call.error("There is nothing to run.").suggesting("%bash ls");
    }
    Process process;
    String shell = call.name();
    try {
      ProcessBuilder builder =
          new ProcessBuilder(shell, "-c", script).directory(session.workingDirectory().toFile());
      if (call.isCell()) {
        passVariables(call, session, builder.environment());
      }
      process = builder.start();
    } catch (IOException e) {
      throw call.error("There is no " + shell + " on this machine.").causedBy(e);
    }
    process.getOutputStream().close();
    Thread out = copy(session.front(), process.getInputStream(), "stdout");
    Thread err = copy(session.front(), process.getErrorStream(), "stderr");
    try {
      while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        if (session.isInterrupted()) {
          throw new CellInterrupted();
        }
      }
      // What it started in the background may hold the streams open for ever.
      out.join(LOOK_MILLIS * 10);
      err.join(LOOK_MILLIS * 10);
    } catch (InterruptedException e) {
      throw new CellInterrupted();
    } finally {
      if (process.isAlive()) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    }
    if (process.exitValue() != 0) {
      throw call.error("The script ended with exit code " + process.exitValue() + ".")
          .coded("exit");
    }
    return MagicResult.none();
  }

  /** The variables named after the magic, as text in the environment of the script. */
  private static void passVariables(
      MagicCall call, Session session, Map<String, String> environment) {
    for (String name : call.arguments().strip().split("[\\s,]+")) {
      if (!name.isEmpty()) {
        if (!session.has(name)) {
          throw new UnknownNameException("variable", name, session.names());
        }
        environment.put(name, String.valueOf(session.get(name)));
      }
    }
  }

  private static Thread copy(Front front, InputStream from, String stream) {
    Thread thread =
        new Thread(
            () -> {
              try (BufferedReader reader =
                  new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                  front.print(stream, line + "\n");
                }
              } catch (IOException e) {
                // The process was stopped.
                return;
              }
            },
            "bash-" + stream);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
