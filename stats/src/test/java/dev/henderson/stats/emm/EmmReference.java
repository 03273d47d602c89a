package dev.henderson.stats.emm;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.henderson.stats.classical.AovFit;
import dev.henderson.stats.design.Design;
import dev.henderson.stats.design.DesignOptions;
import dev.henderson.stats.formula.Expression;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.frame.DelimitedText;
import dev.henderson.stats.frame.FactorColumn;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.frame.TextOptions;
import dev.henderson.stats.infer.DegreesOfFreedom;
import dev.henderson.stats.infer.LinearBasis;
import dev.henderson.stats.lm.LinearModel;
import dev.henderson.stats.lmm.LinearMixedModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tech.tablesaw.api.Table;

/** One record of reference/emm/emmeans.json, made by src/test/R/emmeans_reference.R. */
final class EmmReference {
  private static final JsonObject ALL =
      JsonParser.parseString(text("emmeans.json")).getAsJsonObject();
  private static final Map<String, LinearBasis> BASES = new ConcurrentHashMap<>();

  final JsonObject r;

  private EmmReference(JsonObject r) {
    this.r = r;
  }

  static List<EmmReference> kind(String kind) {
    return ALL.getAsJsonArray("records").asList().stream()
        .map(e -> new EmmReference(e.getAsJsonObject()))
        .filter(e -> e.text0("kind").equals(kind))
        .toList();
  }

  static LinearBasis basis(String model) {
    return BASES.computeIfAbsent(model, EmmReference::fit);
  }

  LinearBasis basis() {
    return basis(text0("model"));
  }

  private static LinearBasis fit(String name) {
    JsonObject m =
        ALL.getAsJsonArray("models").asList().stream()
            .map(JsonElement::getAsJsonObject)
            .filter(o -> o.get("name").getAsString().equals(name))
            .findFirst()
            .orElseThrow();
    ModelFrame frame = frame(m.get("data").getAsString());
    Formula formula = Formula.parse(m.get("formula").getAsString());
    DesignOptions options = DesignOptions.defaults();
    if (m.has("weights") && m.get("weights").isJsonPrimitive()) {
      options = options.withWeights(Expression.parse(m.get("weights").getAsString()));
    }
    return switch (m.get("class").getAsString()) {
      case "lm" -> LinearBasis.of(LinearModel.of(formula, frame, options).fit());
      case "aovlist" -> LinearBasis.of(AovFit.of(formula, frame));
      default ->
          LinearBasis.of(
              LinearMixedModel.of(Design.mixed(formula, frame, options)).fit(),
              DegreesOfFreedom.SATTERTHWAITE);
    };
  }

  static ModelFrame frame(String name) {
    Table table = DelimitedText.read(name, text(name + ".csv"), TextOptions.DEFAULT).table();
    for (var column : ALL.getAsJsonObject("levels").getAsJsonObject(name).entrySet()) {
      List<String> levels = new ArrayList<>();
      column.getValue().getAsJsonArray().forEach(l -> levels.add(l.getAsString()));
      table.replaceColumn(
          column.getKey(), FactorColumn.of(table.column(column.getKey()), levels, false));
    }
    return ModelFrame.of(name, table);
  }

  private static String text(String file) {
    try (InputStream in = EmmReference.class.getResourceAsStream("/reference/emm/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String text0(String key) {
    return r.get(key).getAsString();
  }

  List<String> list(String key) {
    return strings(r.getAsJsonArray(key));
  }

  static List<String> strings(JsonArray a) {
    return a.asList().stream().map(JsonElement::getAsString).toList();
  }

  static double[] numbers(JsonObject of, String key) {
    JsonElement e = of.get(key);
    if (e == null || !e.isJsonArray()) {
      return null;
    }
    return e.getAsJsonArray().asList().stream().mapToDouble(EmmReference::number).toArray();
  }

  private static double number(JsonElement e) {
    if (e.isJsonNull() || e.getAsString().equals("NA")) {
      return Double.NaN;
    }
    return switch (e.getAsString()) {
      case "Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> e.getAsDouble();
    };
  }

  Map<String, List<String>> at() {
    Map<String, List<String>> out = new LinkedHashMap<>();
    if (r.has("at") && r.get("at").isJsonObject()) {
      r.getAsJsonObject("at")
          .entrySet()
          .forEach(e -> out.put(e.getKey(), strings(e.getValue().getAsJsonArray())));
    }
    return out;
  }

  EmmGrid means() {
    return ReferenceGrid.of(basis(), at())
        .means(
            list("specs"),
            list("by"),
            r.has("weights") ? Weighting.named(text0("weights")) : Weighting.EQUAL);
  }

  @Override
  public String toString() {
    return text0("id");
  }
}
