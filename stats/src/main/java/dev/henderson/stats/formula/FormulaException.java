package dev.henderson.stats.formula;

import dev.henderson.stats.text.Notation;
import dev.henderson.stats.text.Prose;
import java.util.Objects;
import java.util.Optional;

/**
 * Something wrong with a formula or a call, or with what it asks of the data, at a place in its
 * text.
 *
 * <p>The message says what is wrong, the suggestion what to write instead. Whoever shows it draws
 * the caret from {@link #lineText()}, {@link #column()} and {@link #width()}.
 */
public class FormulaException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final String source;
  private final transient Span span;
  private final transient Prose suggestion;

  /**
   * @param code a stable key, for programs: {@code syntax}, {@code unknown-variable}, ...
   * @param source the whole text that was read
   * @param span the place in it
   * @param message what is wrong, a sentence
   * @param suggestion what to write instead, or null
   */
  public FormulaException(
      String code, String source, Span span, String message, String suggestion) {
    this(code, source, span, message, suggestion == null ? null : Prose.of(suggestion));
  }

  /**
   * @param code a stable key, for programs
   * @param source the whole text that was read
   * @param span the place in it
   * @param message what is wrong, a sentence
   * @param suggestion what to write instead, or null
   */
  protected FormulaException(
      String code, String source, Span span, String message, Prose suggestion) {
    super(message);
    this.code = Objects.requireNonNull(code);
    this.source = Objects.requireNonNull(source);
    this.span =
        new Span(
            Math.min(span.start(), source.length()),
            Math.min(Math.max(span.start(), span.end()), source.length()));
    this.suggestion = suggestion;
  }

  /** A stable key for programs. */
  public String code() {
    return code;
  }

  /** The whole text that was read. */
  public String source() {
    return source;
  }

  /** The place of the error, as offsets into {@link #source()}. */
  public Span span() {
    return span;
  }

  /** What to write instead, calls as R writes them. */
  public Optional<String> suggestion() {
    return suggestion(Notation.R);
  }

  /** What to write instead, calls in a notation. */
  public Optional<String> suggestion(Notation notation) {
    return Optional.ofNullable(suggestion).map(s -> s.in(notation));
  }

  /** The line of the error, from 1. */
  public int line() {
    return 1 + (int) source.substring(0, span.start()).chars().filter(c -> c == '\n').count();
  }

  /** The column of the error in its line, from 1, in characters (code points). */
  public int column() {
    int from = lineStart();
    return 1 + source.codePointCount(from, span.start());
  }

  /** How many characters (code points) of the line the error covers; at least 1. */
  public int width() {
    int end = Math.min(span.end(), lineEnd());
    return end <= span.start() ? 1 : source.codePointCount(span.start(), end);
  }

  /** The line of the source the error is in. */
  public String lineText() {
    return source.substring(lineStart(), lineEnd());
  }

  private int lineStart() {
    return source.lastIndexOf('\n', span.start() - 1) + 1;
  }

  private int lineEnd() {
    int end = source.indexOf('\n', span.start());
    return end < 0 ? source.length() : end;
  }
}
