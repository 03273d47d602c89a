package dev.henderson.kernel.assist;

import com.google.gson.JsonObject;
import dev.henderson.kernel.assist.Offer.Kind;
import dev.henderson.kernel.magic.Magic;
import dev.henderson.kernel.magic.Option;
import dev.henderson.kernel.session.Session;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands at the cursor in the arguments of a magic: that of what completion would offer there
 * which has been written.
 */
final class MagicInspection {
  private static final Pattern NAME_BEFORE = Pattern.compile("[\\p{L}\\p{N}_.]*$");
  private static final Pattern NAME_AFTER = Pattern.compile("^[\\p{L}\\p{N}_.]*");
  private static final Pattern EQUALS = Pattern.compile("\\s*=(?!=)");

  private final Session session;
  private final Inspection inspection;

  MagicInspection(Session session, Inspection inspection) {
    this.session = session;
    this.inspection = inspection;
  }

  /** What is written at a cursor, a position in the arguments; empty for the magic's own help. */
  Optional<JsonObject> at(Magic magic, String arguments, int cursor) {
    Word word = Word.at(arguments, Math.min(cursor, arguments.length()));
    if (word.end() < MagicPlace.targetEnd(arguments, magic)) {
      return Optional.of(word.name()).filter(session::has).map(inspection::variable);
    }
    MagicPlace place = MagicPlace.of(arguments.substring(0, word.end()), magic);
    Optional<Option> named = magic.options().find(word.name());
    if (named.isPresent() && place.top() && isOptionName(place, word, arguments)) {
      return named.map(o -> inspection.option(magic, o));
    }
    Optional<Option> option = place.option().flatMap(magic.options()::find);
    Optional<JsonObject> found = offered(magic, arguments, word, place);
    return found.or(() -> option.map(o -> inspection.option(magic, o)));
  }

  private static boolean isOptionName(MagicPlace place, Word word, String arguments) {
    return place.text().strip().equals(word.name())
        && EQUALS.matcher(arguments).region(word.end(), arguments.length()).lookingAt();
  }

  private Optional<JsonObject> offered(Magic magic, String arguments, Word word, MagicPlace place) {
    if (word.name().isEmpty()) {
      return Optional.empty();
    }
    List<Offer> offers = MagicOffers.at(place, word.name(), magic, arguments, session);
    boolean called = arguments.startsWith("(", word.end());
    return offers.stream()
        .filter(o -> o.name().equals(word.name()) && o.kind() != Kind.OPTION)
        .filter(o -> (o.kind() == Kind.FUNCTION) == called)
        .findFirst()
        .flatMap(o -> shown(o, place.option().isPresent()));
  }

  private Optional<JsonObject> shown(Offer offer, boolean inOption) {
    return switch (offer.kind()) {
      case COLUMN -> Optional.of(inspection.column(offer.table(), offer.name()));
      case TABLE, FIT, VARIABLE -> Optional.of(inspection.variable(offer.name()));
      case FUNCTION -> Optional.of(Inspection.words(offer.item().signature()));
      // The value of an option is explained with the option.
      case VALUE ->
          Optional.of(inOption ? "" : offer.item().signature())
              .filter(what -> !what.isEmpty())
              .map(what -> Inspection.words(offer.name() + ": " + what));
      case OPTION, FILE -> Optional.empty();
    };
  }

  /** The name a cursor is in or at the end of, or at whose opening bracket. */
  private record Word(String name, int end) {
    static Word at(String text, int cursor) {
      int at = cursor > 0 && text.charAt(cursor - 1) == '(' ? cursor - 1 : cursor;
      Word inside = around(text, cursor);
      return inside.name().isEmpty() ? around(text, at) : inside;
    }

    private static Word around(String text, int at) {
      int open = quoted(text, at);
      if (open >= 0) {
        int close = text.indexOf('`', open + 1);
        return new Word(text.substring(open + 1, close), close + 1);
      }
      Matcher before = NAME_BEFORE.matcher(text.substring(0, at));
      Matcher after = NAME_AFTER.matcher(text.substring(at));
      String start = before.find() ? before.group() : "";
      String rest = after.find() ? after.group() : "";
      return new Word(start + rest, at + rest.length());
    }

    /** The backquote that opens the name around a position; -1 if it is in none. */
    private static int quoted(String text, int at) {
      int open = text.indexOf('`');
      while (open >= 0) {
        int close = text.indexOf('`', open + 1);
        if (close < 0 || open > at) {
          return -1;
        }
        if (at <= close + 1) {
          return open;
        }
        open = text.indexOf('`', close + 1);
      }
      return -1;
    }
  }
}
