package dev.henderson.kernel.internals;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;

/**
 * Makes JShell forget what nothing can use any more: statements that have run, text that was
 * rejected, declarations that others replaced. JShell itself keeps all of it for good, with the
 * compiler's trees behind every warning: 8 KB a cell, and a long session's cells grow slower by it.
 *
 * <p>JShell has no method for this, so its own lists are opened through the instrumentation of
 * {@link Redefinition}. Where there is none, or a JDK has other fields, everything stays as JShell
 * does it.
 */
public final class SnippetMemory {
  static final String WITHOUT = "forgetting is off";

  /** So many runs of Java between two times; each takes a few milliseconds. */
  public static final int EACH = 100;

  /**
   * The compilers JShell keeps at hand know every class they ever saw; renewed each so many times.
   */
  static final int RENEWED_EACH_TIMES = 10;

  /** The class around a snippet, {@code $JShell$12} or {@code $JShell$12B}, and what is in it. */
  private static final Pattern WRAPPER =
      Pattern.compile("(?:.*\\.)?(\\$JShell\\$\\d+[A-Za-z]*)(\\$.*)?");

  private final JShell java;
  private final Collection<Snippet> all;
  private final List<Snippet> byKey;
  private final Map<String, Set<Integer>> dependencies;
  private final List<Map<String, ?>> classes;
  private final List<Field> diagnostics;
  private final Object taskFactory;
  private final Method renewCompilers;
  private int times;

  private SnippetMemory(JShell java, Inside jshell) {
    this.java = java;
    Object maps = jshell.read(java, "maps", Object.class);
    this.all = cast(jshell.read(maps, "snippets", Collection.class));
    this.byKey = cast(jshell.read(maps, "keyIndexToSnippet", List.class));
    this.dependencies = cast(jshell.read(maps, "dependencies", Map.class));
    this.diagnostics =
        Arrays.asList(
            jshell.field(Snippet.class, "diagnostics", Collection.class),
            jshell.field(Snippet.class, "syntheticDiags", Collection.class));
    this.taskFactory = jshell.read(java, "taskFactory", Object.class);
    this.renewCompilers = jshell.method(taskFactory, "initTaskPool");
    Object fileManager = jshell.read(taskFactory, "fileManager", Object.class);
    Object outerMap = jshell.read(java, "outerMap", Object.class);
    Object classTracker = jshell.read(java, "classTracker", Object.class);
    this.classes =
        Arrays.asList(
            cast(jshell.read(fileManager, "classObjects", Map.class)),
            cast(jshell.read(outerMap, "classOuters", Map.class)),
            cast(jshell.read(classTracker, "map", Map.class)));
  }

  /** The memory of a JShell; empty where something of it cannot be reached. */
  static Optional<SnippetMemory> find(JShell java, Inside jshell) {
    SnippetMemory memory = new SnippetMemory(java, jshell);
    return jshell.missing().isEmpty() ? Optional.of(memory) : Optional.empty();
  }

  /** The types of JShell's own fields, which are the same from JDK 17 to 25. */
  @SuppressWarnings("unchecked")
  private static <T> T cast(Object value) {
    return (T) value;
  }

  /** Forgets now. */
  public void forget() {
    forgetSnippets();
    times++;
    if (times % RENEWED_EACH_TIMES == 0) {
      try {
        renewCompilers.invoke(taskFactory);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private void forgetSnippets() {
    Set<String> wrappers = new HashSet<>();
    all.forEach(this::forgetWarnings);
    all.removeIf(snippet -> !isUsable(snippet));
    byKey.replaceAll(snippet -> snippet == null || isUsable(snippet) ? snippet : null);
    for (Snippet snippet : all) {
      SnippetWrappers.of(java, snippet)
          .flatMap(w -> wrapper(w.fullClassName()))
          .ifPresent(wrappers::add);
    }
    for (Set<Integer> keys : dependencies.values()) {
      keys.removeIf(key -> key < byKey.size() && byKey.get(key) == null);
    }
    for (Map<String, ?> known : classes) {
      known.keySet().removeIf(name -> wrapper(name).filter(w -> !wrappers.contains(w)).isPresent());
    }
  }

  /**
   * What the compiler said of a snippet has been told by now, and holds on to that compiler with
   * all it knows. Only what waits for a declaration is asked for it again.
   */
  private void forgetWarnings(Snippet snippet) {
    Snippet.Status status = java.status(snippet);
    if (status.isActive() && status != Snippet.Status.VALID) {
      return;
    }
    try {
      for (Field list : diagnostics) {
        Collection<?> said = cast(list.get(snippet));
        said.clear();
      }
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether later cells can name it. */
  private boolean isUsable(Snippet snippet) {
    return snippet.kind().isPersistent() && java.status(snippet).isActive();
  }

  private static Optional<String> wrapper(String className) {
    Matcher matcher = WRAPPER.matcher(className);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
