package dev.henderson.stats.infer;

import dev.henderson.stats.formula.Span;
import java.util.Optional;

/** A question about a fit that has no answer: what is wrong and what to ask instead. */
public final class QuestionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Span span;
  private final String suggestion;

  private QuestionException(String message, Span span, String suggestion) {
    super(message);
    this.span = span;
    this.suggestion = suggestion;
  }

  /** With what is wrong, and what to write instead or null. */
  public QuestionException(String message, String suggestion) {
    this(message, null, suggestion);
  }

  /** A mistake at a place of the text that was read. */
  public static QuestionException at(Span span, String message, String suggestion) {
    return new QuestionException(message, span, suggestion);
  }

  /** Where in the text of the question; empty if it is about the whole. */
  public Optional<Span> span() {
    return Optional.ofNullable(span);
  }

  /** What to write instead. */
  public Optional<String> suggestion() {
    return Optional.ofNullable(suggestion);
  }
}
