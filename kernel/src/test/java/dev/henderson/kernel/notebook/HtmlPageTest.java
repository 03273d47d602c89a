package dev.henderson.kernel.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.henderson.kernel.HostileHtml;
import dev.henderson.kernel.display.ReportDisplay;
import dev.henderson.stats.Lmer;
import dev.henderson.stats.frame.Dataset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlPageTest {
  @TempDir private Path folder;

  private static JsonObject cell(String type, String source, JsonArray outputs) {
    JsonObject cell = new JsonObject();
    cell.addProperty("cell_type", type);
    cell.addProperty("source", source);
    if (outputs != null) {
      cell.add("outputs", outputs);
    }
    return cell;
  }

  private static JsonArray output(String mime, String content) {
    NotebookOutputs outputs = new NotebookOutputs();
    JsonObject data = new JsonObject();
    data.addProperty(mime, content);
    outputs.display(data, new JsonObject(), null);
    return outputs.json();
  }

  private String page(JsonObject... cells) throws Exception {
    JsonArray all = new JsonArray();
    for (JsonObject cell : cells) {
      all.add(cell);
    }
    JsonObject notebook = new JsonObject();
    notebook.addProperty("nbformat", 4);
    notebook.add("cells", all);
    Path file = folder.resolve("page.ipynb");
    Files.writeString(file, notebook.toString());
    return HtmlPage.of(NotebookFile.read(file), "page");
  }

  @ParameterizedTest
  @MethodSource("dev.henderson.kernel.HostileHtml#all")
  void nothingHarmfulGetsIntoAPage(String html) throws Exception {
    JsonArray noPicture = output("image/png", html);
    JsonArray drawing = output("image/svg+xml", html);
    String page =
        page(
            cell("markdown", "# a\n\n" + html + "\n\nb " + html + " c\n", null),
            cell("code", html, output("text/html", html)),
            cell("code", "1", output("text/markdown", html)),
            cell("code", "1", output("text/plain", html)),
            cell("code", "1", noPicture),
            cell("code", "1", drawing),
            cell("raw", html, null));
    Document read = Jsoup.parse(page);
    HostileHtml.assertHarmless(read.body().selectFirst("main"));
    assertEquals(1, read.body().childrenSize(), "nothing left the place it belongs to");
    assertEquals(7, read.selectFirst("main").childrenSize(), page);
    assertEquals(1, read.select("style").size());
    assertEquals(4, read.select("meta").size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert%281%29)",
        "[x](<java\tscript:alert(1)>)",
        "[x](javascript&colon;alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "![x](javascript:alert(1))",
        "![x](data:text/html;base64,PHNjcmlwdD4=)",
        "![x](https://x.example/a.png)",
        "![x](x\"onerror=alert(1))",
        "<javascript:alert(1)>",
        "[x]: javascript:alert(1)",
        "[a](https://x.example \"t\\\" onclick=alert(1) \\\"\")",
        "`<script>alert(1)</script>`",
      })
  void nothingHarmfulComesOfMarkdown(String markdown) throws Exception {
    String page = page(cell("markdown", markdown + "\n\n[x]\n", null));
    HostileHtml.assertHarmless(Jsoup.parse(page).body());
  }

  @Test
  void aPageHasAPolicyBeforeAnythingElse() throws Exception {
    String page = page(cell("markdown", "# a", null));
    Element policy = Jsoup.parse(page).selectFirst("meta[http-equiv=Content-Security-Policy]");
    assertEquals(
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action"
            + " 'none'",
        policy.attr("content"));
    assertEquals("utf-8", policy.previousElementSibling().attr("charset"));
    assertEquals(policy, policy.parent().child(1));
  }

  @Test
  void whatOnlySetsTextStays() throws Exception {
    String page =
        page(
            cell(
                "markdown",
                "| a | b |\n|---|--:|\n| 1 | 2 |\n\n<div style=\"color:#888; margin: 1em\">x"
                    + " <a href=\"other.html#y\">y</a></div>\n\n"
                    + "![a plot](https://x.example/plot.png) <kbd>Tab</kbd>",
                null));
    Document read = Jsoup.parse(page);
    assertEquals("right", read.select("th").get(1).attr("align"));
    assertEquals("color:#888; margin: 1em", read.selectFirst("div[style]").attr("style"));
    assertEquals("other.html#y", read.selectFirst("div a").attr("href"));
    assertEquals("a plot", read.selectFirst("a[href=https://x.example/plot.png]").text());
    assertEquals("Tab", read.selectFirst("kbd").text());
  }

  @Test
  void aDrawingIsAPicture() throws Exception {
    String svg =
        "<svg viewBox=\"0 0 9 9\"><title>A line</title><linearGradient id=\"g\"/>"
            + "<path d=\"M0 0L9 9\" onclick=\"alert(1)\"/></svg>";
    Document read =
        Jsoup.parse(
            page(
                cell("code", "1", output("text/html", "<p>" + svg + "</p>")),
                cell("code", "1", output("image/svg+xml", svg))));
    assertEquals(2, read.select("img[src^=data:image/svg+xml;base64,]").size());
    assertEquals("A line", read.selectFirst("img").attr("alt"));
    String address = read.selectFirst("img").attr("src");
    String drawn =
        new String(
            java.util.Base64.getDecoder().decode(address.substring(address.indexOf(',') + 1)),
            java.nio.charset.StandardCharsets.UTF_8);
    assertTrue(drawn.contains("xmlns=\"http://www.w3.org/2000/svg\""), drawn);
    assertTrue(drawn.contains("viewBox") && drawn.contains("linearGradient"), drawn);
  }

  /** The page loses nothing of what a report says or how it looks. */
  @Test
  void aReportIsShownWhole() throws Exception {
    Lmer m =
        Lmer.fit(
            "Reaction ~ Days + (Days | Subject)", Dataset.find("sleepstudy").orElseThrow().load());
    String html = new ReportDisplay().show(m.report(), Map.of()).data().get("text/html").toString();
    Element report = Jsoup.parse(html).body();
    report.select("style").remove();
    String page = page(cell("code", "m", output("text/html", html)));
    Document read = Jsoup.parse(page);
    Element shown = read.selectFirst(".output .hdsn");
    assertEquals(report.selectFirst(".hdsn").outerHtml(), shown.outerHtml());
    assertTrue(read.selectFirst("head style").data().contains(".hdsn .hdsn-title"));
  }
}
