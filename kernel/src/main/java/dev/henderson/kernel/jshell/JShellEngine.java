package dev.henderson.kernel.jshell;

import dev.henderson.kernel.internals.SnippetMemory;
import dev.henderson.kernel.jshell.execution.SnippetControl;
import dev.henderson.kernel.jshell.execution.SnippetLoader;
import dev.henderson.kernel.jshell.execution.SnippetProvider;
import dev.henderson.kernel.libraries.LibraryFiles;
import dev.henderson.kernel.libraries.LibraryIndex;
import dev.henderson.kernel.session.CellCode;
import dev.henderson.kernel.session.CellFailure;
import dev.henderson.kernel.session.CellInterrupted;
import dev.henderson.kernel.session.Interruption;
import dev.henderson.kernel.session.Piece;
import dev.henderson.kernel.session.Place;
import dev.henderson.kernel.session.Traceback;
import dev.henderson.kernel.session.UnknownNameException;
import dev.henderson.kernel.session.Variables;
import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.VarSnippet;

/**
 * Java in this JVM: snippets of cells are compiled by JShell and run on the calling thread, and
 * their values are objects, not strings.
 *
 * <p>JShell is made in the background by {@link #start}; the first use waits for it. All methods
 * but {@link #isReady} belong to one thread at a time.
 */
public final class JShellEngine implements Variables, AutoCloseable {
  private final Interruption interruption;
  private final Supplier<LibraryIndex> libraries;
  private final SnippetLoader loader;
  private final SnippetControl control;
  private final ShellStart start;
  private final SnippetPlaces places = new SnippetPlaces();
  private final Map<String, String> boundTypes = new HashMap<>();
  private final Traceback traceback = new Traceback(this::place);
  private final SnippetFields fields;
  private final SnippetErrors errors = new SnippetErrors(traceback);
  private final SnippetRunner runner;
  private int runs;

  /**
   * An engine that is not started yet.
   *
   * @param imports import declarations to begin with, without their semicolons
   * @param libraries what cells can use beside the JDK; asked for in the background
   */
  public JShellEngine(
      Interruption interruption, List<String> imports, Supplier<LibraryIndex> libraries) {
    this.interruption = interruption;
    this.libraries = libraries;
    this.loader = new SnippetLoader(JShellEngine.class.getClassLoader());
    this.control = new SnippetControl(loader, interruption);
    this.fields = new SnippetFields(control);
    this.start = new ShellStart(this::make, imports);
    this.runner = new SnippetRunner(control, loader, interruption, fields, places, errors);
  }

  /** Makes JShell in the background; to be called once. */
  public void start() {
    start.begin(this::warmUp);
  }

  private JShell make() {
    LibraryIndex index = libraries.get();
    return JShell.builder()
        .executionEngine(new SnippetProvider(control), Map.of())
        .fileManager(files -> new LibraryFiles(files, index))
        // The JVM names local variables in its NullPointerExceptions if it knows their names.
        .compilerOptions("-g")
        .build();
  }

  private void warmUp(JShell made) {
    made.eval("1+1").forEach(e -> made.drop(e.snippet()));
    control.clear();
  }

  /** Returns when Java is there; for work that had better come after it. */
  public void awaitStart() {
    start.awaitSettled();
  }

  /** JShell with all its imports. */
  private JShell shell() {
    JShell java = bareShell();
    if (!start.isWhole()) {
      boolean outer = interruption.shelter();
      try {
        start.complete(java);
        control.clear();
      } finally {
        interruption.leave(outer);
      }
    }
    return java;
  }

  /** JShell as soon as it is there. */
  private JShell bareShell() {
    boolean outer = interruption.enter();
    try {
      return start.claim();
    } catch (InterruptedException e) {
      throw new CellInterrupted();
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "Java could not be started in this kernel; it needs a JDK (not a JRE) with jdk.jshell.",
          e.getCause());
    } finally {
      interruption.leave(outer);
    }
  }

  /** Whether JShell is there, so that a question about code is answered without waiting. */
  public boolean isReady() {
    return start.isDone();
  }

  /** The same, after waiting for it for a while. */
  boolean isReadyWithin(long millis) {
    try {
      return start.isDoneWithin(millis);
    } catch (InterruptedException e) {
      throw new CellInterrupted();
    }
  }

  /** What JShell knows about source text. */
  SourceCodeAnalysis analysis() {
    JShell java = shell();
    start.indexNames();
    return java.sourceCodeAnalysis();
  }

  /** Begins what completion will need, now that no cell runs. */
  public void indexNames() {
    if (isReady()) {
      start.indexNames();
    }
  }

  /** What of JShell's internals this JDK does not have, a sentence each; after waiting for Java. */
  public List<String> missingInternals() {
    start.awaitSettled();
    return isReady() ? start.internals().missing() : List.of();
  }

  /** The class loader of the cells' classes. */
  public ClassLoader classLoader() {
    return loader.classLoader();
  }

  @Override
  public Optional<Class<?>> findClass(String name) {
    return typeNames().find(name);
  }

  /** What names of classes stand for. */
  TypeNames typeNames() {
    JShell java = shell();
    start.indexNames();
    return new TypeNames(java, classLoader());
  }

  /** What cells declare, and how. */
  public CellDeclarations declarations() {
    return new CellDeclarations(shell(), classLoader());
  }

  /** Draws errors with places in the cells this engine ran. */
  public Traceback traceback() {
    return traceback;
  }

  @Override
  public Optional<Object> evaluate(Place place) {
    return run(place).value();
  }

  @Override
  public Optional<Object> evaluate(
      String before, Place place, int position, String within, String after) {
    SnippetText text =
        SnippetText.of(place)
            .with(before, 0)
            .with(within, before.length() + position - place.start());
    JShell java = shell();
    try {
      return runner.run(java, text.with(after, text.text().length())).value();
    } finally {
      tidy();
    }
  }

  @Override
  public long run(CellCode code, long times) {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(loader.classLoader());
    try {
      return code.run(times);
    } catch (CellInterrupted e) {
      throw e;
    } catch (Throwable e) {
      if (interruption.isRequested()) {
        throw new CellInterrupted();
      }
      throw errors.failure(e, null);
    } finally {
      Thread.currentThread().setContextClassLoader(context);
    }
  }

  @Override
  public void addToClasspath(String path) {
    boolean outer = interruption.shelter();
    try {
      shell().addToClasspath(path);
    } finally {
      interruption.leave(outer);
    }
  }

  /**
   * Runs the Java of a piece. All of it is read before any of it runs, so that a syntax error at
   * its end changes nothing.
   *
   * @throws CellFailure with a traceback, for what the compiler or the running code complains of
   * @throws CellInterrupted if the user stopped it
   */
  public Evaluation run(Piece.Java piece, int cell, String source) {
    return run(new Place(cell, source, piece.start(), piece.end()));
  }

  /** The same of the Java at a place. */
  public Evaluation run(Place place) {
    String text = place.source().substring(place.start(), place.end());
    JShell java = ShellStart.needsImports(text) ? shell() : bareShell();
    try {
      return runner.run(java, place);
    } finally {
      tidy();
    }
  }

  /** Now and then; not beside the first cell, which waits for enough. */
  private void tidy() {
    runs++;
    if (runs % SnippetMemory.EACH != 0) {
      return;
    }
    boolean outer = interruption.shelter();
    try {
      start.internals().memory().ifPresent(SnippetMemory::forget);
    } finally {
      interruption.leave(outer);
    }
  }

  private Optional<Place> place(StackTraceElement frame) {
    // Also from a thread that cells do not run on, and while the cell is being stopped.
    return start.whenDone().flatMap(java -> places.of(frame, java));
  }

  @Override
  public List<String> names() {
    return SnippetFields.named(shell()).map(VarSnippet::name).toList();
  }

  private Optional<VarSnippet> find(JShell java, String name) {
    return SnippetFields.active(java).filter(v -> v.name().equals(name)).reduce((a, b) -> b);
  }

  @Override
  public Optional<String> typeOf(String name) {
    return find(shell(), name).map(VarSnippet::typeName);
  }

  @Override
  public Object value(String name) {
    JShell java = shell();
    return find(java, name)
        .flatMap(v -> fields.field(java, v))
        .map(f -> Optional.ofNullable(SnippetFields.read(f)))
        .orElseThrow(() -> new UnknownNameException("variable", name, names()))
        .orElse(null);
  }

  @Override
  public void declare(String name, String type, Object value) {
    JShell java = bareShell();
    if (interruption.isRequested()) {
      throw new CellInterrupted();
    }
    Optional<VarSnippet> old = find(java, name);
    if (old.isPresent() && type.equals(boundTypes.get(old.get().id()))) {
      Optional<Field> field = fields.field(java, old.get());
      if (field.isPresent() && SnippetFields.set(field.get(), value)) {
        return;
      }
    }
    String id = runner.declare(java, name, type, value);
    boundTypes.put(id, type);
  }

  /** How many unnamed results are reachable. */
  int unnamedCount() {
    return runner.unnamedCount();
  }

  @Override
  public void close() {
    if (isReady()) {
      shell().close();
    }
  }
}
