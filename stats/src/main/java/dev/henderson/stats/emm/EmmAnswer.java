package dev.henderson.stats.emm;

import dev.henderson.stats.infer.LinearBasis;
import dev.henderson.stats.infer.QuestionException;
import dev.henderson.stats.model.Diagnostic;
import dev.henderson.stats.text.Call;
import dev.henderson.stats.text.Prose;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The marginal means a question asks for, with their contrasts and tests. Immutable. */
public final class EmmAnswer {
  private final EmmQuestion question;
  private final ReferenceGrid grid;
  private final EmmGrid means;
  private final EmmTable meansTable;
  private final EmmGrid contrasts;
  private final EmmTable contrastsTable;
  private final JointTests joint;
  private final CompactLetters letters;
  private final StandardizedEffects effects;
  private final List<Diagnostic> notes;
  private final String simpleEffects;

  /**
   * Answers a question.
   *
   * @throws QuestionException for names that are not in the model, or too many comparisons
   */
  public EmmAnswer(LinearBasis basis, EmmQuestion question) {
    this.question = question;
    this.grid =
        question.covariate().isPresent()
            ? ReferenceGrid.ofTrends(basis, question.at(), question.covariate().get())
            : ReferenceGrid.of(basis, question.at());
    EmmSpec spec = question.spec();
    this.means = grid.means(spec.specs(), spec.by(), question.weighting());
    EmmOptions options = question.options();
    boolean compared = !question.methods().isEmpty();
    this.meansTable = means.table(compared ? plain(options) : options);
    if (compared) {
      contrasts =
          question.interaction()
              ? means.interaction(question.methods())
              : means.contrast(question.methods().get(0));
      contrastsTable = contrasts.table(options);
    } else {
      contrasts = null;
      contrastsTable = null;
    }
    EmmGrid tested =
        question.joint() || question.effects()
            ? contrasts == null ? means.contrast(ContrastMethod.named("pairwise")) : contrasts
            : null;
    joint = question.joint() ? JointTests.of(tested) : null;
    letters =
        question.letters() ? CompactLetters.of(means, options, round(1 - options.level())) : null;
    effects = question.effects() ? effects(tested, question, options) : null;
    simpleEffects = simpleEffects();
    notes = List.copyOf(gathered());
  }

  private static double round(double alpha) {
    return Math.rint(alpha * 1e12) / 1e12;
  }

  private static StandardizedEffects effects(
      EmmGrid tested, EmmQuestion question, EmmOptions options) {
    return Double.isNaN(question.sigma())
        ? StandardizedEffects.of(tested, options.level())
        : StandardizedEffects.of(
            tested,
            question.sigma(),
            question.sigmaDf(),
            "the standard deviation given",
            options.level());
  }

  /** The options that go for the means beside contrasts: level and scale. */
  private static EmmOptions plain(EmmOptions o) {
    EmmOptions out = EmmOptions.defaults().withLevel(o.level());
    out = o.response() ? out.onResponse() : out;
    out = o.bias() ? out.withBiasAdjustment(o.sigma()) : out;
    return o.infer() ? out.inferring() : out;
  }

  /** The factors averaged over that a factor of the means interacts with. */
  private List<String> averagedPartners() {
    Set<String> kept = new LinkedHashSet<>(means.columns());
    Set<String> out = new LinkedHashSet<>();
    for (String name : grid.varying()) {
      if (!kept.contains(name)
          && !grid.nesting().containsKey(name)
          && grid.isCategorical(name)
          && !grid.interacting(kept, List.of(name)).isEmpty()) {
        out.add(name);
      }
    }
    return List.copyOf(out);
  }

  private String simpleEffects() {
    List<String> partners = averagedPartners();
    if (partners.isEmpty() || question.spec().specs().isEmpty()) {
      return null;
    }
    Set<String> by = new LinkedHashSet<>(question.spec().by());
    by.addAll(partners);
    String method =
        question.methods().isEmpty() || question.methods().get(0).name().equals("custom")
            ? "pairwise"
            : question.methods().get(0).name();
    return new EmmSpec(Optional.of(method), question.spec().specs(), List.copyOf(by)).toString();
  }

  private List<Diagnostic> gathered() {
    List<Diagnostic> out = new ArrayList<>();
    if (simpleEffects != null) {
      String partners = String.join(" and ", averagedPartners());
      String own = String.join(", ", question.spec().specs());
      out.add(
          Diagnostic.warning(
              "interaction",
              own
                  + " takes part in an interaction with "
                  + partners
                  + ", so that these averages may hold for none of its levels. Compare within them: "
                  + simpleEffects
                  + "."));
    }
    if (question.covariate().isEmpty()) {
      for (String x : grid.names()) {
        Set<String> kept = new LinkedHashSet<>(means.columns());
        if (!kept.contains(x) && !question.at().containsKey(x) && !grid.isCategorical(x)) {
          List<String> with = grid.interacting(kept, List.of(x));
          if (!with.isEmpty()) {
            out.add(
                Diagnostic.warning(
                    "interaction",
                    Prose.of(
                        "Differences between levels of "
                            + String.join(", ", with)
                            + " depend on "
                            + x
                            + "; these are at "
                            + x
                            + " = "
                            + shorter(grid.levels(x))
                            + ". Compare slopes with ",
                        Call.of("emtrends"),
                        ", or put " + x + " elsewhere by at = {" + x + ": ...}.")));
          }
        }
      }
    }
    Set<String> said = new LinkedHashSet<>(meansTable.notes());
    if (contrastsTable != null) {
      said.addAll(contrastsTable.notes());
    }
    said.forEach(s -> out.add(Diagnostic.note("emmeans", s)));
    if (!grid.nesting().isEmpty()) {
      List<String> nests = new ArrayList<>();
      grid.nesting().forEach((k, v) -> nests.add(k + " within " + String.join(" and ", v)));
      out.add(Diagnostic.note("nesting", "Nesting found: " + String.join(", ", nests) + "."));
    }
    if (effects != null) {
      out.add(
          Diagnostic.note(
              "effects",
              "Effect sizes are differences over "
                  + effects.sigmaName()
                  + ", "
                  + brief(effects.sigma())
                  + ", known with "
                  + brief(effects.df())
                  + " degrees of freedom."));
    }
    if (letters != null) {
      out.add(
          Diagnostic.note(
              "letters",
              "Means that share a letter were not shown to differ (level "
                  + letters.alpha()
                  + ", adjustment "
                  + letters.adjustment()
                  + "); this does not show that they are equal."));
    }
    return out;
  }

  private static String shorter(List<String> values) {
    return String.join(
        ", ", values.stream().map(v -> v.length() > 6 ? brief(Double.parseDouble(v)) : v).toList());
  }

  /** Four significant digits at most, in a sentence. */
  private static String brief(double x) {
    return new BigDecimal(x).round(new MathContext(4)).stripTrailingZeros().toPlainString();
  }

  /** What was asked. */
  public EmmQuestion question() {
    return question;
  }

  /** The grid behind it. */
  public ReferenceGrid grid() {
    return grid;
  }

  /** The means as linear functions. */
  public EmmGrid meansGrid() {
    return means;
  }

  /** The means. */
  public EmmTable means() {
    return meansTable;
  }

  /** The contrasts, if some were asked for. */
  public Optional<EmmTable> contrasts() {
    return Optional.ofNullable(contrastsTable);
  }

  /** Joint tests, if asked for. */
  public Optional<JointTests> joint() {
    return Optional.ofNullable(joint);
  }

  /** Letters, if asked for. */
  public Optional<CompactLetters> letters() {
    return Optional.ofNullable(letters);
  }

  /** Effect sizes, if asked for. */
  public Optional<StandardizedEffects> effects() {
    return Optional.ofNullable(effects);
  }

  /** The comparison within the levels of factors that interact with those asked about. */
  public Optional<String> simpleEffectsSpec() {
    return Optional.ofNullable(simpleEffects);
  }

  /** What a reader should know. */
  public List<Diagnostic> notes() {
    return notes;
  }
}
