package dev.henderson.kernel.maven;

import dev.henderson.kernel.javadoc.ClassOrigin;
import dev.henderson.kernel.javadoc.Coordinates;
import dev.henderson.kernel.javadoc.Documentation;
import dev.henderson.kernel.javadoc.JdkSources;
import dev.henderson.kernel.magic.Magic;
import dev.henderson.kernel.magic.MagicCall;
import dev.henderson.kernel.magic.MagicException;
import dev.henderson.kernel.magic.MagicResult;
import dev.henderson.kernel.magic.Option;
import dev.henderson.kernel.magic.Options;
import dev.henderson.kernel.session.CellInterrupted;
import dev.henderson.kernel.session.Session;
import dev.henderson.stats.document.Block;
import dev.henderson.stats.document.Cell;
import dev.henderson.stats.document.Column;
import dev.henderson.stats.document.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code %javadoc Table}: fetches the documentation of the library a class is of. */
public final class JavadocMagic implements Magic {
  private static final Options OPTIONS =
      Options.of(
          Option.of("repository")
              .shown("repository = \"https://...\"", "look there as well, before Maven Central"));

  private final Path settings;

  /** Fetches as the user's settings.xml says. */
  public JavadocMagic() {
    this(MavenSettings.userFile());
  }

  JavadocMagic(Path settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "javadoc";
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
    return "fetches the Javadoc of a library, for Shift-TAB and ?name";
  }

  @Override
  public String help() {
    return """
        %javadoc Table                      of the library a class is of, or a variable's class
        %javadoc group:artifact:version     of this library; without a version, the newest

        """
        + OPTIONS.help()
        + """

        The sources of the library are fetched from its Maven repository, or, if it has none
        there, the pages of its Javadoc. From then on ?Table.where and Shift-TAB read in them; they
        are kept in Maven's local repository. A -sources.jar beside a jar is found without this.

        %javadoc Table
        """;
  }

  @Override
  public MagicResult run(MagicCall call, Session session) throws IOException {
    MavenArguments arguments = MavenArguments.read(call, OPTIONS);
    if (arguments.words().isEmpty()) {
      throw call.error("No library is named.")
          .suggesting("Write %javadoc and a class, a variable or group:artifact:version.");
    }
    MavenSettings maven = MavenSettings.read(settings);
    Documentation documentation =
        new Documentation(
            maven::localRepository, session.documentation(), cell -> Optional.empty());
    List<MavenLibraries.Archive> found = new ArrayList<>();
    List<String> here = new ArrayList<>();
    for (MavenArguments.Word word : arguments.words()) {
      Optional<String> wanted =
          word.isCoordinates()
              ? Optional.of(word.text())
              : library(call, word, session, documentation).map(Coordinates::toString);
      if (wanted.isPresent()) {
        found.add(fetch(call, word, wanted.get(), arguments.repositories(), maven, session));
      } else {
        here.add(word.text());
      }
    }
    MagicResult said =
        here.isEmpty()
            ? MagicResult.none()
            : MagicResult.of(
                "The documentation is here already: ?" + String.join(" or ?", here) + " shows it.");
    return found.isEmpty() ? said : MagicResult.of(report(found)).and(said.value().orElse(""));
  }

  /** The library a name is of; empty if its documentation is at hand. */
  private static Optional<Coordinates> library(
      MagicCall call, MavenArguments.Word word, Session session, Documentation documentation) {
    Class<?> type = type(call, word, session);
    if (documentation.isAtHand(type)) {
      return Optional.empty();
    }
    ClassOrigin origin = ClassOrigin.of(type);
    String name = type.getSimpleName();
    if (origin.isJdk()) {
      throw error(call, word, name + " is a class of the JDK, not of a library.")
          .suggesting(JdkSources.hint());
    }
    if (origin.path().isEmpty()) {
      throw error(call, word, name + " is of no library: it was declared in this notebook.");
    }
    Optional<Coordinates> library = documentation.library(type);
    if (library.isEmpty()) {
      Path jar = origin.path().get().getFileName();
      throw error(
              call, word, jar + ", where " + name + " is from, does not say what Maven calls it.")
          .suggesting("Write %javadoc group:artifact:version.");
    }
    return library;
  }

  private static Class<?> type(MagicCall call, MavenArguments.Word word, Session session) {
    if (session.has(word.text())) {
      Object value = session.get(word.text());
      if (value == null) {
        throw error(call, word, word.text() + " is null.").suggesting("Write the name of a class.");
      }
      return value.getClass();
    }
    return session
        .findClass(word.text())
        .orElseThrow(
            () ->
                error(call, word, "There is no class and no variable " + word.text() + " here.")
                    .coded("unknown-class")
                    .suggesting(
                        "A class that is not imported has its package before it; a library is"
                            + " written group:artifact:version."));
  }

  private static MagicException error(MagicCall call, MavenArguments.Word word, String message) {
    return call.error(message, word.start(), word.end());
  }

  /** Fetches the documentation of a library and adds it to the session's. */
  private static MavenLibraries.Archive fetch(
      MagicCall call,
      MavenArguments.Word word,
      String coordinates,
      List<String> repositories,
      MavenSettings settings,
      Session session) {
    try {
      MavenLibraries.Archive archive =
          new MavenLibraries(settings)
              .documentation(
                  coordinates,
                  repositories,
                  session.front().progress("Documentation"),
                  session.cancellation());
      keep(archive, session);
      return archive;
    } catch (IllegalArgumentException | IOException e) {
      if (session.isInterrupted()) {
        throw new CellInterrupted();
      }
      throw error(call, word, e.getMessage())
          .coded("maven")
          .suggesting(
              "The library has neither sources nor Javadoc there, or is not there; the option"
                  + " repository names another place.")
          .causedBy(e);
    }
  }

  /** From now on the session's documentation is looked for there as well, in the newest first. */
  static void keep(MavenLibraries.Archive archive, Session session) {
    session.documentation().remove(archive.jar());
    session.documentation().add(0, archive.jar());
  }

  private static Report report(List<MavenLibraries.Archive> found) {
    List<List<Cell>> rows = new ArrayList<>();
    List<Map<String, Object>> tidy = new ArrayList<>();
    for (MavenLibraries.Archive a : found) {
      rows.add(List.of(Cell.code(a.coordinates()), Cell.label(a.what())));
      tidy.add(Map.of("coordinates", a.coordinates(), "sources", a.sources()));
    }
    List<Column> columns = List.of(Column.words("library"), Column.words("from its"));
    String title = "Shift-TAB and ?name know the documentation of";
    Block grid = new Block.Grid(title, columns, 1, rows, List.of());
    return new Report("javadoc", List.of(grid), Map.of("tidy", tidy));
  }
}
