package dev.henderson.kernel.magic;

import dev.henderson.kernel.session.Cell;
import dev.henderson.kernel.session.Piece;
import dev.henderson.kernel.session.Session;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Optional;
import java.util.Set;

/** {@code %time expression}: runs Java or a magic, shows its value and how long it took. */
public final class TimeMagic implements Magic {

  @Override
  public String name() {
    return "time";
  }

  @Override
  public Set<Form> forms() {
    return Set.of(Form.LINE, Form.CELL);
  }

  @Override
  public Subject subject() {
    return Subject.JAVA;
  }

  @Override
  public String summary() {
    return "says how long Java or a command took";
  }

  @Override
  public String help() {
    return """
        %time expression    runs one line
        %%time              runs the cell below

        Commands are timed as well, with what they show: %time %lmer m = ...

        %time IntStream.range(0, 1000000).sum()

        The time includes the compiler's, some milliseconds a statement.
        """;
  }

  @Override
  public MagicResult run(MagicCall call, Session session) throws Exception {
    String code = call.body().orElse(call.arguments());
    if (code.isBlank()) {
      throw call.error("There is nothing to time.").suggesting("%time Math.sqrt(2)");
    }
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long wall = System.nanoTime();
    long cpu = threads.getCurrentThreadCpuTime();
    int start = call.isCell() ? call.bodyOffset() : call.argumentOffset();
    int end = start + code.length();
    boolean magics =
        Cell.parse(call.cell(), start, end).pieces().stream()
            .anyMatch(p -> !(p instanceof Piece.Java));
    Optional<Object> value = Optional.empty();
    if (magics) {
      session.front().run(call.cell(), start, end);
    } else {
      value = session.evaluate(call.cell(), start, end);
    }
    String took =
        "wall "
            + Duration.words(System.nanoTime() - wall)
            + ", CPU of this thread "
            + Duration.words(threads.getCurrentThreadCpuTime() - cpu);
    if (magics) {
      return MagicResult.none().and(took);
    }
    return value.map(v -> MagicResult.of(v).and(took)).orElseGet(() -> MagicResult.of(took));
  }
}
