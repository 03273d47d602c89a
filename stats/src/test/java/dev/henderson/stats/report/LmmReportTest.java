package dev.henderson.stats.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.henderson.stats.Lmer;
import dev.henderson.stats.document.HtmlRenderer;
import dev.henderson.stats.document.LatexRenderer;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.document.TextRenderer;
import dev.henderson.stats.document.TidyJson;
import dev.henderson.stats.frame.Dataset;
import dev.henderson.stats.infer.DegreesOfFreedom;
import dev.henderson.stats.mixed.FitOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tech.tablesaw.api.Table;

/**
 * The summary of a mixed model: its numbers against what R 4.2.2 with lme4 1.1-31 and lmerTest
 * 3.1-3 prints (reference/summary, made by src/test/R/summary.R), its layout to the character.
 */
class LmmReportTest {
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?(e[-+]\\d+)?");

  private static Lmer fit(String id) {
    return switch (id) {
      case "sleepstudy" -> fit("sleepstudy", "Reaction ~ Days + (Days | Subject)", true);
      case "sleepstudy-ml" -> fit("sleepstudy", "Reaction ~ Days + (Days || Subject)", false);
      case "machines" -> fit("Machines", "score ~ Machine + (Machine | Worker)", true);
      case "penicillin" -> fit("Penicillin", "diameter ~ 1 + (1 | plate) + (1 | sample)", true);
      case "pastes" -> fit("Pastes", "strength ~ 1 + (1 | batch / cask)", true);
      case "toy" ->
          fit(
              "toy",
              "dependent_var ~ (1 | participant_ID) + (1 | Condition_1) + (1 | Condition_2)",
              true);
      default -> throw new IllegalArgumentException(id);
    };
  }

  private static Lmer fit(String data, String formula, boolean reml) {
    Table table = Dataset.find(data).orElseThrow().load();
    return Lmer.fit(formula, table, FitOptions.defaults().withReml(reml));
  }

  private static String resource(String path) throws IOException {
    try (InputStream in = LmmReportTest.class.getResourceAsStream("/reference/" + path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @CsvSource({"sleepstudy", "sleepstudy-ml", "machines", "penicillin", "pastes", "toy"})
  void showsTheNumbersThatRPrints(String id) throws IOException {
    String ours = fit(id).toString();
    String r = resource("summary/" + id + ".txt");
    List<String> sections = List.of("Scaled residuals:", "Random effects:", "Fixed effects:");
    for (String section : sections) {
      Map<String, List<String>> expected = rows(r, section);
      Map<String, List<String>> actual = rows(ours, section);
      assertEquals(expected.keySet(), actual.keySet(), section);
      expected.forEach((row, numbers) -> compare(section + " " + row, numbers, actual.get(row)));
    }
  }

  /** The rows of a section: name of the row to its numbers, as printed. */
  private static Map<String, List<String>> rows(String text, String section) {
    Map<String, List<String>> rows = new LinkedHashMap<>();
    List<String> lines = text.lines().toList();
    int at = indexOf(lines, section) + 2;
    String group = "";
    while (at < lines.size() && !lines.get(at).isBlank() && !lines.get(at).startsWith("Number")) {
      String line = lines.get(at++).replace("< 2e-16", "0").strip();
      if (line.startsWith("optimizer")) {
        break;
      }
      String name = line.split("\\s+-?\\d")[0].replaceAll("^-?\\d.*", "");
      List<String> words = new ArrayList<>(List.of(name.split("\\s+")));
      if (section.startsWith("Random") && !name.equals("Residual")) {
        if (words.size() == 2) {
          String[] parts = words.get(0).replaceAll("\\.\\d+$", "").split(":");
          Arrays.sort(parts);
          group = String.join(":", parts);
        }
        name = group + " " + words.get(words.size() - 1);
      }
      String values = line.substring(line.length() - (line.length() - nameEnd(line)));
      List<String> numbers = new ArrayList<>();
      Matcher m = NUMBER.matcher(values);
      while (m.find()) {
        numbers.add(m.group());
      }
      rows.put(name, numbers);
    }
    assertFalse(rows.isEmpty(), section);
    return rows;
  }

  private static int indexOf(List<String> lines, String section) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).strip().equals(section)) {
        return i;
      }
    }
    throw new AssertionError("no section " + section + " in\n" + String.join("\n", lines));
  }

  private static int nameEnd(String line) {
    Matcher m = Pattern.compile("(^|\\s)-?\\d").matcher(line);
    return m.find() ? m.start() : line.length();
  }

  /** Equal to one and a half of the last digit of the coarser print. */
  private static void compare(String where, List<String> expected, List<String> actual) {
    assertTrue(actual.size() >= expected.size(), where + ": " + expected + " and " + actual);
    for (int i = 0; i < expected.size(); i++) {
      double unit = Math.max(unit(expected.get(i)), unit(actual.get(i)));
      double difference =
          Math.abs(Double.parseDouble(expected.get(i)) - Double.parseDouble(actual.get(i)));
      assertTrue(difference <= 1.5 * unit, where + ": R " + expected + ", ours " + actual);
    }
  }

  private static double unit(String number) {
    String[] parts = number.split("e");
    int point = parts[0].indexOf('.');
    int decimals = point < 0 ? 0 : parts[0].length() - point - 1;
    return Math.pow(10, (parts.length > 1 ? Integer.parseInt(parts[1]) : 0) - decimals);
  }

  @ParameterizedTest
  @CsvSource({"sleepstudy", "sleepstudy-ml"})
  void textIsAsItWasLookedAt(String id) throws IOException {
    assertEquals(resource("report/" + id + ".txt"), fit(id) + "\n");
  }

  @Test
  void latexIsAsItWasLookedAt() throws IOException {
    String latex = LatexRenderer.render(fit("sleepstudy").report());
    assertEquals(resource("report/sleepstudy.tex"), latex + "\n");
  }

  @Test
  void htmlIsAsItWasLookedAt() throws IOException {
    // Titles hold all digits, and the last of them may differ between machines.
    String html = HtmlRenderer.render(fit("sleepstudy").report());
    String body =
        html.replaceAll("(?s)<style>.*</style>\n", "").replaceAll(" title=\"-?\\d[^\"]*\"", "");
    assertEquals(resource("report/sleepstudy.html"), body + "\n");
  }

  @Test
  void jsonHasTheContractsFields() {
    JsonObject json =
        JsonParser.parseString(TidyJson.render(fit("sleepstudy").report())).getAsJsonObject();
    assertEquals(
        List.of("kind", "call", "formula", "data", "glance", "tidy", "notes"),
        List.copyOf(json.keySet()));
    assertEquals(
        "lmer(Reaction ~ Days + (Days | Subject), data = sleepstudy)",
        json.get("call").getAsString());
    JsonObject glance = json.getAsJsonObject("glance");
    assertEquals(
        List.of(
            "nobs",
            "nobs.dropped",
            "ngroups",
            "method",
            "REMLcrit",
            "logLik",
            "df",
            "AIC",
            "BIC",
            "sigma",
            "theta",
            "singular",
            "converged",
            "evaluations",
            "max.gradient",
            "seconds"),
        List.copyOf(glance.keySet()));
    assertEquals(1743.6282719, glance.get("REMLcrit").getAsDouble(), 1e-6);
    assertEquals("{\"Subject\":18}", glance.get("ngroups").toString());
    assertEquals(3, glance.getAsJsonArray("theta").size());
    List<String> terms = new ArrayList<>();
    json.getAsJsonArray("tidy")
        .forEach(
            e -> {
              JsonObject row = e.getAsJsonObject();
              String group = row.has("group") ? row.get("group").getAsString() + " " : "";
              terms.add(
                  row.get("effect").getAsString() + " " + group + row.get("term").getAsString());
            });
    assertEquals(
        List.of(
            "fixed (Intercept)",
            "fixed Days",
            "ran_pars Subject sd__(Intercept)",
            "ran_pars Subject sd__Days",
            "ran_pars Subject cor__(Intercept).Days",
            "ran_pars Residual sd__Observation"),
        terms);
    JsonObject days = json.getAsJsonArray("tidy").get(1).getAsJsonObject();
    assertEquals(
        List.of(
            "effect",
            "term",
            "estimate",
            "std.error",
            "df",
            "statistic",
            "p.value",
            "conf.low",
            "conf.high"),
        List.copyOf(days.keySet()));
    assertEquals(0, json.getAsJsonArray("notes").size());
  }

  @Test
  void maximumLikelihoodIsCalledDeviance() {
    Report report = fit("sleepstudy-ml").report();
    JsonObject json = TidyJson.tree(report);
    assertTrue(json.getAsJsonObject("glance").has("deviance"));
    assertFalse(json.getAsJsonObject("glance").has("REMLcrit"));
    assertEquals("ML", json.getAsJsonObject("glance").get("method").getAsString());
    assertTrue(json.get("call").getAsString().endsWith(", REML = FALSE)"));
    // R tells the two terms of || apart.
    assertTrue(TidyJson.render(report).contains("\"group\":\"Subject.1\",\"term\":\"sd__Days\""));
  }

  @Test
  void aSingularFitIsExplainedWithoutScare() {
    Report report = fit("toy").report();
    JsonObject json = TidyJson.tree(report);
    assertTrue(json.getAsJsonObject("glance").get("singular").getAsBoolean());
    assertEquals(1, json.getAsJsonArray("notes").size());
    JsonObject note = json.getAsJsonArray("notes").get(0).getAsJsonObject();
    assertEquals("singular", note.get("code").getAsString());
    String message = note.get("message").getAsString();
    assertTrue(
        message.contains("participant_ID, Condition_1 and Condition_2 are estimated as zero"),
        message);
    assertTrue(message.contains("Zero is the best value for each"), message);
    String text = TextRenderer.render(report);
    assertFalse(text.toLowerCase(java.util.Locale.ROOT).contains("warning"), text);
    assertFalse(text.toLowerCase(java.util.Locale.ROOT).contains("error:"), text);
  }

  @Test
  void zTestsHaveNoDegreesOfFreedom() {
    Lmer m = Lmer.of(fit("sleepstudy").fit(), DegreesOfFreedom.NONE);
    String text = m.toString();
    assertTrue(text.contains("z-tests use the normal distribution"), text);
    assertTrue(text.contains("z value  Pr(>|z|)") || text.contains("z value Pr(>|z|)"), text);
    assertFalse(text.contains(" df "), text);
  }

  @Test
  void everyRendererShowsTheSameNumbers() {
    Report report = fit("machines").report();
    String html = HtmlRenderer.render(report);
    String body = html.substring(html.indexOf("</style>")).replaceAll("<[^>]*>", " ");
    List<String> text = numbers(TextRenderer.render(report));
    assertTrue(text.size() > 30);
    assertEquals(text, numbers(body.replace('\u2212', '-')));
    assertEquals(text, numbers(LatexRenderer.render(report).replace("$-$", "-")));
  }

  /** Numbers with decimals, but for p values: text writes them as R, the others as journals. */
  private static List<String> numbers(String text) {
    String plain = text.replaceAll("\\d\\.\\d+e-\\d+|0\\.02169\\d|0\\.000277", "");
    List<String> found = new ArrayList<>();
    Matcher m = Pattern.compile("(?<![\\d.])-?\\d+\\.\\d+").matcher(plain);
    while (m.find()) {
      found.add(m.group());
    }
    return found;
  }
}
