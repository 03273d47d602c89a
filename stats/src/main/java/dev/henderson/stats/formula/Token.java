package dev.henderson.stats.formula;

/**
 * A token.
 *
 * @param kind its kind
 * @param text its meaning: a name without quotes, an operator in its plain form
 * @param span where it stands
 */
record Token(TokenKind kind, String text, Span span) {
  boolean is(TokenKind other) {
    return kind == other;
  }
}
