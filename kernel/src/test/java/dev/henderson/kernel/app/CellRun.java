package dev.henderson.kernel.app;

import dev.henderson.kernel.notebook.NotebookOutputs;
import dev.henderson.kernel.protocol.Execution;
import dev.henderson.kernel.protocol.Outcome;

/** A cell run as a notebook runs its first. */
final class CellRun {
  private CellRun() {}

  static Outcome of(HendersonKernelHost host, String code) {
    return of(host, code, new NotebookOutputs());
  }

  static Outcome of(HendersonKernelHost host, String code, NotebookOutputs outputs) {
    return host.kernel().interpreter().execute(new Execution(code, 1, false, true), outputs);
  }
}
