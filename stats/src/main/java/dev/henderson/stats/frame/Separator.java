package dev.henderson.stats.frame;

import java.util.List;

/** Finds the character that parts the fields of a text. */
final class Separator {
  private static final char[] CANDIDATES = {'\t', ';', ',', '|', ' '};
  private static final int LINES = 20;

  private Separator() {}

  /**
   * The first of tab, semicolon, comma, bar and blanks with which the first lines all have the same
   * number of fields, more than one (or one more than the header: row names); else the one that
   * parts the header into most fields.
   */
  static char of(String text) {
    List<String> lines = text.lines().filter(l -> !l.isBlank()).limit(LINES).toList();
    char best = ',';
    int most = 1;
    for (char candidate : CANDIDATES) {
      int header = count(lines.get(0), candidate);
      if (header > most) {
        most = header;
        best = candidate;
      }
      if (header > 1 && agree(lines, header, candidate)) {
        return candidate;
      }
    }
    return best;
  }

  private static boolean agree(List<String> lines, int header, char candidate) {
    if (lines.size() == 1) {
      return true;
    }
    int fields = count(lines.get(1), candidate);
    if (fields != header && fields != header + 1) {
      return false;
    }
    return lines.subList(2, lines.size()).stream().allMatch(l -> count(l, candidate) == fields);
  }

  /** The number of fields of a line; separators in double quotes do not count. */
  private static int count(String line, char separator) {
    String trimmed = separator == ' ' ? line.strip() : line;
    int fields = 1;
    boolean quoted = false;
    for (int i = 0; i < trimmed.length(); i++) {
      char c = trimmed.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && isSeparator(c, separator)) {
        boolean first = separator != ' ' || !isBlank(trimmed.charAt(i - 1));
        fields += first ? 1 : 0;
      }
    }
    return fields;
  }

  private static boolean isSeparator(char c, char separator) {
    return separator == ' ' ? isBlank(c) : c == separator;
  }

  static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }
}
