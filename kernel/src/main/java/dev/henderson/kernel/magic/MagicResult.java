package dev.henderson.kernel.magic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a magic shows: at most one result, and further displays after it, such as pictures.
 *
 * <p>The result becomes the cell's {@code execute_result} if the magic is the last piece of the
 * cell, and a display otherwise. Objects are turned into MIME bundles by {@link
 * dev.henderson.kernel.display.Displays}; a {@link dev.henderson.kernel.display.MimeBundle} is
 * taken as it is.
 */
public final class MagicResult {
  private static final MagicResult NONE = new MagicResult(null, List.of());

  private final Object value;
  private final List<Object> displays;

  private MagicResult(Object value, List<Object> displays) {
    this.value = value;
    this.displays = List.copyOf(displays);
  }

  /** Nothing to show. */
  public static MagicResult none() {
    return NONE;
  }

  /** One result: anything {@code Displays} can show; a String is shown as plain text. */
  public static MagicResult of(Object value) {
    return new MagicResult(value, List.of());
  }

  /** This and a further display after it. */
  public MagicResult and(Object display) {
    List<Object> more = new ArrayList<>(displays);
    more.add(display);
    return new MagicResult(value, more);
  }

  /** The result, if there is one. */
  public Optional<Object> value() {
    return Optional.ofNullable(value);
  }

  /** What is shown after it, in order. */
  public List<Object> displays() {
    return displays;
  }
}
