package dev.henderson.stats.frame;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import tech.tablesaw.api.Table;

/**
 * A data set that comes with Henderson, with the publication it is from.
 *
 * <pre>{@code
 * List<String> there = Dataset.names();
 * Table sleepstudy = Dataset.find("sleepstudy").orElseThrow().load();
 * }</pre>
 *
 * @param name as in R, such as {@code sleepstudy}
 * @param title what was measured, in one line
 * @param source where it was published
 */
public record Dataset(String name, String title, String source) {
  private static final String FOLDER = "datasets/";

  /** All of them, by name. */
  public static List<Dataset> all() {
    Properties catalogue = catalogue();
    return catalogue.stringPropertyNames().stream()
        .filter(key -> key.endsWith(".title"))
        .map(key -> key.substring(0, key.length() - ".title".length()))
        .sorted(String.CASE_INSENSITIVE_ORDER)
        .map(
            n ->
                new Dataset(
                    n, catalogue.getProperty(n + ".title"), catalogue.getProperty(n + ".source")))
        .toList();
  }

  /** Their names. */
  public static List<String> names() {
    return all().stream().map(Dataset::name).toList();
  }

  /** The one of that name. */
  public static Optional<Dataset> find(String name) {
    return all().stream().filter(d -> d.name().equals(name)).findFirst();
  }

  /** A new table with its rows; its factors have their levels in the published order. */
  public Table load() {
    Table table = DelimitedText.read(name, resource(name + ".csv"), TextOptions.DEFAULT).table();
    Properties catalogue = catalogue();
    String prefix = name + ".levels.";
    for (String key : catalogue.stringPropertyNames()) {
      if (key.startsWith(prefix)) {
        String column = key.substring(prefix.length());
        List<String> levels = List.of(catalogue.getProperty(key).split("\\|"));
        table.replaceColumn(column, FactorColumn.of(table.column(column), levels, false));
      }
    }
    return table;
  }

  private static Properties catalogue() {
    Properties catalogue = new Properties();
    try (InputStream in = open("catalogue.properties");
        Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      catalogue.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return catalogue;
  }

  private static String resource(String file) {
    try (InputStream in = open(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String file) throws IOException {
    InputStream in = Dataset.class.getResourceAsStream(FOLDER + file);
    if (in == null) {
      throw new IOException(file + " is missing from the jar");
    }
    return in;
  }
}
