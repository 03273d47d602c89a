package dev.henderson.kernel.magic;

import dev.henderson.kernel.session.Session;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One command of a cell: {@code %name arguments}, or {@code %%name arguments} with the rest of the
 * cell as its body.
 *
 * <p>A magic reads its arguments itself from the raw text of the {@link MagicCall}; nothing is
 * split on blanks before. It changes the session only by {@link Session#bind}, and only after all
 * its work is done, so that a magic that failed has changed nothing.
 */
public interface Magic {
  /** How a magic can be written. */
  enum Form {
    /** {@code %name}: one line, continued while a bracket is open. */
    LINE,
    /** {@code %%name}: on the cell's first line; the rest of the cell is its body. */
    CELL
  }

  /** The name after the percent sign. */
  String name();

  /** Other names it answers to. */
  default List<String> aliases() {
    return List.of();
  }

  /** In which forms it can be written. */
  default Set<Form> forms() {
    return Set.of(Form.LINE);
  }

  /** What stands in its arguments without a name; completion offers that. */
  default Subject subject() {
    return Subject.VARIABLE;
  }

  /** What may follow a fit without a name, if its subject is {@link Subject#FIT}. */
  default Subject afterFit() {
    return Subject.NOTHING;
  }

  /** The words there are where it takes {@link Subject#WORD}, and what each means. */
  default Map<String, String> words() {
    return Map.of();
  }

  /** Its options. */
  default Options options() {
    return Options.NONE;
  }

  /** Whether {@code ${expression}} in its arguments stands for the value of Java. */
  default boolean interpolates() {
    return subject() != Subject.JAVA;
  }

  /** What it does, in one line without a full stop. */
  String summary();

  /** What it takes, with at least one example that can be pasted into a cell. */
  String help();

  /**
   * Runs it.
   *
   * @throws MagicException for a mistake of the user's, with its place; other exceptions are shown
   *     with their cause chain
   */
  MagicResult run(MagicCall call, Session session) throws Exception;
}
