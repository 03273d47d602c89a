package dev.henderson.kernel.jshell.execution;

import java.util.Map;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/** Hands JShell the one execution control of an engine. */
public record SnippetProvider(SnippetControl control) implements ExecutionControlProvider {
  @Override
  public String name() {
    return "henderson";
  }

  @Override
  public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
    return control;
  }
}
