package dev.henderson.stats.frame;

import dev.henderson.stats.model.Cancellation;
import dev.henderson.stats.model.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * Reads comma-, tab-, semicolon-, bar- or blank-separated text into a Tablesaw table.
 *
 * <p>Every value is looked at before a column gets its type, nothing is sampled. A column is
 * integer, decimal, boolean, date or date and time only if all its values are; numbers with leading
 * zeros ({@code 01234}) are labels and stay text; an empty field and {@code NA} are missing, and no
 * other word is.
 */
public final class DelimitedText {
  private static final int TIMEOUT_MILLIS = 15_000;

  /** Bytes between two looks at the progress. */
  private static final int CHUNK = 1 << 20;

  private DelimitedText() {}

  /**
   * A table that was read, and what its reader should know.
   *
   * @param table the table
   * @param notes what was decided on the way, in sentences
   */
  public record Reading(Table table, List<String> notes) {
    /** Copies the notes. */
    public Reading {
      notes = List.copyOf(notes);
    }
  }

  /**
   * Reads a file, unpacked if its name ends in {@code .gz}.
   *
   * @throws IOException if the file cannot be read
   * @throws TableTextException if it holds no table
   */
  public static Reading read(String name, Path file, TextOptions options) throws IOException {
    return read(name, file, options, Progress.SILENT, Cancellation.NEVER);
  }

  /**
   * Reads a file, unpacked if its name ends in {@code .gz}.
   *
   * @param progress told how far it has come
   * @param cancellation looked at now and then
   * @throws IOException if the file cannot be read
   * @throws TableTextException if it holds no table
   */
  public static Reading read(
      String name, Path file, TextOptions options, Progress progress, Cancellation cancellation)
      throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(name, in, file.toString(), options, progress.until(cancellation));
    }
  }

  /**
   * Reads what stands at an address, unpacked if it ends in {@code .gz}.
   *
   * @param progress told how far it has come
   * @param cancellation looked at now and then
   * @throws IOException if nothing can be read there
   * @throws TableTextException if it holds no table
   */
  public static Reading read(
      String name, URI address, TextOptions options, Progress progress, Cancellation cancellation)
      throws IOException {
    URLConnection connection = address.toURL().openConnection();
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    try (InputStream in = connection.getInputStream()) {
      return read(name, in, address.getPath(), options, progress.until(cancellation));
    }
  }

  private static Reading read(
      String name, InputStream raw, String path, TextOptions options, Progress progress)
      throws IOException {
    boolean packed = path != null && path.endsWith(".gz");
    byte[] content;
    try (InputStream in = packed ? new GZIPInputStream(raw, CHUNK) : raw) {
      content = allBytes(in, progress);
    }
    List<String> notes = new ArrayList<>();
    return read(name, decode(content, notes, progress), options, notes, progress);
  }

  private static byte[] allBytes(InputStream in, Progress progress) throws IOException {
    List<byte[]> chunks = new ArrayList<>();
    int length = 0;
    while (true) {
      progress.reached(0, 1);
      byte[] chunk = in.readNBytes(CHUNK);
      if (chunk.length == 0) {
        break;
      }
      chunks.add(chunk);
      length = Math.addExact(length, chunk.length);
    }
    byte[] all = new byte[length];
    int at = 0;
    for (byte[] chunk : chunks) {
      System.arraycopy(chunk, 0, all, at, chunk.length);
      at += chunk.length;
    }
    return all;
  }

  /**
   * Reads text.
   *
   * @throws TableTextException if it holds no table
   */
  public static Reading read(String name, String text, TextOptions options) {
    return read(name, text, options, new ArrayList<>(), Progress.SILENT);
  }

  private static Reading read(
      String name, String raw, TextOptions options, List<String> notes, Progress progress) {
    String text = raw.startsWith("\uFEFF") ? raw.substring(1) : raw;
    if (text.isBlank()) {
      throw new TableTextException(
          0, "There is no table: the text is empty. The first line should hold the column names.");
    }
    char separator =
        options.separator() == TextOptions.FIND ? Separator.of(text) : options.separator();
    TextRecords records = new TextRecords(text, separator, progress);
    String[] first = records.first();
    boolean rowNames = options.header() && records.hasRowNames();
    String[] names = names(first, options.header(), rowNames, notes);

    ColumnGuess[] guesses = new ColumnGuess[names.length];
    for (int j = 0; j < names.length; j++) {
      guesses[j] = new ColumnGuess(names[j], options.text().contains(names[j]), separator != ',');
    }
    int skipped = options.header() ? 1 : 0;
    records.forEach(
        skipped,
        names,
        fields -> {
          for (int j = 0; j < fields.length; j++) {
            guesses[j].see(isMissing(fields[j], options) ? null : fields[j]);
          }
        });
    Column<?>[] columns = new Column<?>[names.length];
    for (int j = 0; j < names.length; j++) {
      columns[j] = guesses[j].column();
      guesses[j].note().ifPresent(notes::add);
    }
    records.forEach(
        skipped,
        names,
        fields -> {
          for (int j = 0; j < fields.length; j++) {
            guesses[j].append(isMissing(fields[j], options) ? null : fields[j]);
          }
        });
    return new Reading(Table.create(name, columns), notes);
  }

  private static boolean isMissing(String field, TextOptions options) {
    return field.isEmpty() || options.missing().contains(field);
  }

  private static String[] names(
      String[] first, boolean header, boolean rowNames, List<String> notes) {
    int shift = rowNames ? 1 : 0;
    String[] names = new String[first.length + shift];
    for (int j = 0; j < names.length; j++) {
      names[j] = header && j >= shift ? first[j - shift] : "V" + (j + 1);
    }
    if (header) {
      if (rowNames) {
        names[0] = "row";
        notes.add(
            "The rows have one field more than the header: the first was taken as row names and is"
                + " called row.");
      }
      for (int j = 0; j < names.length; j++) {
        if (names[j].isEmpty()) {
          names[j] = j == 0 ? "row" : "V" + (j + 1);
          notes.add(
              "Column " + (j + 1) + " has no name in the header; it is called " + names[j] + ".");
        }
      }
    }
    Set<String> seen = new LinkedHashSet<>();
    Set<String> folded = new LinkedHashSet<>();
    for (int j = 0; j < names.length; j++) {
      String name = names[j];
      if (!seen.add(name)) {
        throw new TableTextException(
            1, "two columns are called '" + name + "'. Give each column a name of its own.");
      }
      // Tablesaw does not tell upper case from lower case in names of columns.
      for (int k = 2; !folded.add(names[j].toLowerCase(Locale.ROOT)); k++) {
        names[j] = name + "_" + k;
      }
      if (!names[j].equals(name)) {
        notes.add(
            "Another column is called like "
                + name
                + " but for the case of its letters, and a"
                + " table cannot hold both; this one is called "
                + names[j]
                + ".");
      }
    }
    return names;
  }

  private static String decode(byte[] bytes, List<String> notes, Progress progress) {
    try {
      return decode(bytes, StandardCharsets.UTF_8, progress);
    } catch (CharacterCodingException e) {
      notes.add("The text is not UTF-8; it was read as Windows-1252.");
      return new String(bytes, Charset.forName("windows-1252"));
    }
  }

  private static String decode(byte[] bytes, Charset charset, Progress progress)
      throws CharacterCodingException {
    CharsetDecoder decoder = charset.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(CHUNK);
    StringBuilder text = new StringBuilder(bytes.length);
    while (true) {
      progress.reached(0, 1);
      CoderResult result = decoder.decode(in, out, true);
      if (result.isError()) {
        result.throwException();
      }
      text.append(out.array(), 0, out.position());
      out.clear();
      if (result.isUnderflow()) {
        // UTF-8 leaves nothing behind to be flushed.
        return text.toString();
      }
    }
  }
}
