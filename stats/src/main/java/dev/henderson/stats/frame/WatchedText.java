package dev.henderson.stats.frame;

import dev.henderson.stats.model.Progress;
import java.io.Reader;

/** A text being read, which says how far it has come whenever more of it is fetched. */
final class WatchedText extends Reader {
  /** Passes over the text: one for the types, one for the values. */
  private static final int PASSES = 2;

  /** Characters between two looks at the progress. */
  private static final int CHARS_BETWEEN_CHECKS = 1 << 16;

  private final String text;
  private final int pass;
  private final Progress progress;
  private int at;
  private int told;

  /**
   * A pass over a text.
   *
   * @param pass how many passes there were before it
   */
  WatchedText(String text, int pass, Progress progress) {
    this.text = text;
    this.pass = pass;
    this.progress = progress;
  }

  @Override
  public int read(char[] into, int from, int length) {
    if (at >= text.length()) {
      return -1;
    }
    if (at - told >= CHARS_BETWEEN_CHECKS) {
      told = at;
      progress.reached((long) pass * text.length() + at, (long) PASSES * text.length());
    }
    int count = Math.min(length, text.length() - at);
    text.getChars(at, at + count, into, from);
    at += count;
    return count;
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
