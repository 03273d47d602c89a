package dev.henderson.kernel.assist;

/** Where in a text of Java strings and comments are. */
final class JavaText {
  private JavaText() {}

  /** The quote of the string that is open at the end of a text; -1 if none is. */
  static int openQuote(String text) {
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (text.startsWith("//", i)) {
        i = end(text, "\n", i + 2);
      } else if (text.startsWith("/*", i)) {
        i = end(text, "*/", i + 2);
      } else if (text.startsWith("\"\"\"", i)) {
        int close = end(text, "\"\"\"", i + 3);
        if (close > text.length()) {
          return i + 2;
        }
        i = close;
      } else if (c == '"' || c == '\'') {
        int close = closing(text, i);
        if (close < 0) {
          return c == '"' ? i : -1;
        }
        i = close + 1;
      } else {
        i++;
      }
    }
    return -1;
  }

  /** Whether a line opens a block that it does not close. */
  static boolean leavesBlockOpen(String line) {
    int depth = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (line.startsWith("//", i)) {
        break;
      } else if (c == '"' || c == '\'') {
        int close = closing(line, i);
        i = close < 0 ? line.length() : close;
      } else if (c == '{') {
        depth++;
      } else if (c == '}' && depth > 0) {
        depth--;
      }
    }
    return depth > 0;
  }

  /** What follows the next occurrence; beyond the end if there is none. */
  private static int end(String text, String what, int from) {
    int at = text.indexOf(what, from);
    return at < 0 ? text.length() + 1 : at + what.length();
  }

  /** Where a string or character ends; the end of its line if it is not closed there; or -1. */
  private static int closing(String text, int from) {
    char quote = text.charAt(from);
    for (int i = from + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == quote || c == '\n') {
        return i;
      }
      if (c == '\\') {
        i++;
      }
    }
    return -1;
  }
}
