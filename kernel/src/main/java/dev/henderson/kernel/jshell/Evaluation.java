package dev.henderson.kernel.jshell;

import java.util.List;
import java.util.Optional;

/**
 * What running Java left.
 *
 * @param value the value of the last expression; empty after a statement or declaration, and for
 *     null
 * @param isQuiet whether the value is not to be shown: the code ended in a semicolon, or was an
 *     assignment
 * @param notes sentences for the user: what was declared but cannot be used yet, what was reset
 */
public record Evaluation(Optional<Object> value, boolean isQuiet, List<String> notes) {
  static final Evaluation NOTHING = new Evaluation(Optional.empty(), true, List.of());
}
