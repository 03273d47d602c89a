package dev.henderson.kernel.javadoc;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** A library made while a test runs: a jar of classes, one of sources, one of Javadoc pages. */
public final class SmallLibrary {
  private static final Map<String, String> SOURCES =
      Map.of(
          "org/example/Shape.java",
          """
          package org.example;
          /** Something with an area. */
          public interface Shape {
            /**
             * The area.
             *
             * @param unit of length, such as {@code cm}
             * @return the area in {@code unit}<sup>2</sup>
             * @throws IllegalArgumentException if there is no such unit
             */
            double area(String unit);
          }
          """,
          "org/example/Circle.java",
          """
          package org.example;
          import java.util.List;
          /**
           * A circle; see {@link Shape#area(String) its area} &amp; {@link #PI}.
           * <script>alert(1)</script><a href="javascript:alert(2)" onclick="alert(3)">here</a>
           * <a href="https://example.org/a?b=c" onclick="alert(4)">there</a>
           * <ul><li>round<li>flat</ul>
           * <pre>{@code
           * List<Circle> all = List.of();
           *   all.size();
           * }</pre>
           */
          public class Circle implements Shape {
            /** Roughly 3. */
            public static final double PI = 3.1;
            /** The unit circle. */
            public Circle() {}
            /** A circle of some size.
             * @param radius its radius */
            public Circle(double radius) {}
            @Override public double area(String unit) { return 1; }
            /** By a number. @return a larger one */
            public Circle scale(double by) { return this; }
            /** By several, {@inheritDoc} */
            public Circle scale(List<? extends Number> by, String... names) { return this; }
            /** A place in it.
             * @param x the first coordinate
             * @param y the second */
            public record Point(double x, double y) {}
            /** How it is drawn. */
            public enum Style {
              /** With a pen. */
              DRAWN }
            public void undocumented(int a) {}
          }
          """);

  private final Path folder;

  /** Compiles it, into a folder; nothing is packed yet. */
  public SmallLibrary(Path folder) throws IOException {
    this.folder = folder;
    List<String> arguments = new ArrayList<>(List.of("-d", folder.resolve("classes").toString()));
    for (Map.Entry<String, String> e : new TreeMap<>(SOURCES).entrySet()) {
      Path file = folder.resolve("src").resolve(e.getKey());
      Files.createDirectories(file.getParent());
      Files.writeString(file, e.getValue());
      arguments.add(file.toString());
    }
    run("javac", arguments);
  }

  /** A jar of its classes. */
  public void classes(Path jar) throws IOException {
    pack(folder.resolve("classes"), jar);
  }

  /** A jar of its sources. */
  public void sources(Path jar) throws IOException {
    pack(folder.resolve("src"), jar);
  }

  /** A jar of the pages that this JDK's javadoc makes of it. */
  public void pages(Path jar) throws IOException {
    Path pages = folder.resolve("pages");
    String files = folder.resolve("src").toString();
    run(
        "javadoc",
        List.of(
            "-quiet",
            "--allow-script-in-comments",
            "-Xdoclint:none",
            "-d",
            pages.toString(),
            "-sourcepath",
            files,
            "org.example"));
    pack(pages, jar);
  }

  /** A class of it, loaded from a jar. */
  public static Class<?> load(Path jar, String name) throws Exception {
    // Not closed: the class finds its origin through it.
    URLClassLoader loader = new URLClassLoader(new java.net.URL[] {jar.toUri().toURL()});
    return Class.forName(name, false, loader);
  }

  private static void run(String tool, List<String> arguments) {
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said);
    int code =
        ToolProvider.findFirst(tool).orElseThrow().run(out, out, arguments.toArray(String[]::new));
    if (code != 0) {
      throw new IllegalStateException(tool + " failed: " + said);
    }
  }

  private static void pack(Path from, Path jar) throws IOException {
    Files.createDirectories(jar.getParent());
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream zip = new JarOutputStream(out);
        Stream<Path> files = Files.walk(from)) {
      files
          .filter(Files::isRegularFile)
          .forEach(
              file -> {
                try {
                  String name = from.relativize(file).toString().replace('\\', '/');
                  zip.putNextEntry(new JarEntry(name));
                  zip.write(Files.readAllBytes(file));
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }
}
