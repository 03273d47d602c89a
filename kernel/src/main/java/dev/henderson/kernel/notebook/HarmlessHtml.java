package dev.henderson.kernel.notebook;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;

/**
 * The harmless part of HTML that somebody wrote into a notebook or that a library made: text, its
 * setting, tables, pictures that are in the page, links to the web. jsoup has the last word on what
 * is harmless.
 */
final class HarmlessHtml {
  private static final String SVG = "data:image/svg+xml;base64,";

  /** A picture that is in its own address. Not text/html, which a browser might open. */
  private static final Pattern PICTURE =
      Pattern.compile("data:image/(?:png|jpeg|gif|webp|svg\\+xml);base64,[A-Za-z0-9+/=\\s]*+");

  /** A property with plain values, variables and colours: no address, no text, nothing nested. */
  private static final Pattern DECLARATION =
      Pattern.compile(
          "\\s*(?!position\\b|behavior\\b)[a-z][a-z-]*\\s*:[\\w\\s.,%#+!-]*"
              + "(?:\\b(?:rgba?|hsla?|var|calc|color-mix)\\([\\w\\s.,%#+/-]*\\)[\\w\\s.,%#+!-]*)*;?",
          Pattern.CASE_INSENSITIVE);

  /** Relative addresses are resolved against it to be looked at; they stay as they are. */
  private static final String BASE = "https://page.invalid/";

  private static final Cleaner CLEANER = new Cleaner(new Allowed());

  private HarmlessHtml() {}

  private static final class Allowed extends Safelist {
    Allowed() {
      super(Safelist.relaxed());
      addTags("hr", "kbd", "samp", "var", "tt", "s", "del", "ins", "mark", "abbr", "dfn", "wbr");
      addTags("big", "center", "details", "summary", "figure", "figcaption", "section", "article");
      addTags("header", "footer", "aside", "main", "nav", "address", "time", "bdi", "bdo");
      addTags("progress", "meter", "ruby", "rt", "rp", "label");
      addAttributes(":all", "class", "id", "title", "lang", "dir", "align", "style");
      addAttributes("th", "scope");
      addAttributes("a", "name");
      addAttributes("details", "open");
      addAttributes("progress", "max", "value");
      addAttributes("meter", "min", "max", "value");
      removeProtocols("a", "href", "ftp");
      preserveRelativeLinks(true);
      removeProtocols("blockquote", "cite", "http", "https");
      removeAttributes("blockquote", "cite");
      removeProtocols("q", "cite", "http", "https");
      removeAttributes("q", "cite");
      removeProtocols("img", "src", "http", "https");
    }

    @Override
    public boolean isSafeAttribute(String tag, Element element, Attribute attribute) {
      if (tag.equals("img") && attribute.getKey().equals("src")) {
        return PICTURE.matcher(attribute.getValue()).matches();
      }
      return super.isSafeAttribute(tag, element, attribute);
    }
  }

  /** The harmless part. */
  static String of(String html) {
    Document document = Document.createShell(BASE);
    Element body = document.body();
    body.appendChildren(Parser.htmlParser().parseFragmentInput(html, new Element("body"), BASE));
    for (Element drawing : List.copyOf(body.select("svg"))) {
      if (drawing.parents().stream().noneMatch(p -> p.normalName().equals("svg"))) {
        drawing.replaceWith(picture(drawing));
      }
    }
    for (Element picture : List.copyOf(body.select("img"))) {
      if (!PICTURE.matcher(picture.attr("src")).matches()) {
        picture.replaceWith(link(picture));
      }
    }
    body.select("[style]").forEach(HarmlessHtml::keepPlainStyle);
    // Their text is nothing to read.
    body.select("title,textarea,iframe,noframes,noembed,xmp,object,embed,applet").remove();
    Document clean = CLEANER.clean(document);
    clean.outputSettings().prettyPrint(false);
    clean.select("a:not([href]):not([id]):not([name])").unwrap();
    clean.select("a[href]").attr("rel", "noopener noreferrer");
    return clean.body().html();
  }

  /** An SVG as a picture, in which a browser runs no script and loads nothing. */
  static String pictureAddress(String svg) {
    return SVG + Base64.getEncoder().encodeToString(svg.getBytes(StandardCharsets.UTF_8));
  }

  private static Element picture(Element svg) {
    Document alone = new Document("");
    alone.outputSettings().syntax(Document.OutputSettings.Syntax.xml).prettyPrint(false);
    Element copy = svg.clone();
    copy.attr("xmlns", "http://www.w3.org/2000/svg");
    copy.attr("xmlns:xlink", "http://www.w3.org/1999/xlink");
    alone.appendChild(copy);
    Element picture = new Element("img").attr("src", pictureAddress(copy.outerHtml()));
    Element title = svg.selectFirst("title");
    return picture.attr("alt", title == null ? svg.attr("aria-label") : title.text());
  }

  /** What the page cannot show, because it is not in it. */
  private static Element link(Element picture) {
    String address = picture.attr("src");
    String text = picture.attr("alt").isBlank() ? address : picture.attr("alt");
    return new Element("a").attr("href", address).text(text);
  }

  private static void keepPlainStyle(Element element) {
    String plain =
        Arrays.stream(element.attr("style").split("(?<=;)"))
            .filter(declaration -> DECLARATION.matcher(declaration).matches())
            .collect(Collectors.joining());
    if (plain.isBlank()) {
      element.removeAttr("style");
    } else {
      element.attr("style", plain);
    }
  }
}
