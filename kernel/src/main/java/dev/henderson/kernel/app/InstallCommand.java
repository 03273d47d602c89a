package dev.henderson.kernel.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Registers the kernel with Jupyter, which need not be there yet. */
@Command(
    name = "install",
    description = "Registers the kernel with Jupyter.",
    footer = {"", "Exit code 0 when done, 2 when it cannot be done, with the reason."},
    mixinStandardHelpOptions = true)
final class InstallCommand implements Callable<Integer> {
  private static final int REFUSED = 2;

  /** Where to. */
  static final class Place {
    @Option(names = "--user", description = "For the current user (the default).")
    private boolean user;

    @Option(
        names = "--sys-prefix",
        description = "Into the Python environment in use (virtualenv or conda).")
    private boolean sysPrefix;

    @Option(
        names = "--prefix",
        paramLabel = "DIR",
        description = "Under DIR/share/jupyter/kernels.")
    private Path prefix;
  }

  @ArgGroup private Place place = new Place();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = HendersonKernel.NAME,
      description = "The kernelspec's name; ${DEFAULT-VALUE} unless given.")
  private String name;

  @Option(names = "--uninstall", description = "Take the kernel away again.")
  private boolean uninstall;

  @Option(names = "--dry-run", description = "Only say what would be done.")
  private boolean dryRun;

  @Option(
      names = "--no-archive",
      description = "Do not make the class-data archive that lets the kernel start faster.")
  private boolean noArchive;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try {
      if (!name.matches("[A-Za-z0-9._-]+")) {
        throw new IOException(
            "'" + name + "' cannot be a kernel's name; use letters, digits, '.', '_' and '-'.");
      }
      KernelSpec kernel = new KernelSpec(kernels(System.getenv()).resolve(name));
      if (kernel.exists() && !kernel.isOurs()) {
        throw new IOException(
            kernel.directory() + " holds another kernel; choose another name with --name.");
      }
      if (uninstall) {
        uninstall(kernel, out);
      } else {
        install(kernel, out);
      }
      out.flush();
      return 0;
    } catch (IOException e) {
      PrintWriter err = spec.commandLine().getErr();
      boolean sentence = e.getMessage() != null && e.getMessage().contains(" ");
      err.println(sentence ? e.getMessage() : "Cannot write " + e.getMessage() + ".");
      err.flush();
      return REFUSED;
    }
  }

  private void install(KernelSpec kernel, PrintWriter out) throws IOException {
    Path from =
        KernelSpec.distribution()
            .filter(d -> Files.isDirectory(d.resolve("lib")))
            .orElseThrow(
                () ->
                    new IOException(
                        "This is not run from henderson.jar with lib/ beside it; build it first"
                            + " with ./mvnw package."));
    if (dryRun) {
      out.println("Would install the kernel into " + kernel.directory() + ":");
      out.print(kernel.json());
      return;
    }
    if (from.toRealPath().equals(kernel.directory())) {
      throw new IOException(kernel.directory() + " is where this henderson.jar runs from.");
    }
    kernel.write(from);
    if (!noArchive) {
      if (new ClassArchive(kernel.archive(), kernel.jar()).make()) {
        kernel.nameArchive();
      } else {
        out.println("It will start more slowly: its class-data archive could not be made.");
      }
    }
    out.println("Installed the kernel '" + name + "' into " + kernel.directory());
  }

  private void uninstall(KernelSpec kernel, PrintWriter out) throws IOException {
    if (!kernel.exists()) {
      out.println("There is no kernel in " + kernel.directory());
    } else if (dryRun) {
      out.println("Would remove " + kernel.directory());
    } else {
      KernelSpec.delete(kernel.directory());
      out.println("Removed " + kernel.directory());
    }
  }

  /** The directory of kernelspecs that was chosen. */
  private Path kernels(Map<String, String> environment) throws IOException {
    if (place.prefix != null) {
      return place.prefix.resolve(Path.of("share", "jupyter", "kernels"));
    }
    if (place.sysPrefix) {
      return sysPrefix(environment).resolve(Path.of("share", "jupyter", "kernels"));
    }
    String data = environment.get("JUPYTER_DATA_DIR");
    boolean given = data != null && !data.isBlank();
    Path jupyter = given ? Path.of(data) : DataDirectory.ofUser("jupyter", environment);
    return jupyter.resolve("kernels");
  }

  private static Path sysPrefix(Map<String, String> environment) throws IOException {
    for (String variable : List.of("VIRTUAL_ENV", "CONDA_PREFIX")) {
      String value = environment.get(variable);
      if (value != null && !value.isBlank()) {
        return Path.of(value);
      }
    }
    for (String python : List.of("python3", "python")) {
      Optional<Path> prefix = prefixOf(python);
      if (prefix.isPresent()) {
        return prefix.get();
      }
    }
    throw new IOException("--sys-prefix needs a Python, and there is none; use --prefix DIR.");
  }

  private static Optional<Path> prefixOf(String python) {
    try {
      Process process =
          new ProcessBuilder(python, "-c", "import sys; print(sys.prefix)")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String text =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      boolean ok = process.waitFor() == 0 && !text.isEmpty();
      return ok ? Optional.of(Path.of(text)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
