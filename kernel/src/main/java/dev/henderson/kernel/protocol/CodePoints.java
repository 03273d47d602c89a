package dev.henderson.kernel.protocol;

/** Cursor positions: the protocol counts code points, Java UTF-16 units. */
final class CodePoints {
  private CodePoints() {}

  /** The UTF-16 index of a position; positions outside the text are moved to its nearest end. */
  static int toIndex(String text, int position) {
    int all = text.codePointCount(0, text.length());
    return text.offsetByCodePoints(0, Math.max(0, Math.min(position, all)));
  }

  /** The position of a UTF-16 index. */
  static int toPosition(String text, int index) {
    return text.codePointCount(0, Math.max(0, Math.min(index, text.length())));
  }
}
