package dev.henderson.kernel.jshell;

import dev.henderson.kernel.jshell.execution.Host;
import dev.henderson.kernel.jshell.execution.SnippetControl;
import dev.henderson.kernel.jshell.execution.SnippetLoader;
import dev.henderson.kernel.session.Cell;
import dev.henderson.kernel.session.CellInterrupted;
import dev.henderson.kernel.session.Interruption;
import dev.henderson.kernel.session.Place;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.EvalException;
import jdk.jshell.ExpressionSnippet;
import jdk.jshell.JShell;
import jdk.jshell.MethodSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.TypeDeclSnippet;
import jdk.jshell.UnresolvedReferenceException;
import jdk.jshell.VarSnippet;

/**
 * Gives JShell one snippet after another, and cleans up behind what JShell accepts and then chokes
 * on.
 */
final class SnippetRunner {
  /** Values of unnamed expressions that JShell keeps. */
  private static final int KEPT_RESULTS = 8;

  private final SnippetControl control;
  private final SnippetLoader loader;
  private final Interruption interruption;
  private final SnippetFields fields;
  private final SnippetPlaces places;
  private final SnippetErrors errors;
  private final NameClashes clashes;
  private final ShellHealth health;
  private final StaleObjects stale;
  private final IgnoredFinal ignoredFinal = new IgnoredFinal();
  private final Set<DeclarationSnippet> waiting = new LinkedHashSet<>();
  private final Deque<VarSnippet> unnamed = new ArrayDeque<>();

  SnippetRunner(
      SnippetControl control,
      SnippetLoader loader,
      Interruption interruption,
      SnippetFields fields,
      SnippetPlaces places,
      SnippetErrors errors) {
    this.control = control;
    this.loader = loader;
    this.interruption = interruption;
    this.fields = fields;
    this.places = places;
    this.errors = errors;
    this.clashes = new NameClashes(loader.classLoader());
    this.stale = new StaleObjects(fields);
    this.health = new ShellHealth(this::evaluate);
  }

  /** Runs a stretch of a cell. */
  Evaluation run(JShell java, Place piece) {
    List<Place> snippets = SnippetSplit.split(java, piece);
    snippets.forEach(SnippetErrors::requireShortConstants);
    snippets.forEach(TopLevelReturn::refuse);
    Evaluation last = Evaluation.NOTHING;
    List<String> notes = new ArrayList<>();
    waiting.clear();
    for (Place snippet : snippets) {
      last = run(java, SnippetText.of(snippet));
      notes.addAll(last.notes());
    }
    notes.addAll(SnippetErrors.unusable(java, waiting));
    return new Evaluation(last.value(), last.isQuiet(), notes);
  }

  /** Runs one snippet, words of ours in it included. */
  Evaluation run(JShell java, SnippetText snippet) {
    if (interruption.isRequested()) {
      throw new CellInterrupted();
    }
    Map<VarSnippet, Object> before = fields.held(java);
    control.clear();
    places.begin(snippet);
    List<SnippetEvent> events =
        new ArrayList<>(evaluate(java, SnippetSplit.withSemicolon(java, snippet.text())));
    Throwable thrown = control.thrown();
    Object value = control.value();
    control.clear();
    List<SnippetEvent> own = events.stream().filter(e -> e.causeSnippet() == null).toList();
    own.forEach(e -> places.add(e.snippet(), snippet));
    List<String> notes = new ArrayList<>();
    for (SnippetEvent event : own) {
      for (Snippet earlier : clashes.displaced(java, event.snippet())) {
        events.addAll(drop(java, earlier));
        notes.add(NameClashes.note(earlier, event.snippet()));
      }
    }
    notes.addAll(restore(java, events, before));
    if (events.stream().anyMatch(e -> e.snippet() instanceof TypeDeclSnippet)) {
      notes.addAll(stale.notes(java, before));
    }
    if (own.stream().anyMatch(e -> e.status() == Status.REJECTED)) {
      List<String> taken = health.restore(java, s -> drop(java, s));
      if (!taken.isEmpty()) {
        Evaluation again = run(java, snippet);
        taken.addAll(again.notes());
        return new Evaluation(again.value(), again.isQuiet(), taken);
      }
      Optional<SnippetText> opened =
          own.stream().flatMap(e -> RecordConstructor.opened(java, e, snippet).stream()).findAny();
      if (opened.isPresent()) {
        return run(java, opened.get());
      }
    }
    for (SnippetEvent event : own) {
      check(java, event, snippet, thrown, before);
    }
    Optional<Object> shown = Optional.empty();
    for (SnippetEvent event : own) {
      notes.addAll(ignoredFinal.note(event.snippet()));
      if (event.snippet() instanceof DeclarationSnippet declared) {
        waiting.add(declared);
      }
      shown = isValue(event.snippet()) ? Optional.ofNullable(value) : Optional.empty();
      keep(java, event.snippet());
    }
    for (SnippetEvent event : events) {
      // A method that used a variable of another type does not compile any more.
      boolean broken = event.previousStatus() == Status.VALID && event.status() != Status.VALID;
      if (broken && event.causeSnippet() != null && event.snippet() instanceof MethodSnippet m) {
        waiting.add(m);
      }
    }
    boolean quiet =
        Cell.endsInSemicolon(snippet.text()) || JavaGrammar.isAssignment(snippet.text());
    return new Evaluation(shown, quiet, notes);
  }

  private List<String> restore(
      JShell java, List<SnippetEvent> events, Map<VarSnippet, Object> before) {
    return new KeptValues(java, fields)
        .restore(events, before, (name, type, value) -> declare(java, name, type, value));
  }

  private List<SnippetEvent> evaluate(JShell java, String text) {
    boolean outer = interruption.shelter();
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(loader.classLoader());
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

  /** How many unnamed results are kept. */
  int unnamedCount() {
    return unnamed.size();
  }

  private List<SnippetEvent> drop(JShell java, Snippet snippet) {
    if (snippet instanceof VarSnippet variable) {
      fields.field(java, variable).ifPresent(f -> SnippetFields.set(f, null));
    }
    places.remove(snippet);
    boolean outer = interruption.shelter();
    try {
      return java.drop(snippet);
    } finally {
      interruption.leave(outer);
    }
  }

  private void check(
      JShell java,
      SnippetEvent event,
      SnippetText snippet,
      Throwable thrown,
      Map<VarSnippet, Object> before) {
    if (event.status() == Status.REJECTED) {
      throw SnippetErrors.compileError(java, event.snippet(), snippet);
    }
    if (SnippetErrors.isStuck(java, event)) {
      RuntimeException error = SnippetErrors.compileError(java, event.snippet(), snippet);
      drop(java, event.snippet());
      if (event.snippet() instanceof VarSnippet failed) {
        declareAgain(java, failed, before);
      }
      throw error;
    }
    if (event.exception() == null) {
      return;
    }
    RuntimeException error = null;
    CellInterrupted interrupted = null;
    Throwable real = thrown != null ? thrown : event.exception();
    if (event.exception() instanceof UnresolvedReferenceException unresolved) {
      error = SnippetErrors.unresolved(java, unresolved.getSnippet(), snippet.place());
    } else if (!(real instanceof CellInterrupted || isThreadDeath(real))
        && !interruption.isRequested()) {
      error = errors.failure(real, event.exception() instanceof EvalException e ? e : null);
    } else {
      interrupted = errors.interrupted(real);
    }
    // After the error is drawn, which needs the place of the snippet.
    if (event.snippet() instanceof VarSnippet failed) {
      undo(java, failed, before);
    }
    if (interrupted != null) {
      throw interrupted;
    }
    throw error;
  }

  /** A declaration whose initializer failed leaves the variable as it was before. */
  private void undo(JShell java, VarSnippet failed, Map<VarSnippet, Object> before) {
    drop(java, failed);
    declareAgain(java, failed, before);
  }

  private void declareAgain(JShell java, VarSnippet failed, Map<VarSnippet, Object> before) {
    Optional<Map.Entry<VarSnippet, Object>> old =
        before.entrySet().stream().filter(e -> e.getKey().name().equals(failed.name())).findFirst();
    old.ifPresent(e -> declare(java, failed.name(), e.getKey().typeName(), e.getValue()));
  }

  private static boolean isThreadDeath(Throwable t) {
    return "java.lang.ThreadDeath".equals(t.getClass().getName());
  }

  /** Declares a variable that holds an object of the kernel; returns JShell's id of it. */
  String declare(JShell java, String name, String type, Object value) {
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
    restore(java, events, before);
    control.clear();
    String id = "";
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
      id = event.snippet().id();
    }
    return id;
  }
}
