package dev.henderson.kernel.magic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The options of a magic, said once: a call is checked against them, the help lists them, and
 * completion offers them.
 */
public final class Options {
  /** No options. */
  public static final Options NONE = new Options(List.of());

  private static final int LEAST_WIDTH = 24;

  private final List<Option> all;

  private Options(List<Option> all) {
    this.all = List.copyOf(all);
  }

  /** These, in the order of the help. */
  public static Options of(Option... options) {
    return new Options(Arrays.asList(options));
  }

  /** These and those after them. */
  public Options and(Options more) {
    List<Option> both = new ArrayList<>(all);
    both.addAll(more.all);
    return new Options(both);
  }

  /** These and one more. */
  public Options and(Option more) {
    return and(of(more));
  }

  /** These and others that are understood but need no word of explanation. */
  public Options alsoUnderstood(String... names) {
    return and(new Options(Arrays.stream(names).map(Option::of).toList()));
  }

  /** Those of these with the given names. */
  public Options only(String... names) {
    Set<String> kept = Set.of(names);
    return new Options(all.stream().filter(o -> kept.contains(o.name())).toList());
  }

  /** All of them. */
  public List<Option> all() {
    return all;
  }

  /** Their names. */
  public Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    all.forEach(o -> names.add(o.name()));
    return names;
  }

  /** The option of a name. */
  public Optional<Option> find(String name) {
    return all.stream().filter(o -> o.name().equals(name)).findFirst();
  }

  /** The lines of the help: an example of each, and what it does. */
  public String help() {
    int width = LEAST_WIDTH;
    for (Option o : all) {
      width = Math.max(width, o.example().length() + 2);
    }
    StringBuilder out = new StringBuilder();
    for (Option o : all) {
      if (o.isShown()) {
        String indent = "\n" + " ".repeat(width);
        out.append(o.example()).append(" ".repeat(width - o.example().length()));
        out.append(o.what().replace("\n", indent)).append('\n');
      }
    }
    return out.toString();
  }
}
