package dev.henderson.stats.design;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.henderson.stats.frame.CategoricalColumn;
import dev.henderson.stats.frame.FrameColumn;
import dev.henderson.stats.frame.LogicalColumn;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.frame.NumericColumn;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The data of the formula oracle as R has them. Its columns Y and y differ in case only, which a
 * Tablesaw table cannot hold, so the frames are made of columns here.
 */
final class OracleData {
  private static final Map<String, List<String>> ORDER =
      Map.of(
          "O", List.of("low", "mid", "high"),
          "phase", List.of("pre", "post", "fup"),
          "treat", List.of("ctl", "A", "B"));

  private OracleData() {}

  static String text(String file) {
    try (InputStream in = OracleData.class.getResourceAsStream("/reference/formula/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonObject oracle() {
    return JsonParser.parseString(text("oracle.json")).getAsJsonObject();
  }

  static ModelFrame frame(String name) {
    return switch (name) {
      case "toy" -> read("toy", "formula_toy.csv", null);
      case "rm0" -> read("rm0", "formula_rm.csv", null);
      case "dsub" -> read("dsub", "formula_data.csv", List.of("Y", "A", "x", "z"));
      case "dsubS" -> read("dsubS", "formula_data.csv", List.of("Y", "A", "x", "z", "S"));
      default -> read("d", "formula_data.csv", null);
    };
  }

  private static ModelFrame read(String name, String file, List<String> keep) {
    List<String[]> rows = text(file).lines().map(l -> l.replace("\"", "").split(",")).toList();
    String[] header = rows.get(0);
    LinkedHashMap<String, FrameColumn> columns = new LinkedHashMap<>();
    List<String> names = keep == null ? Arrays.asList(header) : keep;
    for (String column : names) {
      int j = Arrays.asList(header).indexOf(column);
      List<String> values = rows.stream().skip(1).map(r -> r[j]).toList();
      columns.put(column, column(column, values));
    }
    return ModelFrame.of(name, columns);
  }

  private static FrameColumn column(String name, List<String> values) {
    if (values.stream().allMatch(v -> v.equals("TRUE") || v.equals("FALSE"))) {
      boolean[] out = new boolean[values.size()];
      for (int i = 0; i < out.length; i++) {
        out[i] = values.get(i).equals("TRUE");
      }
      return LogicalColumn.of(out);
    }
    try {
      return NumericColumn.of(values.stream().mapToDouble(Double::parseDouble).toArray());
    } catch (NumberFormatException e) {
      List<String> levels = ORDER.getOrDefault(name, values.stream().distinct().sorted().toList());
      return CategoricalColumn.of(
          values.stream().mapToInt(levels::indexOf).toArray(), levels, name.equals("O"));
    }
  }
}
