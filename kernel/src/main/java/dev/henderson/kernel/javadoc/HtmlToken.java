package dev.henderson.kernel.javadoc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A tag of HTML or the text between two, as a browser would read it.
 *
 * @param name of a tag, in small letters; empty of text
 * @param attributes of an opening tag, names in small letters, values as written
 * @param raw as written
 */
record HtmlToken(Kind kind, String name, Map<String, String> attributes, String raw) {
  enum Kind {
    TEXT,
    OPEN,
    CLOSE,
    COMMENT
  }

  /** What is in these is no markup. */
  private static final Set<String> RAW_TEXT = Set.of("script", "style");

  boolean opens(String tag) {
    return kind == Kind.OPEN && name.equals(tag);
  }

  boolean closes(String tag) {
    return kind == Kind.CLOSE && name.equals(tag);
  }

  /** All of a text, in order. */
  static List<HtmlToken> read(String html) {
    List<HtmlToken> out = new ArrayList<>();
    int at = 0;
    int text = 0;
    while (at < html.length()) {
      int end = html.charAt(at) == '<' ? tagEnd(html, at) : -1;
      if (end < 0) {
        at++;
        continue;
      }
      text(html, text, at, out);
      HtmlToken tag = tag(html.substring(at, end));
      out.add(tag);
      at = end;
      text = end;
      if (tag.kind == Kind.OPEN && RAW_TEXT.contains(tag.name)) {
        int close = html.toLowerCase(Locale.ROOT).indexOf("</" + tag.name, at);
        at = close < 0 ? html.length() : close;
      }
    }
    text(html, text, html.length(), out);
    return out;
  }

  private static void text(String html, int from, int to, List<HtmlToken> out) {
    if (from < to) {
      out.add(new HtmlToken(Kind.TEXT, "", Map.of(), html.substring(from, to)));
    }
  }

  /** One past the end of the tag or comment at a place, or -1 if there is none. */
  private static int tagEnd(String html, int start) {
    if (html.startsWith("<!--", start)) {
      int end = html.indexOf("-->", start + 4);
      return end < 0 ? html.length() : end + 3;
    }
    if (start + 1 >= html.length()) {
      return -1;
    }
    char c = html.charAt(start + 1);
    if (c == '/' && start + 2 < html.length()) {
      c = html.charAt(start + 2);
    } else if (c == '!' || c == '?') {
      return html.indexOf('>', start) + 1 > 0 ? html.indexOf('>', start) + 1 : html.length();
    }
    if (!isLetter(c)) {
      return -1;
    }
    char quote = 0;
    for (int i = start + 1; i < html.length(); i++) {
      c = html.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if ((c == '"' || c == '\'')
          && html.substring(start, i).stripTrailing().endsWith("=")) {
        quote = c;
      } else if (c == '>') {
        return i + 1;
      }
    }
    return -1;
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  private static HtmlToken tag(String raw) {
    if (raw.startsWith("<!") || raw.startsWith("<?")) {
      return new HtmlToken(Kind.COMMENT, "", Map.of(), raw);
    }
    boolean close = raw.startsWith("</");
    int start = close ? 2 : 1;
    int end = start;
    while (end < raw.length() - 1 && !isEndOfName(raw.charAt(end))) {
      end++;
    }
    String name = raw.substring(start, end).toLowerCase(Locale.ROOT);
    return close
        ? new HtmlToken(Kind.CLOSE, name, Map.of(), raw)
        : new HtmlToken(Kind.OPEN, name, attributes(raw.substring(end, raw.length() - 1)), raw);
  }

  private static boolean isEndOfName(char c) {
    return Character.isWhitespace(c) || c == '/' || c == '>';
  }

  private static Map<String, String> attributes(String text) {
    Map<String, String> out = new LinkedHashMap<>();
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (Character.isWhitespace(c) || c == '/') {
        i++;
        continue;
      }
      int start = i++;
      while (i < text.length() && text.charAt(i) != '=' && !isEndOfName(text.charAt(i))) {
        i++;
      }
      String name = text.substring(start, i).toLowerCase(Locale.ROOT);
      i = blanks(text, i);
      String value = "";
      if (i < text.length() && text.charAt(i) == '=') {
        i = blanks(text, i + 1);
        char quote = i < text.length() ? text.charAt(i) : ' ';
        int end;
        if (quote == '"' || quote == '\'') {
          end = text.indexOf(quote, i + 1);
          end = end < 0 ? text.length() : end;
          value = text.substring(Math.min(i + 1, end), end);
          i = end + 1;
        } else {
          end = i;
          while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
            end++;
          }
          value = text.substring(i, end);
          i = end;
        }
      }
      out.putIfAbsent(name, value);
    }
    return out;
  }

  private static int blanks(String text, int from) {
    int i = from;
    while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
      i++;
    }
    return i;
  }
}
