package dev.henderson.kernel.jshell;

import dev.henderson.kernel.session.CellFailure;
import dev.henderson.kernel.session.CellInterrupted;
import dev.henderson.kernel.session.Interruption;
import dev.henderson.kernel.session.Piece;
import dev.henderson.kernel.session.Place;
import dev.henderson.kernel.session.Traceback;
import dev.henderson.kernel.session.UnknownNameException;
import dev.henderson.kernel.session.Variables;
import java.lang.reflect.Field;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import jdk.jshell.EvalException;
import jdk.jshell.ExpressionSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.UnresolvedReferenceException;
import jdk.jshell.VarSnippet;

/**
 * Java in this JVM: snippets of cells are compiled by JShell and run on the calling thread, and
 * their values are objects, not strings.
 *
 * <p>JShell is made in the background by {@link #start}; the first use waits for it. All methods
 * but {@link #isReady} belong to one thread at a time.
 */
public final class JShellEngine implements Variables, AutoCloseable {
  /** Values of unnamed expressions that stay reachable as {@code $1}, {@code $2}, ... */
  private static final int KEPT_RESULTS = 8;

  private final Interruption interruption;
  private final Supplier<LibraryIndex> libraries;
  private final SnippetLoader loader;
  private final SnippetControl control;
  private final ShellStart start;
  private final SnippetPlaces places = new SnippetPlaces();
  private final Deque<VarSnippet> unnamed = new ArrayDeque<>();
  private final Map<String, String> boundTypes = new HashMap<>();
  private final Traceback traceback = new Traceback(this::place);
  private final SnippetErrors errors = new SnippetErrors(traceback);
  private final SnippetFields fields;
  private Optional<SnippetMemory> memory;

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
    return shell().sourceCodeAnalysis();
  }

  /** What stops the running cell. */
  public Interruption interruption() {
    return interruption;
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
    return new TypeNames(shell(), classLoader());
  }

  /** Draws errors with places in the cells this engine ran. */
  public Traceback traceback() {
    return traceback;
  }

  @Override
  public Optional<Object> evaluate(String java) {
    return run(new Piece.Java(java, 0, java.length()), 0, java).value();
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
    String text = source.substring(piece.start(), piece.end());
    JShell java = ShellStart.needsImports(text) ? shell() : bareShell();
    List<Place> snippets =
        SnippetSplit.split(java, new Place(cell, source, piece.start(), piece.end()));
    Evaluation last = Evaluation.NOTHING;
    List<String> notes = new ArrayList<>();
    for (Place snippet : snippets) {
      try {
        last = runSnippet(java, snippet);
        notes.addAll(last.notes());
      } finally {
        tidy(java);
      }
    }
    return new Evaluation(last.value(), notes);
  }

  private void tidy(JShell java) {
    boolean outer = interruption.shelter();
    try {
      if (memory == null) {
        memory = SnippetMemory.of(java);
      }
      memory.ifPresent(SnippetMemory::evaluated);
    } finally {
      interruption.leave(outer);
    }
  }

  private Evaluation runSnippet(JShell java, Place place) {
    String text = place.source().substring(place.start(), place.end()).strip();
    if (interruption.getAsBoolean()) {
      throw new CellInterrupted();
    }
    Map<VarSnippet, Object> before = fields.held(java);
    control.clear();
    List<SnippetEvent> events = evaluate(java, SnippetSplit.withSemicolon(java, text));
    Throwable thrown = control.thrown();
    Object value = control.value();
    control.clear();
    for (SnippetEvent event : events) {
      if (event.causeSnippet() == null) {
        places.add(event.snippet(), place);
      }
    }
    List<String> notes = fields.restore(java, events, before);
    for (SnippetEvent event : events) {
      if (event.causeSnippet() == null) {
        check(java, event, place, thrown, before);
      }
    }
    Optional<Object> shown = Optional.empty();
    for (SnippetEvent event : events) {
      if (event.causeSnippet() == null) {
        notes.addAll(SnippetErrors.unusable(java, event));
        shown = isValue(event.snippet()) ? Optional.ofNullable(value) : Optional.empty();
        keep(java, event.snippet());
      }
    }
    return new Evaluation(shown, notes);
  }

  private List<SnippetEvent> evaluate(JShell java, String text) {
    boolean outer = interruption.shelter();
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(classLoader());
    try {
      return java.eval(text);
    } finally {
      Thread.currentThread().setContextClassLoader(context);
      interruption.leave(outer);
    }
  }

  private static boolean isValue(Snippet snippet) {
    return snippet.subKind() == SubKind.TEMP_VAR_EXPRESSION_SUBKIND
        || snippet instanceof ExpressionSnippet && snippet.subKind() != SubKind.ASSIGNMENT_SUBKIND;
  }

  /** Unnamed results would keep every value for ever; all but the last few are let go. */
  private void keep(JShell java, Snippet snippet) {
    if (snippet.subKind() != SubKind.TEMP_VAR_EXPRESSION_SUBKIND) {
      return;
    }
    unnamed.addLast((VarSnippet) snippet);
    if (unnamed.size() > KEPT_RESULTS) {
      drop(java, unnamed.removeFirst());
    }
  }

  private void drop(JShell java, VarSnippet variable) {
    fields.field(java, variable).ifPresent(f -> SnippetFields.set(f, null));
    java.drop(variable);
    places.remove(variable);
  }

  private void check(
      JShell java,
      SnippetEvent event,
      Place place,
      Throwable thrown,
      Map<VarSnippet, Object> before) {
    if (event.status() == Status.REJECTED) {
      throw SnippetErrors.compileError(java, event.snippet(), place);
    }
    if (event.exception() == null) {
      return;
    }
    RuntimeException error = null;
    Throwable real = thrown != null ? thrown : event.exception();
    if (event.exception() instanceof UnresolvedReferenceException unresolved) {
      error = SnippetErrors.unresolved(java, unresolved.getSnippet(), place);
    } else if (!(real instanceof CellInterrupted || isThreadDeath(real))
        && !interruption.getAsBoolean()) {
      error = errors.failure(real, event.exception() instanceof EvalException e ? e : null);
    }
    // After the error is drawn, which needs the place of the snippet.
    if (event.snippet() instanceof VarSnippet failed) {
      undo(java, failed, before);
    }
    if (error == null) {
      throw new CellInterrupted();
    }
    throw error;
  }

  /** A declaration whose initializer failed leaves the variable as it was before. */
  private void undo(JShell java, VarSnippet failed, Map<VarSnippet, Object> before) {
    Optional<Map.Entry<VarSnippet, Object>> old =
        before.entrySet().stream().filter(e -> e.getKey().name().equals(failed.name())).findFirst();
    drop(java, failed);
    old.ifPresent(e -> declareNow(java, failed.name(), e.getKey().typeName(), e.getValue()));
  }

  private static boolean isThreadDeath(Throwable t) {
    return "java.lang.ThreadDeath".equals(t.getClass().getName());
  }

  private Optional<Place> place(StackTraceElement frame) {
    return start.isDone() ? places.of(frame, shell().sourceCodeAnalysis()) : Optional.empty();
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
    if (interruption.getAsBoolean()) {
      throw new CellInterrupted();
    }
    Optional<VarSnippet> old = find(java, name);
    if (old.isPresent() && type.equals(boundTypes.get(old.get().id()))) {
      Optional<Field> field = fields.field(java, old.get());
      if (field.isPresent() && SnippetFields.set(field.get(), value)) {
        return;
      }
    }
    declareNow(java, name, type, value);
  }

  private void declareNow(JShell java, String name, String type, Object value) {
    String key = Host.put(value);
    String taken = Host.class.getName() + ".take(\"" + key + "\")";
    String text = type + " " + name + " = (" + type + ") " + taken + ";";
    Map<VarSnippet, Object> before = fields.held(java);
    List<SnippetEvent> events;
    try {
      events = evaluate(java, text);
    } finally {
      Host.take(key);
    }
    fields.restore(java, events, before);
    control.clear();
    for (SnippetEvent event : events) {
      if (event.causeSnippet() != null) {
        continue;
      }
      if (event.status() != Status.VALID || event.exception() != null) {
        String why =
            java.diagnostics(event.snippet())
                .map(d -> d.getMessage(Locale.ENGLISH))
                .collect(Collectors.joining("; "));
        throw new IllegalStateException(
            "Java cannot declare " + type + " " + name + ": " + why, event.exception());
      }
      boundTypes.put(event.snippet().id(), type);
    }
  }

  /** How many unnamed results are reachable. */
  int unnamedCount() {
    return unnamed.size();
  }

  @Override
  public void close() {
    if (isReady()) {
      shell().close();
    }
  }
}
