package dev.henderson.stats;

import dev.henderson.stats.document.Report;
import dev.henderson.stats.document.TextRenderer;
import dev.henderson.stats.document.TidyTable;
import dev.henderson.stats.emm.ComparisonArrows;
import dev.henderson.stats.emm.ContrastMethod;
import dev.henderson.stats.emm.EmmAnswer;
import dev.henderson.stats.emm.EmmQuestion;
import dev.henderson.stats.emm.EmmSpec;
import dev.henderson.stats.emm.JointTests;
import dev.henderson.stats.emm.LinearHypotheses;
import dev.henderson.stats.emm.ObservedCells;
import dev.henderson.stats.infer.LinearBasis;
import dev.henderson.stats.infer.QuestionException;
import dev.henderson.stats.plot.IntervalPlot;
import dev.henderson.stats.plot.MeansPlot;
import dev.henderson.stats.plot.Picture;
import dev.henderson.stats.plot.PictureFormat;
import dev.henderson.stats.report.EmmReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tech.tablesaw.api.Table;

/**
 * Estimated marginal means of a fit, and what was asked of them: what {@code %emmeans} binds to a
 * notebook variable. Immutable.
 *
 * <pre>{@code
 * Table warpbreaks = Dataset.find("warpbreaks").orElseThrow().load();
 * Lm m = Lm.fit("breaks ~ wool * tension", warpbreaks);
 * EmmMeans means = EmmMeans.of(m, "pairwise ~ tension | wool");
 * Table differences = means.contrasts().tidy();  // six of them, Tukey's p values
 * }</pre>
 */
public final class EmmMeans {
  private final EmmAnswer answer;

  private EmmMeans(EmmAnswer answer) {
    this.answer = Objects.requireNonNull(answer);
  }

  /**
   * The means of a fit.
   *
   * @param spec such as {@code "~ A"} or {@code "pairwise ~ A | B"}
   * @throws QuestionException if the fit has no such factors
   */
  public static EmmMeans of(Fitted fit, String spec) {
    return of(fit.basis(), EmmQuestion.of(EmmSpec.parse(spec)));
  }

  /**
   * The answer to a question.
   *
   * @throws QuestionException for names that are not in the model, or too many comparisons
   */
  public static EmmMeans of(LinearBasis basis, EmmQuestion question) {
    return new EmmMeans(new EmmAnswer(basis, question));
  }

  /**
   * Joint tests of every factor and interaction of a fit, within the levels of some factors.
   *
   * @param by names of factors; none for the whole
   */
  public static JointTests joint(Fitted fit, String... by) {
    return JointTests.of(fit.basis(), Map.of(), List.of(by));
  }

  /** Hypotheses about the coefficients of a fit, such as {@code "A2 - A1 = 0"}. */
  public static LinearHypotheses hypotheses(Fitted fit, String... texts) {
    return LinearHypotheses.of(fit.basis(), List.of(texts));
  }

  /** The numbers themselves. */
  public EmmAnswer answer() {
    return answer;
  }

  /** The same means with other contrasts: {@code pairwise}, {@code trt.vs.ctrl}, ... */
  public EmmMeans contrasts(String method) {
    return of(
        answer.meansGrid().basis(), answer.question().withContrasts(ContrastMethod.named(method)));
  }

  /** The same means with contrasts of one's own, by name, one coefficient per mean. */
  public EmmMeans contrasts(Map<String, List<Double>> coefficients) {
    return of(
        answer.meansGrid().basis(),
        answer.question().withContrasts(ContrastMethod.custom(coefficients)));
  }

  /** The contrasts; those of all pairs where the question names none. */
  public Contrasts contrasts() {
    return answer.contrasts().isPresent()
        ? new Contrasts(answer)
        : contrasts("pairwise").contrasts();
  }

  /** One row per mean: the factors, {@code estimate, std.error, df, conf.low, conf.high}. */
  public Table tidy() {
    return TidyTable.of(
        "means",
        EmmReport.tidy(answer.means(), answer.letters().map(l -> l.letters()).orElse(List.of())));
  }

  /** The whole answer as a document. */
  public Report report() {
    return report("");
  }

  /**
   * The whole answer as a document.
   *
   * @param model the name of the fit in the notebook, for cells to go on with
   */
  public Report report(String model) {
    return EmmReport.of(answer, model);
  }

  /** The pictures there are, by name: means, interaction, contrasts. */
  public Picture picture(String name, PictureFormat format) {
    return switch (name) {
      case "means" -> meansPlot().picture(format);
      case "interaction" -> interactionPlot().picture(format);
      case "contrasts" -> contrastsPlot().orElseThrow().picture(format);
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** The names of the pictures there are. */
  public List<String> pictures() {
    List<String> out = new ArrayList<>();
    if (answer.means().columns().isEmpty()) {
      return out;
    }
    out.add("means");
    if (answer.means().columns().size() > 1) {
      out.add("interaction");
    }
    if (answer.contrasts().isPresent()) {
      out.add("contrasts");
    }
    return out;
  }

  /** Means with intervals and comparison arrows. */
  public IntervalPlot meansPlot() {
    Optional<ComparisonArrows> arrows =
        ComparisonArrows.of(
            answer.meansGrid(),
            answer.contrasts().isPresent()
                    && answer.question().methods().get(0).isPairwise()
                    && !answer.question().interaction()
                ? answer.question().options()
                : answer.question().options().withAdjustment(null));
    return IntervalPlot.ofMeans(answer.means(), arrows.orElse(null));
  }

  /** Means of two factors or more with intervals and the data behind. */
  public MeansPlot interactionPlot() {
    return MeansPlot.of(answer.means(), new ObservedCells(answer.grid(), answer.means()));
  }

  /** Contrasts with intervals and a line at zero, if some were asked for. */
  public Optional<IntervalPlot> contrastsPlot() {
    return answer.contrasts().map(IntervalPlot::ofContrasts);
  }

  /** The answer as text. */
  @Override
  public String toString() {
    return TextRenderer.render(report());
  }
}
