package dev.henderson.kernel.session;

/**
 * What cells call where they say {@code System.exit}: the JVM they would end is the kernel's. Calls
 * of libraries are not turned here.
 */
public final class ExitRefusal {
  private ExitRefusal() {}

  /** Instead of {@code System.exit}. */
  public static void exit(int status) {
    throw refused("System.exit");
  }

  /** Instead of {@code Runtime.exit}. */
  public static void exit(Runtime runtime, int status) {
    throw refused("Runtime.exit");
  }

  /** Instead of {@code Runtime.halt}. */
  public static void halt(Runtime runtime, int status) {
    throw refused("Runtime.halt");
  }

  private static SecurityException refused(String call) {
    return new SecurityException(
        call
            + " would end the kernel and lose every variable. To stop this code, return or throw;"
            + " to begin anew, restart the kernel from the menu.");
  }
}
