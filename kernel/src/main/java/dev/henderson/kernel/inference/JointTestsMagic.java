package dev.henderson.kernel.inference;

import dev.henderson.kernel.magic.Magic;
import dev.henderson.kernel.magic.MagicCall;
import dev.henderson.kernel.magic.MagicResult;
import dev.henderson.kernel.magic.Option;
import dev.henderson.kernel.magic.Options;
import dev.henderson.kernel.magic.RCall;
import dev.henderson.kernel.magic.Subject;
import dev.henderson.kernel.models.DdfOption;
import dev.henderson.kernel.models.FittedModel;
import dev.henderson.kernel.session.Session;
import dev.henderson.stats.Fitted;
import dev.henderson.stats.emm.JointTests;
import dev.henderson.stats.infer.LinearBasis;
import dev.henderson.stats.report.EmmReport;
import java.util.List;
import java.util.Set;

/** {@code %joint_tests m, by = B}: F tests of every factor within the levels of others. */
public final class JointTestsMagic implements Magic {
  private static final Options OPTIONS =
      Options.of(
          Option.of("by", Option.Takes.COLUMNS).shown("by = B", "within each level of B"),
          Option.of("at").shown("at = {x: 5}", "values of covariates, or some levels of factors"),
          DdfOption.OPTION.shown("ddf = kenward-roger", "of a mixed model: as in its summary"));

  @Override
  public String name() {
    return "joint_tests";
  }

  @Override
  public List<String> aliases() {
    return List.of("joint");
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
    return "tests each factor and interaction, within the levels of others if asked";
  }

  @Override
  public String help() {
    return """
        %joint_tests m               an F test of each factor and interaction, every cell alike
        %joint_tests m, by = B       the same within each level of B: simple effects
        %joint_tests m, by = c(B, C)

        """
        + OPTIONS.help()
        + """

        %joint_tests m, by = B
        """;
  }

  @Override
  public MagicResult run(MagicCall call, Session session) {
    RCall read = RCall.of(call, this);
    read.requireFunction(Set.of("joint_tests", "joint"));
    Fitted fit = FittedModel.of(read, call, session);
    EmmArguments arguments = new EmmArguments(read);
    arguments.noMore(1);
    LinearBasis basis = arguments.basis(fit);
    JointTests tests =
        arguments.placed(
            read.option("by").orElse(null),
            () -> JointTests.of(basis, arguments.at(), arguments.by()));
    return MagicResult.of(EmmReport.of(basis.formula(), basis.dataName(), tests));
  }
}
