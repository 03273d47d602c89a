package dev.henderson.kernel.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StuckCellTest {
  private static final StackTraceElement SUM = frame("java.util.stream.LongStream", "sum");
  private static final StackTraceElement LIBRARY = frame("org.solver.Simplex", "pivot");
  private static final StackTraceElement CELL = frame("REPL.$JShell$36", "do_it$");
  private static final StackTraceElement KERNEL = frame("dev.henderson.kernel.app.Main", "run");

  private final Traceback places =
      new Traceback(f -> Optional.of(new Place(4, "int a;\nsum();", 7, 12)));

  private static StackTraceElement frame(String type, String method) {
    return new StackTraceElement(type, method, null, 1);
  }

  private String told(Thread.State state, StackTraceElement... frames) {
    return new StuckCell(List.of(frames), state).sentence(places);
  }

  @Test
  void aCellIsNamedByItsLineAndALibraryByItsMethod() {
    assertEquals(
        "The cell was asked to stop but is still running in line 2 of cell [4]. What runs there"
            + " cannot be stopped: wait, or restart the kernel.\n",
        told(Thread.State.RUNNABLE, SUM, CELL, KERNEL));
    assertEquals(
        "The cell was asked to stop but is still running inside org.solver.Simplex.pivot, called"
            + " in line 2 of cell [4]. Code of a library cannot always be stopped: wait, or restart"
            + " the kernel.\n",
        told(Thread.State.RUNNABLE, SUM, LIBRARY, CELL, KERNEL));
  }

  @Test
  void theKernelsOwnFramesAreNotTold() {
    assertEquals(
        "The cell was asked to stop. It will stop when the step it is in is done.\n",
        told(Thread.State.RUNNABLE, SUM, KERNEL, CELL, KERNEL));
  }
}
