package dev.henderson.kernel.session;

import dev.henderson.stats.text.NearestNames;
import java.util.Collection;
import java.util.List;

/** A name that no variable of the notebook has; says which there are and which is nearest. */
public final class UnknownNameException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String name;

  /**
   * An unknown name.
   *
   * @param kind what was looked for: "table", "variable"
   * @param candidates the names there are of that kind
   */
  public UnknownNameException(String kind, String name, Collection<String> candidates) {
    super(sentence(kind, name, candidates));
    this.name = name;
  }

  /** The name that was not found. */
  public String name() {
    return name;
  }

  private static String sentence(String kind, String name, Collection<String> candidates) {
    String start = "There is no " + kind + " called '" + name + "'.";
    if (candidates.isEmpty()) {
      return start + " This notebook has none yet.";
    }
    List<String> near = NearestNames.of(name, candidates, 3);
    return near.isEmpty()
        ? start + " There are: " + String.join(", ", candidates) + "."
        : start + " Did you mean " + String.join(", ", near) + "?";
  }
}
