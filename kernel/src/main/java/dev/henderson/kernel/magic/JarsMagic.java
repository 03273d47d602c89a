package dev.henderson.kernel.magic;

import dev.henderson.kernel.session.Session;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code %jars lib/*.jar}: lets cells import what is in jars or folders of classes. */
public final class JarsMagic implements Magic {
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
    session.addToClasspath(found);
    String names = String.join(", ", found.stream().map(p -> p.getFileName().toString()).toList());
    return MagicResult.of("Cells can now import from " + names + ".");
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
    if (pattern.contains("*") && Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, pattern)) {
        files.forEach(found::add);
      }
      found.sort(null);
    } else if (!pattern.contains("*") && Files.exists(folder.resolve(pattern))) {
      found.add(folder.resolve(pattern));
    }
    if (found.isEmpty()) {
      throw call.error("There is no file " + name + ".", start, end).coded("no-file");
    }
    return found;
  }
}
