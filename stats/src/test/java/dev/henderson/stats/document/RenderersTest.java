package dev.henderson.stats.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.henderson.stats.model.Diagnostic;
import dev.henderson.stats.plot.Picture;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RenderersTest {
  private static final String NASTY =
      "<script>alert(\"x\")</script> & 'y' $a_b^2$ 50% \\cmd{} #1 ~";

  private static Report sample() {
    Precision coefficient = Precision.significant(4, "coefficient");
    Block.Grid grid =
        new Block.Grid(
            "Fixed effects",
            List.of(
                Column.words(""),
                Column.numbers("Estimate", "of " + NASTY),
                Column.numbers("Std. Error"),
                Column.numbers("n"),
                Column.numbers("p"),
                Column.numbers("Corr"),
                Column.continuing()),
            1,
            List.of(
                List.of(
                    Cell.label("(Intercept)"),
                    Cell.estimate(251.40510484848477, coefficient.following()),
                    Cell.estimate(6.824597, coefficient),
                    Cell.count(73421),
                    Cell.pValue(1.17e-17),
                    Cell.blank(),
                    Cell.blank()),
                List.of(
                    Cell.label("Days"),
                    Cell.estimate(-10.467285959595967, coefficient.following()),
                    Cell.estimate(1.545790, coefficient),
                    Cell.missing(),
                    Cell.pValue(0.0216949),
                    Cell.estimate(-0.25, Precision.decimals(2)),
                    Cell.blank()),
                List.of(
                    Cell.label(NASTY),
                    Cell.estimate(Double.NaN, coefficient),
                    Cell.estimate(Double.NaN, coefficient),
                    Cell.count(3),
                    Cell.pValue(Double.NaN),
                    Cell.estimate(0.5, Precision.decimals(2)),
                    Cell.estimate(1, Precision.decimals(2)))),
            List.of(Cell.label("Number of obs: "), Cell.count(180)));
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("estimate", 251.40510484848477);
    data.put("missing", Double.NaN);
    data.put("none", null);
    data.put("infinite", Double.POSITIVE_INFINITY);
    data.put("tiny", 5e-324);
    data.put("rows", List.of(Map.of("term", NASTY), Map.of("n", 3)));
    return new Report(
        "sample",
        List.of(
            new Block.Heading("A sample " + NASTY),
            new Block.Facts(
                List.of(
                    new Block.Fact("Formula", List.of(Cell.code("y ~ x + (x | " + NASTY + ")"))),
                    new Block.Fact("Data", List.of(Cell.code("d"))))),
            grid,
            new Block.Figure(
                new Picture("A " + NASTY, "Dots, " + NASTY, 10, 5, new byte[] {1}, null)),
            new Block.Note(Diagnostic.note("nasty", "It is " + NASTY + "."))),
        data);
  }

  @Test
  void textIsAlignedAndAscii() {
    String text = TextRenderer.render(sample());
    assertTrue(text.startsWith("A sample <script>"), text);
    assertTrue(
        text.contains(
            """
            Formula: y ~ x + (x | <script>alert("x")</script> & 'y' $a_b^2$ 50% \\cmd{} #1 ~)
               Data: d
            """),
        text);
    String pad = " ".repeat(NASTY.length() - "(Intercept)".length());
    assertTrue(
        text.contains("\n(Intercept)" + pad + "  251.405      6.825 73,421 < 2e-16\n"), text);
    assertTrue(text.contains("-10.467      1.546     NA  0.0217 -0.25"), text);
    assertTrue(text.contains("Number of obs: 180"), text);
    assertTrue(text.chars().allMatch(c -> c < 128), "only ASCII");
    assertTrue(text.lines().noneMatch(line -> line.endsWith(" ")), "no trailing blanks");
  }

  @Test
  void htmlEscapesWhatUsersWrote() {
    String html = HtmlRenderer.render(sample());
    assertFalse(html.contains("<script"), html);
    assertFalse(html.contains("$a_b"), "dollars may start TeX");
    assertTrue(
        html.contains("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;y&#39;"));
  }

  @Test
  void htmlCarriesMeaningInlineAndLiterally() {
    String html = HtmlRenderer.render(sample());
    Matcher styles = Pattern.compile("style=\"([^\"]*)\"").matcher(html);
    int count = 0;
    while (styles.find()) {
      assertFalse(styles.group(1).matches("(?i).*(var\\(|currentcolor|--).*"), styles.group(1));
      count++;
    }
    assertTrue(count > 20);
    assertEquals(1, html.split("<style>", -1).length - 1);
    assertTrue(html.contains("<caption"));
    assertTrue(html.contains("scope=\"col\"") && html.contains("scope=\"row\""));
    assertTrue(html.contains("scope=\"colgroup\" colspan=\"2\""));
    assertTrue(html.contains("title=\"251.40510484848477\""), "full precision");
    assertTrue(html.contains(">\u221210.467<"), "a minus, not a hyphen");
    assertTrue(html.contains(">&lt;&nbsp;.001<"));
    assertTrue(html.contains("alt=\"Dots, &lt;script"));
  }

  @Test
  void everySelectorBeginsWithOurClass() {
    String css = HtmlStyle.CSS.replaceAll("\\{[^}]*\\}", "\n");
    for (String selector : css.split("[\\n,]")) {
      if (!selector.isBlank()) {
        assertTrue(selector.strip().matches("((html|body)\\[[^]]*\\] )?\\.hdsn\\b.*"), selector);
      }
    }
  }

  @Test
  void latexEscapes() {
    String latex = LatexRenderer.render(sample());
    assertTrue(latex.contains("\\begin{tabular}{@{}lrrrrrr@{}}\n\\toprule"));
    assertTrue(latex.contains("$-$10.467 & 1.546 & NA & .022 & $-$0.25"), latex);
    assertTrue(latex.contains("\\$a\\_b\\textasciicircum{}2\\$ 50\\% \\textbackslash{}cmd\\{\\}"));
    assertTrue(latex.contains("\\bottomrule"));
  }

  @Test
  void everyRendererShowsTheSameNumbers() {
    List<String> text = numbers(TextRenderer.render(sample()));
    String html = HtmlRenderer.render(sample());
    String body = html.substring(html.indexOf("</style>")).replaceAll("<[^>]*>", " ");
    assertEquals(text, numbers(body.replace('\u2212', '-')));
    assertEquals(text, numbers(LatexRenderer.render(sample()).replace("$-$", "-")));
  }

  /** Numbers with decimals, p values aside, which text shows as R does. */
  private static List<String> numbers(String text) {
    List<String> found = new ArrayList<>();
    Matcher m = Pattern.compile("(?<![\\d.])-?\\d+\\.\\d+(?![\\d])").matcher(text);
    while (m.find()) {
      if (!m.group().equals("0.0217")) {
        found.add(m.group());
      }
    }
    assertFalse(found.isEmpty());
    return found;
  }

  @Test
  void jsonKeepsFullPrecisionAndNulls() {
    JsonObject json = JsonParser.parseString(TidyJson.render(sample())).getAsJsonObject();
    assertEquals("sample", json.get("kind").getAsString());
    assertEquals(251.40510484848477, json.get("estimate").getAsDouble());
    assertEquals(Double.MIN_VALUE, json.get("tiny").getAsDouble());
    assertTrue(json.has("missing") && json.get("missing").isJsonNull());
    assertTrue(json.has("none") && json.get("none").isJsonNull());
    assertTrue(json.get("infinite").isJsonNull());
    String term = json.getAsJsonArray("rows").get(0).getAsJsonObject().get("term").getAsString();
    assertEquals(NASTY, term);
  }

  @Test
  void rowsMustFitTheColumns() {
    List<Column> columns = List.of(Column.words("a"), Column.words("b"));
    List<List<Cell>> rows = List.of(List.of(Cell.blank()));
    assertThrows(
        IllegalArgumentException.class, () -> new Block.Grid("", columns, 0, rows, List.of()));
  }

  @Test
  void longNotesAreWrapped() {
    String words = "word ".repeat(60);
    Report report =
        new Report("n", List.of(new Block.Note(Diagnostic.warning("w", words))), Map.of());
    List<String> lines = TextRenderer.render(report).lines().toList();
    assertTrue(lines.size() > 3 && lines.stream().allMatch(l -> l.length() <= 80));
    assertTrue(lines.get(0).startsWith("Warning: word"));
  }
}
