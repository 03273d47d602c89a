package dev.henderson.kernel.notebook;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.henderson.kernel.display.HtmlText;
import dev.henderson.kernel.display.ReportDisplay;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * A notebook as one HTML page that needs nothing beside it, readable in light and dark.
 *
 * <p>What the notebook's author wrote and what libraries made gets into the page as far as it is
 * harmless; and should anything else get there, the page's policy lets it neither run nor load.
 */
public final class HtmlPage {
  private static final Pattern ANSI = Pattern.compile("\u001b\\[([0-9;]*)m");

  /**
   * No script, nothing from elsewhere: pictures and styles are in the page, addresses are links.
   */
  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
          + "form-action 'none'";

  private static final Pattern HEADING = Pattern.compile("(?m)^#\\s+(.+)$");

  private final Parser parser;
  private final HtmlRenderer renderer;
  private final StringBuilder html = new StringBuilder();

  HtmlPage() {
    var extensions = List.of(TablesExtension.create());
    this.parser = Parser.builder().extensions(extensions).build();
    this.renderer = HtmlRenderer.builder().extensions(extensions).build();
  }

  /**
   * The page of a notebook.
   *
   * @param name the title if no cell has a first heading
   */
  public static String of(NotebookFile notebook, String name) {
    HtmlPage page = new HtmlPage();
    for (JsonObject cell : notebook.cells()) {
      page.cell(cell);
    }
    String title =
        notebook.cells().stream()
            .filter(c -> "markdown".equals(type(c)))
            .map(c -> HEADING.matcher(NotebookFile.text(c.get("source"))))
            .filter(java.util.regex.Matcher::find)
            .map(m -> m.group(1).replaceAll("[*_`]", "").strip())
            .findFirst()
            .orElse(name);
    return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        + "<meta http-equiv=\"Content-Security-Policy\" content=\""
        + POLICY
        + "\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        + "<meta name=\"color-scheme\" content=\"light dark\">\n<title>"
        + HtmlText.escape(title)
        + "</title>\n<style>\n"
        + css()
        + ReportDisplay.style()
        + "</style>\n</head>\n<body>\n<main>\n"
        + page.html
        + "</main>\n</body>\n</html>\n";
  }

  private static String css() {
    try (InputStream in = HtmlPage.class.getResourceAsStream("page.css")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String type(JsonObject cell) {
    return NotebookFile.text(cell.get("cell_type"));
  }

  private void cell(JsonObject cell) {
    String source = NotebookFile.text(cell.get("source"));
    switch (type(cell)) {
      case "markdown" ->
          html.append("<section class=\"text\">\n").append(markdown(source)).append("</section>\n");
      case "code" -> code(cell, source);
      default -> html.append("<pre>").append(HtmlText.escape(source)).append("</pre>\n");
    }
  }

  private String markdown(String source) {
    return HarmlessHtml.of(renderer.render(parser.parse(source)));
  }

  private void code(JsonObject cell, String source) {
    if (source.isBlank()) {
      return;
    }
    JsonElement count = cell.get("execution_count");
    String number = count == null || count.isJsonNull() ? " " : count.getAsString();
    html.append("<section class=\"code\">\n<div class=\"count\">[")
        .append(HtmlText.escape(number))
        .append("]</div>\n<pre class=\"source\"><code class=\"language-java\">")
        .append(HtmlText.escape(source))
        .append("</code></pre>\n");
    if (cell.has("outputs")) {
      cell.getAsJsonArray("outputs").forEach(o -> output(o.getAsJsonObject()));
    }
    html.append("</section>\n");
  }

  private void output(JsonObject output) {
    switch (NotebookFile.text(output.get("output_type"))) {
      case "stream" -> {
        boolean error = "stderr".equals(NotebookFile.text(output.get("name")));
        pre(error ? "stderr" : "stdout", NotebookFile.text(output.get("text")));
      }
      case "error" -> {
        StringBuilder lines = new StringBuilder();
        output.getAsJsonArray("traceback").forEach(l -> lines.append(l.getAsString()).append('\n'));
        pre("error", lines.toString());
      }
      default -> shown(output);
    }
  }

  private void pre(String kind, String text) {
    html.append("<pre class=\"")
        .append(kind)
        .append("\">")
        .append(colours(text))
        .append("</pre>\n");
  }

  /** ANSI colours as spans; only those the kernel uses, others are dropped. */
  public static String colours(String text) {
    String escaped = HtmlText.escape(text);
    int[] open = {0};
    String out =
        ANSI.matcher(escaped)
            .replaceAll(
                m -> {
                  String close = "</span>".repeat(open[0]);
                  open[0] = 0;
                  String kind =
                      switch (m.group(1)) {
                        case "1;31" -> "red";
                        case "90" -> "grey";
                        default -> "";
                      };
                  if (kind.isEmpty()) {
                    return close;
                  }
                  open[0] = 1;
                  return close + "<span class=\"" + kind + "\">";
                });
    return out + "</span>".repeat(open[0]);
  }

  private void shown(JsonObject output) {
    JsonObject data = output.getAsJsonObject("data");
    if (data == null) {
      return;
    }
    html.append("<div class=\"output\">");
    if (data.has("text/html")) {
      html.append(HarmlessHtml.of(NotebookFile.text(data.get("text/html"))));
    } else if (data.has("text/markdown")) {
      html.append(markdown(NotebookFile.text(data.get("text/markdown"))));
    } else if (!picture(output, data) && data.has("text/plain")) {
      html.append("<pre>")
          .append(HtmlText.escape(NotebookFile.text(data.get("text/plain"))))
          .append("</pre>");
    }
    html.append("</div>\n");
  }

  private boolean picture(JsonObject output, JsonObject data) {
    for (String mime : List.of("image/png", "image/jpeg", "image/gif", "image/svg+xml")) {
      if (data.has(mime)) {
        String content = NotebookFile.text(data.get(mime));
        String address =
            mime.startsWith("image/svg")
                ? HarmlessHtml.pictureAddress(content)
                : "data:" + mime + ";base64," + content.replaceAll("\\s", "");
        JsonElement all = output.get("metadata");
        JsonObject metadata =
            all != null && all.isJsonObject() && all.getAsJsonObject().has(mime)
                ? all.getAsJsonObject().getAsJsonObject(mime)
                : new JsonObject();
        String alt = NotebookFile.text(metadata.get("alt"));
        String plain = NotebookFile.text(data.get("text/plain"));
        html.append("<img src=\"").append(HtmlText.escape(address)).append('"');
        for (String size : List.of("width", "height")) {
          if (metadata.has(size)) {
            html.append(' ').append(size).append("=\"").append(metadata.get(size).getAsInt());
            html.append('"');
          }
        }
        html.append(" alt=\"").append(HtmlText.escape(alt.isEmpty() ? plain : alt)).append("\">");
        return true;
      }
    }
    return false;
  }
}
