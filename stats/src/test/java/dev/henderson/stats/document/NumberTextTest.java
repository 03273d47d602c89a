package dev.henderson.stats.document;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Against R 4.2.2's {@code format} and {@code format.pval}; made by src/test/R/format.R. */
class NumberTextTest {

  static List<JsonObject> numbers() throws IOException {
    return cases("numbers");
  }

  static List<JsonObject> pvalues() throws IOException {
    return cases("pvalues");
  }

  private static List<JsonObject> cases(String kind) throws IOException {
    try (var in = NumberTextTest.class.getResourceAsStream("/reference/format.json");
        var reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      List<JsonObject> cases = new ArrayList<>();
      JsonParser.parseReader(reader)
          .getAsJsonObject()
          .getAsJsonArray(kind)
          .forEach(c -> cases.add(c.getAsJsonObject()));
      return cases;
    }
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void writesNumbersAsR(JsonObject c) {
    List<Double> x = doubles(c, "x");
    NumberText format = NumberText.significant(x, c.get("digits").getAsInt(), 15);
    assertEquals(strings(c), x.stream().map(format::format).toList());
  }

  @ParameterizedTest
  @MethodSource("pvalues")
  void writesPValuesAsR(JsonObject c) {
    List<Double> p = doubles(c, "p");
    PValueText format = new PValueText(p);
    List<String> ours = p.stream().map(format::exact).map(s -> s.replace("< ", "<")).toList();
    assertEquals(strings(c).stream().map(s -> s.replace("< ", "<")).toList(), ours);
  }

  @ParameterizedTest
  @CsvSource({
    "0.0004, < .001",
    "0.001, .001",
    "0.0216949, .022",
    "0.5, .500",
    "0.9996, > .999",
    "1, > .999"
  })
  void writesPValuesForJournals(double p, String expected) {
    assertEquals(expected, PValueText.brief(p));
  }

  @Test
  void followersTakeTheDecimalsOfTheirLeaders() {
    NumberText format = NumberText.significant(List.of(6.825, 1.546), List.of(0.00012), 4, 15);
    assertEquals("1.546", format.format(1.546));
    assertEquals("0.000", format.format(0.00012));
  }

  @Test
  void limitsDecimals() {
    assertEquals("0.012", NumberText.significant(List.of(0.012345), 4, 3).format(0.012345));
  }

  private static List<Double> doubles(JsonObject c, String name) {
    return c.getAsJsonArray(name).asList().stream().map(JsonElement::getAsDouble).toList();
  }

  private static List<String> strings(JsonObject c) {
    return c.getAsJsonArray("text").asList().stream().map(JsonElement::getAsString).toList();
  }
}
