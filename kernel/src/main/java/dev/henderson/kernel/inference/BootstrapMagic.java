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
import dev.henderson.stats.formula.CallArgument;
import dev.henderson.stats.report.BootstrapReport;
import dev.henderson.stats.resample.Bootstrap;
import dev.henderson.stats.resample.BootstrapTest;
import dev.henderson.stats.resample.Bootstraps;
import dev.henderson.stats.resample.ResampleOptions;
import dev.henderson.stats.resample.Statistic;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** {@code %bootstrap m, n = 1000, seed = 1}: a parametric bootstrap. */
public final class BootstrapMagic implements Magic {
  private static final Options OPTIONS =
      Options.of(
              Option.of("n"),
              Option.of("seed"),
              Option.of("level"),
              Option.word("type", "percentile", "basic", "bca"),
              Option.of("null", Option.Takes.FIT))
          .alsoUnderstood("nsim", "statistic");

  @Override
  public String name() {
    return "bootstrap";
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
    return "fits a model again to responses drawn from it";
  }

  @Override
  public String help() {
    return """
        %bootstrap [name =] m, n = 1000, seed = 1    bias, standard errors, intervals
        %bootstrap m, n = 1000, Days / sigma, icc    of these numbers instead of all parameters
        %bootstrap m1, null = m0                     likelihood-ratio test of m0 against m1

        type = bca       or percentile (default), basic; bca leaves out one group at a time, too
        level = 0.9      another level than 0.95
        statistic = c(sd__Subject / sigma, icc)      the same as writing them without a name

        Numbers are those of confint: sigma, Days, `sd_Days|Subject`; for short sd__Subject and
        cor__Subject; and icc, r2m, r2c, criterion. They go with + - * / ^ ( ) and abs, atanh, exp,
        log, log10, sqrt, tanh. Any other function of a fit goes from Java:
        m.bootstrap(1000, fit -> fit.fixef().estimate(1) / fit.sigma()).

        Without seed = one is chosen and shown: the same seed gives the same replicates.
        """;
  }

  @Override
  public MagicResult run(MagicCall call, Session session) {
    RCall read = RCall.of(call, this);
    read.requireFunction(Set.of("bootstrap", "bootMer"));
    Optional<String> target = read.target();
    Bootstraps fit =
        Capability.BOOTSTRAP.of(FittedModel.of(Capability.BOOTSTRAP, read, call, session));
    List<Statistic> statistics = statistics(read, fit);
    Optional<CallArgument> small = read.option("null");
    if (small.isPresent()) {
      Fitted of = FittedModel.named(Capability.BOOTSTRAP, small.get(), read, call, session);
      if (!statistics.isEmpty()) {
        throw read.error("The test of a null model has its own statistic.", small.get().span())
            .suggesting("Leave out null =, or the statistics.");
      }
      ResampleOptions options = options(read, session);
      BootstrapTest test =
          Inference.placed(read, "null", () -> fit.bootstrapTest(of.fit(), options));
      String large = read.syntax().positional().isEmpty() ? "the model" : nameOf(read, 0);
      target.ifPresent(name -> session.bind(name, test));
      return MagicResult.of(BootstrapReport.of(small.get().raw(), large, test, options.seed()));
    }
    double level = NumberOptions.level(read);
    Bootstrap.Method type = type(read);
    ResampleOptions options = options(read, session);
    Bootstrap bootstrap = Inference.placed(read, "n", () -> fit.bootstrap(options, statistics));
    MagicResult shown = MagicResult.of(BootstrapReport.of(bootstrap, level, type));
    target.ifPresent(name -> session.bind(name, bootstrap));
    return shown;
  }

  private static String nameOf(RCall read, int i) {
    return read.placed(read.syntax().positional().get(i)::asName);
  }

  /** What stands after the model without a name, and in {@code statistic = c(...)}. */
  private static List<Statistic> statistics(RCall read, Bootstraps fit) {
    List<Statistic> out = new ArrayList<>();
    List<CallArgument> positional = read.syntax().positional();
    for (CallArgument argument :
        positional.subList(Math.min(1, positional.size()), positional.size())) {
      out.add(read.placed(() -> fit.statistic(argument.expression())));
    }
    read.option("statistic")
        .ifPresent(
            a ->
                read.placed(a::expressions)
                    .forEach(e -> out.add(read.placed(() -> fit.statistic(e)))));
    return out;
  }

  /** How often and from what; cancelled when the cell is interrupted. */
  static ResampleOptions options(RCall read, Session session) {
    long n = NumberOptions.whole(read, "nsim", 1000, 1);
    int replicates = Math.toIntExact(Math.min(NumberOptions.whole(read, "n", n, 1), 10_000_000));
    return ResampleOptions.of(replicates, seed(read))
        .withCancellation(session.cancellation())
        .withProgress(session.front().progress("Bootstrap"));
  }

  static long seed(RCall read) {
    return NumberOptions.whole(read, "seed", ThreadLocalRandom.current().nextInt(1_000_000), 0);
  }

  static Bootstrap.Method type(RCall read) {
    Optional<CallArgument> given = read.option("type");
    if (given.isEmpty()) {
      return Bootstrap.Method.PERCENTILE;
    }
    return switch (given.get().word().toLowerCase(Locale.ROOT)) {
      case "percentile", "perc" -> Bootstrap.Method.PERCENTILE;
      case "basic" -> Bootstrap.Method.BASIC;
      case "bca" -> Bootstrap.Method.BCA;
      default ->
          throw read.error("There is no type = " + given.get().raw() + ".", given.get().span())
              .suggesting("type is percentile, basic or bca.");
    };
  }
}
