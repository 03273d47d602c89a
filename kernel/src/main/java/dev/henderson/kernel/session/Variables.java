package dev.henderson.kernel.session;

import java.util.List;

/** Where the variables of a notebook live: the JShell engine, or a plain map in tests. */
public interface Variables {
  /** Names in order of declaration. */
  List<String> names();

  /**
   * The object a variable holds now; null if it holds null.
   *
   * @throws UnknownNameException if there is no such variable
   */
  Object value(String name);

  /**
   * Declares a variable, or gives an existing one a new value and type.
   *
   * @param type the type as Java source, fully qualified
   */
  void declare(String name, String type, Object value);
}
