package dev.henderson.kernel.jshell;

import dev.henderson.kernel.session.Place;

/**
 * A snippet as JShell is given it, which may have a word more than the cell has.
 *
 * @param text what JShell reads
 * @param place where it stands in the cell
 * @param at where in the text the word was put in
 * @param added how long that word is; mostly 0
 */
record SnippetText(String text, Place place, int at, int added) {
  SnippetText(String text, Place place) {
    this(text, place, 0, 0);
  }

  /** The snippet as the cell has it. */
  static SnippetText of(Place place) {
    return new SnippetText(place.source().substring(place.start(), place.end()).strip(), place);
  }

  /** The same with a semicolon or other ending; places stay. */
  SnippetText withText(String longer) {
    return new SnippetText(longer, place, at, added);
  }

  /** The same with a word put in, which the cell does not have. */
  SnippetText with(String word, int position) {
    String longer = text.substring(0, position) + word + text.substring(position);
    return new SnippetText(longer, place, position, word.length());
  }

  /** The offset in the cell of an offset in the text. */
  int inCell(int position) {
    boolean behind = position > at;
    return place.start() + (behind ? Math.max(at, position - added) : position);
  }
}
