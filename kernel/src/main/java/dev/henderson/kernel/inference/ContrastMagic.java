package dev.henderson.kernel.inference;

import dev.henderson.kernel.magic.Magic;
import dev.henderson.kernel.magic.MagicCall;
import dev.henderson.kernel.magic.MagicException;
import dev.henderson.kernel.magic.MagicResult;
import dev.henderson.kernel.magic.Option;
import dev.henderson.kernel.magic.Options;
import dev.henderson.kernel.magic.RCall;
import dev.henderson.kernel.magic.Subject;
import dev.henderson.kernel.models.DdfOption;
import dev.henderson.kernel.models.FittedModel;
import dev.henderson.kernel.session.Session;
import dev.henderson.stats.Fitted;
import dev.henderson.stats.emm.EmmTable;
import dev.henderson.stats.emm.LinearHypotheses;
import dev.henderson.stats.formula.CallArgument;
import dev.henderson.stats.infer.LinearBasis;
import dev.henderson.stats.report.EmmReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code %contrast m, "A2 - A1 = 0"}: general linear hypotheses about the coefficients. */
public final class ContrastMagic implements Magic {
  private static final Options OPTIONS =
      Options.of(
              EmmArguments.ADJUST.shown("adjust = holm", "mvt (exact single step) if not given"),
              EmmArguments.SIDE,
              Option.of("level").shown("level = 0.9", "another level than 0.95"),
              DdfOption.OPTION.shown("ddf = kenward-roger", "of a mixed model: as in its summary"),
              Option.of("seed").shown("seed = 1", "of the integration of adjust = mvt"))
          .alsoUnderstood("delta", "null", "type");

  @Override
  public String name() {
    return "contrast";
  }

  @Override
  public List<String> aliases() {
    return List.of("glht");
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
    return "tests linear hypotheses about the coefficients, each and together";
  }

  @Override
  public String help() {
    return """
        %contrast m, "A2 - A1 = 0"                   one hypothesis about coefficients
        %contrast m, "A2 - A1 = 0", "A3 - A2 = 0"    several: single-step p values, and an F test

        Names are those of the summary, as they are or in back-quotes: (Intercept), A2:B1. Write
        factors as in 0.5 * A2; the right side may be any number.

        """
        + OPTIONS.help()
        + """

        %contrast m, "A2 - A1 = 0", adjust = none
        """;
  }

  @Override
  public MagicResult run(MagicCall call, Session session) {
    RCall read = RCall.of(call, this);
    read.requireFunction(Set.of("contrast", "glht"));
    Fitted fit = FittedModel.of(read, call, session);
    EmmArguments arguments = new EmmArguments(read);
    List<CallArgument> positional = read.syntax().positional();
    if (positional.size() < 2) {
      throw call.error("No hypothesis is given.", 0, call.arguments().length())
          .suggesting("Write %contrast m, \"A2 - A1 = 0\".");
    }
    LinearBasis basis = arguments.basis(fit);
    List<String> texts = new ArrayList<>();
    for (CallArgument a : positional.subList(1, positional.size())) {
      String text = text(read, a);
      // Each alone first, so that a mistake is underlined where it stands.
      arguments.placed(a, () -> LinearHypotheses.of(basis, List.of(text)));
      texts.add(text);
    }
    LinearHypotheses hypotheses = LinearHypotheses.of(basis, texts);
    EmmTable table =
        arguments.placed(positional.get(1), () -> hypotheses.table(arguments.options()));
    return MagicResult.of(
        arguments.placed(positional.get(1), () -> EmmReport.of(hypotheses, table)));
  }

  /** A hypothesis stands in quotes. */
  private static String text(RCall read, CallArgument a) {
    String raw = a.raw();
    boolean quoted = raw.length() > 1 && (raw.startsWith("\"") || raw.startsWith("'"));
    if (!quoted) {
      MagicException error = read.error("A hypothesis stands in quotes.", a.span());
      throw error.suggesting("Write \"" + raw + " = 0\".");
    }
    return raw.substring(1, raw.length() - 1);
  }
}
