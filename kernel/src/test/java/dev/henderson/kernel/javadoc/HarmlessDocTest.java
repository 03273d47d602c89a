package dev.henderson.kernel.javadoc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.henderson.kernel.HostileHtml;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class HarmlessDocTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<b>a</b> &amp; <i>b | <b>a</b> &amp; <i>b</i>",
        "a < b && c > d | a &lt; b &amp;&amp; c &gt; d",
        "a</div></td>b | ab",
        "<p>a<p>b<ul><li>c<li>d | <p>a</p><p>b</p><ul><li>c</li><li>d</li></ul>",
        "<table><td colspan=2 rowspan='x' style='y'>a"
            + " | <table><tbody><tr><td colspan=\"2\">a</td></tr></tbody></table>",
        "<dl><dt>a<dd>b<dd>c</dl>d | <p><b>a</b></p><ul><li>b</li><li>c</li></ul>d",
        "<font color=red>a</font><img src=x onerror=y alt='b < c'> | ab &lt; c",
        "<a href='page.html'>a</a> | a",
        "<a href='https://x.example/?a=b&c=d'>a</a> | <a href=\"https://x.example/?a=b&amp;c=d\""
            + " target=\"_blank\" rel=\"noopener noreferrer\">a</a>",
        "a<!-- <b> -->b | ab",
        "List<String> x | List&lt;String&gt; x",
        "Map<K, List<V>> x</b> | Map&lt;K, List&lt;V&gt;&gt; x",
        "<script>a < b</script>c | &lt;script&gt;a &lt; b&lt;/script&gt;c",
        "<section><p>a</section> <p> </p> | <p>a</p>",
      })
  void htmlIsKeptAsFarAsItIsText(String html, String expected) {
    assertEquals(expected, HarmlessDoc.of(html).strip());
  }

  @ParameterizedTest
  @MethodSource("dev.henderson.kernel.HostileHtml#all")
  void nothingHarmfulGetsThrough(String html) {
    String harmless = HarmlessDoc.of(html);
    HostileHtml.assertHarmless(harmless);
    for (Element element : Jsoup.parse(harmless).body().select("* *")) {
      for (Attribute attribute : element.attributes()) {
        boolean known =
            Set.of("href", "target", "rel", "colspan", "rowspan").contains(attribute.getKey());
        assertTrue(known, element.outerHtml());
      }
    }
    assertEquals(harmless, HarmlessDoc.of(harmless), "what is harmless stays as it is");
  }

  @Test
  void textKeepsItsLines() {
    assertEquals(
        "One two.\n\n- a\n  - b\n- c\n\nx  =\n  1",
        HtmlWords.of(
            "One\n two.<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul><pre>x  =\n  1</pre>"));
    assertEquals("\u03c3 \u2265 0 A \u00a9", HtmlWords.of("&sigma; &ge; 0 &#65; &copy;"));
    assertEquals("a b", HtmlWords.of("a&nbsp;b"));
  }
}
