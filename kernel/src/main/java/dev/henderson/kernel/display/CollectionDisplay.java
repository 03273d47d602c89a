package dev.henderson.kernel.display;

import dev.henderson.stats.document.HtmlRenderer;
import dev.henderson.stats.document.LatexRenderer;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.document.TextRenderer;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Shows maps, collections and arrays: maps, records and collections of maps as tables, short lists
 * of scalars as one line of text, other collections as text with a table of one column beside it.
 *
 * <p>Only as many elements are read as are shown. A collection whose class writes itself keeps its
 * text, and one that cannot be read falls back to it.
 */
final class CollectionDisplay {
  private static final int LONGEST_LINE = 2000;

  private CollectionDisplay() {}

  /** Whether it is a map, a collection or an array. */
  static boolean shows(Object value) {
    return value instanceof Map || value instanceof Collection || value.getClass().isArray();
  }

  /** Whether a list is not empty and all its elements are of the class. */
  static boolean isOf(Class<?> type, List<?> list) {
    try {
      // The first is asked alone, so that a long list of others is not read.
      return !list.isEmpty()
          && type.isInstance(list.get(0))
          && list.stream().allMatch(type::isInstance);
    } catch (RuntimeException cannotBeRead) {
      return false;
    }
  }

  /**
   * The bundle of a map, a collection or an array.
   *
   * @param shownOtherwise whether an element has a display of its own, which no cell can hold
   */
  static MimeBundle show(Object value, Predicate<Object> shownOtherwise) {
    Optional<Report> table;
    try {
      table = table(value, shownOtherwise);
    } catch (RuntimeException | StackOverflowError e) {
      ValueText.failed(e);
      return MimeBundle.text(text(value));
    }
    boolean whole =
        table.isPresent() && !(CollectionTable.isOneColumn(table.get()) || ValueText.hasOwn(value));
    // What a program prints stays text; a table of records or pairs is easier to read as one.
    MimeBundle bundle = MimeBundle.text(whole ? TextRenderer.render(table.get()) : text(value));
    return table
        .map(
            t ->
                bundle
                    .with(MimeBundle.HTML, HtmlRenderer.render(t))
                    .with(MimeBundle.LATEX, LatexRenderer.render(t)))
        .orElse(bundle);
  }

  private static String text(Object value) {
    try {
      return ValueText.of(value);
    } catch (RuntimeException | StackOverflowError e) {
      return value.getClass().getSimpleName() + " " + ValueText.failed(e);
    }
  }

  private static Optional<Report> table(Object value, Predicate<Object> shownOtherwise) {
    if (value instanceof Map<?, ?> map) {
      return map.isEmpty() ? Optional.empty() : Optional.of(CollectionTable.ofMap(map));
    }
    boolean array = value.getClass().isArray();
    if (array && value.getClass().getComponentType().isPrimitive()) {
      return Optional.empty();
    }
    Collection<?> all = array ? Arrays.asList((Object[]) value) : (Collection<?>) value;
    List<Object> first = CollectionTable.first(all.iterator(), ValueText.SHOWN + 1);
    List<Object> present = first.stream().filter(e -> e != null).toList();
    boolean indexed = array || value instanceof List;
    if (present.stream().anyMatch(shownOtherwise)) {
      return Optional.empty();
    }
    if (!present.isEmpty()) {
      Class<?> type = present.get(0).getClass();
      boolean columns = type.isRecord() && type.getRecordComponents().length > 0;
      if (columns && present.stream().allMatch(e -> e.getClass() == type)) {
        return Optional.of(CollectionTable.ofRecords(first, type, all.size(), indexed));
      }
      if (present.stream().allMatch(e -> e instanceof Map && !ValueText.hasOwn(e))
          && present.stream().anyMatch(e -> !((Map<?, ?>) e).isEmpty())) {
        return Optional.of(CollectionTable.ofMaps(first, all.size(), indexed));
      }
    }
    boolean list = array || ValueText.hasOwn(value) || isLine(first);
    return list ? Optional.empty() : CollectionTable.ofValues(first, all.size(), indexed);
  }

  /** Whether one line of text says it all. */
  private static boolean isLine(List<Object> elements) {
    Iterator<Object> each = elements.iterator();
    int length = 0;
    while (each.hasNext() && length <= LONGEST_LINE) {
      Object element = each.next();
      if (!CollectionTable.isScalar(element)) {
        return false;
      }
      length += 2 + ValueText.within(element, LONGEST_LINE).length();
    }
    return elements.size() <= ValueText.SHOWN && length <= LONGEST_LINE;
  }
}
