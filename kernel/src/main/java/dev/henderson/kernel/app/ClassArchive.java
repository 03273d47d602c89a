package dev.henderson.kernel.app;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The archive of loaded classes that lets a kernel start faster. It belongs to one JDK and to the
 * jars where they lie; beside it stands a file that names that JDK, so that an archive the JVM
 * silently ignores is noticed and made again.
 */
final class ClassArchive {
  private static final String ARCHIVE_FLAG = "-XX:SharedArchiveFile=";
  private static final String CACHE_FLAG = "-XX:AOTCache=";
  private static final String CACHE_SUFFIX = ".aot";
  private static final long TRAINING_SECONDS = 120;

  /**
   * Methods with a kept profile are compiled as soon as they are met. Only what is three times
   * hotter than usual is worth that, since the first cell waits meanwhile.
   */
  private static final List<String> CACHE_TRAINING =
      List.of(
          "-XX:Tier3InvocationThreshold=600",
          "-XX:Tier3MinInvocationThreshold=300",
          "-XX:Tier3CompileThreshold=6000");

  private final Path archive;
  private final Path jar;

  ClassArchive(Path archive, Path jar) {
    this.archive = archive;
    this.jar = jar;
  }

  /** The flag with which a JVM uses an archive. */
  static String useFlag(Path archive) {
    return (isCache(archive) ? CACHE_FLAG : ARCHIVE_FLAG) + archive;
  }

  /** Whether an argument of a JVM is that flag. */
  static boolean isUse(String argument) {
    return argument.startsWith(ARCHIVE_FLAG) || argument.startsWith(CACHE_FLAG);
  }

  /** Since JDK 25 a training run is kept in one file of its own kind, profiles included. */
  private static boolean isCache(Path archive) {
    return archive.toString().endsWith(CACHE_SUFFIX);
  }

  /** The JDK of this process, as the archive knows it. */
  private static String jdk() {
    return System.getProperty("java.vm.version") + " " + System.getProperty("java.home");
  }

  private Path note() {
    return archive.resolveSibling(archive.getFileName() + ".jdk");
  }

  /**
   * Starts a kernel once and keeps its loaded classes. Without an archive a kernel starts all the
   * same.
   *
   * @return whether there is one now
   */
  boolean make() {
    List<String> command = new ArrayList<>();
    command.add(KernelSpec.java().toString());
    command.addAll(KernelSpec.flags());
    Path fresh =
        archive.resolveSibling(ProcessHandle.current().pid() + "-" + archive.getFileName());
    if (isCache(archive)) {
      command.addAll(CACHE_TRAINING);
      command.add("-XX:AOTCacheOutput=" + fresh);
    } else {
      command.add("-XX:ArchiveClassesAtExit=" + fresh);
    }
    command.addAll(List.of("-jar", jar.toString(), "train"));
    try {
      Process training =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!training.waitFor(TRAINING_SECONDS, TimeUnit.SECONDS)) {
        training.destroyForcibly();
        return false;
      }
      if (training.exitValue() != 0 || !Files.exists(fresh)) {
        return false;
      }
      Files.move(fresh, archive, StandardCopyOption.REPLACE_EXISTING);
      Files.writeString(note(), jdk());
      return true;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      delete(fresh);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // It is in nobody's way.
      return;
    }
  }

  /** Makes the archive this process was told to use again if it is another JDK's. */
  static void renewIfStale() throws IOException {
    boolean used =
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .anyMatch(ClassArchive::isUse);
    Path directory = KernelSpec.distribution().orElse(null);
    if (!used || directory == null || !Files.isWritable(directory)) {
      return;
    }
    KernelSpec spec = new KernelSpec(directory);
    ClassArchive known = new ClassArchive(spec.archive(), spec.jar());
    if (known.isStale() && known.make()) {
      spec.nameArchive();
    }
  }

  private boolean isStale() {
    try {
      return !Files.exists(note()) || !Files.readString(note()).equals(jdk());
    } catch (IOException e) {
      return false;
    }
  }
}
