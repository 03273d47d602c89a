package dev.henderson.kernel.internals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jdk.jshell.JShell;

/**
 * What of the JDK's internals can be used with a JShell. The kernel works without any of it, only
 * not as well.
 *
 * @param memory makes JShell forget; empty where its lists cannot be reached
 * @param index JShell's index of class names, held back where that can be done
 * @param missing what this JDK does not have and what is off for want of it, a sentence each
 */
public record Internals(
    Optional<SnippetMemory> memory, BackgroundIndex index, List<String> missing) {

  /** Looks for all of it, and holds the index back. */
  public static Internals of(JShell java) {
    List<String> missing = new ArrayList<>(Redefinition.missing());
    Signals.missing().ifPresent(missing::add);
    if (!Redefinition.open(JShell.class)) {
      missing.add(
          "JShell's package is closed: "
              + SnippetMemory.WITHOUT
              + ", and "
              + BackgroundIndex.WITHOUT
              + ".");
      return new Internals(Optional.empty(), BackgroundIndex.free(java), List.copyOf(missing));
    }
    Inside ofMemory = new Inside(SnippetMemory.WITHOUT);
    Inside ofIndex = new Inside(BackgroundIndex.WITHOUT);
    Optional<SnippetMemory> memory = SnippetMemory.find(java, ofMemory);
    BackgroundIndex index = BackgroundIndex.held(java, ofIndex);
    missing.addAll(ofMemory.missing());
    missing.addAll(ofIndex.missing());
    return new Internals(memory, index, List.copyOf(missing));
  }
}
