package dev.henderson.kernel.app;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command line: {@code henderson kernel|run|install}. */
@Command(
    name = "henderson",
    description = "A Jupyter kernel for the JVM in which mixed models are at home.",
    mixinStandardHelpOptions = true,
    versionProvider = Commands.ProjectVersion.class,
    subcommands = {
      Commands.StartKernel.class,
      RunCommand.class,
      InstallCommand.class,
      TrainCommand.class
    })
final class Commands implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getOut());
    return 2;
  }

  static final class ProjectVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"Henderson " + Version.text(), "Java " + Runtime.version()};
    }
  }

  @Command(
      name = "kernel",
      description = "Starts the kernel; Jupyter calls this.",
      mixinStandardHelpOptions = true)
  static final class StartKernel implements Callable<Integer> {
    @Parameters(paramLabel = "CONNECTION_FILE", description = "The file Jupyter wrote.")
    private Path connectionFile;

    @Override
    public Integer call() throws Exception {
      Main.main(new String[] {"kernel", connectionFile.toString()});
      Thread.currentThread().join();
      return 0;
    }
  }
}
