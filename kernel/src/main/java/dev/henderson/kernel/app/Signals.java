package dev.henderson.kernel.app;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/**
 * SIGINT interrupts the cell instead of ending the JVM. The JDK's only means is {@code
 * sun.misc.Signal}, which the compiler refuses to see without a warning; hence by name.
 */
final class Signals {
  private Signals() {}

  /** Runs the action at each SIGINT; where the platform has none, nothing happens. */
  static void onInterrupt(Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
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
