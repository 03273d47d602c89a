package dev.henderson.kernel.jshell.execution;

import dev.henderson.kernel.internals.Redefinition;
import dev.henderson.kernel.session.CellInterrupted;
import dev.henderson.kernel.session.Interruption;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Optional;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.SPIResolutionException;

/**
 * Runs snippets in this JVM and keeps what JShell itself would turn into a string: the value of the
 * last expression, the Throwable with its causes, the field behind a variable.
 */
public final class SnippetControl extends DirectExecutionControl {
  private final SnippetLoader loader;
  private final Interruption interruption;
  private Object value;
  private Throwable thrown;
  private Field field;

  /** Runs what a loader loads. */
  public SnippetControl(SnippetLoader loader, Interruption interruption) {
    super(loader);
    this.loader = loader;
    this.interruption = interruption;
  }

  /** Forgets what the last snippet left. */
  public void clear() {
    value = null;
    thrown = null;
    field = null;
  }

  /** What the last method invoked returned. */
  public Object value() {
    return value;
  }

  /** What the last method invoked threw, or null. */
  public Throwable thrown() {
    return thrown;
  }

  /** The static field of the variable that JShell was last asked the value of. */
  public Optional<Field> field() {
    return Optional.ofNullable(field);
  }

  @Override
  protected String invoke(Method method) throws Exception {
    clear();
    boolean outer;
    try {
      outer = interruption.enter();
    } catch (CellInterrupted tooLate) {
      // Thrown through JShell it would leave the snippet half declared.
      thrown = tooLate;
      throw new UserException(
          tooLate.getMessage(), tooLate.getClass().getName(), new StackTraceElement[0]);
    }
    try {
      value = method.invoke(null);
      return "";
    } catch (InvocationTargetException e) {
      thrown = e.getCause();
      interruption.locate(thrown);
      if (thrown instanceof SPIResolutionException unresolved) {
        throw new ResolutionException(unresolved.id(), unresolved.getStackTrace());
      }
      throw new UserException(
          String.valueOf(thrown.getMessage()), thrown.getClass().getName(), thrown.getStackTrace());
    } finally {
      interruption.leave(outer);
    }
  }

  /** Never asks a user's object for its text: that may be slow, huge, or throw. */
  @Override
  public String varValue(String className, String varName)
      throws RunException, EngineTerminationException, InternalException {
    field = null;
    try {
      Field found = findClass(className).getDeclaredField(varName);
      found.setAccessible(true);
      field = found;
      return "";
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new InternalException(String.valueOf(e));
    }
  }

  @Override
  public void redefine(ClassBytecodes[] classes)
      throws ClassInstallException, NotImplementedException, EngineTerminationException {
    boolean[] done = new boolean[classes.length];
    for (int i = 0; i < classes.length; i++) {
      try {
        byte[] woven = LoopWeaver.weave(classes[i].bytecodes());
        Optional<String> refused = Redefinition.redefine(findClass(classes[i].name()), woven);
        if (refused.isPresent()) {
          throw new ClassInstallException(refused.get(), done);
        }
        done[i] = true;
      } catch (ClassNotFoundException e) {
        throw new ClassInstallException(String.valueOf(e), done);
      }
    }
    loader.classesRedefined(classes);
  }

  @Override
  public void stop() {
    interruption.request();
  }
}
