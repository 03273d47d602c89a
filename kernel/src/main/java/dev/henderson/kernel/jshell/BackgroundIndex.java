package dev.henderson.kernel.jshell;

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
final class BackgroundIndex {
  private final JShell java;
  private final Optional<Method> resume;
  private final AtomicBoolean begun = new AtomicBoolean();

  private BackgroundIndex(JShell java, Optional<Method> resume) {
    this.java = java;
    this.resume = resume;
  }

  /** The index of a JShell, not begun where that can be avoided. */
  static BackgroundIndex held(JShell java) {
    if (!Redefinition.open(JShell.class)) {
      return new BackgroundIndex(java, Optional.empty());
    }
    try {
      SourceCodeAnalysis analysis = java.sourceCodeAnalysis();
      Method resume = method(analysis, "resumeIndexing");
      method(analysis, "suspendIndexing").invoke(analysis);
      return new BackgroundIndex(java, Optional.of(resume));
    } catch (ReflectiveOperationException | RuntimeException otherJdk) {
      return new BackgroundIndex(java, Optional.empty());
    }
  }

  private static Method method(SourceCodeAnalysis analysis, String name)
      throws ReflectiveOperationException {
    Method method = analysis.getClass().getDeclaredMethod(name);
    method.setAccessible(true);
    return method;
  }

  /** Lets the index be made from now on. */
  void begin() {
    if (begun.getAndSet(true)) {
      return;
    }
    SourceCodeAnalysis analysis = java.sourceCodeAnalysis();
    if (resume.isPresent()) {
      try {
        resume.get().invoke(analysis);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
