package dev.henderson.stats;

import dev.henderson.stats.document.TidyTable;
import dev.henderson.stats.emm.EffectGrid;
import dev.henderson.stats.emm.EmmAnswer;
import dev.henderson.stats.emm.EmmQuestion;
import dev.henderson.stats.emm.EmmSpec;
import dev.henderson.stats.emm.ObservedCells;
import dev.henderson.stats.emm.Weighting;
import dev.henderson.stats.infer.LinearBasis;
import dev.henderson.stats.infer.QuestionException;
import dev.henderson.stats.plot.Drawing;
import dev.henderson.stats.plot.MeansPlot;
import dev.henderson.stats.plot.Picture;
import dev.henderson.stats.plot.PictureFormat;
import dev.henderson.stats.report.EmmReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tech.tablesaw.api.Table;

/**
 * What a term of the fixed part of a fit does to the response: marginal means over its factors and
 * along its covariate, averaged over everything else. Immutable.
 *
 * <pre>{@code
 * Table sleepstudy = Dataset.find("sleepstudy").orElseThrow().load();
 * Lmer m = Lmer.fit("Reaction ~ Days + (Days | Subject)", sleepstudy);
 * TermEffect days = TermEffect.of(m).get(0);
 * Table curve = days.tidy();                        // mean and interval along Days
 * Picture drawn = days.picture(PictureFormat.PNG);
 * }</pre>
 */
public final class TermEffect {
  private final EffectGrid grid;
  private final EmmAnswer answer;

  private TermEffect(EffectGrid grid, EmmAnswer answer) {
    this.grid = grid;
    this.answer = answer;
  }

  /**
   * The effects of a fit, one for each term that no larger one holds; none of a mean alone.
   *
   * @throws QuestionException for a kind of fit that has no marginal means
   */
  public static List<TermEffect> of(Fitted fit) {
    LinearBasis basis = fit.basis();
    List<TermEffect> out = new ArrayList<>();
    for (EffectGrid grid : EffectGrid.of(basis)) {
      EmmSpec spec = new EmmSpec(Optional.empty(), grid.variables(), List.of());
      EmmQuestion question = EmmQuestion.of(spec).withGrid(grid.at(), Weighting.EQUAL);
      out.add(new TermEffect(grid, new EmmAnswer(basis, question)));
    }
    return List.copyOf(out);
  }

  /** A picture for each of them, not made yet. */
  static Drawing drawing(Fitted fit) {
    return new Drawing(
        "effects",
        false,
        () ->
            of(fit).stream()
                .<Drawing.Part>map(effect -> format -> Optional.of(effect.picture(format)))
                .toList());
  }

  /** The variables of the term, the one along the axis first. */
  public List<String> variables() {
    return grid.variables();
  }

  /** One row per mean: the variables, {@code estimate, std.error, df, conf.low, conf.high}. */
  public Table tidy() {
    return TidyTable.of("effect", EmmReport.tidy(answer.means(), List.of()));
  }

  /** Paints it: means or curves with their intervals, and the data behind. */
  public Picture picture(PictureFormat format) {
    ObservedCells data = new ObservedCells(answer.grid(), answer.means(), grid.axis());
    return MeansPlot.of(answer.means(), data).picture(format);
  }
}
