package dev.henderson.kernel.libraries;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Which libraries of a class path have classes of which package.
 *
 * <p>The compiler by itself opens and walks every jar before it compiles the first line, which is a
 * third of the time a kernel needs for it. With this index it opens a jar when a class of it is
 * named. {@code install} writes it beside the jars; elsewhere it is made when the kernel starts.
 */
public final class LibraryIndex {
  private static final String HEAD = "libraries 1";

  private final List<Library> libraries;
  private final Map<String, List<Integer>> packages;

  private LibraryIndex(List<Library> libraries, Map<String, List<Integer>> packages) {
    this.libraries = List.copyOf(libraries);
    this.packages = packages;
  }

  /**
   * The index of a class path.
   *
   * @param classPath jars and folders; jars that the manifest of a jar names follow it
   * @throws UncheckedIOException if one cannot be read
   */
  public static LibraryIndex of(String classPath) {
    List<Library> libraries = new ArrayList<>();
    Map<String, List<Integer>> packages = new HashMap<>();
    for (String entry : ClassPath.expanded(classPath).split(File.pathSeparator)) {
      Path path = Path.of(entry).toAbsolutePath().normalize();
      if (Files.exists(path)) {
        int place = libraries.size();
        Library library = new Library(path);
        libraries.add(library);
        for (String name : library.classes().keySet()) {
          packages.computeIfAbsent(name, n -> new ArrayList<>()).add(place);
        }
      }
    }
    return new LibraryIndex(libraries, packages);
  }

  /** The index of what this JVM was started with. */
  public static LibraryIndex ofThisProcess() {
    return of(System.getProperty("java.class.path", ""));
  }

  /**
   * Reads an index; libraries lie beside it.
   *
   * @throws IOException if there is none, or another program's
   */
  public static LibraryIndex read(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    if (lines.isEmpty() || !lines.get(0).equals(HEAD)) {
      throw new IOException(file + " is not an index of libraries.");
    }
    List<Library> libraries = new ArrayList<>();
    Map<String, List<Integer>> packages = new HashMap<>();
    for (String line : lines.subList(1, lines.size())) {
      int tab = line.indexOf('\t');
      if (tab < 0) {
        libraries.add(new Library(file.resolveSibling(line).toAbsolutePath().normalize()));
        continue;
      }
      List<Integer> places = new ArrayList<>(1);
      for (int from = tab + 1; from < line.length(); ) {
        int to = line.indexOf(' ', from);
        to = to < 0 ? line.length() : to;
        places.add(Integer.parseInt(line, from, to, 10));
        from = to + 1;
      }
      packages.put(line.substring(0, tab), places);
    }
    return new LibraryIndex(libraries, packages);
  }

  /** Writes the index beside the libraries: their paths from there, then a line per package. */
  public void write(Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(HEAD);
    Path folder = file.toAbsolutePath().normalize().getParent();
    for (Library library : libraries) {
      lines.add(folder.relativize(library.path()).toString().replace(File.separatorChar, '/'));
    }
    for (String name : new TreeSet<>(packages.keySet())) {
      StringBuilder line = new StringBuilder(name).append('\t');
      packages.get(name).forEach(place -> line.append(place).append(' '));
      lines.add(line.toString().stripTrailing());
    }
    Files.write(file, lines);
  }

  /** The libraries in the order of the class path. */
  List<Path> libraries() {
    return libraries.stream().map(Library::path).toList();
  }

  /** The libraries with classes of a package, in order. */
  List<Library> with(String packageName) {
    return packages.getOrDefault(packageName, List.of()).stream().map(libraries::get).toList();
  }

  /** The packages whose name is this one or begins with it and a point; all for the empty name. */
  List<String> below(String packageName) {
    if (packageName.isEmpty()) {
      return List.copyOf(packages.keySet());
    }
    String prefix = packageName + ".";
    return packages.keySet().stream()
        .filter(n -> n.equals(packageName) || n.startsWith(prefix))
        .sorted()
        .toList();
  }
}
