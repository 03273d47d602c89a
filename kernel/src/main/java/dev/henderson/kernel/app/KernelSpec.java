package dev.henderson.kernel.app;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.henderson.kernel.libraries.LibraryIndex;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The directory Jupyter starts the kernel from: {@code kernel.json}, logos, henderson.jar and its
 * libraries.
 */
final class KernelSpec {
  static final String DISPLAY_NAME = "Java (Henderson)";
  private static final String JAR = "henderson.jar";
  private static final String ARCHIVE = "henderson.jsa";
  private static final String CACHE = "henderson.aot";
  private static final String LIBRARIES = "libraries.index";
  private static final int CACHE_SINCE = 25;
  private static final List<String> LOGOS =
      List.of("logo-32x32.png", "logo-64x64.png", "logo-svg.svg");

  private final Path directory;

  KernelSpec(Path directory) {
    this.directory = directory.toAbsolutePath().normalize();
  }

  Path directory() {
    return directory;
  }

  Path jar() {
    return directory.resolve(JAR);
  }

  /** What this JDK keeps of a training run: classes, since JDK 25 profiles of methods too. */
  Path archive() {
    return directory.resolve(Runtime.version().feature() >= CACHE_SINCE ? CACHE : ARCHIVE);
  }

  boolean exists() {
    return Files.exists(directory);
  }

  /** Whether what is there was laid by us, so that it may be replaced or removed. */
  boolean isOurs() {
    try {
      String text = Files.readString(directory.resolve("kernel.json"));
      JsonArray argv = JsonParser.parseString(text).getAsJsonObject().getAsJsonArray("argv");
      return argv.toString().contains(JAR);
    } catch (IOException | JsonParseException | IllegalStateException | NullPointerException e) {
      return false;
    }
  }

  /** The java of this process. */
  static Path java() {
    Path bin = Path.of(System.getProperty("java.home"), "bin");
    Path exe = bin.resolve("java.exe");
    return Files.exists(exe) ? exe : bin.resolve("java");
  }

  /** The JVM's flags: quick to start, C2 kept for the numbers. */
  static List<String> flags() {
    return List.of(
        // An archive made by another JDK is ignored, and nobody needs to read of it.
        "-Xlog:disable",
        "-XX:+IgnoreUnrecognizedVMOptions",
        "-XX:+UseSerialGC",
        // The Java compiler is thousands of small methods. While cells are new, the processors have
        // better things to do than to compile them twice; what is hot for seconds still gets C2.
        "-XX:Tier4InvocationThreshold=100000",
        "-XX:Tier4MinInvocationThreshold=20000",
        "-XX:Tier4CompileThreshold=300000",
        "-XX:Tier4BackEdgeThreshold=400000",
        "-Djava.awt.headless=true",
        "-Dfile.encoding=UTF-8");
  }

  /** The content of kernel.json, without an archive. */
  String json() {
    JsonArray argv = new JsonArray();
    argv.add(java().toString());
    flags().forEach(argv::add);
    argv.add("-jar");
    argv.add(jar().toString());
    argv.add("kernel");
    argv.add("{connection_file}");
    JsonObject spec = new JsonObject();
    spec.add("argv", argv);
    spec.addProperty("display_name", DISPLAY_NAME);
    spec.addProperty("language", "java");
    spec.addProperty("interrupt_mode", "message");
    spec.add("env", new JsonObject());
    JsonObject metadata = new JsonObject();
    metadata.addProperty("debugger", false);
    spec.add("metadata", metadata);
    return text(spec);
  }

  private static String text(JsonObject spec) {
    Gson gson = new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create();
    return gson.toJson(spec) + "\n";
  }

  /** The folder with henderson.jar and lib/ that this process runs from. */
  static Optional<Path> distribution() {
    try {
      Path here =
          Path.of(KernelSpec.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return Files.isRegularFile(here) ? Optional.of(here.getParent()) : Optional.empty();
    } catch (java.net.URISyntaxException | NullPointerException e) {
      return Optional.empty();
    }
  }

  /** What cells can use: as {@code install} wrote it down, else as this JVM was started. */
  static LibraryIndex librariesOfThisProcess() {
    Optional<Path> file =
        distribution().map(d -> d.resolve(LIBRARIES)).filter(Files::isRegularFile);
    if (file.isPresent()) {
      try {
        return LibraryIndex.read(file.get());
      } catch (IOException | RuntimeException e) {
        // Damaged: it is only there to be quick.
        return LibraryIndex.ofThisProcess();
      }
    }
    return LibraryIndex.ofThisProcess();
  }

  /** Lays everything down beside the place first, then puts it there at once. */
  void write(Path distribution) throws IOException {
    Files.createDirectories(directory.getParent());
    Path fresh = Files.createTempDirectory(directory.getParent(), ".henderson-");
    try {
      Files.copy(distribution.resolve(JAR), fresh.resolve(JAR));
      copy(distribution.resolve("lib"), fresh.resolve("lib"));
      for (String logo : LOGOS) {
        try (InputStream in = KernelSpec.class.getResourceAsStream("/kernelspec/" + logo)) {
          Files.copy(in, fresh.resolve(logo));
        }
      }
      LibraryIndex.of(fresh.resolve(JAR).toString()).write(fresh.resolve(LIBRARIES));
      Files.writeString(fresh.resolve("kernel.json"), json());
      delete(directory);
      Files.move(fresh, directory);
      // Temporary directories are made for their owner only.
      if (Files.getFileStore(directory).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(
            directory, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    } finally {
      delete(fresh);
    }
  }

  /** Names the archive in kernel.json, and leaves what else a user wrote there. */
  void nameArchive() throws IOException {
    Path file = directory.resolve("kernel.json");
    JsonObject spec = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    JsonArray argv = new JsonArray();
    for (JsonElement word : spec.getAsJsonArray("argv")) {
      if (word.getAsString().equals("-jar")) {
        argv.add(ClassArchive.useFlag(archive()));
      }
      if (!ClassArchive.isUse(word.getAsString())) {
        argv.add(word);
      }
    }
    spec.add("argv", argv);
    Files.writeString(file, text(spec));
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(file.getFileName());
        Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  /** Removes a directory with all that is in it, if it is there. */
  static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path dir, IOException failed)
              throws IOException {
            Files.delete(dir);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
