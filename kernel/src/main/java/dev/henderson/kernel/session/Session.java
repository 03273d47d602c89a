package dev.henderson.kernel.session;

import dev.henderson.stats.model.Cancellation;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;
import tech.tablesaw.api.Table;

/**
 * The state of one notebook as a magic sees it: its variables, its settings, where it runs, and
 * whether the user asked to stop.
 *
 * <p>A variable is one thing, whether a Java cell or a magic made it: {@link #bind} declares a
 * typed Java variable, {@link #get} reads what Java holds now.
 */
public final class Session {
  private final Variables variables;
  private final Cancellation cancellation;
  private final ConcurrentMap<String, String> config = new ConcurrentHashMap<>();
  private final List<Path> documentation = new CopyOnWriteArrayList<>();
  private final Path workingDirectory;
  private final Front front;
  private volatile Supplier<List<String>> classpathGrown = List::of;
  private Held held;

  /** What a magic has bound while its results are not shown yet. */
  public static final class Held {
    private final Held around;
    private final List<Runnable> declarations = new ArrayList<>();

    private Held(Held around) {
      this.around = around;
    }
  }

  /**
   * A session over variables.
   *
   * @param cancellation whether the running cell was asked to stop
   */
  public Session(Variables variables, Cancellation cancellation, Path workingDirectory) {
    this(variables, cancellation, workingDirectory, Front.NONE);
  }

  /**
   * A session whose magics can print, show progress and run code.
   *
   * @param cancellation whether the running cell was asked to stop
   */
  public Session(
      Variables variables, Cancellation cancellation, Path workingDirectory, Front front) {
    this.front = front;
    this.variables = variables;
    this.cancellation = cancellation;
    this.workingDirectory = workingDirectory.toAbsolutePath().normalize();
  }

  /** A session without Java, whose variables are a map: for trying a magic out in a test. */
  public static Session withoutJava() {
    return withoutJava(() -> false);
  }

  /** The same, interrupted when it is said so. */
  public static Session withoutJava(Cancellation cancellation) {
    return new Session(new MapVariables(), cancellation, Path.of(""));
  }

  /** What can be done to the running cell: print, show progress, run code. */
  public Front front() {
    return front;
  }

  /** The declared type of a variable as Java source, such as {@code java.util.List<String>}. */
  public Optional<String> typeOf(String name) {
    return variables.typeOf(name);
  }

  /** The names of all variables, in order of declaration. */
  public List<String> names() {
    return variables.names();
  }

  /** Whether there is a variable of that name. */
  public boolean has(String name) {
    return variables.names().contains(name);
  }

  /**
   * The object a variable holds now; null if it holds null.
   *
   * @throws UnknownNameException naming the nearest, if there is no such variable
   */
  public Object get(String name) {
    return variables.value(name);
  }

  /** Binds a value to a Java variable, of the value's own type as far as Java can name it. */
  public void bind(String name, Object value) {
    bind(name, value, JavaTypes.of(value));
  }

  /**
   * Binds a value to a Java variable of the given type.
   *
   * @param type as Java source, fully qualified, such as {@code java.util.List<java.lang.Double>}
   * @throws IllegalArgumentException if Java cannot have a variable of that name
   */
  public void bind(String name, Object value, String type) {
    requireName(name);
    if (held == null) {
      variables.declare(name, type, value);
    } else {
      held.declarations.add(() -> variables.declare(name, type, value));
    }
  }

  /**
   * Holds back what is bound from now on, so that a magic that is interrupted while its pictures
   * are drawn has bound nothing. Every call is followed by one of {@link #release}.
   */
  public Held hold() {
    held = new Held(held);
    return held;
  }

  /**
   * Ends a {@link #hold}.
   *
   * @param bind whether what was held back is bound now, or never
   */
  public void release(Held ended, boolean bind) {
    held = ended.around;
    if (bind) {
      ended.declarations.forEach(Runnable::run);
    }
  }

  /**
   * Says no to a name that Java cannot give to a variable; a magic asks before it begins its work.
   *
   * @throws IllegalArgumentException with what to write instead
   */
  public static void requireName(String name) {
    if (SourceVersion.isIdentifier(name) && !SourceVersion.isKeyword(name) && !"_".equals(name)) {
      return;
    }
    String offer = name.replaceAll("[^\\p{L}\\p{N}_]+", "_");
    boolean ok = SourceVersion.isIdentifier(offer) && !SourceVersion.isKeyword(offer);
    throw new IllegalArgumentException(
        "'" + name + "' cannot be the name of a Java variable" + (ok ? "; write " + offer : "."));
  }

  /** The class of a library or the JDK that a name stands for in cells. */
  public Optional<Class<?>> findClass(String name) {
    return variables.findClass(name);
  }

  /** Archives of sources or Javadoc that were asked for; documentation is looked for there too. */
  public List<Path> documentation() {
    return documentation;
  }

  /**
   * Runs Java that stands in the running cell, whose lines an error then names.
   *
   * @param cell the cell's whole text
   * @param start where the Java begins in it
   * @param end one past its last character
   * @throws CellFailure for what the compiler or the running code complains of
   */
  public Optional<Object> evaluate(String cell, int start, int end) {
    return variables.evaluate(new Place(front.where(), cell, start, end));
  }

  /**
   * Runs Java that stands in the running cell with code around it that does not, such as a loop.
   *
   * @param before what is put before it
   * @param cell the cell's whole text
   * @param start where the Java begins in it
   * @param end one past its last character
   * @param position where in the cell {@code within} is put
   * @param within may be empty
   * @param after what is put behind it
   * @throws CellFailure with places in the cell
   */
  public Optional<Object> evaluate(
      String before, String cell, int start, int end, int position, String within, String after) {
    Place place = new Place(front.where(), cell, start, end);
    return variables.evaluate(before, place, position, within, after);
  }

  /**
   * Runs code of the running cell that was compiled before.
   *
   * @throws CellFailure for what it throws, as if the cell had thrown it
   */
  public long run(CellCode code, long times) {
    return variables.run(code, times);
  }

  /** What is to be done whenever cells can import from more; it gives notes for the user. */
  public void whenClasspathGrows(Supplier<List<String>> then) {
    this.classpathGrown = then;
  }

  /**
   * Adds jars or folders of classes to what cells can import.
   *
   * @return what the user should know of it, in sentences
   */
  public List<String> addToClasspath(List<Path> entries) {
    variables.addToClasspath(
        entries.stream()
            .map(e -> workingDirectory.resolve(e).toString())
            .collect(Collectors.joining(File.pathSeparator)));
    return classpathGrown.get();
  }

  /** All variables that hold a table, in order of declaration. */
  public Map<String, Table> tables() {
    return values(Table.class);
  }

  /**
   * The table a variable holds.
   *
   * @throws UnknownNameException naming the tables there are
   */
  public Table table(String name) {
    Map<String, Table> tables = tables();
    Table table = tables.get(name);
    if (table == null) {
      throw new UnknownNameException("table", name, tables.keySet());
    }
    return table;
  }

  /** All variables that hold an instance of a class, in order of declaration. */
  public <T> Map<String, T> values(Class<T> type) {
    Map<String, T> found = new LinkedHashMap<>();
    for (String name : variables.names()) {
      Object value = variables.value(name);
      if (type.isInstance(value)) {
        found.put(name, type.cast(value));
      }
    }
    return found;
  }

  /** Whether the user asked the running cell to stop; long computations look at it often. */
  public boolean isInterrupted() {
    return cancellation.isRequested();
  }

  /** The same, for a computation that looks at it itself. */
  public Cancellation cancellation() {
    return cancellation;
  }

  /** The notebook's settings ({@code %config}); the same map at each call, and thread-safe. */
  public ConcurrentMap<String, String> config() {
    return config;
  }

  /** Where relative file names start: the notebook's directory. */
  public Path workingDirectory() {
    return workingDirectory;
  }
}
