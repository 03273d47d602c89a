package dev.henderson.stats.lmm;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.henderson.stats.design.Design;
import dev.henderson.stats.design.DesignOptions;
import dev.henderson.stats.formula.Expression;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.frame.Dataset;
import dev.henderson.stats.frame.DelimitedText;
import dev.henderson.stats.frame.FactorColumn;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.frame.TextOptions;
import dev.henderson.stats.mixed.FitOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPInputStream;
import tech.tablesaw.api.Table;

/**
 * The models of reference/lmer/lmer.json: fits by lme4 1.1-31 and lmerTest 3.1-3 in R 4.2.2, the
 * best of three optimisers with tight tolerances, written by src/test/R/lmer_reference.R.
 */
public final class ReferenceModel {
  private static final String FOLDER = "/reference/lmer/";
  private static final Map<String, Table> TABLES = new ConcurrentHashMap<>();

  /** What R found. */
  public final JsonObject r;

  private ReferenceModel(JsonObject r) {
    this.r = r;
  }

  /** All models. */
  public static List<ReferenceModel> all() {
    List<ReferenceModel> all = new ArrayList<>();
    JsonArray models = JsonParser.parseString(text("lmer.json")).getAsJsonArray();
    for (JsonElement e : models) {
      all.add(new ReferenceModel(e.getAsJsonObject()));
    }
    return all;
  }

  /** The model of an id. */
  public static ReferenceModel of(String id) {
    return all().stream().filter(m -> m.id().equals(id)).findFirst().orElseThrow();
  }

  public String id() {
    return r.get("id").getAsString();
  }

  /** Whether R's search ended on the boundary. */
  public boolean singular() {
    return r.get("singular").getAsBoolean();
  }

  public double number(String key) {
    return r.get(key).getAsDouble();
  }

  public LinearMixedModel model() {
    String data = r.get("data").getAsString();
    DesignOptions options = DesignOptions.defaults();
    if (!r.get("weights").isJsonNull()) {
      options = options.withWeights(Expression.parse(r.get("weights").getAsString()));
    }
    return LinearMixedModel.of(
        Design.mixed(
            Formula.parse(r.get("formula").getAsString()),
            ModelFrame.of(data, table(data)),
            options));
  }

  public FitOptions options() {
    return FitOptions.defaults().withReml(r.get("REML").getAsBoolean());
  }

  public LmmFit fit() {
    return model().fit(options());
  }

  /** A data set with its factors as R has them. */
  public static Table table(String name) {
    return TABLES.computeIfAbsent(name, ReferenceModel::read);
  }

  private static Table read(String name) {
    Table table =
        Dataset.find(name)
            .map(Dataset::load)
            .orElseGet(
                () ->
                    DelimitedText.read(
                            name,
                            text(name + (name.equals("InstEval") ? ".csv.gz" : ".csv")),
                            TextOptions.DEFAULT)
                        .table());
    JsonObject schema = JsonParser.parseString(text("schema.json")).getAsJsonObject();
    for (var column : schema.getAsJsonObject(name).entrySet()) {
      List<String> levels = new ArrayList<>();
      column
          .getValue()
          .getAsJsonObject()
          .getAsJsonArray("levels")
          .forEach(l -> levels.add(l.getAsString()));
      table.replaceColumn(
          column.getKey(), FactorColumn.of(table.column(column.getKey()), levels, false));
    }
    return table;
  }

  private static String text(String file) {
    try (InputStream in = ReferenceModel.class.getResourceAsStream(FOLDER + file);
        InputStream plain = file.endsWith(".gz") ? new GZIPInputStream(in) : in) {
      return new String(plain.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return id();
  }
}
