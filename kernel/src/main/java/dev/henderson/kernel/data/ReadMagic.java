package dev.henderson.kernel.data;

import dev.henderson.kernel.magic.Magic;
import dev.henderson.kernel.magic.MagicCall;
import dev.henderson.kernel.magic.MagicResult;
import dev.henderson.kernel.magic.Options;
import dev.henderson.kernel.magic.RCall;
import dev.henderson.kernel.magic.Subject;
import dev.henderson.kernel.session.Session;
import dev.henderson.stats.formula.CallArgument;
import dev.henderson.stats.frame.DelimitedText;
import dev.henderson.stats.frame.TableTextException;
import dev.henderson.stats.frame.TextOptions;
import dev.henderson.stats.model.Progress;
import dev.henderson.stats.report.TableReport;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code %read name = file-or-url}: a CSV or TSV file into a table. */
public final class ReadMagic implements Magic {
  private static final Pattern ARGUMENTS =
      Pattern.compile(
          "\\s*(?:(?<name>[\\p{L}\\p{N}_.]+)\\s*(?:=|<-)\\s*)?"
              + "(?<place>\"[^\"]*\"|'[^']*'|[^\\s,\"']+)(?<rest>.*)",
          Pattern.DOTALL);
  private static final int SHOWN_FILES = 8;

  @Override
  public String name() {
    return "read";
  }

  @Override
  public Subject subject() {
    return Subject.FILE;
  }

  @Override
  public Options options() {
    return TextTable.OPTIONS;
  }

  @Override
  public String summary() {
    return "reads a CSV or TSV file, or what stands at an address, into a table";
  }

  @Override
  public String help() {
    return """
        %read name = file-or-url [, options]

        Files are looked for beside the notebook; a name that ends in .gz is unpacked. Quotes are
        needed only where the name of the file holds a blank or a comma.

        """
        + TextTable.OPTIONS.help()
        + """

        %read d = data/plants.csv, factors = c(group)
        """;
  }

  @Override
  public MagicResult run(MagicCall call, Session session) {
    Matcher m = ARGUMENTS.matcher(call.arguments());
    if (!m.matches()) {
      throw call.error("Nothing to read.", 0, 0).suggesting("%read d = plants.csv");
    }
    String quoted = m.group("place");
    boolean inQuotes = quoted.startsWith("\"") || quoted.startsWith("'");
    String place = inQuotes ? quoted.substring(1, quoted.length() - 1) : quoted;
    String name = m.group("name") == null ? nameOf(place) : m.group("name");
    try {
      Session.requireName(name);
    } catch (IllegalArgumentException e) {
      int at = m.group("name") == null ? m.start("place") : m.start("name");
      throw call.error(e.getMessage(), at, at + name.length()).suggesting("%read d = " + quoted);
    }
    RCall options = options(call, m.start("rest"));
    DelimitedText.Reading reading = read(call, session, name, place, m, TextTable.options(options));
    TextTable.makeFactors(options, reading.table());
    session.bind(name, reading.table());
    return MagicResult.of(TableReport.of(reading.table()).noting("reading", reading.notes()));
  }

  /** What follows the place: with a comma before it, or only blanks. */
  private static RCall options(MagicCall call, int start) {
    int from = start;
    String text = call.arguments();
    while (from < text.length()
        && (text.charAt(from) == ',' || Character.isWhitespace(text.charAt(from)))) {
      from++;
    }
    RCall read = RCall.from(call, from, TextTable.OPTIONS.names());
    read.placed(
        () -> {
          read.syntax().requireOptions(TextTable.OPTIONS.names());
          return null;
        });
    List<CallArgument> rest = read.syntax().positional();
    if (!rest.isEmpty()) {
      throw read.error("This is no option of %read: " + rest.get(0).raw() + ".", rest.get(0).span())
          .suggesting("Put the name of a file that holds blanks or commas in quotes.");
    }
    return read;
  }

  private static DelimitedText.Reading read(
      MagicCall call, Session session, String name, String place, Matcher m, TextOptions options) {
    int start = m.start("place");
    int end = m.end("place");
    Progress bar = session.front().progress("Reading");
    try {
      if (place.matches("(?i)(https?|file):.*")) {
        return DelimitedText.read(name, URI.create(place), options, bar, session.cancellation());
      }
      String path =
          place.startsWith("~/") ? System.getProperty("user.home") + place.substring(1) : place;
      Path file = session.workingDirectory().resolve(path);
      if (!Files.isRegularFile(file)) {
        throw call.error("There is no file " + file + ".", start, end)
            .coded("unknown-file")
            .suggesting(nearby(file));
      }
      return DelimitedText.read(name, file, options, bar, session.cancellation());
    } catch (TableTextException e) {
      throw call.error(place + ": " + e.getMessage(), start, end).coded("table").causedBy(e);
    } catch (FileNotFoundException e) {
      throw call.error("Nothing was found at " + place + ".", start, end).causedBy(e);
    } catch (IOException | InvalidPathException e) {
      String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw call.error(place + " cannot be read: " + reason, start, end).causedBy(e);
    } catch (IllegalArgumentException e) {
      throw call.error(place + " is no address: " + e.getMessage(), start, end).causedBy(e);
    }
  }

  private static String nearby(Path file) {
    Path folder = file.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      return "There is no folder " + folder + " either; paths start beside the notebook.";
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<String> tables =
          files
              .map(p -> p.getFileName().toString())
              .filter(n -> n.matches("(?i).*\\.(csv|tsv|txt|dat)(\\.gz)?"))
              .sorted()
              .limit(SHOWN_FILES)
              .toList();
      return tables.isEmpty()
          ? "No file in " + folder + " looks like a table."
          : "In " + folder + " there are: " + String.join(", ", tables) + ".";
    } catch (IOException e) {
      return "The folder " + folder + " cannot be listed.";
    }
  }

  /** The file's name without folder and endings. */
  private static String nameOf(String place) {
    String file = place.replaceAll("[?#].*", "").replaceAll(".*[/\\\\]", "");
    return file.replaceAll("(?i)\\.(csv|tsv|txt|dat)?(\\.gz)?$", "");
  }
}
