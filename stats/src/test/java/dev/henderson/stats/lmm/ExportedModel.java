package dev.henderson.stats.lmm;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.henderson.stats.design.GroupingFactor;
import dev.henderson.stats.design.MixedModelData;
import dev.henderson.stats.design.RandomEffectsTerm;
import dev.henderson.stats.matrix.ModelMatrix;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A model as lme4 sees it, exported by src/test/R/export_models.R: X, y and weights, Z' in Matrix
 * Market form (terms in lme4's order), the number of effects and levels of each term, and lme4's
 * own values of the criterion.
 */
final class ExportedModel {
  final String name;
  final JsonObject meta;
  final MixedModelData data;

  private ExportedModel(String name, JsonObject meta, MixedModelData data) {
    this.name = name;
    this.meta = meta;
    this.data = data;
  }

  boolean reml() {
    return meta.get("reml").getAsBoolean();
  }

  /** Numbers under a key; a single number is a list of one. */
  static double[] numbers(JsonElement e) {
    if (!e.isJsonArray()) {
      return new double[] {e.getAsDouble()};
    }
    double[] v = new double[e.getAsJsonArray().size()];
    for (int i = 0; i < v.length; i++) {
      JsonElement x = e.getAsJsonArray().get(i);
      v[i] = x.isJsonNull() || x.getAsString().equals("NA") ? Double.NaN : x.getAsDouble();
    }
    return v;
  }

  /**
   * @param name of the JSON file, such as sleep_slope_REML
   * @param matrices of the matrices, shared by ML and REML
   */
  static ExportedModel load(String name, String matrices) {
    JsonObject meta = JsonParser.parseString(text(name + ".json")).getAsJsonObject();
    String[] lines = text(matrices + ".Xy.csv").strip().split("\n");
    int n = lines.length - 1;
    String[] header = lines[0].split(",");
    int p = header.length - 2;
    double[][] x = new double[p][n];
    double[] y = new double[n];
    double[] w = new double[n];
    for (int i = 0; i < n; i++) {
      String[] cells = lines[i + 1].split(",");
      for (int j = 0; j < p; j++) {
        x[j][i] = Double.parseDouble(cells[j]);
      }
      y[i] = Double.parseDouble(cells[p]);
      w[i] = Double.parseDouble(cells[p + 1]);
    }
    List<String> names = new ArrayList<>();
    for (int j = 0; j < p; j++) {
      names.add(header[j].replace("\"", ""));
    }
    ModelMatrix fixed = new ModelMatrix(n, x, names, new int[p], List.of());
    double[] k = numbers(meta.get("nc"));
    double[] l = numbers(meta.get("nl"));
    return new ExportedModel(
        name,
        meta,
        new MixedModelData(y, fixed, terms(text(matrices + ".Zt.mtx"), k, l, n), w, null));
  }

  private static List<RandomEffectsTerm> terms(String mtx, double[] k, double[] l, int n) {
    double[][][] z = new double[k.length][][];
    int[][] level = new int[k.length][n];
    int[] start = new int[k.length + 1];
    for (int t = 0; t < k.length; t++) {
      z[t] = new double[(int) k[t]][n];
      java.util.Arrays.fill(level[t], -1);
      start[t + 1] = start[t] + (int) (k[t] * l[t]);
    }
    boolean dimensions = true;
    for (String line : mtx.split("\n")) {
      if (line.startsWith("%")) {
        continue;
      }
      if (dimensions) {
        dimensions = false;
        continue;
      }
      String[] c = line.trim().split("\\s+");
      int row = Integer.parseInt(c[0]) - 1;
      int i = Integer.parseInt(c[1]) - 1;
      int t = 0;
      while (row >= start[t + 1]) {
        t++;
      }
      int within = row - start[t];
      level[t][i] = within / (int) k[t];
      z[t][within % (int) k[t]][i] = c.length > 2 ? Double.parseDouble(c[2]) : 1;
    }
    List<RandomEffectsTerm> terms = new ArrayList<>();
    for (int t = 0; t < k.length; t++) {
      String name = "g" + t;
      // A slope that is zero in a row leaves no trace of the level: a split term shares the
      // first's.
      for (int i = 0; i < n; i++) {
        if (level[t][i] < 0) {
          level[t][i] = level[0][i];
          name = "g0";
        }
      }
      List<String> effects = new ArrayList<>();
      for (int a = 0; a < k[t]; a++) {
        effects.add("z" + t + a);
      }
      List<String> levels = new ArrayList<>();
      for (int a = 0; a < l[t]; a++) {
        levels.add("l" + a);
      }
      terms.add(
          new RandomEffectsTerm(
              new ModelMatrix(n, z[t], effects, new int[effects.size()], List.of()),
              new GroupingFactor(name, level[t], levels),
              true));
    }
    return terms;
  }

  private static String text(String file) {
    String dir = System.getProperty("exported.models");
    try (InputStream in =
        dir != null
            ? java.nio.file.Files.newInputStream(java.nio.file.Path.of(dir, file))
            : ExportedModel.class.getResourceAsStream("/reference/lme4/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
