package dev.henderson.kernel.display;

/** Text as HTML shows it. */
public final class HtmlText {
  private HtmlText() {}

  /** The text with what HTML would read as markup escaped; fits in a quoted attribute as well. */
  public static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
