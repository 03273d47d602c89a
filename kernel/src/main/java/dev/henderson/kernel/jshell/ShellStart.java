package dev.henderson.kernel.jshell;

import dev.henderson.kernel.internals.Internals;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;
import jdk.jshell.JShell;

/**
 * JShell on its way. It is made in the background, then its imports are declared there one by one
 * for as long as nobody waits; the first cell takes it over as it is, and declares the rest when
 * its text needs them. They cost as much as starting the compiler does.
 */
final class ShellStart {
  /** A word that no point makes a member of something else, and what follows it. */
  private static final Pattern WORD =
      Pattern.compile("(?<![\\w$.])([A-Za-z_$][\\w$]*)(\\s*\\()?", Pattern.UNICODE_CHARACTER_CLASS);

  private static final Pattern TEXT =
      Pattern.compile("\"[^\"\\\\\\n]*+(?:\\\\.[^\"\\\\\\n]*+)*+\"");

  /** A regular expression over longer text may need more stack than there is. */
  private static final int READ = 4000;

  private final Supplier<JShell> maker;
  private final Deque<String> imports;
  private final CompletableFuture<JShell> shell = new CompletableFuture<>();
  private final CompletableFuture<Void> settled = new CompletableFuture<>();
  private volatile boolean claimed;
  private volatile Internals internals;

  /**
   * Nothing is made yet.
   *
   * @param imports import declarations to begin with, without their semicolons; of whole packages,
   *     and of static methods
   */
  ShellStart(Supplier<JShell> maker, List<String> imports) {
    this.maker = maker;
    this.imports = new ArrayDeque<>(imports);
  }

  /** Begins; to be called once. */
  void begin(Consumer<JShell> warmUp) {
    Thread thread = new Thread(() -> make(warmUp), "jshell-start");
    thread.setDaemon(true);
    thread.start();
  }

  private void make(Consumer<JShell> warmUp) {
    try {
      JShell made = maker.get();
      internals = Internals.of(made);
      if (!claimed) {
        // The first expression costs some 200 ms of class loading; nobody waits for this one.
        warmUp.accept(made);
      }
      shell.complete(made);
      while (!claimed && declareNext(made, true)) {
        continue;
      }
      if (!claimed) {
        indexNames();
      }
    } catch (RuntimeException | Error e) {
      shell.completeExceptionally(e);
    } finally {
      settled.complete(null);
    }
  }

  private synchronized boolean declareNext(JShell made, boolean inBackground) {
    if (inBackground && claimed || imports.isEmpty()) {
      return false;
    }
    made.eval("import " + imports.removeFirst() + ";");
    return true;
  }

  /** Whether JShell is there, with or without its imports. */
  boolean isDone() {
    return shell.isDone() && !shell.isCompletedExceptionally();
  }

  /** JShell as it is, if it is there; to look at, not to run anything. */
  Optional<JShell> whenDone() {
    return isDone() ? Optional.of(shell.join()) : Optional.empty();
  }

  /** The same, after waiting for it for a while. */
  boolean isDoneWithin(long millis) throws InterruptedException {
    try {
      shell.get(millis, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException | ExecutionException e) {
      return false;
    }
  }

  /** Returns when nothing happens in the background any more. */
  void awaitSettled() {
    settled.join();
  }

  /**
   * JShell, which belongs to the calling thread from now on; some imports may not be declared yet.
   *
   * @throws ExecutionException if it could not be made
   */
  JShell claim() throws InterruptedException, ExecutionException {
    claimed = true;
    JShell made = shell.get();
    synchronized (this) {
      // An import that was being declared in the background is there now.
      return made;
    }
  }

  /** Lets JShell collect the names of all classes, if it has not yet; for once it is there. */
  void indexNames() {
    internals.index().begin();
  }

  /** What of JShell's internals can be used; for once it is there. */
  Internals internals() {
    return internals;
  }

  /** Whether all imports are declared. */
  synchronized boolean isWhole() {
    return imports.isEmpty();
  }

  /** Declares what is still missing; for the thread that claimed it. */
  void complete(JShell made) {
    while (declareNext(made, false)) {
      continue;
    }
  }

  /**
   * Whether text may name what only an import brings: a type outside {@code java.lang} by its
   * simple name, or a method by its name alone. Says yes where it is not certain.
   */
  static boolean needsImports(String java) {
    boolean comments = java.contains("/*") || java.contains("//");
    boolean otherText = java.contains("\"\"\"") || java.contains("'");
    if (comments || otherText || java.length() > READ) {
      return true;
    }
    Matcher words = WORD.matcher(TEXT.matcher(java).replaceAll("0"));
    while (words.find()) {
      String word = words.group(1);
      if (SourceVersion.isKeyword(word)) {
        continue;
      }
      boolean type = Character.isUpperCase(word.charAt(0));
      if (words.group(2) != null || type && !isInJavaLang(word)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isInJavaLang(String type) {
    try {
      Class.forName("java.lang." + type, false, null);
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }
}
