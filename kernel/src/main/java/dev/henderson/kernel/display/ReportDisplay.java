package dev.henderson.kernel.display;

import dev.henderson.stats.document.HtmlRenderer;
import dev.henderson.stats.document.HtmlStyle;
import dev.henderson.stats.document.LatexRenderer;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.document.TextRenderer;
import dev.henderson.stats.document.TidyJson;
import java.util.Map;

/**
 * Shows a {@link Report}, its calls as cells: as text, HTML and LaTeX for people, and its numbers
 * as {@link MimeBundle#HENDERSON} for programs.
 */
public final class ReportDisplay implements Display<Report> {
  /** The style sheet that every report brings along, for a page that takes none from outputs. */
  public static String style() {
    return HtmlStyle.CSS;
  }

  @Override
  public MimeBundle show(Report report, Map<String, String> config) {
    Report shown = report.in(CellNotation.CELLS);
    return MimeBundle.text(TextRenderer.render(shown))
        .with(MimeBundle.HTML, HtmlRenderer.render(shown))
        .with(MimeBundle.LATEX, LatexRenderer.render(shown))
        .with(MimeBundle.HENDERSON, TidyJson.tree(shown));
  }
}
