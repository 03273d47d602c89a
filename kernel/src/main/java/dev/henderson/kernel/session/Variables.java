package dev.henderson.kernel.session;

import java.util.List;
import java.util.Optional;

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

  /** The declared type of a variable as Java source; empty where it has none. */
  default Optional<String> typeOf(String name) {
    return Optional.empty();
  }

  /** The class a name stands for in cells, simple or qualified; those of cells are not known. */
  default Optional<Class<?>> findClass(String name) {
    return Optional.empty();
  }

  /**
   * Runs a stretch of a cell and gives the value of its last expression, if it has one.
   *
   * @throws CellFailure for what the compiler or the running code complains of, with its place
   */
  default Optional<Object> evaluate(Place place) {
    throw new UnsupportedOperationException("There is no Java behind this session.");
  }

  /**
   * Runs a stretch of a cell with code around it that the cell does not have; errors have their
   * place in the stretch.
   *
   * @param before what is put before it
   * @param position where in the cell {@code within} is put
   * @param within may be empty
   * @param after what is put behind it
   */
  default Optional<Object> evaluate(
      String before, Place place, int position, String within, String after) {
    throw new UnsupportedOperationException("There is no Java behind this session.");
  }

  /**
   * Runs code of a cell.
   *
   * @throws CellFailure for what it throws, with its place in the cell
   */
  default long run(CellCode code, long times) {
    throw new UnsupportedOperationException("There is no Java behind this session.");
  }

  /** Adds jars or folders, separated as in a class path, to what cells can import. */
  default void addToClasspath(String path) {
    throw new UnsupportedOperationException("There is no Java behind this session.");
  }
}
