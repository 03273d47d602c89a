package dev.henderson.kernel.display;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The text of what was made without one: every front end, a terminal too, shows that at least. */
final class PlainText {
  private static final List<String> READABLE =
      List.of(MimeBundle.MARKDOWN, MimeBundle.LATEX, MimeBundle.HTML);

  private PlainText() {}

  /** The bundle with a text in front, if it has none and is not empty. */
  static MimeBundle added(MimeBundle bundle) {
    if (bundle.isEmpty() || bundle.get(MimeBundle.TEXT) != null) {
      return bundle;
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put(MimeBundle.TEXT, of(bundle));
    data.putAll(bundle.data());
    return MimeBundle.of(data, bundle.metadata());
  }

  private static String of(MimeBundle bundle) {
    for (String mime : READABLE) {
      if (bundle.get(mime) instanceof String source) {
        return mime.equals(MimeBundle.HTML) ? words(source) : source;
      }
    }
    return "[" + String.join(", ", bundle.data().keySet()) + "]";
  }

  /** What a reader sees of HTML, in lines; roughly, for nothing is laid out. */
  static String words(String html) {
    return html.replaceAll("(?is)<!--.*?-->|<(style|script|head)\\b.*?</\\1\\s*>", "")
        .replaceAll("\\s+", " ")
        .replaceAll("(?i)<br\\b[^>]*>|</?(p|div|tr|li|ul|ol|table|h[1-6]|pre)\\b[^>]*>", "\n")
        .replaceAll("(?i)</t[dh]\\s*>", " ")
        .replaceAll("<[/a-zA-Z!][^>]*>", "")
        .replace("&nbsp;", " ")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
        .replaceAll(" *\n\\s*", "\n")
        .strip();
  }
}
