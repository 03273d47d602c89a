package dev.henderson.kernel.assist;

import dev.henderson.kernel.display.HtmlText;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Javadoc comment as JShell hands it over, made readable: as HTML and as plain text. */
final class JavadocText {
  private static final Pattern INLINE = Pattern.compile("\\{@(\\w+)\\s*([^{}]*)\\}");
  private static final Pattern BLOCK = Pattern.compile("(?m)^\\s*@(\\w+)\\s+");
  private static final Pattern TAG = Pattern.compile("<[^>]*>");

  private JavadocText() {}

  static String html(String doc) {
    String text = doc;
    for (int depth = 0; depth < 3; depth++) {
      text =
          INLINE
              .matcher(text)
              .replaceAll(
                  m ->
                      Matcher.quoteReplacement(
                          "<code>" + HtmlText.escape(label(m.group(1), m.group(2))) + "</code>"));
    }
    Matcher block = BLOCK.matcher(text);
    return block.replaceAll(m -> "<br><b>" + m.group(1) + "</b> ");
  }

  static String plain(String doc) {
    String text = html(doc).replaceAll("(?i)<br>|</?p>|</li>", "\n");
    text = TAG.matcher(text).replaceAll("");
    text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    return text.replaceAll("[ \t]*\n[ \t]*", "\n").replaceAll("\n{3,}", "\n\n").strip();
  }

  /** {@code {@link Type#member label}} reads as its label, or as the name. */
  private static String label(String tag, String body) {
    if (!tag.startsWith("link")) {
      return body;
    }
    int blank = body.indexOf(' ');
    boolean inside = body.indexOf('(') >= 0 && body.indexOf(')') > blank;
    String label = blank > 0 && !inside ? body.substring(blank + 1) : body;
    return label.replaceFirst("^#", "").replace('#', '.');
  }
}
