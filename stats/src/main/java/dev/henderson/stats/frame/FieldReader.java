package dev.henderson.stats.frame;

import java.util.ArrayList;
import java.util.List;

/** Cuts a delimited text into rows of fields; quotes may hold separators and line ends. */
final class FieldReader {
  private final String text;
  private final char separator;
  private int at;
  private int nextLine = 1;
  private int line;

  FieldReader(String text, char separator) {
    this.text = text;
    this.separator = separator;
  }

  /** The line the row last returned began in, from 1. */
  int line() {
    return line;
  }

  /** The fields of the next row that is not blank; null at the end. */
  List<String> next() {
    while (at < text.length()) {
      int end = lineEnd(at);
      if (isBlank(at, end)) {
        at = end;
        skipLineEnd();
      } else {
        line = nextLine;
        return row();
      }
    }
    return null;
  }

  private int lineEnd(int from) {
    int i = from;
    while (i < text.length() && text.charAt(i) != '\n' && text.charAt(i) != '\r') {
      i++;
    }
    return i;
  }

  private boolean isBlank(int from, int to) {
    for (int i = from; i < to; i++) {
      if (!Character.isWhitespace(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private void skipLineEnd() {
    if (at < text.length() && text.charAt(at) == '\r') {
      at++;
      if (at < text.length() && text.charAt(at) == '\n') {
        at++;
      }
      nextLine++;
    } else if (at < text.length() && text.charAt(at) == '\n') {
      at++;
      nextLine++;
    }
  }

  private boolean atLineEnd() {
    return at >= text.length() || text.charAt(at) == '\n' || text.charAt(at) == '\r';
  }

  private List<String> row() {
    List<String> out = new ArrayList<>();
    skipBlanks();
    while (true) {
      out.add(field());
      skipBlanks();
      if (atLineEnd()) {
        skipLineEnd();
        return out;
      }
      if (separator != ' ') {
        at++;
        skipBlanks();
      }
    }
  }

  /** Blanks around fields do not count, unless they separate. */
  private void skipBlanks() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == separator && c != ' ' || c != ' ' && c != '\t' && c != '\u00A0') {
        return;
      }
      at++;
    }
  }

  private boolean ends(char c) {
    return c == separator || c == '\n' || c == '\r' || (separator == ' ' && c == '\t');
  }

  private String field() {
    if (at < text.length() && text.charAt(at) == '"') {
      return quoted();
    }
    int start = at;
    while (at < text.length() && !ends(text.charAt(at))) {
      at++;
    }
    int end = at;
    while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private String quoted() {
    int began = nextLine;
    StringBuilder out = new StringBuilder();
    at++;
    while (true) {
      if (at >= text.length()) {
        throw new DelimitedTextException(
            began,
            "The quote opened in line " + began + " is never closed.",
            "Close it, or write a quote inside quotes twice.");
      }
      char c = text.charAt(at++);
      if (c == '"') {
        if (at < text.length() && text.charAt(at) == '"') {
          out.append('"');
          at++;
        } else {
          break;
        }
      } else {
        if (c == '\n') {
          nextLine++;
        }
        out.append(c);
      }
    }
    // Text after the closing quote belongs to the field, as in R.
    int start = at;
    while (at < text.length() && !ends(text.charAt(at))) {
      at++;
    }
    return out.append(text.substring(start, at).strip()).toString();
  }
}
