package dev.henderson.kernel.models;

import dev.henderson.kernel.magic.Magic;
import dev.henderson.kernel.magic.MagicCall;
import dev.henderson.kernel.magic.MagicResult;
import dev.henderson.kernel.magic.Option;
import dev.henderson.kernel.magic.Options;
import dev.henderson.kernel.magic.RCall;
import dev.henderson.kernel.magic.Subject;
import dev.henderson.kernel.session.Session;
import dev.henderson.stats.Fitted;
import dev.henderson.stats.formula.CallArgument;
import dev.henderson.stats.profile.Profile;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code %plot m, residuals}: pictures of a fit. */
public final class PlotMagic implements Magic {
  /** What each word draws, as completion tells. */
  private static final Map<String, String> PICTURES = new LinkedHashMap<>();

  static {
    PICTURES.put("residuals", "residuals against fitted values");
    PICTURES.put("qq", "residuals against normal quantiles");
    PICTURES.put("scale-location", "sizes of residuals against fitted values");
    PICTURES.put("leverage", "residuals against leverage, of a %lm");
    PICTURES.put("interaction", "cell means with intervals, of an %aov");
    PICTURES.put("effects", "means or curves of each term with intervals, and the data");
    PICTURES.put("caterpillar", "conditional modes with intervals, of a mixed model");
    PICTURES.put("shrinkage", "own estimates and conditional modes, of a mixed model");
    PICTURES.put("ranef-qq", "conditional modes against normal quantiles, of a mixed model");
    PICTURES.put("zeta", "zeta plots, of a profile");
    PICTURES.put("density", "densities, of a profile");
    PICTURES.put("all", "every picture there is");
    PICTURES.put("none", "no picture");
  }

  private static final Options OPTIONS =
      Options.of(Option.word("plots", PICTURES.keySet().toArray(String[]::new)));

  private static final String CATERPILLAR = "caterpillar";

  @Override
  public String name() {
    return "plot";
  }

  @Override
  public List<String> aliases() {
    return List.of(CATERPILLAR);
  }

  @Override
  public Subject subject() {
    return Subject.FIT;
  }

  @Override
  public Subject afterFit() {
    return Subject.WORD;
  }

  @Override
  public Map<String, String> words() {
    return Collections.unmodifiableMap(PICTURES);
  }

  @Override
  public Options options() {
    return OPTIONS;
  }

  @Override
  public String summary() {
    return "draws a fit: residuals, qq, scale-location, effects, caterpillar, shrinkage, ...";
  }

  @Override
  public String help() {
    return """
        %plot m                 all pictures of m
        %plot m, residuals      residuals against fitted values
        %plot m, qq             residuals against normal quantiles
        %plot m, scale-location sizes of residuals against fitted values
        %plot m, leverage       residuals against leverage, of a %lm
        %plot m, interaction    cell means with intervals, of an %aov
        %plot m, effects        each term: its means, or the curve along its covariate
        %plot m, caterpillar    conditional modes with intervals; also %caterpillar m
        %plot m, shrinkage      from each level's own estimate to its conditional mode
        %plot m, ranef-qq       conditional modes against normal quantiles
        %plot m, c(qq, shrinkage)            several
        %plot p                 zeta plots and densities of a profile: %confint p = m
        """;
  }

  @Override
  public MagicResult run(MagicCall call, Session session) {
    RCall read = RCall.of(call, this);
    List<CallArgument> arguments = read.syntax().positional();
    if (!arguments.isEmpty() && call.name().equals(name())) {
      Profile profile = session.values(Profile.class).get(arguments.get(0).raw());
      if (profile != null) {
        List<String> wanted =
            arguments.size() > 1
                ? ProfilePictures.named(read, arguments.get(1))
                : read.option("plots").isPresent()
                    ? ProfilePictures.wanted(read)
                    : ProfilePictures.all();
        return ProfilePictures.show(profile, wanted, session.config());
      }
    }
    boolean caterpillar = call.name().equals(CATERPILLAR);
    Fitted fitted =
        FittedModel.of(
            caterpillar ? Capability.RANDOM_EFFECTS : Capability.FIT, read, call, session);
    Plots plots =
        caterpillar
            ? Plots.caterpillars(fitted)
            : arguments.size() > 1
                ? Plots.named(read, arguments.get(1), fitted)
                : read.option("plots").isPresent() ? Plots.of(read, fitted) : Plots.all(fitted);
    return plots.addTo(MagicResult.none(), session.config());
  }
}
