package dev.henderson.stats.lm;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.henderson.stats.design.Design;
import dev.henderson.stats.design.DesignOptions;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.frame.FactorColumn;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.lmm.ReferenceModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.StreamSupport;
import tech.tablesaw.api.Table;

/**
 * The models of reference/lm: lm and aov of R 4.2.2, type II by car 3.1-1, written by
 * src/test/R/lmer_reference.R and src/test/R/lm_more.R.
 */
public final class LmReference {
  /** What R found. */
  public final JsonObject r;

  private LmReference(JsonObject r) {
    this.r = r;
  }

  /** The records of a file. */
  public static List<LmReference> all(String file) {
    return StreamSupport.stream(
            JsonParser.parseString(text("/reference/lm/" + file)).getAsJsonArray().spliterator(),
            false)
        .map(JsonElement::getAsJsonObject)
        .map(LmReference::new)
        .toList();
  }

  /** A resource as text. */
  public static String text(String path) {
    try (InputStream in = LmReference.class.getResourceAsStream(path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The data as R had them. */
  public ModelFrame frame() {
    return frame(r.get("data").getAsString(), r.get("factors"));
  }

  /** A data set with some columns made factors. */
  public static ModelFrame frame(String name, JsonElement factors) {
    return ModelFrame.of(name, table(name, factors));
  }

  /** A data set with some columns made factors. */
  public static Table table(String name, JsonElement factors) {
    Table table = ReferenceModel.table(name);
    if (factors != null && factors.isJsonArray()) {
      table = table.copy();
      for (JsonElement f : factors.getAsJsonArray()) {
        table.replaceColumn(f.getAsString(), FactorColumn.of(table.column(f.getAsString())));
      }
    }
    return table;
  }

  public Design design() {
    return Design.linear(formula(), frame(), DesignOptions.defaults());
  }

  public Formula formula() {
    return Formula.parse(r.get("formula").getAsString());
  }

  public LmFit fit() {
    return LinearModel.of(design()).fit();
  }

  /** A number, NaN for null. */
  public static double number(JsonObject o, String key) {
    JsonElement e = o.get(key);
    return e == null || e.isJsonNull() ? Double.NaN : e.getAsDouble();
  }

  @Override
  public String toString() {
    return r.get("id").getAsString();
  }
}
