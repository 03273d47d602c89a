package dev.henderson.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.henderson.stats.frame.Dataset;
import dev.henderson.stats.frame.DelimitedText;
import dev.henderson.stats.frame.TextOptions;
import dev.henderson.stats.plot.Picture;
import dev.henderson.stats.plot.PictureFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/** What the terms of a fit do, against reference/emm/effects.json, made by effects_reference.R. */
class TermEffectTest {
  static Stream<JsonObject> effects() {
    return JsonParser.parseString(text("effects.json"))
        .getAsJsonObject()
        .getAsJsonArray("effects")
        .asList()
        .stream()
        .map(JsonElement::getAsJsonObject);
  }

  private static String text(String file) {
    try (InputStream in = TermEffectTest.class.getResourceAsStream("/reference/emm/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Fitted fit(JsonObject effect) {
    String name = effect.get("data").getAsString();
    Table data = DelimitedText.read(name, text(name + ".csv"), TextOptions.DEFAULT).table();
    String formula = effect.get("formula").getAsString();
    return switch (effect.get("class").getAsString()) {
      case "lm" -> Lm.fit(formula, data);
      case "aov" -> Aov.fit(formula, data);
      default -> Lmer.fit(formula, data);
    };
  }

  /** 1e-7: the mixed model's estimates agree to what both optimisers leave; others to 1e-10. */
  @ParameterizedTest
  @MethodSource("effects")
  void areTheMeansThatEmmeansGives(JsonObject expected) {
    List<String> variables =
        expected.getAsJsonArray("variables").asList().stream()
            .map(JsonElement::getAsString)
            .toList();
    TermEffect effect =
        TermEffect.of(fit(expected)).stream()
            .filter(e -> e.variables().equals(variables))
            .findFirst()
            .orElseThrow();
    boolean mixed = expected.get("class").getAsString().equals("lmer");
    double tolerance = mixed ? 1e-7 : 1e-10;
    Table tidy = effect.tidy();
    for (JsonElement each : expected.getAsJsonArray("rows")) {
      JsonObject r = each.getAsJsonObject();
      List<String> labels =
          r.getAsJsonArray("labels").asList().stream().map(JsonElement::getAsString).toList();
      Row row = row(tidy, variables, labels);
      close(r, "estimate", row.getDouble("estimate"), tolerance);
      close(r, "se", row.getDouble("std.error"), mixed ? 1e-5 : tolerance);
      if (!mixed) {
        close(r, "df", row.getDouble("df"), tolerance);
        close(r, "low", row.getDouble("conf.low"), tolerance);
        close(r, "high", row.getDouble("conf.high"), tolerance);
      }
    }
  }

  private static void close(JsonObject expected, String name, double value, double tolerance) {
    double e = expected.get(name).getAsDouble();
    assertEquals(e, value, tolerance * Math.max(1, Math.abs(e)), name);
  }

  private static Row row(Table table, List<String> variables, List<String> labels) {
    for (Row row : table) {
      boolean same = true;
      for (int i = 0; i < labels.size(); i++) {
        Object value = row.getObject(variables.get(i));
        same &=
            value instanceof Number n
                ? Math.abs(n.doubleValue() - Double.parseDouble(labels.get(i))) < 1e-9
                : value.equals(labels.get(i));
      }
      if (same) {
        return row;
      }
    }
    throw new AssertionError("no row " + labels + " in\n" + table.printAll());
  }

  @Test
  void aTermWithinALargerOneIsNotShownAlone() {
    Table cars = DelimitedText.read("mtcars", text("mtcars.csv"), TextOptions.DEFAULT).table();
    Lm fit = Lm.fit("mpg ~ wt * hp + I(wt^2) + log(qsec) + factor(cyl) + am:gear", cars);
    assertEquals(
        List.of(List.of("qsec"), List.of("cyl"), List.of("wt", "hp"), List.of("gear", "am")),
        TermEffect.of(fit).stream().map(TermEffect::variables).toList());
    assertEquals(List.of(), TermEffect.of(Lm.fit("mpg ~ 1", cars)));
  }

  @Test
  void aPictureTellsTheEndsAndTheMiddleOfACurve() {
    Table sleep = Dataset.find("sleepstudy").orElseThrow().load();
    Lmer fit = Lmer.fit("Reaction ~ Days + (Days | Subject)", sleep);
    Picture picture = TermEffect.of(fit).get(0).picture(PictureFormat.PNG);
    assertTrue(picture.png().length > 5000);
    // 251.405 + 10.467 Days, R's fixef(lmer(Reaction ~ Days + (Days | Subject), sleepstudy)).
    assertTrue(
        picture.alt().contains("with the data behind: 0 251, 4.5 299, 9 346."), picture.alt());
    assertFalse(picture.alt().contains("NaN"), picture.alt());
  }

  @Test
  void ofManyRowsSomeStandBehind() {
    int n = 20_000;
    double[] x = new double[n];
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = i % 10;
      y[i] = x[i] + i % 7;
    }
    Table many = Table.create("t", DoubleColumn.create("x", x), DoubleColumn.create("y", y));
    TermEffect effect = TermEffect.of(Lm.fit("y ~ x", many)).get(0);
    Picture picture = effect.picture(PictureFormat.PNG);
    assertTrue(picture.caption().endsWith("some of the data behind"), picture.caption());
  }
}
