package dev.henderson.kernel.maven;

import dev.henderson.kernel.magic.Magic;
import dev.henderson.kernel.magic.MagicCall;
import dev.henderson.kernel.magic.MagicException;
import dev.henderson.kernel.magic.MagicResult;
import dev.henderson.kernel.magic.Option;
import dev.henderson.kernel.magic.Options;
import dev.henderson.kernel.magic.Subject;
import dev.henderson.kernel.session.CellInterrupted;
import dev.henderson.kernel.session.Session;
import dev.henderson.stats.document.Block;
import dev.henderson.stats.document.Cell;
import dev.henderson.stats.document.Column;
import dev.henderson.stats.document.Report;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;

/** {@code %maven group:artifact:version}: lets cells import a library of a Maven repository. */
public final class MavenMagic implements Magic {
  private static final Options OPTIONS =
      Options.of(
          Option.of("repository")
              .shown("repository = \"https://...\"", "look there as well, before Maven Central"),
          Option.of("sources", Option.Takes.BOOLEAN)
              .shown("sources = TRUE", "their Javadoc as well, for Shift-TAB and ?name"));

  /** What was loaded by this notebook, group and artifact to version. */
  private final Map<String, String> loaded = new ConcurrentHashMap<>();

  @Override
  public String name() {
    return "maven";
  }

  @Override
  public List<String> aliases() {
    return List.of("dependency");
  }

  @Override
  public Subject subject() {
    return Subject.NOTHING;
  }

  @Override
  public Options options() {
    return OPTIONS;
  }

  @Override
  public boolean interpolates() {
    return true;
  }

  @Override
  public String summary() {
    return "adds libraries from Maven repositories to what cells can import";
  }

  @Override
  public String help() {
    return """
        %maven group:artifact:version [more ...]    with all they need; without a version the newest

        """
        + OPTIONS.help()
        + """

        Mirrors, proxies, passwords and repositories of ~/.m2/settings.xml are honoured, and what
        Maven has fetched before is not fetched again.

        %maven org.apache.commons:commons-text:1.13.1
        """;
  }

  @Override
  public MagicResult run(MagicCall call, Session session) throws IOException {
    MavenArguments arguments = MavenArguments.read(call, OPTIONS);
    List<String> coordinates = coordinates(call, arguments);
    boolean sources = arguments.isTrue(call, "sources");
    List<String> repositories = arguments.repositories();
    MavenLibraries maven = new MavenLibraries(MavenSettings.read(MavenSettings.userFile()));
    List<MavenLibraries.Found> found;
    try {
      found =
          maven.find(
              coordinates,
              repositories,
              session.front().progress("Libraries"),
              session.cancellation());
    } catch (IllegalArgumentException | IOException e) {
      if (session.isInterrupted()) {
        throw new CellInterrupted();
      }
      throw call.error(e.getMessage(), 0, call.arguments().length())
          .coded("maven")
          .suggesting("Check the spelling; search.maven.org knows what there is.")
          .causedBy(e);
    }
    for (MavenLibraries.Found f : found) {
      Optional<String> there = there(f);
      if (f.asked() && there.isPresent() && !there.get().equals(f.version())) {
        throw otherVersion(call, f, there.get());
      }
    }
    List<Path> added =
        found.stream()
            .filter(f -> bundled(f).isEmpty() && there(f).map(f.version()::equals).orElse(true))
            .map(MavenLibraries.Found::jar)
            .toList();
    Report report = report(found);
    found.forEach(f -> loaded.putIfAbsent(f.name(), f.version()));
    List<String> extensions = session.addToClasspath(added);
    List<String> notes = sources ? documented(maven, found, repositories, session) : List.of();
    return MagicResult.of(report.noting("extensions", extensions).noting("documentation", notes));
  }

  /** Java loads a class once: what came first stays. */
  private MagicException otherVersion(MagicCall call, MavenLibraries.Found wanted, String there) {
    boolean own = bundled(wanted).isPresent();
    int at = Math.max(0, call.arguments().indexOf(wanted.name()));
    int length = wanted.name().length() + 1 + wanted.version().length();
    return call.error(
            wanted.name()
                + " is there already, in version "
                + there
                + (own ? ", which Henderson needs itself." : "."),
            at,
            Math.min(call.arguments().length(), at + length))
        .coded("version")
        .suggesting(
            own
                ? "Cells import from that version; no other can be loaded beside it."
                : "Restart the kernel to load "
                    + wanted.version()
                    + ", or go on with "
                    + there
                    + ".");
  }

  /** The version cells import a library from, if they can already. */
  private Optional<String> there(MavenLibraries.Found library) {
    return bundled(library).or(() -> Optional.ofNullable(loaded.get(library.name())));
  }

  /** The version that the kernel itself brings, as Maven has written it into the jar. */
  private static Optional<String> bundled(MavenLibraries.Found library) {
    String file = "META-INF/maven/" + library.name().replace(':', '/') + "/pom.properties";
    try (InputStream in = MavenMagic.class.getClassLoader().getResourceAsStream(file)) {
      if (in == null) {
        return Optional.empty();
      }
      Properties properties = new Properties();
      properties.load(in);
      return Optional.ofNullable(properties.getProperty("version"));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static List<String> coordinates(MagicCall call, MavenArguments arguments) {
    for (MavenArguments.Word word : arguments.words()) {
      if (!word.isCoordinates()) {
        throw call.error(word.text() + " names no library.", word.start(), word.end())
            .suggesting("Write group:artifact:version, such as com.google.guava:guava:33.4.8-jre.");
      }
    }
    if (arguments.words().isEmpty()) {
      throw call.error("No library is named.").suggesting("%maven group:artifact:version");
    }
    return arguments.words().stream().map(MavenArguments.Word::text).toList();
  }

  /** The documentation of what was asked for; a library without any is no error here. */
  private static List<String> documented(
      MavenLibraries maven,
      List<MavenLibraries.Found> found,
      List<String> repositories,
      Session session) {
    List<String> without = new ArrayList<>();
    for (MavenLibraries.Found f : found) {
      try {
        if (f.asked()) {
          JavadocMagic.keep(
              maven.documentation(
                  f.coordinates(),
                  repositories,
                  session.front().progress("Documentation"),
                  session.cancellation()),
              session);
        }
      } catch (IOException e) {
        if (session.isInterrupted()) {
          throw new CellInterrupted();
        }
        without.add(f.coordinates() + " has neither sources nor Javadoc there.");
      }
    }
    return without;
  }

  private Report report(List<MavenLibraries.Found> found) {
    List<List<Cell>> rows = new ArrayList<>();
    List<Map<String, Object>> tidy = new ArrayList<>();
    for (MavenLibraries.Found f : found) {
      String version = there(f).orElse(f.version());
      String stays =
          version.equals(f.version()) ? "" : "; there already, " + f.version() + " is not loaded";
      String why = f.asked() ? "asked for" : "needed by it" + stays;
      String coordinates = f.name() + ":" + version;
      rows.add(List.of(Cell.code(coordinates), Cell.label(why)));
      tidy.add(Map.of("coordinates", coordinates, "asked", f.asked()));
    }
    List<Column> columns = List.of(Column.words("library"), Column.words("why"));
    Block grid = new Block.Grid("Cells can now import from", columns, 1, rows, List.of());
    return new Report("maven", List.of(grid), Map.of("tidy", tidy));
  }
}
