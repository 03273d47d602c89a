package dev.henderson.kernel.internals;

import java.lang.reflect.Method;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis;

/**
 * JShell's index of all class names, which it makes in a thread of its own as soon as it is asked
 * to split a cell. That thread takes a third of a second of a processor, so it is held until there
 * is a pause or a question needs the names. JShell holds it for its own completion in the same way;
 * where its method for that is out of reach, the index is made beside the cells.
 */
public final class BackgroundIndex {
  static final String WITHOUT = "the index of class names is made beside the first cells";

  private final JShell java;
  private final Optional<Method> resume;
  private final AtomicBoolean begun = new AtomicBoolean();

  private BackgroundIndex(JShell java, Optional<Method> resume) {
    this.java = java;
    this.resume = resume;
  }

  /** The index of a JShell that makes it when it likes. */
  static BackgroundIndex free(JShell java) {
    return new BackgroundIndex(java, Optional.empty());
  }

  /** The index of a JShell, not begun where that can be avoided. */
  static BackgroundIndex held(JShell java, Inside jshell) {
    SourceCodeAnalysis analysis = java.sourceCodeAnalysis();
    Method suspend = jshell.method(analysis, "suspendIndexing");
    Method resume = jshell.method(analysis, "resumeIndexing");
    if (suspend == null || resume == null) {
      return free(java);
    }
    invoke(suspend, analysis);
    return new BackgroundIndex(java, Optional.of(resume));
  }

  private static void invoke(Method method, SourceCodeAnalysis analysis) {
    try {
      method.invoke(analysis);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Lets the index be made from now on. */
  public void begin() {
    if (begun.getAndSet(true)) {
      return;
    }
    SourceCodeAnalysis analysis = java.sourceCodeAnalysis();
    resume.ifPresent(method -> invoke(method, analysis));
  }
}
