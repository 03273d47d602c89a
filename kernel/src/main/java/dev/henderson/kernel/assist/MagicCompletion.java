package dev.henderson.kernel.assist;

import dev.henderson.kernel.magic.Magic;
import dev.henderson.kernel.magic.Option;
import dev.henderson.kernel.magic.Subject;
import dev.henderson.kernel.protocol.Completions;
import dev.henderson.kernel.protocol.Completions.Item;
import dev.henderson.kernel.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What could stand at the cursor in the arguments of a magic: what fits what is typed there. */
final class MagicCompletion {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_.]*$");
  private static final Pattern HYPHENATED = Pattern.compile("[\\p{L}\\p{N}_.-]*$");
  private static final Pattern FILE = Pattern.compile("[^\\s,\"'=]*$");

  private final Session session;

  MagicCompletion(Session session) {
    this.session = session;
  }

  /**
   * What fits.
   *
   * @param arguments all arguments of the magic, also those after the cursor
   * @param offset where they begin in the cell
   * @param cursor where the cursor is in the cell
   */
  Completions complete(Magic magic, String arguments, int offset, int cursor) {
    String before = arguments.substring(0, Math.min(cursor - offset, arguments.length()));
    MagicPlace place = MagicPlace.of(before, magic);
    Matcher word = word(magic, place).matcher(before);
    String typed = word.find() ? word.group() : "";
    boolean quoted = place.backtick() >= 0;
    if (quoted) {
      typed = before.substring(place.backtick());
    }
    List<Item> items = new ArrayList<>();
    MagicOffers.at(place, typed, magic, arguments, session).forEach(o -> items.add(o.item()));
    String start = typed.toLowerCase(Locale.ROOT);
    // A name in backquotes may be any column, also one that needs none.
    String bare = start.replace("`", "");
    if (quoted) {
      items.removeIf(i -> !i.text().replace("`", "").toLowerCase(Locale.ROOT).startsWith(bare));
      items.removeIf(i -> i.text().endsWith("("));
      items.replaceAll(MagicCompletion::quoted);
    } else {
      items.removeIf(i -> !i.text().toLowerCase(Locale.ROOT).startsWith(start));
    }
    return new Completions(cursor - typed.length(), cursor, items);
  }

  /** What a word is made of at a place: minus is part of {@code scale-location}, not of a sum. */
  private static Pattern word(Magic magic, MagicPlace place) {
    Optional<Option> option = place.option().flatMap(magic.options()::find);
    if (option.isPresent()) {
      return option.get().takes() == Option.Takes.WORD ? HYPHENATED : WORD;
    }
    if (magic.subject() == Subject.FILE && place.first()) {
      return FILE;
    }
    boolean words = magic.subject() == Subject.FIT && magic.afterFit() == Subject.WORD;
    return words && !place.first() ? HYPHENATED : WORD;
  }

  private static Item quoted(Item item) {
    boolean already = item.text().startsWith("`");
    return already ? item : new Item("`" + item.text() + "`", item.type(), item.signature());
  }
}
