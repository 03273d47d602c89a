package dev.henderson.stats;

import dev.henderson.stats.document.Report;
import dev.henderson.stats.document.TextRenderer;
import dev.henderson.stats.document.TidyTable;
import dev.henderson.stats.emm.EmmAnswer;
import dev.henderson.stats.emm.EmmTable;
import dev.henderson.stats.report.EmmReport;
import java.util.List;
import tech.tablesaw.api.Table;

/** Contrasts of marginal means with their tests. Immutable. */
public final class Contrasts {
  private final EmmAnswer answer;

  Contrasts(EmmAnswer answer) {
    this.answer = answer;
  }

  /** The numbers themselves. */
  public EmmTable table() {
    return answer.contrasts().orElseThrow();
  }

  /** How p values and intervals allow for the number of contrasts, as R spells it. */
  public String adjust() {
    return table().adjustment().toString();
  }

  /**
   * One row per contrast: {@code contrast}, the groups, {@code estimate, std.error, df, conf.low,
   * conf.high, statistic, p.value}.
   */
  public Table tidy() {
    return TidyTable.of("contrasts", EmmReport.tidy(table(), List.of()));
  }

  /** The contrasts with the means they are of as a document. */
  public Report report() {
    return EmmReport.of(answer, "");
  }

  /** The contrasts as text. */
  @Override
  public String toString() {
    return TextRenderer.render(report());
  }
}
