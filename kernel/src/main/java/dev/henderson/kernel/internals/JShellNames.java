package dev.henderson.kernel.internals;

/** The names JShell gives to what it compiles: {@code REPL.$JShell$11.Name}. */
public final class JShellNames {
  private static final String PACKAGE = "REPL.";
  private static final String WRAPPER = "$JShell$";

  private JShellNames() {}

  /** Whether a class was declared in a cell. */
  public static boolean isSnippetClass(Class<?> type) {
    return type.getName().startsWith(PACKAGE + WRAPPER);
  }

  /** Whether a stack frame belongs to code of a cell. */
  public static boolean isSnippetFrame(StackTraceElement frame) {
    return frame.getClassName().startsWith(PACKAGE + WRAPPER);
  }

  /** A class of a cell as later cells write it: {@code Outer.Inner}, without the wrapper. */
  public static String sourceName(Class<?> type) {
    return withoutWrapper(type.getName()).replace('$', '.');
  }

  /** A name with JShell's package and wrapper class taken off, wherever they stand. */
  public static String withoutWrapper(String text) {
    return text.contains(WRAPPER)
        ? text.replaceAll("REPL\\.\\$JShell\\$\\d+[A-Z]*\\$\\$Lambda", "lambda")
            .replaceAll("REPL\\.\\$JShell\\$\\d+[A-Z]*[$.]", "")
        : text;
  }
}
