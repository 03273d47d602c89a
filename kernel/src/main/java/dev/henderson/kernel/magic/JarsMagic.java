package dev.henderson.kernel.magic;

import dev.henderson.kernel.session.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/** {@code %jars lib/*.jar}: lets cells import what is in jars or folders of classes. */
public final class JarsMagic implements Magic {
  private static final int DEEPEST = 12;
  private static final int MOST_FILES = 20_000;

  @Override
  public String name() {
    return "jars";
  }

  @Override
  public List<String> aliases() {
    return List.of("classpath");
  }

  @Override
  public Subject subject() {
    return Subject.FILE;
  }

  @Override
  public String summary() {
    return "adds jars or folders of classes to what cells can import";
  }

  @Override
  public String help() {
    return """
        %jars file.jar [folder] [lib/*.jar]    relative to the notebook; quote a name with blanks

        %jars "my libs/*.jar"
        """;
  }

  @Override
  public MagicResult run(MagicCall call, Session session) throws IOException {
    List<Path> found = new ArrayList<>();
    String text = call.arguments();
    int i = 0;
    while (i < text.length()) {
      char quote = text.charAt(i);
      boolean quoted = quote == '"' || quote == '\'';
      int end = quoted ? text.indexOf(quote, i + 1) : blank(text, i);
      if (end < 0) {
        throw call.error("This quote is not closed.", i, i + 1);
      }
      int start = quoted ? i + 1 : i;
      found.addAll(entries(call, session, start, end));
      i = end + 1;
      while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
        i++;
      }
    }
    if (found.isEmpty()) {
      throw call.error("No jar is named.").suggesting("%jars lib/*.jar");
    }
    List<String> notes = session.addToClasspath(found);
    String names = String.join(", ", found.stream().map(p -> p.getFileName().toString()).toList());
    String done = "Cells can now import from " + names + ".";
    return MagicResult.of(notes.isEmpty() ? done : done + "\n" + String.join("\n", notes));
  }

  private static int blank(String text, int from) {
    int i = from;
    while (i < text.length() && !Character.isWhitespace(text.charAt(i))) {
      i++;
    }
    return i;
  }

  private static List<Path> entries(MagicCall call, Session session, int start, int end)
      throws IOException {
    String name = call.arguments().substring(start, end);
    int slash = Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\'));
    String pattern = name.substring(slash + 1);
    Path folder = session.workingDirectory().resolve(slash < 0 ? "" : name.substring(0, slash + 1));
    List<Path> found = new ArrayList<>();
    boolean several = pattern.contains("*");
    if (several && Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, pattern)) {
        files.forEach(found::add);
      }
      found.sort(null);
    } else if (!several && Files.exists(folder.resolve(pattern))) {
      found.add(folder.resolve(pattern).normalize());
    }
    if (found.isEmpty()) {
      throw call.error("There is no file " + name + ".", start, end).coded("no-file");
    }
    List<Path> usable = new ArrayList<>();
    for (Path path : found) {
      if (isJar(path) || Files.isDirectory(path) && holds(path, ".class")) {
        usable.add(path);
      }
    }
    if (usable.isEmpty()) {
      throw call.error(
              name + (several ? " names" : " is") + " neither a jar nor a folder of classes.",
              start,
              end)
          .coded("no-classes")
          .suggesting(advice(name, found.get(0)));
    }
    return usable;
  }

  private static String advice(String name, Path path) throws IOException {
    if (Files.isDirectory(path) && holds(path, ".jar")) {
      String folder = name.endsWith("/") || name.isEmpty() ? name : name + "/";
      return "Name the jars in it: %jars " + folder + "*.jar";
    }
    return path.toString().endsWith(".java")
        ? "%load " + name + " declares the classes of a source file."
        : "A folder is named by what its packages stand in, such as target/classes.";
  }

  private static boolean isJar(Path path) {
    if (!Files.isRegularFile(path)) {
      return false;
    }
    try (ZipFile zip = new ZipFile(path.toFile())) {
      return zip.size() > 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether there is such a file in a folder; a large one gets the benefit of the doubt. */
  private static boolean holds(Path folder, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(folder, DEEPEST)) {
      int seen = 0;
      for (Path path : (Iterable<Path>) files::iterator) {
        if (path.toString().endsWith(ending) || ++seen > MOST_FILES) {
          return true;
        }
      }
      return false;
    } catch (UncheckedIOException e) {
      return true;
    }
  }
}
