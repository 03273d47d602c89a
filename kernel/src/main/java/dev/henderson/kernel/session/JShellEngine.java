package dev.henderson.kernel.session;

import java.lang.reflect.Field;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.ExpressionSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
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
  private final List<String> imports;
  private final SnippetLoader loader;
  private final SnippetControl control;
  private final CompletableFuture<JShell> shell = new CompletableFuture<>();
  private final SnippetPlaces places = new SnippetPlaces();
  private final Deque<VarSnippet> unnamed = new ArrayDeque<>();
  private final Map<String, String> boundTypes = new HashMap<>();
  private final Traceback traceback = new Traceback(this::place);

  /**
   * An engine that is not started yet.
   *
   * @param imports import declarations to begin with, without their semicolons
   */
  public JShellEngine(Interruption interruption, List<String> imports) {
    this.interruption = interruption;
    this.loader = new SnippetLoader(JShellEngine.class.getClassLoader());
    this.control = new SnippetControl(loader, interruption);
    this.imports = List.copyOf(imports);
  }

  /** Makes JShell in the background; to be called once. */
  public void start() {
    Thread maker = new Thread(this::make, "jshell-start");
    maker.setDaemon(true);
    maker.start();
  }

  private void make() {
    try {
      JShell made =
          JShell.builder()
              .executionEngine(new SnippetProvider(control), Map.of())
              // Its own streams would be System.out of now, before the kernel takes it over.
              .build();
      String classPath = System.getProperty("java.class.path", "");
      if (!classPath.isEmpty()) {
        made.addToClasspath(ClassPath.expanded(classPath));
      }
      for (String declaration : imports) {
        made.eval("import " + declaration + ";");
      }
      // The first expression costs some 400 ms of class loading; nobody waits for this one.
      made.eval("1+1").forEach(e -> made.drop(e.snippet()));
      control.clear();
      shell.complete(made);
    } catch (RuntimeException | Error e) {
      shell.completeExceptionally(e);
    }
  }

  private JShell shell() {
    if (isReady()) {
      return shell.join();
    }
    boolean outer = interruption.enter();
    try {
      return shell.get();
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
    return shell.isDone() && !shell.isCompletedExceptionally();
  }

  /** The same, after waiting for it for a while. */
  boolean isReadyWithin(long millis) {
    try {
      shell.get(millis, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException | ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      throw new CellInterrupted();
    }
  }

  /** What JShell knows about source text. */
  SourceCodeAnalysis analysis() {
    return shell().sourceCodeAnalysis();
  }

  /** The class loader of the cells' classes. */
  public ClassLoader classLoader() {
    return loader.classLoader();
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
    JShell java = shell();
    List<Place> snippets = split(java, new Place(cell, source, piece.start(), piece.end()));
    Evaluation last = Evaluation.NOTHING;
    List<String> notes = new ArrayList<>();
    for (Place snippet : snippets) {
      last = runSnippet(java, snippet);
      notes.addAll(last.notes());
    }
    return new Evaluation(last.value(), notes);
  }

  private List<Place> split(JShell java, Place piece) {
    SourceCodeAnalysis analysis = java.sourceCodeAnalysis();
    List<Place> out = new ArrayList<>();
    String rest = piece.source().substring(piece.start(), piece.end());
    while (!rest.isBlank()) {
      // A snippet that begins with blanks makes JShell declare all variables anew.
      rest = rest.stripLeading();
      int at = piece.end() - rest.length();
      CompletionInfo info = analysis.analyzeCompletion(rest);
      if (info.completeness() == SourceCodeAnalysis.Completeness.EMPTY) {
        break;
      }
      boolean wrong = info.completeness() == SourceCodeAnalysis.Completeness.UNKNOWN;
      boolean whole = info.completeness().isComplete() && !wrong;
      int end = whole ? piece.end() - info.remaining().length() : piece.end();
      Place snippet = new Place(piece.cell(), piece.source(), at, end);
      if (!whole) {
        // Only to hear the compiler's complaint; what it rejects does not run.
        out.clear();
        out.add(snippet);
        return out;
      }
      out.add(snippet);
      rest = info.remaining();
    }
    return out;
  }

  private Evaluation runSnippet(JShell java, Place place) {
    String text = place.source().substring(place.start(), place.end()).strip();
    if (interruption.getAsBoolean()) {
      throw new CellInterrupted();
    }
    Map<VarSnippet, Object> before = held(java);
    control.clear();
    List<SnippetEvent> events = evaluate(java, text);
    Throwable thrown = control.thrown();
    Object value = control.value();
    control.clear();
    for (SnippetEvent event : events) {
      if (event.causeSnippet() == null) {
        places.add(event.snippet(), place);
      }
    }
    List<String> notes = restore(java, events, before);
    for (SnippetEvent event : events) {
      if (event.causeSnippet() == null) {
        check(java, event, place, thrown, before);
      }
    }
    Optional<Object> shown = Optional.empty();
    for (SnippetEvent event : events) {
      if (event.causeSnippet() == null) {
        notes.addAll(unusable(java, event));
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
    field(java, variable).ifPresent(f -> set(f, null));
    java.drop(variable);
    places.remove(variable);
  }

  /** What every variable holds before a snippet runs, so that nothing is lost by it. */
  private Map<VarSnippet, Object> held(JShell java) {
    Map<VarSnippet, Object> out = new LinkedHashMap<>();
    active(java).forEach(v -> field(java, v).ifPresent(f -> out.put(v, read(f))));
    return out;
  }

  /**
   * JShell gives dependants of a changed declaration a new class without running their
   * initializers: their values are put back where the type still fits.
   */
  private List<String> restore(
      JShell java, List<SnippetEvent> events, Map<VarSnippet, Object> before) {
    List<String> notes = new ArrayList<>();
    for (SnippetEvent event : events) {
      if (event.causeSnippet() == null || !(event.snippet() instanceof VarSnippet variable)) {
        continue;
      }
      Object old = before.get(variable);
      Optional<Field> field =
          event.status() == Status.VALID ? field(java, variable) : Optional.empty();
      boolean kept = old == null || (field.isPresent() && putBack(field.get(), old));
      if (!kept) {
        String cause = name(event.causeSnippet());
        notes.add("Variable " + variable.name() + " was reset because " + cause + " changed.\n");
      }
    }
    return notes;
  }

  private static boolean putBack(Field field, Object old) {
    return read(field) == old || set(field, old);
  }

  private static String name(Snippet snippet) {
    return snippet instanceof DeclarationSnippet d ? d.name() : snippet.source().strip();
  }

  private void check(
      JShell java,
      SnippetEvent event,
      Place place,
      Throwable thrown,
      Map<VarSnippet, Object> before) {
    if (event.status() == Status.REJECTED) {
      throw compileError(java, event.snippet(), place);
    }
    if (event.exception() == null) {
      return;
    }
    RuntimeException error = null;
    Throwable real = thrown != null ? thrown : event.exception();
    if (event.exception() instanceof UnresolvedReferenceException unresolved) {
      error = unresolved(java, unresolved.getSnippet(), place);
    } else if (!(real instanceof CellInterrupted || isThreadDeath(real))
        && !interruption.getAsBoolean()) {
      error = failure(real, event.exception() instanceof EvalException e ? e : null);
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

  private CellFailure failure(Throwable real, EvalException told) {
    String name =
        told == null
            ? real.getClass().getSimpleName()
            : simple(JShellNames.withoutWrapper(told.getExceptionClassName()));
    List<String> lines = new ArrayList<>(traceback.of(real));
    String message = Traceback.words(real);
    if (real instanceof OutOfMemoryError) {
      long mib = Runtime.getRuntime().maxMemory() >> 20;
      message = "The heap of " + mib + " MiB is full (" + message + ").";
      lines.add("The kernel goes on. Let go of large variables (x = null), or raise -Xmx in the");
      lines.add("kernel's kernel.json, now " + mib + " MiB.");
    }
    return new CellFailure(name, message, lines, real);
  }

  private static String simple(String className) {
    return className.substring(
        Math.max(className.lastIndexOf('.'), className.lastIndexOf('$')) + 1);
  }

  private CellFailure compileError(JShell java, Snippet snippet, Place place) {
    List<String> lines = new ArrayList<>();
    String first = "";
    List<Diag> errors = java.diagnostics(snippet).filter(Diag::isError).toList();
    for (Diag diag : errors) {
      String message = JShellNames.withoutWrapper(diag.getMessage(Locale.ENGLISH));
      // The class around a snippet is JShell's, and its name was just taken out.
      message = message.replaceAll("\\n\\s*location: class\\s*(?=\\n|$)", "").strip();
      first = first.isEmpty() ? message.lines().findFirst().orElse("") : first;
      lines.add(Traceback.headline("CompileError", message));
      lines.addAll(Traceback.caret(within(place, diag)));
    }
    if (errors.isEmpty()) {
      first = "This is not complete, or not Java.";
      lines.add(Traceback.headline("CompileError", first));
      lines.addAll(Traceback.caret(place));
    }
    return new CellFailure("CompileError", first, lines, null);
  }

  private static Place within(Place place, Diag diag) {
    long at = diag.getPosition() < 0 ? 0 : diag.getPosition();
    long from = diag.getStartPosition() < 0 ? at : diag.getStartPosition();
    long to = Math.max(diag.getEndPosition(), from + 1);
    int start = (int) Math.min(place.start() + from, place.end());
    int end = (int) Math.min(place.start() + to, place.end());
    // The compiler points past the end of the text when something is missing there.
    while (start > place.start()
        && (start >= place.end() || Character.isWhitespace(place.source().charAt(start)))) {
      start--;
    }
    return new Place(place.cell(), place.source(), start, Math.max(end, start + 1));
  }

  private CellFailure unresolved(JShell java, DeclarationSnippet snippet, Place place) {
    String missing = java.unresolvedDependencies(snippet).collect(Collectors.joining(", "));
    String message = snippet.name() + " cannot be used yet: " + missing + " has not been declared.";
    List<String> lines = new ArrayList<>();
    lines.add(Traceback.headline("UnresolvedReference", message));
    lines.addAll(Traceback.caret(place));
    return new CellFailure("UnresolvedReference", message, lines, null);
  }

  private static List<String> unusable(JShell java, SnippetEvent event) {
    boolean later =
        event.status() == Status.RECOVERABLE_DEFINED
            || event.status() == Status.RECOVERABLE_NOT_DEFINED;
    if (!later || !(event.snippet() instanceof DeclarationSnippet declared)) {
      return List.of();
    }
    String missing = java.unresolvedDependencies(declared).collect(Collectors.joining(", "));
    return List.of(
        declared.name() + " is declared, but cannot be used until " + missing + " is declared.\n");
  }

  private Optional<Place> place(StackTraceElement frame) {
    return shell.isDone() ? places.of(frame, shell().sourceCodeAnalysis()) : Optional.empty();
  }

  private static java.util.stream.Stream<VarSnippet> active(JShell java) {
    return java.variables().filter(v -> java.status(v) == Status.VALID);
  }

  private Optional<Field> field(JShell java, VarSnippet variable) {
    if (java.status(variable) != Status.VALID) {
      return Optional.empty();
    }
    control.clear();
    java.varValue(variable);
    return control.field();
  }

  private static Object read(Field field) {
    try {
      return field.get(null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Sets the field unless the value does not fit its type. */
  private static boolean set(Field field, Object value) {
    if (value == null && field.getType().isPrimitive()) {
      return true;
    }
    try {
      field.set(null, value);
      return true;
    } catch (IllegalAccessException | IllegalArgumentException e) {
      return false;
    }
  }

  @Override
  public List<String> names() {
    return named(shell()).map(VarSnippet::name).toList();
  }

  private static java.util.stream.Stream<VarSnippet> named(JShell java) {
    return active(java).filter(v -> v.subKind() != SubKind.TEMP_VAR_EXPRESSION_SUBKIND);
  }

  private Optional<VarSnippet> find(JShell java, String name) {
    return active(java).filter(v -> v.name().equals(name)).reduce((a, b) -> b);
  }

  /** The type of a variable as written in Java. */
  public Optional<String> typeOf(String name) {
    return find(shell(), name).map(VarSnippet::typeName);
  }

  @Override
  public Object value(String name) {
    JShell java = shell();
    return find(java, name)
        .flatMap(v -> field(java, v))
        .map(f -> Optional.ofNullable(read(f)))
        .orElseThrow(() -> new UnknownNameException("variable", name, names()))
        .orElse(null);
  }

  @Override
  public void declare(String name, String type, Object value) {
    JShell java = shell();
    if (interruption.getAsBoolean()) {
      throw new CellInterrupted();
    }
    Optional<VarSnippet> old = find(java, name);
    if (old.isPresent() && type.equals(boundTypes.get(old.get().id()))) {
      Optional<Field> field = field(java, old.get());
      if (field.isPresent() && set(field.get(), value)) {
        return;
      }
    }
    declareNow(java, name, type, value);
  }

  private void declareNow(JShell java, String name, String type, Object value) {
    String key = Host.put(value);
    String taken = Host.class.getName() + ".take(\"" + key + "\")";
    String text = type + " " + name + " = (" + type + ") " + taken + ";";
    Map<VarSnippet, Object> before = held(java);
    List<SnippetEvent> events;
    try {
      events = evaluate(java, text);
    } finally {
      Host.take(key);
    }
    restore(java, events, before);
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
