package dev.henderson.stats.frame;

/**
 * Finds what parts the fields of a text: the sign found equally often in each of its first lines.
 */
final class SeparatorGuess {
  private static final int LINES = 50;
  private static final char[] CANDIDATES = {'\t', ';', ','};

  private SeparatorGuess() {}

  static char of(String text) {
    char best = ' ';
    int most = 0;
    for (char c : CANDIDATES) {
      int count = consistent(text, c);
      if (count > most) {
        best = c;
        most = count;
      }
    }
    if (most > 0 || consistent(text, ' ') > 0) {
      return best;
    }
    // Nothing fits all lines; take what the first line has, so that the error names a ragged row.
    String first = text.strip().lines().findFirst().orElse("");
    for (char c : new char[] {'\t', ';', ','}) {
      if (first.indexOf(c) >= 0) {
        return c;
      }
    }
    return first.indexOf(' ') >= 0 ? ' ' : ',';
  }

  /** The number of separators in every line; 0 if it differs. */
  private static int consistent(String text, char separator) {
    try {
      FieldReader fields = new FieldReader(head(text), separator);
      int header = -1;
      int count = -1;
      for (var row = fields.next(); row != null; row = fields.next()) {
        if (header < 0) {
          header = row.size();
        } else if (count < 0) {
          count = row.size();
        } else if (count != row.size()) {
          return 0;
        }
      }
      boolean fits = count < 0 || count == header || count == header + 1;
      return fits ? Math.max(header, count) - 1 : 0;
    } catch (DelimitedTextException e) {
      return 0;
    }
  }

  private static String head(String text) {
    int at = 0;
    boolean quoted = false;
    for (int lines = 0; at < text.length() && lines < LINES; at++) {
      char c = text.charAt(at);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == '\n' && !quoted) {
        lines++;
      }
    }
    return text.substring(0, at);
  }
}
