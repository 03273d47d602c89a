package dev.henderson.kernel.inference;

import dev.henderson.kernel.magic.Magic;
import dev.henderson.kernel.magic.MagicCall;
import dev.henderson.kernel.magic.MagicResult;
import dev.henderson.kernel.magic.Option;
import dev.henderson.kernel.magic.Options;
import dev.henderson.kernel.magic.RCall;
import dev.henderson.kernel.magic.Subject;
import dev.henderson.kernel.models.FittedModel;
import dev.henderson.kernel.session.Session;
import dev.henderson.stats.Lmer;
import dev.henderson.stats.formula.CallArgument;
import dev.henderson.stats.infer.Bootstrap;
import dev.henderson.stats.infer.BootstrapTest;
import dev.henderson.stats.lmm.LmmFit;
import dev.henderson.stats.report.ConfintReport;
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
              Option.of("type"),
              Option.of("null", Option.Takes.FIT))
          .alsoUnderstood("nsim");

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
        %bootstrap m1, null = m0                     likelihood-ratio test of m0 against m1

        type = basic     or percentile (default)
        level = 0.9      another level than 0.95

        Without seed = one is chosen and shown: the same seed gives the same replicates.
        """;
  }

  @Override
  public MagicResult run(MagicCall call, Session session) {
    RCall read = RCall.of(call, OPTIONS);
    read.requireFunction(Set.of("bootstrap", "bootMer"));
    Optional<String> target = read.target();
    Lmer fit = FittedModel.of(read, call, session);
    Optional<CallArgument> small = read.option("null");
    if (small.isPresent()) {
      Lmer of = FittedModel.named(Lmer.class, small.get(), read, call, session);
      long seed = seed(read);
      int n = replicates(read);
      BootstrapTest test =
          Inference.placed(
              read, "null", () -> Bootstrap.test(of.fit(), fit.fit(), n, seed, session));
      String large = read.syntax().positional().isEmpty() ? "the model" : nameOf(read, 0);
      return MagicResult.of(ConfintReport.of(small.get().raw(), large, test, seed));
    }
    double level = NumberOptions.level(read);
    Bootstrap.Method type = type(read);
    Bootstrap bootstrap = draw(read, fit.fit(), session);
    target.ifPresent(name -> session.bind(name, bootstrap));
    return MagicResult.of(ConfintReport.of(fit.fit(), bootstrap, level, type));
  }

  private static String nameOf(RCall read, int i) {
    return read.placed(read.syntax().positional().get(i)::asName);
  }

  static Bootstrap draw(RCall read, LmmFit fit, Session session) {
    int n = replicates(read);
    long seed = seed(read);
    return Inference.placed(read, "n", () -> Bootstrap.of(fit, n, seed, session));
  }

  private static int replicates(RCall read) {
    long n = NumberOptions.whole(read, "nsim", 1000, 1);
    return Math.toIntExact(Math.min(NumberOptions.whole(read, "n", n, 1), 10_000_000));
  }

  static long seed(RCall read) {
    return NumberOptions.whole(read, "seed", ThreadLocalRandom.current().nextInt(1_000_000), 0);
  }

  static Bootstrap.Method type(RCall read) {
    Optional<CallArgument> given = read.option("type");
    if (given.isEmpty()) {
      return Bootstrap.Method.PERCENTILE;
    }
    return switch (given.get().raw().replaceAll("[\"'\\s]", "").toLowerCase(Locale.ROOT)) {
      case "percentile", "perc" -> Bootstrap.Method.PERCENTILE;
      case "basic" -> Bootstrap.Method.BASIC;
      default ->
          throw read.error("There is no type = " + given.get().raw() + ".", given.get().span())
              .suggesting("type is percentile or basic.");
    };
  }
}
