package dev.henderson.kernel.app;

import dev.henderson.kernel.cells.CellStreams;
import dev.henderson.kernel.magic.Magics;
import java.nio.file.Path;

/** A kernel without sockets that has this JVM's streams for as long as it is open. */
final class HendersonKernelHost implements AutoCloseable {
  private final HendersonKernel kernel;

  HendersonKernelHost(Magics magics, Path workingDirectory) {
    CellStreams streams = new CellStreams(System.out, System.err, System.in);
    this.kernel = new HendersonKernel(streams, magics, workingDirectory);
    kernel.interpreter().start();
    kernel.onStartup();
  }

  HendersonKernel kernel() {
    return kernel;
  }

  @Override
  public void close() {
    kernel.onShutdown(false);
    kernel.interpreter().close();
  }
}
