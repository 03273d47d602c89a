package dev.henderson.stats.formula;

/** A text that is not a formula or call, or a formula that means nothing, whatever the data. */
public final class FormulaSyntaxException extends FormulaException {
  private static final long serialVersionUID = 1L;

  /**
   * @param source the whole text
   * @param span the place in it
   * @param message what is wrong, a sentence
   * @param suggestion what to write instead, or null
   */
  public FormulaSyntaxException(String source, Span span, String message, String suggestion) {
    super("syntax", source, span, message, suggestion);
  }
}
