package dev.henderson.kernel.javadoc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlFilterTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<b>a</b> &amp; <i>b | <b>a</b> &amp; <i>b</i>",
        "a < b && c > d | a &lt; b &amp;&amp; c &gt; d",
        "a</div></p></td>b | ab",
        "<p>a<p>b<ul><li>c<li>d | <p>a</p><p>b</p><ul><li>c</li><li>d</li></ul>",
        "<td colspan=2 rowspan='x' style='y'>a | <td colspan=\"2\">a</td>",
        "<table><tr><td>a<tr><td>b</table> | <table><tr><td>a</td></tr><tr><td>b</td></tr></table>",
        "<font color=red>a</font><img src=x onerror=y alt='b < c'> | ab &lt; c",
        "<a href='page.html'>a</a> | a",
        "a<!-- <b> -->b | ab",
        "List<String> x | List&lt;String&gt; x",
      })
  void htmlIsKeptAsFarAsItIsText(String html, String expected) {
    assertEquals(expected, HtmlFilter.harmless(html).strip());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "<SCRIPT SRC=//x.example/a.js></SCRIPT>",
        "<img src=x onerror=alert(1)>",
        "<a href=\"javascript:alert(1)\">x</a>",
        "<a href=\" jav&#x0A;ascript:alert(1)\">x</a>",
        "<a href='&#106;avascript:alert(1)'>x</a>",
        "<a href='https://x.example/\" onclick=\"alert(1)'>x</a>",
        "<b onmouseover=alert(1)>x</b>",
        "<b/onmouseover=alert(1)>x</b>",
        "<iframe src='https://x.example'></iframe>",
        "<svg onload=alert(1)>",
        "<style>* { background: url(//x.example) }</style>",
        "<p style='background:url(//x.example)'>x",
        "<<script>alert(1)//<</script>",
        "<scr<script>ipt>alert(1)</script>",
        "<b title='>' onclick=alert(1)>x</b>",
        "<form action=//x.example><input type=submit></form>",
        "<!--><img src=x onerror=alert(1)>-->",
        "<a href=\"https://x.example\" onclick=\"alert(1)\">x",
        "<math><mtext><script>alert(1)</script></mtext></math>",
        "<p title=\"<img src=x onerror=alert(1)>\">x",
      })
  void nothingHarmfulGetsThrough(String html) {
    List<String> known =
        List.of("p", "b", "a", "ul", "li", "table", "tbody", "tr", "td", "pre", "code", "br");
    for (HtmlToken token : HtmlToken.read(HtmlFilter.harmless(html))) {
      if (token.kind() == HtmlToken.Kind.OPEN) {
        assertEquals(true, known.contains(token.name()), token.raw());
        token
            .attributes()
            .forEach(
                (name, value) -> {
                  assertFalse(name.startsWith("on") || name.equals("style"), token.raw());
                  assertFalse(value.toLowerCase(Locale.ROOT).contains("javascript:"), token.raw());
                });
      }
    }
  }

  @Test
  void textKeepsItsLines() {
    assertEquals(
        "One two.\n\n- a\n  - b\n- c\n\nx  =\n  1",
        HtmlWords.of(
            "One\n two.<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul><pre>x  =\n  1</pre>"));
    assertEquals("\u03c3 \u2265 0 A \u00a9", HtmlWords.of("&sigma; &ge; 0 &#65; &copy;"));
  }
}
