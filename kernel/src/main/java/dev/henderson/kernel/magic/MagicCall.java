package dev.henderson.kernel.magic;

import java.util.Optional;

/**
 * One magic as written in a cell.
 *
 * @param name as typed, without the percent signs
 * @param arguments the raw text after the name, line breaks of a continued line included, without
 *     the blanks around it; {@code cell.startsWith(arguments, argumentOffset)}
 * @param argumentOffset where {@code arguments} begins in the cell, in UTF-16 units
 * @param body for {@code %%name} the rest of the cell after its first line, else empty
 * @param bodyOffset where the body begins in the cell, or the cell's length
 * @param cell the whole source of the cell
 */
public record MagicCall(
    String name,
    String arguments,
    int argumentOffset,
    Optional<String> body,
    int bodyOffset,
    String cell) {

  /** A call of a line magic alone in its cell, as tests and other magics make it. */
  public static MagicCall line(String name, String arguments) {
    String cell = "%" + name + (arguments.isEmpty() ? "" : " " + arguments);
    return new MagicCall(
        name, arguments, cell.length() - arguments.length(), Optional.empty(), cell.length(), cell);
  }

  /** A call of a cell magic with its body. */
  public static MagicCall cell(String name, String arguments, String body) {
    String first = "%%" + name + (arguments.isEmpty() ? "" : " " + arguments);
    String cell = first + "\n" + body;
    return new MagicCall(
        name,
        arguments,
        first.length() - arguments.length(),
        Optional.of(body),
        first.length() + 1,
        cell);
  }

  /** Whether it was written {@code %%name}. */
  public boolean isCell() {
    return body.isPresent();
  }

  /** A mistake in the arguments as a whole, with nothing underlined. */
  public MagicException error(String message) {
    return MagicException.in(this, 0, arguments.length(), false, message);
  }

  /**
   * A mistake at a place in the arguments.
   *
   * @param start first character of {@code arguments} to underline
   * @param end one past the last; at least one caret is drawn
   */
  public MagicException error(String message, int start, int end) {
    return MagicException.in(this, start, end, true, message);
  }

  /** A mistake at a place in the body of a cell magic. */
  public MagicException errorInBody(String message, int start, int end) {
    int shift = bodyOffset - argumentOffset;
    return MagicException.in(this, shift + start, shift + end, true, message);
  }
}
