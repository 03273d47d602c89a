package dev.henderson.kernel.javadoc;

import com.sun.source.doctree.DocCommentTree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Finds what is written about classes and their members: in the sources or Javadoc pages beside
 * their jars, in the local Maven repository, or in archives that were asked for. Nothing here goes
 * to the network.
 */
public final class Documentation {
  private static final int KEPT_UNITS = 24;

  private final Archives archives;
  private final Function<Class<?>, Optional<String>> cells;
  private final Map<String, Optional<SourceUnit>> units =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Optional<SourceUnit>> eldest) {
          return size() > KEPT_UNITS;
        }
      };

  /**
   * Documentation of a notebook's classes.
   *
   * @param repository where the local Maven repository is; asked when it is needed first
   * @param asked further archives, to which some may be added later
   * @param cells the source of a class that a cell declares, as of a file; empty for all others
   */
  public Documentation(
      Supplier<Path> repository, List<Path> asked, Function<Class<?>, Optional<String>> cells) {
    this.archives = new Archives(repository, asked);
    this.cells = cells;
  }

  /**
   * What there is.
   *
   * @param html harmless HTML; empty if nothing is written
   * @param text the same as plain text
   * @param parameters the names of the parameters, if the sources are there
   * @param hint what to do to get more, if nothing was found; else empty
   * @param source the declaration itself, if the sources are there; else empty
   */
  public record Answer(
      String html, String text, List<String> parameters, String hint, String source) {
    static Answer of(String html, List<String> parameters, String source) {
      String harmless = HarmlessDoc.of(html).strip();
      return new Answer(harmless, HtmlWords.of(harmless), parameters, "", source);
    }
  }

  /** What is written about a member. */
  public synchronized Answer find(Member member) {
    Optional<SourceUnit> unit = unit(member.owner());
    if (unit.isPresent()) {
      return read(member, unit.get());
    }
    Optional<JavadocPage> page = page(member.owner());
    if (page.isPresent()) {
      return Answer.of(page.get().find(member).orElse(""), List.of(), "");
    }
    return new Answer("", "", List.of(), hint(member.owner()), "");
  }

  private Answer read(Member member, SourceUnit unit) {
    Optional<SourceUnit.Declaration> declaration = unit.find(member);
    List<String> names = declaration.map(SourceUnit.Declaration::parameters).orElse(List.of());
    String source = declaration.map(SourceUnit.Declaration::source).orElse("");
    Optional<DocComment> comment = comment(member, declaration);
    if (comment.isPresent()) {
      return Answer.of(DocHtml.of(comment.get()), names, source);
    }
    // What the compiler adds to a record is described with the record.
    boolean accessor = member.kind() == Member.Kind.METHOD && member.parameters().isEmpty();
    if (member.owner().isRecord() && declaration.isEmpty()) {
      Optional<DocComment> record = comment(Member.of(member.owner()));
      Optional<String> html =
          accessor
              ? record.flatMap(c -> DocHtml.ofParameter(c, member.name()))
              : record.map(DocHtml::of);
      return Answer.of(html.orElse(""), names, source);
    }
    return Answer.of("", names, source);
  }

  private Optional<DocComment> comment(Member member) {
    return comment(member, unit(member.owner()).flatMap(u -> u.find(member)));
  }

  /** Its own comment with that of what it overrides, or the latter alone. */
  private Optional<DocComment> comment(
      Member member, Optional<SourceUnit.Declaration> declaration) {
    boolean inherits =
        member.kind() == Member.Kind.METHOD
            && !declaration.map(SourceUnit.Declaration::isStatic).orElse(false);
    Supplier<Optional<DocComment>> above = inherits ? () -> overridden(member) : Optional::empty;
    Optional<DocCommentTree> own = declaration.flatMap(SourceUnit.Declaration::comment);
    return own.isPresent()
        ? Optional.of(new DocComment(own.get(), declaration.get().parameters(), above))
        : above.get();
  }

  /** Interfaces before the superclass, as javadoc looks for it. */
  private Optional<DocComment> overridden(Member member) {
    List<Class<?>> supers = new ArrayList<>(Arrays.asList(member.owner().getInterfaces()));
    if (member.owner().getSuperclass() != null) {
      supers.add(member.owner().getSuperclass());
    }
    for (Class<?> type : supers) {
      Member above = new Member(type, member.kind(), member.name(), member.parameters());
      // A file is parsed only if there is something in it.
      Optional<DocComment> found = declares(type, member) ? comment(above) : overridden(above);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static boolean declares(Class<?> type, Member member) {
    try {
      return Arrays.stream(type.getDeclaredMethods())
          .anyMatch(
              m ->
                  m.getName().equals(member.name())
                      && m.getParameterCount() == member.parameters().size());
    } catch (LinkageError e) {
      // A class it needs is missing.
      return false;
    }
  }

  private Optional<SourceUnit> unit(Class<?> type) {
    Class<?> outer = Member.outermost(type);
    Optional<String> cell = cells.apply(outer);
    if (cell.isPresent()) {
      return cell.map(SourceUnit::parse);
    }
    ClassOrigin origin = ClassOrigin.of(outer);
    String name = outer.getName().replace('.', '/') + ".java";
    for (Path archive : archives.of(origin, Archives.SOURCES)) {
      String key = archive + "!" + name;
      Optional<SourceUnit> unit =
          units.computeIfAbsent(
              key,
              k ->
                  Archives.read(archive, origin.isJdk() ? origin.module() + "/" + name : name)
                      .or(() -> Archives.read(archive, name))
                      .map(SourceUnit::parse));
      if (unit.isPresent()) {
        return unit;
      }
    }
    return Optional.empty();
  }

  private String hint(Class<?> type) {
    ClassOrigin origin = ClassOrigin.of(type);
    if (origin.isJdk()) {
      return JdkSources.hint();
    }
    Optional<Path> jar = origin.path().filter(p -> p.toString().endsWith(".jar"));
    if (jar.isEmpty()) {
      return "";
    }
    return archives
        .coordinates(jar.get())
        .map(c -> "For its documentation: %javadoc " + c)
        .orElse(
            "For the documentation of "
                + type.getSimpleName()
                + ", put a "
                + jar.get().getFileName().toString().replaceFirst("\\.jar$", "-sources.jar")
                + " beside its jar, or write %javadoc group:artifact:version.");
  }

  /** Whether there are sources or pages that have a class. */
  public synchronized boolean isAtHand(Class<?> type) {
    return unit(type).isPresent() || page(type).isPresent();
  }

  private Optional<JavadocPage> page(Class<?> type) {
    String file = JavadocPage.file(type);
    for (Path archive : archives.of(ClassOrigin.of(type), Archives.JAVADOC)) {
      Optional<String> html = Archives.read(archive, file);
      if (html.isPresent()) {
        return html.map(JavadocPage::new);
      }
    }
    return Optional.empty();
  }

  /** What Maven calls the library a class is of. */
  public Optional<Coordinates> library(Class<?> type) {
    return ClassOrigin.of(type).path().flatMap(archives::coordinates);
  }
}
