package dev.henderson.kernel.inference;

import dev.henderson.kernel.magic.ConfigMagic;
import dev.henderson.kernel.magic.Magic;
import dev.henderson.kernel.magic.MagicCall;
import dev.henderson.kernel.magic.MagicResult;
import dev.henderson.kernel.magic.Options;
import dev.henderson.kernel.magic.RCall;
import dev.henderson.kernel.magic.Subject;
import dev.henderson.kernel.models.FittedModel;
import dev.henderson.kernel.session.Session;
import dev.henderson.stats.EmmMeans;
import dev.henderson.stats.Fitted;
import dev.henderson.stats.emm.EmmQuestion;
import dev.henderson.stats.emm.Weighting;
import dev.henderson.stats.formula.CallArgument;
import dev.henderson.stats.infer.LinearBasis;
import dev.henderson.stats.infer.QuestionException;
import dev.henderson.stats.plot.PictureFormat;
import dev.henderson.stats.text.NearestNames;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code %emmeans m, pairwise ~ A | B}: marginal means, and which of them differ. */
public final class EmmeansMagic implements Magic {
  /** Ways to ask for slopes. */
  private static final Set<String> TRENDS = Set.of("emtrends", "trends", "lstrends");

  @Override
  public String name() {
    return "emmeans";
  }

  @Override
  public List<String> aliases() {
    return List.of("emtrends", "trends", "lsmeans", "lstrends");
  }

  @Override
  public Subject subject() {
    return Subject.FIT;
  }

  @Override
  public Options options() {
    return EmmArguments.OPTIONS;
  }

  @Override
  public String summary() {
    return "gives marginal means or slopes, and compares them";
  }

  @Override
  public String help() {
    return """
        %emmeans m, ~ A                    means of A, averaged over the other factors
        %emmeans m, pairwise ~ A | B       and all their differences within each level of B
        %emmeans e = m, ~ A * B            e.tidy(), e.contrasts().tidy() are tables
        %emtrends m, pairwise ~ A, var = x slopes of x by A, and their differences

        before ~      pairwise, revpairwise, trt.vs.ctrl (ref = "a"), trt.vs.ctrlk, eff, del.eff,
                      poly, consec, mean_chg, identity
        contrasts =   {"late - early": c(-1, -1, 1, 1)}, or R's list(...)
        interaction = pairwise, or c("consec", "pairwise"): differences of differences
        adjust =      tukey, mvt (exact for any contrasts), dunnettx, holm, hochberg, hommel,
                      bonferroni, sidak, scheffe, fdr, BY, none; within each group
        side = >, delta = 2     one-sided tests; equivalence within delta, non-inferiority
        at = {x: c(1, 2)}       values of covariates, or some levels of factors
        weights =     equal, proportional, outer, cells, flat
        type = response         back from log(y), sqrt(y), I(1/y), ...; bias.adjust = TRUE
        joint = TRUE            an F test of the contrasts of each group
        cld = TRUE              letters: means that share none differ
        effects = TRUE          differences over a standard deviation; sigma =, edf =
        level, null, infer = TRUE, ddf = kenward-roger, seed, plots = none

        %emmeans m, pairwise ~ A | B, adjust = holm
        """;
  }

  @Override
  public MagicResult run(MagicCall call, Session session) {
    RCall read = RCall.of(call, this);
    Set<String> functions = new HashSet<>(TRENDS);
    functions.addAll(Set.of("emmeans", "lsmeans"));
    read.requireFunction(functions);
    Optional<String> target = read.target();
    Fitted fit = FittedModel.of(read, call, session);
    EmmArguments arguments = new EmmArguments(read);
    arguments.noMore(2);
    boolean slopes =
        TRENDS.contains(call.name()) || TRENDS.contains(read.syntax().function().orElse(""));
    EmmQuestion question = arguments.question(slopes);
    LinearBasis basis = arguments.basis(fit);
    EmmMeans means = answer(arguments, basis, question);
    List<String> pictures = pictures(read, means);
    MagicResult shown = MagicResult.of(means.report(name(read, fit, session)));
    PictureFormat format = ConfigMagic.pictures(session.config());
    for (String picture : pictures) {
      shown = shown.and(means.picture(picture, format));
    }
    target.ifPresent(name -> session.bind(name, means));
    return shown;
  }

  /** The answer, or what is wrong with the question said of the argument it is wrong in. */
  private static EmmMeans answer(EmmArguments arguments, LinearBasis basis, EmmQuestion question) {
    return arguments.placed(
        arguments.comparedArgument(question),
        () -> {
          try {
            return EmmMeans.of(basis, question);
          } catch (QuestionException e) {
            // Names that are not there are to be blamed on the means, not on what is made of them.
            EmmQuestion alone =
                EmmQuestion.of(question.spec()).withGrid(question.at(), Weighting.EQUAL);
            arguments.placed(arguments.specArgument(), () -> EmmMeans.of(basis, alone));
            throw e;
          }
        });
  }

  /** The name of the fit, for cells to go on with. */
  private static String name(RCall read, Fitted fit, Session session) {
    return session.values(Fitted.class).entrySet().stream()
        .filter(e -> e.getValue() == fit)
        .map(e -> e.getKey())
        .findFirst()
        .orElse("");
  }

  /** The pictures asked for; unasked the one that shows the answer best. */
  private static List<String> pictures(RCall read, EmmMeans means) {
    List<String> known = means.pictures();
    Optional<CallArgument> given = read.option("plots");
    if (given.isEmpty()) {
      List<String> out = new ArrayList<>();
      if (known.contains("interaction")) {
        out.add("interaction");
      } else if (known.contains("means")) {
        out.add("means");
      }
      if (known.contains("contrasts")) {
        out.add("contrasts");
      }
      return out;
    }
    List<String> out = new ArrayList<>();
    for (String name : read.placed(given.get()::asNames)) {
      if (name.equals("all")) {
        out.addAll(known);
      } else if (known.contains(name)) {
        out.add(name);
      } else if (!name.equals("none")) {
        List<String> near = NearestNames.of(name, known, 2);
        throw read.error("There is no picture called '" + name + "' here.", given.get().span())
            .suggesting(
                near.isEmpty()
                    ? "There are " + String.join(", ", known) + ", all, none."
                    : "Did you mean " + String.join(", ", near) + "?");
      }
    }
    return out;
  }
}
