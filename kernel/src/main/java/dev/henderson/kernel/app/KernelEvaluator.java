package dev.henderson.kernel.app;

import com.google.gson.JsonObject;
import dev.henderson.kernel.protocol.Completions;
import dev.henderson.kernel.protocol.Evaluator;
import dev.henderson.kernel.protocol.Execution;
import dev.henderson.kernel.protocol.JupyterMessage;
import dev.henderson.kernel.protocol.Outcome;
import dev.henderson.kernel.protocol.Outputs;
import java.util.Optional;

/** The kernel behind the protocol. */
record KernelEvaluator(HendersonKernel kernel) implements Evaluator {
  @Override
  public void expect() {
    kernel.interpreter().expect();
  }

  @Override
  public Outcome execute(Execution cell, Outputs outputs) {
    return kernel.interpreter().execute(cell, outputs);
  }

  @Override
  public JsonObject expression(String code) {
    return kernel.interpreter().expression(code);
  }

  @Override
  public Completions complete(String code, int cursor) {
    return kernel.assist().complete(code, cursor);
  }

  @Override
  public Optional<JsonObject> inspect(String code, int cursor, int detail) {
    return kernel.assist().inspect(code, cursor, detail);
  }

  @Override
  public JsonObject isComplete(String code) {
    return kernel.assist().isComplete(code);
  }

  @Override
  public void interrupt() {
    kernel.interrupt();
  }

  @Override
  public JsonObject kernelInfo() {
    return kernel.info();
  }

  @Override
  public void comm(JupyterMessage message) {
    kernel.comms().receive(message);
  }

  @Override
  public JsonObject comms(String targetName) {
    return kernel.comms().open(targetName);
  }
}
