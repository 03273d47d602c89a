package dev.henderson.kernel.magic;

import dev.henderson.kernel.session.CellCode;
import dev.henderson.kernel.session.CellInterrupted;
import dev.henderson.kernel.session.Session;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code %timeit expression}: how long Java takes once it is warm, without the compiler. */
public final class TimeitMagic implements Magic {
  private static final Options OPTIONS =
      Options.of(
          Option.of("n").shown("n = 1000", "runs in each round; chosen so that one takes 0.2 s"),
          Option.of("rounds").shown("rounds = 7", "how many rounds are timed"));
  private static final Pattern LEADING =
      Pattern.compile(
          "\\s*(?:(n|rounds)\\s*=\\s*|-(?=[nr]\\s)(n|r)\\s+)(\\d{1,9})(?=[\\s,]|$)\\s*,?\\s*");
  private static final long ROUND_NANOS = 200_000_000;
  private static final int ROUNDS = 7;
  private static final int MOST_RUNS = 100_000_000;

  @Override
  public String name() {
    return "timeit";
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
  public Options options() {
    return OPTIONS;
  }

  @Override
  public String summary() {
    return "says how long Java code takes when it is run many times";
  }

  @Override
  public String help() {
    return """
        %timeit [n = 1000, rounds = 7,] expression or statements
        %%timeit                  the same with the cell below; -n 1000 -r 7 as in IPython

        """
        + OPTIONS.help()
        + """

        The code is compiled once into a loop; the mean of the fastest round and the median and
        slowest beside it are shown. A value is used, so that the loop is not optimised away.

        %timeit IntStream.range(0, 1000).sum()
        """;
  }

  @Override
  public MagicResult run(MagicCall call, Session session) {
    String text = call.arguments();
    long n = 0;
    int rounds = ROUNDS;
    Matcher m = LEADING.matcher(text);
    int at = 0;
    while (m.region(at, text.length()).lookingAt()) {
      String option = m.group(1) == null ? m.group(2) : m.group(1);
      long value = Long.parseLong(m.group(3));
      if (value < 1) {
        throw call.error(option + " is a whole number from 1 on.", m.start(3), m.end(3));
      }
      if (option.equals("n")) {
        n = value;
      } else {
        rounds = (int) Math.min(value, 1000);
      }
      at = m.end();
    }
    int from = call.isCell() ? call.bodyOffset() : call.argumentOffset() + at;
    String rest = call.body().orElse(text.substring(at));
    String code = rest.strip();
    if (code.isEmpty()) {
      throw call.error("There is nothing to time.").suggesting("%timeit Math.sqrt(2)");
    }
    if (code.startsWith("%")) {
      throw call.error("%timeit runs Java only.");
    }
    CellCode loop =
        new TimingLoop(session, call.cell(), from + rest.indexOf(code), code).compiled();
    if (n == 0) {
      n = 1;
      long took = session.run(loop, n);
      while (took < ROUND_NANOS && n < MOST_RUNS) {
        double more = Math.max(2, Math.min(10, ROUND_NANOS / Math.max(1.0, took)));
        n = Math.min(MOST_RUNS, (long) Math.ceil(n * more));
        took = session.run(loop, n);
      }
    }
    double[] each = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      if (session.isInterrupted()) {
        throw new CellInterrupted();
      }
      each[i] = (double) session.run(loop, n) / n;
    }
    Arrays.sort(each);
    return MagicResult.of(
        Duration.words(each[0])
            + " a run (fastest of "
            + rounds
            + " rounds of "
            + n
            + "; median "
            + Duration.words(each[rounds / 2])
            + ", slowest "
            + Duration.words(each[rounds - 1])
            + ")");
  }
}
