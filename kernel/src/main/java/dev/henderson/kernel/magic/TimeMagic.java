package dev.henderson.kernel.magic;

import dev.henderson.kernel.session.Session;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Optional;
import java.util.Set;

/** {@code %time expression}: runs Java, shows its value and how long it took. */
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
    return "says how long Java code took";
  }

  @Override
  public String help() {
    return """
        %time expression    runs one line
        %%time              runs the cell below

        %time IntStream.range(0, 1000000).sum()

        The time includes the compiler's, some milliseconds a statement.
        """;
  }

  @Override
  public MagicResult run(MagicCall call, Session session) {
    String code = call.body().orElse(call.arguments());
    if (code.isBlank()) {
      throw call.error("There is nothing to time.").suggesting("%time Math.sqrt(2)");
    }
    if (code.stripLeading().startsWith("%")) {
      throw call.error("%time runs Java only.");
    }
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long wall = System.nanoTime();
    long cpu = threads.getCurrentThreadCpuTime();
    int start = call.isCell() ? call.bodyOffset() : call.argumentOffset();
    Optional<Object> value = session.evaluate(call.cell(), start, start + code.length());
    String took =
        "wall "
            + Duration.words(System.nanoTime() - wall)
            + ", CPU of this thread "
            + Duration.words(threads.getCurrentThreadCpuTime() - cpu);
    return value.map(v -> MagicResult.of(v).and(took)).orElseGet(() -> MagicResult.of(took));
  }
}
