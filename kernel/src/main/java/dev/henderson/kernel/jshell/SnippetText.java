package dev.henderson.kernel.jshell;

import dev.henderson.kernel.session.Place;
import java.util.ArrayList;
import java.util.List;

/**
 * A snippet as JShell is given it, which may have words that the cell has not.
 *
 * @param text what JShell reads
 * @param place where it stands in the cell
 * @param added the words put in, in order; mostly none
 */
record SnippetText(String text, Place place, List<Added> added) {
  /**
   * A word that the cell does not have.
   *
   * @param at where it begins in the text
   * @param length how long it is
   */
  record Added(int at, int length) {}

  SnippetText {
    added = List.copyOf(added);
  }

  SnippetText(String text, Place place) {
    this(text, place, List.of());
  }

  /** The snippet as the cell has it. */
  static SnippetText of(Place place) {
    return new SnippetText(place.source().substring(place.start(), place.end()).strip(), place);
  }

  /** The same with a word put in behind those that are there. */
  SnippetText with(String word, int position) {
    String longer = text.substring(0, position) + word + text.substring(position);
    List<Added> more = new ArrayList<>(added);
    more.add(new Added(position, word.length()));
    return new SnippetText(longer, place, more);
  }

  /** How much longer than in the cell it is. */
  int addedLength() {
    return added.stream().mapToInt(Added::length).sum();
  }

  /** The offset in the cell of an offset in the text. */
  int inCell(int position) {
    int before = 0;
    for (Added word : added) {
      if (position <= word.at()) {
        break;
      }
      before += Math.min(word.length(), position - word.at());
    }
    return place.start() + position - before;
  }
}
