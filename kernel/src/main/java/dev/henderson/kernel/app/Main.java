package dev.henderson.kernel.app;

import dev.henderson.kernel.magic.Magics;
import java.nio.file.Path;
import picocli.CommandLine;

/** The entry point of henderson.jar. */
public final class Main {
  private Main() {}

  /** Runs a command; see {@code --help}. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length == 2 && "kernel".equals(arguments[0])) {
      // As Jupyter starts it; a front end waits, so the option parser is not even loaded.
      KernelProcess kernel = new KernelProcess(System.err);
      kernel.start(Path.of(arguments[1]), magics(), System.out, System.in);
      kernel.keepArchive();
      return;
    }
    System.exit(new CommandLine(new Commands()).execute(arguments));
  }

  /** The magics of the kernel, by explicit list. */
  static Magics magics() {
    return StandardMagics.create();
  }
}
