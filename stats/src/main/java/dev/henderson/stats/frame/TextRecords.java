package dev.henderson.stats.frame;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.henderson.stats.model.Progress;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/** The records of a text with a known separator, readable more than once. */
final class TextRecords {
  /** Lines, less one, between two looks at the progress. */
  private static final int LINES_BETWEEN_CHECKS = (1 << 10) - 1;

  /** What a field may hold at least, as the reader has it by itself. */
  private static final int BUFFER = 1 << 24;

  private final String text;
  private final char separator;
  private final Progress progress;

  /** Passes over all records so far. */
  private int passes;

  TextRecords(String text, char separator, Progress progress) {
    this.progress = progress;
    this.text = separator == ' ' ? tabbed(text) : text;
    this.separator = separator == ' ' ? '\t' : separator;
  }

  /** The fields of the first record. */
  String[] first() {
    for (CsvRecord record : reader()) {
      return fields(record);
    }
    throw new TableTextException(0, "There is no table: the text holds no line.");
  }

  /** Whether the second record has one field more than the first, as R prints and writes tables. */
  boolean hasRowNames() {
    int header = -1;
    for (CsvRecord record : reader()) {
      if (header >= 0) {
        return record.getFieldCount() == header + 1;
      }
      header = record.getFieldCount();
    }
    return false;
  }

  /**
   * Gives each record after the first {@code skip} ones, blanks around its fields taken off.
   *
   * @throws TableTextException if one has not as many fields as there are names
   */
  void forEach(int skip, String[] names, Consumer<String[]> action) {
    int n = 0;
    try {
      for (CsvRecord record : reader(new WatchedText(text, passes++, progress))) {
        if (n++ < skip) {
          continue;
        }
        String[] fields = fields(record);
        if (fields.length != names.length) {
          throw new TableTextException(
              (int) record.getStartingLineNumber(),
              count(fields.length)
                  + ", but there are "
                  + names.length
                  + " columns ("
                  + String.join(", ", names)
                  + "). "
                  + advice(record));
        }
        action.accept(fields);
      }
    } catch (CsvParseException e) {
      if (e.getCause() instanceof CancellationException ended) {
        throw ended;
      }
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new TableTextException(0, "The text cannot be read as a table: " + cause.getMessage());
    }
  }

  private static String advice(CsvRecord record) {
    return record.getFields().stream().anyMatch(f -> f.indexOf('\n') >= 0)
        ? "A double quote that opens in this line may never be closed."
        : "Put fields that hold a separator in double quotes, and leave a missing value empty or"
            + " write NA.";
  }

  private static String count(int fields) {
    return fields == 1 ? "there is 1 field" : "there are " + fields + " fields";
  }

  private static String[] fields(CsvRecord record) {
    String[] fields = new String[record.getFieldCount()];
    for (int j = 0; j < fields.length; j++) {
      fields[j] = record.getField(j).strip();
    }
    return fields;
  }

  private CsvReader<CsvRecord> reader() {
    return reader(new WatchedText(text, 0, Progress.SILENT));
  }

  /** Of a stream, as a reader of a text would copy all of it first. */
  private CsvReader<CsvRecord> reader(WatchedText from) {
    return CsvReader.builder()
        .maxBufferSize(Math.max(BUFFER, text.length() + 1))
        .fieldSeparator(separator)
        .skipEmptyLines(true)
        .allowExtraFields(true)
        .allowMissingFields(true)
        .trimWhitespacesAroundQuotes(true)
        .ofCsvRecord(from);
  }

  /** Each run of blanks outside double quotes becomes one tab; lines lose their outer blanks. */
  private String tabbed(String text) {
    StringBuilder out = new StringBuilder(text.length());
    int n = 0;
    for (String line : text.split("\\R")) {
      if ((++n & LINES_BETWEEN_CHECKS) == 0) {
        progress.reached(0, 1);
      }
      String stripped = line.strip();
      boolean quoted = false;
      for (int i = 0; i < stripped.length(); i++) {
        char c = stripped.charAt(i);
        if (c == '"') {
          quoted = !quoted;
        }
        if (!quoted && Separator.isBlank(c)) {
          if (!Separator.isBlank(stripped.charAt(i - 1))) {
            out.append('\t');
          }
        } else {
          out.append(c);
        }
      }
      out.append('\n');
    }
    return out.toString();
  }
}
