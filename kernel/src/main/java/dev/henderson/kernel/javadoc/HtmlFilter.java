package dev.henderson.kernel.javadoc;

import dev.henderson.kernel.display.HtmlText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lets the harmless part of somebody's HTML through: tags that only set text, without attributes
 * but web addresses and the spans of cells, each closed. Any other tag is shown as text.
 */
final class HtmlFilter {
  private static final Set<String> BLOCKS =
      Set.of(
          "p",
          "pre",
          "ul",
          "ol",
          "li",
          "dl",
          "dt",
          "dd",
          "table",
          "caption",
          "thead",
          "tbody",
          "tfoot",
          "tr",
          "th",
          "td",
          "blockquote",
          "div",
          "h1",
          "h2",
          "h3",
          "h4",
          "h5",
          "h6",
          "hr");
  private static final Set<String> INLINE =
      Set.of(
          "a", "b", "i", "em", "strong", "code", "tt", "u", "s", "sub", "sup", "small", "big",
          "cite", "dfn", "kbd", "samp", "var", "q", "abbr", "span", "br");
  private static final Set<String> EMPTY = Set.of("br", "hr");

  /** They only arrange; what they hold stands as it is. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "section",
          "article",
          "main",
          "header",
          "footer",
          "nav",
          "aside",
          "wbr",
          "center",
          "font",
          "figure",
          "figcaption",
          "details",
          "summary",
          "body",
          "html",
          "colgroup",
          "col");

  /** What ends an open tag of the same kind, up to the tag that holds them. */
  private static final Map<String, Set<String>> ENDS =
      Map.of(
          "li", Set.of("li"),
          "tr", Set.of("tr"),
          "td", Set.of("td", "th"),
          "th", Set.of("td", "th"));

  private static final Set<String> HOLDERS = Set.of("ul", "ol", "table", "thead", "tbody", "tfoot");
  private static final Pattern ENTITY =
      Pattern.compile("&(?!(?:[A-Za-z][A-Za-z0-9]*|#[0-9]+|#[xX][0-9a-fA-F]+);)");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,3}");

  private final StringBuilder out = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  private HtmlFilter() {}

  /** The harmless part. */
  static String harmless(String html) {
    return harmless(HtmlToken.read(html));
  }

  /** The harmless part of what was read. */
  static String harmless(List<HtmlToken> tokens) {
    HtmlFilter filter = new HtmlFilter();
    asLists(tokens).forEach(filter::take);
    filter.closeTo(0);
    return filter.out.toString().replaceAll("<p>\\s*</p>", "");
  }

  /** Lists of definitions become headings with lists, for which notebooks have a better style. */
  private static List<HtmlToken> asLists(List<HtmlToken> tokens) {
    StringBuilder end = new StringBuilder();
    List<HtmlToken> out = new ArrayList<>();
    for (HtmlToken token : tokens) {
      boolean open = token.kind() == HtmlToken.Kind.OPEN;
      switch (token.kind() == HtmlToken.Kind.TEXT ? "" : token.name()) {
        case "dl" -> add(end, "", out);
        case "dt" -> add(open ? end : new StringBuilder(), open ? "<p><b>" : "</b></p>", out);
        case "dd" -> {
          String start = end.isEmpty() ? "<ul><li>" : "<li>";
          end.setLength(0);
          end.append("</ul>");
          add(new StringBuilder(), open ? start : "</li>", out);
        }
        default -> out.add(token);
      }
    }
    return out;
  }

  private static void add(StringBuilder before, String html, List<HtmlToken> out) {
    out.addAll(HtmlToken.read(before + html));
    before.setLength(0);
  }

  private void take(HtmlToken token) {
    String name = token.name();
    switch (token.kind()) {
      case TEXT -> out.append(text(token.raw()));
      case COMMENT -> {
        // Nothing to read.
      }
      case OPEN -> {
        if (BLOCKS.contains(name) || INLINE.contains(name)) {
          open(token);
        } else if (name.equals("img")) {
          out.append(text(token.attributes().getOrDefault("alt", "")));
        } else if (!LEFT_OUT.contains(name)) {
          out.append(HtmlText.escape(token.raw()));
        }
      }
      case CLOSE -> {
        if (open.contains(name)) {
          closeThrough(name);
        } else if (!BLOCKS.contains(name) && !INLINE.contains(name) && !LEFT_OUT.contains(name)) {
          out.append(HtmlText.escape(token.raw()));
        }
      }
    }
  }

  private static String text(String raw) {
    return ENTITY.matcher(raw).replaceAll("&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private void open(HtmlToken token) {
    String name = token.name();
    String attributes = attributes(token);
    if (name.equals("a") && attributes.isEmpty()) {
      return;
    }
    if (BLOCKS.contains(name) && open.contains("p")) {
      closeThrough("p");
    }
    Set<String> ended = ENDS.getOrDefault(name, Set.of());
    int depth = open.size();
    for (String tag : open) {
      if (HOLDERS.contains(tag)) {
        break;
      }
      depth--;
      if (ended.contains(tag)) {
        closeTo(depth);
        break;
      }
    }
    out.append('<').append(name).append(attributes).append('>');
    if (!EMPTY.contains(name)) {
      open.push(name);
    }
  }

  private void closeThrough(String name) {
    String closed;
    do {
      closed = open.pop();
      out.append("</").append(closed).append('>');
    } while (!closed.equals(name));
  }

  private void closeTo(int depth) {
    while (open.size() > depth) {
      out.append("</").append(open.pop()).append('>');
    }
  }

  private static String attributes(HtmlToken token) {
    Map<String, String> given = token.attributes();
    if (token.name().equals("a")) {
      String address = HtmlWords.decoded(given.getOrDefault("href", "")).strip();
      String lower = address.toLowerCase(Locale.ROOT);
      boolean web = lower.startsWith("https://") || lower.startsWith("http://");
      return web && address.chars().noneMatch(c -> c <= ' ')
          ? " href=\""
              + HtmlText.escape(address)
              + "\" target=\"_blank\" rel=\"noopener noreferrer\""
          : "";
    }
    StringBuilder kept = new StringBuilder();
    if (token.name().equals("td") || token.name().equals("th")) {
      for (String span : List.of("colspan", "rowspan")) {
        Matcher number = NUMBER.matcher(given.getOrDefault(span, ""));
        if (number.matches()) {
          kept.append(' ').append(span).append("=\"").append(number.group()).append('"');
        }
      }
    }
    return kept.toString();
  }
}
