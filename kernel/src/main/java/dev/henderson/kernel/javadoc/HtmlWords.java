package dev.henderson.kernel.javadoc;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** HTML as plain text: paragraphs, lists and code keep their lines. */
final class HtmlWords {
  private static final Pattern ENTITY =
      Pattern.compile("&(?:([A-Za-z][A-Za-z0-9]*)|#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6}));");
  private static final Map<String, String> NAMED =
      Map.ofEntries(
          Map.entry("lt", "<"),
          Map.entry("gt", ">"),
          Map.entry("amp", "&"),
          Map.entry("quot", "\""),
          Map.entry("apos", "'"),
          Map.entry("nbsp", " "),
          Map.entry("colon", ":"),
          Map.entry("Tab", "\t"),
          Map.entry("NewLine", "\n"),
          Map.entry("lpar", "("),
          Map.entry("rpar", ")"),
          Map.entry("sol", "/"),
          Map.entry("lbrace", "{"),
          Map.entry("rbrace", "}"),
          Map.entry("commat", "@"),
          Map.entry("copy", "\u00a9"),
          Map.entry("reg", "\u00ae"),
          Map.entry("trade", "\u2122"),
          Map.entry("hellip", "..."),
          Map.entry("mdash", "\u2014"),
          Map.entry("ndash", "\u2013"),
          Map.entry("minus", "\u2212"),
          Map.entry("times", "\u00d7"),
          Map.entry("plusmn", "\u00b1"),
          Map.entry("middot", "\u00b7"),
          Map.entry("le", "\u2264"),
          Map.entry("ge", "\u2265"),
          Map.entry("ne", "\u2260"),
          Map.entry("infin", "\u221e"),
          Map.entry("pi", "\u03c0"),
          Map.entry("alpha", "\u03b1"),
          Map.entry("beta", "\u03b2"),
          Map.entry("lambda", "\u03bb"),
          Map.entry("mu", "\u03bc"),
          Map.entry("sigma", "\u03c3"),
          Map.entry("theta", "\u03b8"),
          Map.entry("lsquo", "\u2018"),
          Map.entry("rsquo", "\u2019"),
          Map.entry("ldquo", "\u201c"),
          Map.entry("rdquo", "\u201d"),
          Map.entry("rarr", "\u2192"));
  private static final Set<String> PARAGRAPHS =
      Set.of("p", "pre", "ul", "ol", "table", "blockquote", "h1", "h2", "h3", "h4", "h5");
  private static final Set<String> LINES = Set.of("div", "tr", "caption", "h6", "hr", "br");

  private final StringBuilder out = new StringBuilder();
  private int lists;
  private int pre;

  private HtmlWords() {}

  /** The text of HTML. */
  static String of(String html) {
    HtmlWords words = new HtmlWords();
    HtmlToken.read(html).forEach(words::take);
    return words.out.toString().replaceAll("[ \t]+\n", "\n").replaceAll("\n{3,}", "\n\n").strip();
  }

  /** A text with its entities replaced, as far as they are known here. */
  static String decoded(String text) {
    return ENTITY
        .matcher(text)
        .replaceAll(
            m -> {
              String character;
              if (m.group(1) != null) {
                character = NAMED.getOrDefault(m.group(1), m.group());
              } else {
                int code =
                    m.group(2) != null
                        ? Integer.parseInt(m.group(2))
                        : Integer.parseInt(m.group(3), 16);
                character = Character.isValidCodePoint(code) ? Character.toString(code) : "";
              }
              return Matcher.quoteReplacement(character);
            });
  }

  private void take(HtmlToken token) {
    String name = token.name();
    switch (token.kind()) {
      case TEXT -> text(decoded(token.raw()));
      case OPEN -> {
        if (name.equals("li")) {
          line("  ".repeat(Math.max(lists - 1, 0)) + "- ");
        } else if (name.equals("td") || name.equals("th")) {
          out.append("  ");
        } else if (LINES.contains(name)) {
          line("");
        } else if (PARAGRAPHS.contains(name)) {
          paragraph(lists > 0);
        }
        count(name, 1);
      }
      case CLOSE -> {
        count(name, -1);
        if (PARAGRAPHS.contains(name)) {
          paragraph(lists > 0);
        }
      }
      case COMMENT -> {
        // Nothing to read.
      }
    }
  }

  private void count(String name, int by) {
    if (name.equals("ul") || name.equals("ol")) {
      lists += by;
    } else if (name.equals("pre")) {
      pre += by;
    }
  }

  private void text(String text) {
    if (pre > 0) {
      out.append(text);
      return;
    }
    for (char c : text.toCharArray()) {
      boolean blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
      if (!blank) {
        out.append(c);
      } else if (out.length() > 0 && !endsBlank()) {
        out.append(' ');
      }
    }
  }

  private boolean endsBlank() {
    char last = out.charAt(out.length() - 1);
    return last == ' ' || last == '\n';
  }

  private void line(String start) {
    if (out.length() > 0 && out.charAt(out.length() - 1) != '\n') {
      out.append('\n');
    }
    out.append(start);
  }

  private void paragraph(boolean tight) {
    int end = out.length();
    while (end > 0 && out.charAt(end - 1) <= ' ') {
      end--;
    }
    boolean begun = end == 0 || lists > 0 && out.charAt(end - 1) == '-';
    if (!begun) {
      line(tight ? "" : "\n");
    }
  }
}
