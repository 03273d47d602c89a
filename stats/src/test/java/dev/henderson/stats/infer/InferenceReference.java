package dev.henderson.stats.infer;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.henderson.stats.design.Design;
import dev.henderson.stats.design.DesignOptions;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.lmm.LinearMixedModel;
import dev.henderson.stats.lmm.LmmFit;
import dev.henderson.stats.lmm.ReferenceModel;
import dev.henderson.stats.mixed.FitOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One entry of reference/infer/inference.json, made by src/test/R/infer_reference.R. */
public final class InferenceReference {
  public final JsonObject r;

  private InferenceReference(JsonObject r) {
    this.r = r;
  }

  /** The entries of a part: profile, compare, ranova, predict. */
  public static List<InferenceReference> part(String name) {
    return part("inference.json", name);
  }

  /** The entries of a part of a file. */
  public static List<InferenceReference> part(String file, String name) {
    try (InputStream in =
        InferenceReference.class.getResourceAsStream("/reference/infer/" + file)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return JsonParser.parseString(text).getAsJsonObject().getAsJsonArray(name).asList().stream()
          .map(JsonElement::getAsJsonObject)
          .map(InferenceReference::new)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public LmmFit fit(String formulaKey, boolean reml) {
    return fit(r.get("data").getAsString(), r.get(formulaKey).getAsString(), reml);
  }

  /** A fit to a table of the references. */
  public static LmmFit fit(String data, String formula, boolean reml) {
    return LinearMixedModel.of(
            Design.mixed(
                Formula.parse(formula),
                ModelFrame.of(data, ReferenceModel.table(data)),
                DesignOptions.defaults()))
        .fit(FitOptions.defaults().withReml(reml));
  }

  public List<JsonObject> rows() {
    return r.getAsJsonArray("rows").asList().stream().map(JsonElement::getAsJsonObject).toList();
  }

  @Override
  public String toString() {
    return r.get(r.has("id") ? "id" : "formula").getAsString();
  }
}
