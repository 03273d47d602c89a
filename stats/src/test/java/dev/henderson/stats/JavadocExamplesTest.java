package dev.henderson.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples in the Javadoc of the classes one meets first, compiled and run. */
class JavadocExamplesTest {
  private static final Path SOURCES = Path.of("src", "main", "java", "dev", "henderson", "stats");
  private static final Pattern EXAMPLE =
      Pattern.compile("<pre>\\{@code\\n(.*?)\\n \\* \\}</pre>", Pattern.DOTALL);

  /** The classes that must have one. */
  private static final Set<String> MET_FIRST =
      Set.of(
          "Aov",
          "Dataset",
          "EmmMeans",
          "Fitted",
          "Lm",
          "Lmer",
          "MixedLm",
          "Picture",
          "Report",
          "TermEffect");

  private record Example(String owner, String code) {}

  private static List<Example> examples() throws IOException {
    List<Example> out = new ArrayList<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
        Matcher m = EXAMPLE.matcher(Files.readString(file));
        while (m.find()) {
          String owner = file.getFileName().toString().replace(".java", "");
          out.add(new Example(owner, m.group(1).replaceAll("(?m)^ \\* ?", "")));
        }
      }
    }
    return out;
  }

  @Test
  void run(@TempDir Path folder) throws Exception {
    List<Example> examples = examples();
    Set<String> owners = new TreeSet<>();
    StringBuilder source = new StringBuilder();
    for (String name : List.of("", ".classical", ".design", ".document", ".emm", ".frame")) {
      source.append("import dev.henderson.stats").append(name).append(".*;\n");
    }
    for (String name : List.of(".infer", ".lm", ".model", ".plot", ".variation")) {
      source.append("import dev.henderson.stats").append(name).append(".*;\n");
    }
    source.append("import java.util.*;\nimport tech.tablesaw.api.Table;\n");
    source.append("public class Examples {\n");
    for (int i = 0; i < examples.size(); i++) {
      Example e = examples.get(i);
      owners.add(e.owner());
      String name = e.owner().toLowerCase(Locale.ROOT) + i;
      source.append("public static void ").append(name).append("() throws Exception {\n");
      source.append(e.code()).append("\n}\n");
    }
    source.append("}\n");
    assertTrue(owners.containsAll(MET_FIRST), "with an example: " + owners);

    compile(folder, source.toString());
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
      Class<?> compiled = loader.loadClass("Examples");
      int run = 0;
      for (var method : compiled.getDeclaredMethods()) {
        method.invoke(null);
        run++;
      }
      assertEquals(examples.size(), run);
    }
  }

  private static void compile(Path folder, String source) throws IOException {
    Path file = Files.writeString(folder.resolve("Examples.java"), source);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(said, null, null)) {
      String path = System.getProperty("java.class.path");
      List<String> options = List.of("-d", folder.toString(), "-classpath", path, "-proc:none");
      compiler.getTask(null, files, said, options, null, files.getJavaFileObjects(file)).call();
    }
    List<String> errors =
        said.getDiagnostics().stream()
            .filter(d -> d.getKind() == Diagnostic.Kind.ERROR)
            .map(d -> d.getLineNumber() + ": " + d.getMessage(Locale.ROOT))
            .toList();
    assertEquals(List.of(), errors, source);
  }
}
