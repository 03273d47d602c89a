package dev.henderson.kernel;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Element;

/** What would run or load something if a page took it as it is. */
public final class HostileHtml {
  private static final Set<String> ACTIVE =
      Set.of(
          ("script style link base meta iframe frame frameset object embed applet form input button"
                  + " select textarea svg math template noscript xmp plaintext marquee video audio"
                  + " source title isindex")
              .split(" "));
  private static final Set<String> ADDRESSES =
      Set.of(
          "href src srcset srcdoc action formaction data background cite ping poster xlink:href"
              .split(" "));

  private HostileHtml() {}

  /** One a line. */
  public static List<String> all() throws IOException {
    try (InputStream in = HostileHtml.class.getResourceAsStream("/hostile/html.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  /** Refuses what a browser would run, load, or go to unasked, as a browser reads it. */
  public static void assertHarmless(String html) {
    assertHarmless(Jsoup.parse(html).body());
  }

  /** The same of what is inside an element. */
  public static void assertHarmless(Element outer) {
    for (Element element : outer.select("*")) {
      String shown = element.outerHtml();
      assertFalse(ACTIVE.contains(element.normalName()), shown);
      assertTrue(
          element.childNodes().stream()
              .noneMatch(n -> n instanceof DataNode || n instanceof Comment),
          shown);
      for (Attribute attribute : element.attributes()) {
        String name = attribute.getKey().toLowerCase(Locale.ROOT);
        String value = attribute.getValue().toLowerCase(Locale.ROOT);
        assertFalse(name.startsWith("on"), shown);
        if (name.equals("style")) {
          assertFalse(
              value.matches("(?s).*(url|expression|position|binding|behavior|[\\\\'\"<]).*"));
        } else if (ADDRESSES.contains(name)) {
          boolean web = value.matches("https?://.*|mailto:.*|[^:\\s]*");
          boolean picture = name.equals("src") && value.startsWith("data:image/");
          assertTrue(element.normalName().equals("img") ? picture : web, shown);
        }
      }
    }
  }
}
