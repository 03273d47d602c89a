package dev.henderson.kernel.javadoc;

import java.util.List;
import java.util.Set;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.Range;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;

/**
 * The harmless part of somebody's documentation: tags that only set text, without attributes but
 * web addresses and the spans of cells. What else looks like a tag is shown as text, as {@code
 * List<String>} is meant in many a comment. jsoup has the last word on what is harmless.
 */
final class HarmlessDoc {
  private static final Safelist ALLOWED =
      new Safelist()
          .addTags("p", "pre", "ul", "ol", "li", "blockquote", "div", "hr", "br")
          .addTags("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td")
          .addTags("h1", "h2", "h3", "h4", "h5", "h6")
          .addTags("a", "b", "i", "em", "strong", "code", "tt", "u", "s", "sub", "sup", "small")
          .addTags("big", "cite", "dfn", "kbd", "samp", "var", "q", "abbr", "span")
          .addAttributes("td", "colspan", "rowspan")
          .addAttributes("th", "colspan", "rowspan")
          .addAttributes("a", "href")
          .addProtocols("a", "href", "http", "https");

  /** They only arrange, or become something else; what they hold stands as it is. */
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
          "col",
          "dl",
          "dt",
          "dd",
          "img");

  private HarmlessDoc() {}

  /** The harmless part. */
  static String of(String html) {
    Document document = Document.createShell("");
    Element body = document.body();
    Parser parser = Parser.htmlParser().setTrackPosition(true);
    body.appendChildren(parser.parseFragmentInput(html, new Element("body"), ""));
    for (Element element : List.copyOf(body.children().select("*"))) {
      if (!ALLOWED.isSafeTag(element.normalName()) && !LEFT_OUT.contains(element.normalName())) {
        asText(element, html);
      }
    }
    body.select("img").forEach(img -> img.replaceWith(new TextNode(img.attr("alt"))));
    asLists(body);
    body.select("[colspan],[rowspan]").forEach(HarmlessDoc::keepNumbers);
    Document clean = new Cleaner(ALLOWED).clean(document);
    clean.outputSettings().prettyPrint(false);
    clean.select("a:not([href])").unwrap();
    clean.select("a").attr("target", "_blank").attr("rel", "noopener noreferrer");
    clean.select("p").stream()
        .filter(p -> p.childrenSize() == 0 && !p.hasText())
        .forEach(Element::remove);
    return clean.body().html();
  }

  /** Shows the tags of an element as they are written, and what is between them. */
  private static void asText(Element element, String html) {
    for (Node child : List.copyOf(element.childNodes())) {
      if (child instanceof DataNode script) {
        script.replaceWith(new TextNode(script.getWholeData()));
      }
    }
    element.before(new TextNode(written(element.sourceRange(), html)));
    String end = written(element.endSourceRange(), html);
    // Of a script, jsoup says that its end begins where it begins itself.
    element.after(new TextNode(end.substring(Math.max(end.lastIndexOf("</"), 0))));
    element.unwrap();
  }

  /** What stands at a place; nothing where the parser has added a tag. */
  private static String written(Range range, String html) {
    return range.isTracked() && !range.isImplicit()
        ? html.substring(range.startPos(), range.endPos())
        : "";
  }

  /** Lists of definitions become headings with lists, for which notebooks have a better style. */
  private static void asLists(Element body) {
    for (Element term : List.copyOf(body.select("dt"))) {
      Element heading = new Element("b");
      heading.appendChildren(List.copyOf(term.childNodes()));
      term.replaceWith(new Element("p").appendChild(heading));
    }
    for (Element definition : List.copyOf(body.select("dd"))) {
      Element item = new Element("li");
      item.appendChildren(List.copyOf(definition.childNodes()));
      Element before = definition.previousElementSibling();
      if (before != null && before.hasAttr("data-definitions")) {
        before.appendChild(item);
        definition.remove();
      } else {
        definition.replaceWith(new Element("ul").attr("data-definitions", "").appendChild(item));
      }
    }
  }

  private static void keepNumbers(Element cell) {
    for (String span : List.of("colspan", "rowspan")) {
      if (!cell.attr(span).matches("\\d{1,3}")) {
        cell.removeAttr(span);
      }
    }
  }
}
