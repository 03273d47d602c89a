package dev.henderson.kernel.display;

import dev.henderson.stats.Fitted;
import dev.henderson.stats.plot.Picture;
import dev.henderson.stats.report.Report;
import dev.henderson.stats.report.TableReport;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** How results, tables and pictures are shown. */
public final class ResultDisplays {
  private ResultDisplays() {}

  /** Registers a display for each class of ours that a cell can end with. */
  public static void register(Displays displays) {
    ReportDisplay report = new ReportDisplay();
    displays
        .register(Report.class, report)
        .register(Picture.class, new PictureDisplay())
        .register(Fitted.class, (fit, config) -> report.show(fit.report(), config))
        .register(Table.class, (table, config) -> report.show(TableReport.of(table), config))
        .register(
            Column.class,
            (column, config) -> report.show(TableReport.of(Table.create(column)), config));
  }
}
