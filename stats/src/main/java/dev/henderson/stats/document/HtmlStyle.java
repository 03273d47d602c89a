package dev.henderson.stats.document;

/**
 * The one style sheet of every report.
 *
 * <p>A {@code <style>} in a notebook's output holds for the whole page, so every selector begins
 * with our class. Colours come from the front end's own variables (JupyterLab, VS Code) and
 * otherwise from the page around, which is right on light and on dark pages; asking the operating
 * system would put white letters on a light notebook. Colab marks a dark page, but its outputs
 * inherit no colour. {@code !important} is what it takes against the front ends' own table rules.
 */
public final class HtmlStyle {
  /** Rules that touch nothing but reports. */
  public static final String CSS =
      """

      .hdsn{--hdsn-ink:var(--jp-content-font-color1,var(--vscode-editor-foreground,currentColor));
      --hdsn-quiet:var(--jp-content-font-color2,var(--vscode-descriptionForeground,var(--hdsn-grey)));
      --hdsn-grey:color-mix(in srgb,currentColor 72%,transparent);--hdsn-hover:rgba(127,140,155,.14);color:var(--hdsn-ink);line-height:1.35}
      html[theme=dark] .hdsn,html[data-theme=dark] .hdsn,body[data-theme=dark] .hdsn{color:#e3e6e8;--hdsn-ink:#e3e6e8;--hdsn-grey:#9aa4af}
      .hdsn table{table-layout:auto!important;border:none!important;border-collapse:collapse!important;margin:0 0 .9em!important;font-size:inherit!important;color:inherit!important;background:transparent!important}
      .hdsn th,.hdsn td{background:transparent!important;vertical-align:baseline!important;font-variant-numeric:tabular-nums lining-nums;color:inherit!important;max-width:none!important}
      .hdsn tr{background:transparent!important;border:none!important}
      .hdsn caption{color:inherit!important}
      .hdsn .hdsn-title{font-size:1.08em}
      .hdsn .hdsn-facts th{color:var(--hdsn-quiet)!important}
      .hdsn .hdsn-grid thead th,.hdsn .hdsn-grid thead td{border-top:2px solid var(--hdsn-ink)!important;border-bottom:1px solid var(--hdsn-ink)!important}
      .hdsn .hdsn-grid thead th[title],.hdsn .hdsn-na{cursor:help}
      .hdsn .hdsn-grid thead th[colspan]{text-align:center!important}
      .hdsn .hdsn-grid tbody{border-bottom:2px solid var(--hdsn-ink)!important}
      .hdsn .hdsn-grid tbody th,.hdsn .hdsn-grid tbody td{border:none!important}
      .hdsn .hdsn-grid tbody tr:hover td,.hdsn .hdsn-grid tbody tr:hover th{background:var(--hdsn-hover)!important}
      .hdsn tfoot td{border:none!important;color:var(--hdsn-quiet)!important;font-size:.93em}
      .hdsn .hdsn-equation{font-size:1.1em!important}
      .hdsn .hdsn-equation td{border:none!important;vertical-align:top!important}
      .hdsn .hdsn-equation sub,.hdsn .hdsn-equation sup{font-size:.72em;line-height:0}
      .hdsn .hdsn-remark{color:var(--hdsn-quiet);font-family:var(--jp-content-font-family,system-ui,sans-serif);font-size:.8em}
      .hdsn .hdsn-type,.hdsn .hdsn-na,.hdsn .hdsn-caption{color:var(--hdsn-quiet);font-size:.93em}
      .hdsn .hdsn-figure img{max-width:100%;height:auto;border-radius:6px}
      .hdsn code{background:transparent!important;color:inherit!important;padding:0!important;font-size:.95em}
      """;

  private HtmlStyle() {}
}
