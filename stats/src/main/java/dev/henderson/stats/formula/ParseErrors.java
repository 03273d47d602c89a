package dev.henderson.stats.formula;

/** The sentences for tokens that stand where they cannot. */
final class ParseErrors {
  private final String source;

  ParseErrors(String source) {
    this.source = source;
  }

  /**
   * A token where a term or value should stand.
   *
   * @param t the token
   * @param after the operator before it, or null
   * @param formula whether terms are read, not values
   * @param operator whether the token is an operator after another one
   */
  FormulaSyntaxException missingOperand(Token t, Token after, boolean formula, boolean operator) {
    String what = formula ? "a term" : "a value";
    if (t.is(TokenKind.END)) {
      return after == null
          ? error(t.span(), "The text ends where " + what + " is missing.", null)
          : error(
              t.span(),
              "The text ends after '" + after.text() + "': " + what + " is missing.",
              "Write " + what + " after '" + after.text() + "', or take it away.");
    }
    if (t.is(TokenKind.TILDE)) {
      return error(
          t.span(),
          "There is a second '~'.",
          "A formula has one '~', between the response and the terms.");
    }
    String place = after == null ? "" : " after '" + after.text() + "'";
    String shown = t.span().of(source);
    return error(
        t.span(),
        Character.toUpperCase(what.charAt(0))
            + what.substring(1)
            + " is missing"
            + place
            + ", before '"
            + shown
            + "'.",
        operator ? "Take one of the two operators away." : null);
  }

  /** The error for a token that cannot stand after a complete expression. */
  FormulaSyntaxException unexpected(Token before, Token t, String expected) {
    String shown = t.span().of(source);
    switch (t.kind()) {
      case NAME, NUMBER, TEXT, OPEN -> {
        String left = before.span().of(source);
        boolean names = before.is(TokenKind.NAME) && t.is(TokenKind.NAME);
        return error(
            t.span(),
            "An operator is missing between " + left + " and " + shown + ".",
            "Write "
                + left
                + " + "
                + shown
                + " or "
                + left
                + ":"
                + shown
                + (names
                    ? "; a column name with a blank is quoted: `" + left + " " + shown + "`."
                    : "."));
      }
      case OPEN_BRACKET -> {
        return error(
            t.span(),
            "'[' is not read in a formula.",
            "Compute a column of its own first and use its name.");
      }
      case CLOSE -> {
        return error(t.span(), "This ')' closes nothing.", "Take it away, or open one before it.");
      }
      case TILDE -> {
        return error(
            t.span(),
            "There is a second '~'.",
            "A formula has one '~', between the response and the terms.");
      }
      case BAR, DOUBLE_BAR -> {
        return error(
            t.span(),
            "A random-effects term stands in parentheses.",
            "Write (1 " + t.text() + " group), with its parentheses.");
      }
      case END -> {
        return error(t.span(), "The text ends where " + expected + " is expected.", null);
      }
      default -> {
        return error(t.span(), "'" + shown + "' is not expected here.", null);
      }
    }
  }

  private FormulaSyntaxException error(Span span, String message, String suggestion) {
    return new FormulaSyntaxException(source, span, message, suggestion);
  }
}
