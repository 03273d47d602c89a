package dev.henderson.stats.frame;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * Reads comma-, tab-, semicolon- or blank-separated text into a table.
 *
 * <p>Every value is looked at before a column gets its type, and none is changed without a word:
 * {@code 007} stays a text with a note, only {@code NA} and empty fields are missing. Whole numbers
 * become int columns, numbers double columns, TRUE and FALSE boolean columns, ISO dates date
 * columns, all else text.
 */
public final class DelimitedText {
  private static final int SHARED_TEXTS = 20_000;

  /**
   * A table and what a reader should know of how it was read.
   *
   * @param table the table
   * @param notes sentences
   */
  public record Result(Table table, List<String> notes) {
    /** Copies the list. */
    public Result {
      notes = List.copyOf(notes);
    }
  }

  private final String text;
  private final ReadOptions options;
  private final List<String> notes = new ArrayList<>();
  private final List<List<String>> columns = new ArrayList<>();
  private final List<Map<String, String>> shared = new ArrayList<>();

  private DelimitedText(String text, ReadOptions options) {
    this.text = text;
    this.options = options;
  }

  /**
   * Reads a text.
   *
   * @param name name of the table
   * @throws DelimitedTextException where it is no table
   */
  public static Result read(String name, String text, ReadOptions options) {
    String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
    return new DelimitedText(plain, options).run(name);
  }

  /**
   * Reads a file in UTF-8, or in Latin-1 where it is not UTF-8.
   *
   * @param name name of the table
   * @throws IOException if the file cannot be read
   * @throws DelimitedTextException where it is no table
   */
  public static Result read(String name, Path file, ReadOptions options) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    String text;
    List<String> notes = new ArrayList<>();
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      text = new String(bytes, StandardCharsets.ISO_8859_1);
      notes.add("The file is not UTF-8 and was read as Latin-1.");
    }
    Result result = read(name, text, options);
    notes.addAll(result.notes());
    return new Result(result.table(), notes);
  }

  private Result run(String name) {
    char separator = options.separator() == '\0' ? SeparatorGuess.of(text) : options.separator();
    FieldReader fields = new FieldReader(text, separator);
    List<String> first = fields.next();
    if (first == null) {
      throw new DelimitedTextException(1, "The text is empty.", "Write the names and the rows.");
    }
    int firstLine = fields.line();
    List<String> second = fields.next();
    List<String> names = first;
    if (!options.header()) {
      names = new ArrayList<>();
      for (int j = 1; j <= first.size(); j++) {
        names.add("V" + j);
      }
    } else {
      names = names(first, firstLine, second);
    }
    for (int j = 0; j < names.size(); j++) {
      columns.add(new ArrayList<>());
      shared.add(new HashMap<>());
    }
    if (!options.header()) {
      add(first, firstLine, names);
    }
    while (second != null) {
      add(second, fields.line(), names);
      second = fields.next();
    }
    boolean decimalComma = options.decimalComma() || separator == ';';
    List<Column<?>> typed = new ArrayList<>();
    for (int j = 0; j < names.size(); j++) {
      typed.add(
          new ColumnTyper(names.get(j), columns.get(j), options.missing(), decimalComma, notes)
              .column());
      columns.set(j, null);
    }
    return new Result(Table.create(name, typed), notes);
  }

  private List<String> names(List<String> first, int line, List<String> second) {
    List<String> names = new ArrayList<>(first);
    boolean rowNames = second != null && second.size() == names.size() + 1;
    if (rowNames) {
      names.add(0, "");
    }
    if (names.size() > 1 && names.get(0).isEmpty() && !names.contains("row")) {
      names.set(0, "row");
      notes.add("The first column has no name; it is called row.");
    }
    Set<String> seen = new HashSet<>();
    for (int j = 0; j < names.size(); j++) {
      String name = names.get(j);
      if (name.isEmpty()) {
        throw new DelimitedTextException(
            line, "Column " + (j + 1) + " has no name in line " + line + ".", "Give it a name.");
      }
      if (!seen.add(name)) {
        throw new DelimitedTextException(
            line,
            "The name " + name + " is given to two columns in line " + line + ".",
            "Give each column a name of its own.");
      }
    }
    // Tablesaw finds columns without regard to case, so such names would hide one another.
    Set<String> folded = new HashSet<>();
    for (String name : names) {
      if (!folded.add(name.toLowerCase(java.util.Locale.ROOT))) {
        throw new DelimitedTextException(
            line,
            "Two columns are called "
                + name
                + ", but for upper and lower case, in line "
                + line
                + ".",
            "Tables cannot tell such names apart; change one of them.");
      }
    }
    return names;
  }

  private void add(List<String> row, int line, List<String> names) {
    if (row.size() != names.size()) {
      throw new DelimitedTextException(
          line,
          "Line "
              + line
              + " has "
              + row.size()
              + (row.size() == 1 ? " field" : " fields")
              + ", but there are "
              + names.size()
              + " columns.",
          row.size() > names.size()
              ? "Put a field that contains the separator into double quotes."
              : "A missing value is written NA.");
    }
    for (int j = 0; j < row.size(); j++) {
      String value = row.get(j);
      Map<String, String> known = shared.get(j);
      String same = known.get(value);
      if (same == null) {
        same = value;
        if (known.size() < SHARED_TEXTS) {
          known.put(value, value);
        }
      }
      columns.get(j).add(same);
    }
  }
}
