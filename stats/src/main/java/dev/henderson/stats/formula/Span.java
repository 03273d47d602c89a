package dev.henderson.stats.formula;

/**
 * A half-open range of offsets in a source text.
 *
 * @param start offset of the first character
 * @param end offset after the last character; equals {@code start} where something is missing
 */
public record Span(int start, int end) {
  /** The empty span before an offset: the place where something is missing. */
  public static Span at(int offset) {
    return new Span(offset, offset);
  }

  /** The smallest span that covers both. */
  public Span to(Span other) {
    return new Span(Math.min(start, other.start), Math.max(end, other.end));
  }

  /** The text of this span. */
  public String of(String source) {
    return source.substring(Math.max(0, start), Math.min(source.length(), end));
  }
}
