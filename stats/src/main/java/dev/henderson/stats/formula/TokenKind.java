package dev.henderson.stats.formula;

/** The kinds of tokens of the formula and call language. */
enum TokenKind {
  NAME,
  NUMBER,
  TEXT,
  PLUS,
  MINUS,
  STAR,
  SLASH,
  CARET,
  COLON,
  /** {@code %in%}, {@code %%} or {@code %/%}. */
  PERCENT,
  TILDE,
  BAR,
  DOUBLE_BAR,
  COMPARISON,
  NOT,
  AND,
  EQUALS,
  ARROW,
  COMMA,
  DOLLAR,
  OPEN,
  CLOSE,
  OPEN_BRACKET,
  CLOSE_BRACKET,
  OPEN_BRACE,
  CLOSE_BRACE,
  END
}
