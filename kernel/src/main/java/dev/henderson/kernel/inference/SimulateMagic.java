package dev.henderson.kernel.inference;

import dev.henderson.kernel.magic.Magic;
import dev.henderson.kernel.magic.MagicCall;
import dev.henderson.kernel.magic.MagicResult;
import dev.henderson.kernel.magic.Option;
import dev.henderson.kernel.magic.Options;
import dev.henderson.kernel.magic.RCall;
import dev.henderson.kernel.magic.Subject;
import dev.henderson.kernel.models.Capability;
import dev.henderson.kernel.models.FittedModel;
import dev.henderson.kernel.session.Session;
import dev.henderson.stats.Fitted;
import dev.henderson.stats.report.TableReport;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tech.tablesaw.api.Table;

/** {@code %simulate s = m, n = 3, seed = 1}: responses drawn from a fit. */
public final class SimulateMagic implements Magic {
  private static final Options OPTIONS =
      Options.of(Option.of("n").shown("n = 3", "how many"))
          .and(Option.of("seed").shown("seed = 1", "the same seed draws the same"))
          .alsoUnderstood("nsim");

  @Override
  public String name() {
    return "simulate";
  }

  @Override
  public Subject subject() {
    return Subject.FIT;
  }

  @Override
  public Options options() {
    return OPTIONS;
  }

  @Override
  public String summary() {
    return "draws responses from a fit";
  }

  @Override
  public String help() {
    return """
        %simulate [name =] m, n = 1, seed = 1    the rows of the fit with columns sim_1, sim_2, ...

        Random effects and residuals are new in each. Without seed = one is chosen and shown.
        """;
  }

  @Override
  public MagicResult run(MagicCall call, Session session) {
    RCall read = RCall.of(call, this);
    read.requireFunction(Set.of("simulate"));
    read.requireAtMost(1, "Write n = 3, seed = 1.");
    Optional<String> target = read.target();
    Fitted fit = FittedModel.of(Capability.SIMULATION, read, call, session);
    long n = NumberOptions.whole(read, "n", NumberOptions.whole(read, "nsim", 1, 1), 1);
    long seed = BootstrapMagic.seed(read);
    Table table = fit.simulate(Math.toIntExact(Math.min(n, 10_000)), seed);
    target.ifPresent(name -> table.setName(name));
    MagicResult shown =
        MagicResult.of(
            TableReport.of(table).noting("seed", List.of("Drawn with seed " + seed + ".")));
    target.ifPresent(name -> session.bind(name, table));
    return shown;
  }
}
