package dev.henderson.kernel.jshell;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;

/**
 * Whether JShell still compiles anything. It puts all earlier declarations around a snippet, so one
 * that it should not have accepted makes every later one fail.
 */
final class ShellHealth {
  private static final int MOST = 3;
  private static final String SOUND = "void $sound() { }";

  private final BiFunction<JShell, String, List<SnippetEvent>> evaluate;

  /**
   * A check.
   *
   * @param evaluate gives JShell a snippet
   */
  ShellHealth(BiFunction<JShell, String, List<SnippetEvent>> evaluate) {
    this.evaluate = evaluate;
  }

  /**
   * Drops the newest snippets until something compiles again; mostly none.
   *
   * @return a note for each
   */
  List<String> restore(JShell java, Consumer<Snippet> drop) {
    List<String> notes = new ArrayList<>();
    List<Snippet> newest = new ArrayList<>();
    while (!isSound(java)) {
      if (newest.isEmpty() && notes.isEmpty()) {
        java.snippets().filter(s -> java.status(s).isActive()).forEach(newest::add);
        Collections.reverse(newest);
        // What spoils it came just before; to take everything away would be worse than the ill.
        newest.subList(Math.min(MOST, newest.size()), newest.size()).clear();
      }
      if (newest.isEmpty()) {
        break;
      }
      Snippet suspect = newest.remove(0);
      drop.accept(suspect);
      notes.add(words(suspect) + " was taken back: nothing compiled any more with it.\n");
    }
    return notes;
  }

  private static String words(Snippet snippet) {
    return snippet instanceof DeclarationSnippet d
        ? d.name()
        : snippet.source().strip().replaceFirst(";$", "");
  }

  private boolean isSound(JShell java) {
    boolean sound = true;
    for (SnippetEvent event : evaluate.apply(java, SOUND)) {
      if (event.causeSnippet() == null) {
        sound &= event.status() != Status.REJECTED;
        if (java.status(event.snippet()).isActive()) {
          java.drop(event.snippet());
        }
      }
    }
    return sound;
  }
}
