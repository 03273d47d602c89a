package dev.henderson.kernel.session;

import dev.henderson.kernel.internals.JShellNames;
import java.util.List;
import java.util.Optional;

/**
 * A cell that goes on though it was asked to stop.
 *
 * @param frames where its thread is, innermost first
 * @param state what that thread does
 */
public record StuckCell(List<StackTraceElement> frames, Thread.State state) {
  private static final String JDK = "(java|javax|jdk|sun|com\\.sun)\\..*";
  private static final String KERNEL = "dev.henderson.";

  /** Copies the frames. */
  public StuckCell {
    frames = List.copyOf(frames);
  }

  /** What the user is told: where it is, why it does not stop, what can be done. */
  public String sentence(Traceback places) {
    Optional<StackTraceElement> inside =
        frames.stream()
            .filter(f -> !f.getClassName().matches(JDK))
            .filter(f -> !f.getClassName().equals(StopSignal.class.getName()))
            .findFirst();
    boolean ours = inside.filter(f -> f.getClassName().startsWith(KERNEL)).isPresent();
    if (ours) {
      return "The cell was asked to stop. It will stop when the step it is in is done.\n";
    }
    boolean library = inside.filter(f -> !JShellNames.isSnippetFrame(f)).isPresent();
    String line =
        frames.stream()
            .flatMap(f -> places.place(f).stream())
            .findFirst()
            .map(p -> " in line " + p.line() + " of " + p.where())
            .orElse("");
    String where =
        library
            ? " inside " + inside.get().getClassName() + "." + inside.get().getMethodName()
            : "";
    String called = library && !line.isEmpty() ? ", called" : "";
    return "The cell was asked to stop but is still running"
        + where
        + called
        + line
        + ". "
        + why(library);
  }

  private String why(boolean library) {
    if (state == Thread.State.BLOCKED) {
      return "It waits for a lock that another thread holds, and stops once it has it: wait, or"
          + " restart the kernel.\n";
    }
    return (library ? "Code of a library cannot always" : "What runs there cannot")
        + " be stopped: wait, or restart the kernel.\n";
  }
}
