package dev.henderson.kernel.display;

import dev.henderson.stats.Contrasts;
import dev.henderson.stats.EmmMeans;
import dev.henderson.stats.Fitted;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.mixed.ConditionalModes;
import dev.henderson.stats.mixed.VarCorr;
import dev.henderson.stats.model.Coefficients;
import dev.henderson.stats.plot.Picture;
import dev.henderson.stats.profile.Profile;
import dev.henderson.stats.report.BootstrapReport;
import dev.henderson.stats.report.ConfintReport;
import dev.henderson.stats.report.PartReport;
import dev.henderson.stats.report.TableReport;
import dev.henderson.stats.resample.Bootstrap;
import java.util.List;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** How results, tables and pictures are shown. */
public final class ResultDisplays {
  private ResultDisplays() {}

  /** Registers a display for each class of ours that a cell can end with. */
  public static void register(Displays displays) {
    ReportDisplay report = new ReportDisplay();
    PictureDisplay pictures = new PictureDisplay();
    displays
        .register(Report.class, report)
        .register(Picture.class, pictures)
        .register(Chart.class, (chart, config) -> pictures.chart(chart, config))
        .register(Fitted.class, (fit, config) -> report.show(fit.report(), config))
        .register(EmmMeans.class, (means, config) -> report.show(means.report(), config))
        .register(Contrasts.class, (c, config) -> report.show(c.report(), config))
        .register(Coefficients.class, (beta, config) -> report.show(PartReport.of(beta), config))
        .register(
            VarCorr.class,
            (term, config) -> report.show(PartReport.ofVarCorr(List.of(term)), config))
        .register(
            ConditionalModes.class,
            (modes, config) -> report.show(PartReport.ofRanef(List.of(modes)), config))
        .register(
            Bootstrap.class,
            (b, config) ->
                report.show(BootstrapReport.of(b, 0.95, Bootstrap.Method.PERCENTILE), config))
        .register(Profile.class, (p, config) -> report.show(ConfintReport.of(p), config))
        .registerList(
            VarCorr.class, (terms, config) -> report.show(PartReport.ofVarCorr(terms), config))
        .registerList(
            ConditionalModes.class,
            (modes, config) -> report.show(PartReport.ofRanef(modes), config))
        .register(Table.class, (table, config) -> report.show(TableReport.of(table), config))
        .register(
            Column.class,
            (column, config) -> report.show(TableReport.of(Table.create(column)), config));
  }
}
