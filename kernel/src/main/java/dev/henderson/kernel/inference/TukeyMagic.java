package dev.henderson.kernel.inference;

import dev.henderson.kernel.display.CellNotation;
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
import dev.henderson.stats.classical.AovException;
import dev.henderson.stats.classical.ComparesMeans;
import dev.henderson.stats.classical.TukeyHsd;
import dev.henderson.stats.formula.CallArgument;
import dev.henderson.stats.formula.Span;
import dev.henderson.stats.report.ComparisonReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code %tukey m}: all differences of the means of an analysis of variance. */
public final class TukeyMagic implements Magic {
  private static final Options OPTIONS =
      Options.of(
              Option.of("which", Option.Takes.COLUMNS), Option.of("ordered", Option.Takes.BOOLEAN))
          .alsoUnderstood("conf.level");

  @Override
  public String name() {
    return "tukey";
  }

  @Override
  public List<String> aliases() {
    return List.of("TukeyHSD");
  }

  @Override
  public Subject subject() {
    return Subject.FIT;
  }

  @Override
  public Subject afterFit() {
    return Subject.COLUMNS;
  }

  @Override
  public Options options() {
    return OPTIONS;
  }

  @Override
  public String summary() {
    return "compares all means of an analysis of variance by Tukey's test";
  }

  @Override
  public String help() {
    return """
        %tukey m                     the means of every term of factors of an %aov or %lm
        %tukey m, "tension"          those of one term; which = c("A", "B") of several
        %tukey m, ordered = TRUE     means in increasing order first: no difference is negative
        %tukey m, conf.level = 0.9   intervals of another family-wise level

        %tukey m, tension
        """;
  }

  @Override
  public MagicResult run(MagicCall call, Session session) {
    RCall read = RCall.of(call, this);
    read.requireFunction(Set.of("TukeyHSD", "tukey"));
    read.requireAtMost(2, "Several terms are which = c(\"A\", \"B\").");
    Fitted fit = FittedModel.of(read, call, session);
    ComparesMeans means = able(fit, read, call);
    boolean ordered = read.option("ordered").map(a -> read.placed(a::asBoolean)).orElse(false);
    double level = read.option("conf.level").map(a -> read.placed(a::asNumber)).orElse(0.95);
    if (!(level > 0 && level < 1)) {
      throw read.error("The level lies between 0 and 1.", read.option("conf.level").get().span())
          .suggesting("Write conf.level = 0.95.");
    }
    List<CallArgument> arguments = read.syntax().positional();
    Optional<CallArgument> which =
        arguments.size() > 1 ? Optional.of(arguments.get(1)) : read.option("which");
    List<String> known = means.tukeyTerms();
    List<String> terms =
        which
            .map(a -> names(read, a).stream().map(name -> term(name, known)).toList())
            .orElse(known);
    if (terms.isEmpty()) {
      throw call.error("No term of this fit is made of factors only.", 0, 0)
          .suggesting("Make codes categorical with %factor, or write factor(code).");
    }
    Span at = which.map(CallArgument::span).orElse(Span.at(0));
    List<TukeyHsd> results = new ArrayList<>();
    for (String term : terms) {
      try {
        results.add(means.tukey(term, level, ordered));
      } catch (AovException e) {
        throw read.error(CellNotation.message(e), at).coded("design").causedBy(e);
      }
    }
    return MagicResult.of(ComparisonReport.ofTukey(fit.formula(), fit.fit().dataName(), results));
  }

  /** A fit whose means have one variance. */
  private static ComparesMeans able(Fitted fit, RCall read, MagicCall call) {
    ComparesMeans able = FittedModel.able(Capability.TUKEY, fit, read, call);
    String errors = fit.ofOneStratum().map(f -> f.tests().errors()).orElse("");
    if (!errors.isEmpty()) {
      List<CallArgument> arguments = read.syntax().positional();
      String name = arguments.isEmpty() ? "m" : arguments.get(0).raw();
      throw read.error(
              "Tukey's test takes one variance for all; " + name + " has " + errors + ".",
              arguments.isEmpty() ? Span.at(0) : arguments.get(0).span())
          .coded("unknown-fit")
          .suggesting("Write %emmeans " + name + ", pairwise ~ A.");
    }
    return able;
  }

  /** One term, bare or in quotes, or several in c(...). */
  private static List<String> names(RCall read, CallArgument argument) {
    return argument.raw().matches("(?s)(c|list)\\(.*|\\[.*")
        ? read.placed(argument::asNames)
        : List.of(argument.word());
  }

  /** The term of that name, whatever blanks and backticks stand in either. */
  private static String term(String name, List<String> known) {
    String plain = plain(name);
    return known.stream().filter(t -> plain(t).equals(plain)).findFirst().orElse(name);
  }

  private static String plain(String name) {
    return name.replaceAll("[`\\s]", "");
  }
}
