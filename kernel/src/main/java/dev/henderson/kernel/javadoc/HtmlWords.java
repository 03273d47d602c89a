package dev.henderson.kernel.javadoc;

import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/** HTML as plain text: paragraphs, lists and code keep their lines. */
final class HtmlWords implements NodeVisitor {
  private static final Set<String> PARAGRAPHS =
      Set.of("p", "pre", "ul", "ol", "table", "blockquote", "h1", "h2", "h3", "h4", "h5");
  private static final Set<String> LINES = Set.of("div", "tr", "caption", "h6", "hr", "br");
  private static final char NO_BREAK = '\u00a0';

  private final StringBuilder out = new StringBuilder();
  private int lists;
  private int pre;

  private HtmlWords() {}

  /** The text of HTML. */
  static String of(String html) {
    HtmlWords words = new HtmlWords();
    Jsoup.parseBodyFragment(html).body().traverse(words);
    return words.out.toString().replaceAll("[ \t]+\n", "\n").replaceAll("\n{3,}", "\n\n").strip();
  }

  @Override
  public void head(Node node, int depth) {
    if (node instanceof TextNode text) {
      text(text.getWholeText().replace(NO_BREAK, ' '));
    } else if (node instanceof Element element) {
      open(element.normalName());
    }
  }

  private void open(String name) {
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

  @Override
  public void tail(Node node, int depth) {
    if (node instanceof Element element) {
      String name = element.normalName();
      count(name, -1);
      if (PARAGRAPHS.contains(name)) {
        paragraph(lists > 0);
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
