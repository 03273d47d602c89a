package dev.henderson.kernel.internals;

import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Redefines classes in place, so that variables and objects of a notebook survive when a method or
 * class is declared again.
 *
 * <p>The manifest of henderson.jar names this class as {@code Launcher-Agent-Class}: the JVM calls
 * {@link #agentmain} before {@code main}, which is the only way to the instrumentation without a
 * flag; hence the static reference. Started any other way (tests, an embedding program) there is
 * none, and JShell replaces classes instead.
 */
public final class Redefinition {
  private static final AtomicReference<Instrumentation> JVM = new AtomicReference<>();

  private Redefinition() {}

  /** Called by the JVM before main. */
  public static void agentmain(String arguments, Instrumentation instrumentation) {
    JVM.set(instrumentation);
  }

  /** What is off if classes cannot be redefined here, in one sentence; else nothing. */
  static List<String> missing() {
    Instrumentation instrumentation = JVM.get();
    if (instrumentation != null && instrumentation.isRedefineClassesSupported()) {
      return List.of();
    }
    String why =
        instrumentation == null
            ? "This JVM was not started with henderson.jar"
            : "The JVM of JDK " + Runtime.version().feature() + " redefines no classes";
    return List.of(why + ": a class declared anew is another class.");
  }

  /**
   * Lets this package look into the package of a class of the JDK.
   *
   * @return whether it can now
   */
  static boolean open(Class<?> type) {
    Instrumentation instrumentation = JVM.get();
    Module module = type.getModule();
    if (instrumentation == null || !instrumentation.isModifiableModule(module)) {
      return false;
    }
    Map<String, Set<Module>> opened =
        Map.of(type.getPackageName(), Set.of(Redefinition.class.getModule()));
    instrumentation.redefineModule(module, Set.of(), Map.of(), opened, Set.of(), Map.of());
    return true;
  }

  /**
   * Gives a class new bytecode.
   *
   * @return why it could not be done (a changed field, another signature), or empty if it was
   */
  public static Optional<String> redefine(Class<?> type, byte[] bytecode) {
    Instrumentation instrumentation = JVM.get();
    if (instrumentation == null) {
      return Optional.of("this JVM cannot redefine classes");
    }
    try {
      instrumentation.redefineClasses(new ClassDefinition(type, bytecode));
      return Optional.empty();
    } catch (ClassNotFoundException
        | UnmodifiableClassException
        | UnsupportedOperationException
        | LinkageError refused) {
      return Optional.of(String.valueOf(refused.getMessage()));
    }
  }
}
