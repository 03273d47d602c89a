package dev.henderson.stats.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Whole sentences for a reader in which calls stand as data, so that each reader sees them as he
 * would write them.
 */
public final class Prose implements Written {
  /** Strings and what is {@link Written}. */
  private final List<Object> parts;

  private Prose(List<Object> parts) {
    for (Object part : parts) {
      if (!(part instanceof String || part instanceof Written)) {
        throw new IllegalArgumentException("no part of a sentence: " + part);
      }
    }
    this.parts = List.copyOf(parts);
  }

  /**
   * Sentences of parts that follow each other.
   *
   * @param parts strings, calls and other advice
   */
  public static Prose of(Object... parts) {
    return new Prose(List.of(parts));
  }

  /** The same with more behind it. */
  public Prose then(Object... more) {
    List<Object> all = new ArrayList<>(parts);
    all.addAll(List.of(more));
    return new Prose(all);
  }

  /** The same with a capital letter at its start. */
  public Prose capitalized() {
    if (parts.isEmpty() || !(parts.get(0) instanceof String first) || first.isEmpty()) {
      return this;
    }
    List<Object> all = new ArrayList<>(parts);
    all.set(0, first.substring(0, 1).toUpperCase(Locale.ROOT) + first.substring(1));
    return new Prose(all);
  }

  @Override
  public String in(Notation notation) {
    return parts.stream()
        .map(p -> p instanceof Written w ? w.in(notation) : (String) p)
        .collect(Collectors.joining());
  }

  /** With its calls in R's notation. */
  @Override
  public String toString() {
    return in(Notation.R);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Prose p && p.parts.equals(parts);
  }

  @Override
  public int hashCode() {
    return parts.hashCode();
  }
}
