package dev.henderson.stats.variables;

import dev.henderson.stats.formula.FormulaException;
import dev.henderson.stats.formula.Span;
import dev.henderson.stats.text.Prose;

/** A formula that the data at hand cannot give a meaning to. */
public class DesignException extends FormulaException {
  private static final long serialVersionUID = 1L;

  /**
   * @param source the whole text of the formula
   * @param span the place in it
   * @param message what is wrong, a sentence
   * @param suggestion what to write instead, or null
   */
  public DesignException(String source, Span span, String message, String suggestion) {
    this("design", source, span, message, suggestion);
  }

  private DesignException(Prose suggestion, String source, Span span, String message) {
    super("design", source, span, message, suggestion);
  }

  /** With the call to write instead. */
  public static DesignException advising(
      String source, Span span, String message, Prose suggestion) {
    return new DesignException(suggestion, source, span, message);
  }

  DesignException(String code, String source, Span span, String message, String suggestion) {
    super(code, source, span, message, suggestion);
  }
}
