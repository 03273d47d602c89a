package dev.henderson.stats.plot;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What is drawn of a fit under one name: nothing is computed before it is asked for.
 *
 * @param name what it is called, such as {@code scale-location}
 * @param unasked whether it is shown beside a new fit
 * @param parts one per picture, such as one per random-effects term
 */
public record Drawing(String name, boolean unasked, Supplier<List<Part>> parts) {
  /** One picture, not painted yet. */
  @FunctionalInterface
  public interface Part {
    /** Paints it; empty if no row has a value to draw. */
    Optional<Picture> paint(PictureFormat format);
  }

  /** A drawing of one picture, which there always is. */
  public static Drawing of(String name, boolean unasked, Function<PictureFormat, Picture> picture) {
    return one(name, unasked, format -> Optional.of(picture.apply(format)));
  }

  /** A drawing of one picture. */
  public static Drawing one(String name, boolean unasked, Part part) {
    return new Drawing(name, unasked, () -> List.of(part));
  }

  /** The pictures there are. */
  public List<Picture> paint(PictureFormat format) {
    return parts.get().stream().flatMap(part -> part.paint(format).stream()).toList();
  }
}
