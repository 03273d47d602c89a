package dev.henderson.kernel.internals;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Optional;

/**
 * SIGINT interrupts the cell instead of ending the JVM. The JDK's only means is {@code
 * sun.misc.Signal}, which the compiler refuses to see without a warning; hence by name.
 */
public final class Signals {
  private static final String SIGNAL = "sun.misc.Signal";
  private static final String HANDLER = "sun.misc.SignalHandler";

  private Signals() {}

  /** What is off if this JDK has no signals, in one sentence. */
  static Optional<String> missing() {
    try {
      Class<?> signal = Class.forName(SIGNAL);
      signal.getConstructor(String.class);
      signal.getMethod("handle", signal, Class.forName(HANDLER));
      return Optional.empty();
    } catch (ReflectiveOperationException otherJdk) {
      return Optional.of(
          "There is no "
              + otherJdk.getMessage()
              + " on JDK "
              + Runtime.version().feature()
              + ": SIGINT ends the kernel.");
    }
  }

  /** Runs the action at each SIGINT; where the platform has none, nothing happens. */
  public static void onInterrupt(Runnable action) {
    try {
      Class<?> signal = Class.forName(SIGNAL);
      Class<?> handler = Class.forName(HANDLER);
      InvocationHandler run =
          (proxy, method, arguments) -> {
            if ("handle".equals(method.getName())) {
              action.run();
            }
            return null;
          };
      Object made = Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, run);
      Object sigint = signal.getConstructor(String.class).newInstance("INT");
      signal.getMethod("handle", signal, handler).invoke(null, sigint, made);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      // No such signal here: interrupt_request still works.
      return;
    }
  }
}
