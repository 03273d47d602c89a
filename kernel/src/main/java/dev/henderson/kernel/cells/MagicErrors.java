package dev.henderson.kernel.cells;

import com.google.gson.JsonObject;
import dev.henderson.kernel.display.MimeBundle;
import dev.henderson.kernel.magic.MagicCall;
import dev.henderson.kernel.magic.MagicException;
import dev.henderson.kernel.session.Cell;
import dev.henderson.kernel.session.Place;
import dev.henderson.kernel.session.Traceback;
import dev.henderson.kernel.session.UnknownNameException;
import dev.henderson.stats.frame.ChangedTableException;
import java.util.ArrayList;
import java.util.List;

/** A mistake in a magic, for people (a caret under the place) and for programs (JSON). */
final class MagicErrors {
  /** A refusal by the session, placed at the word it is about, or by a fit of a changed table. */
  MagicException of(MagicCall call, RuntimeException refused) {
    String words = Traceback.words(refused);
    String message = words.isEmpty() ? refused.getClass().getSimpleName() : words;
    if (refused instanceof UnknownNameException unknown) {
      int at = call.arguments().lastIndexOf(unknown.name());
      MagicException error =
          at < 0 ? call.error(message) : call.error(message, at, at + unknown.name().length());
      return error.coded("unknown-name").causedBy(refused);
    }
    MagicException error = call.error(message).causedBy(refused);
    return refused instanceof ChangedTableException ? error.coded("changed-table") : error;
  }

  List<String> traceback(MagicException e, String where) {
    List<String> lines = new ArrayList<>();
    lines.add(Traceback.headline("UsageError", e.getMessage()));
    String source = e.call().cell();
    int start = e.hasPlace() ? e.start() : source.lastIndexOf('%', e.call().argumentOffset());
    int end = e.hasPlace() ? e.end() : source.length();
    int lineEnd = source.indexOf('\n', Math.min(start, source.length()));
    end = lineEnd < 0 ? end : Math.min(end, Math.max(lineEnd, start + 1));
    lines.addAll(Traceback.caret(new Place(where, source, Math.max(start, 0), end)));
    e.suggestion().ifPresent(lines::add);
    return lines;
  }

  /** The error as data, which front ends do not show and which stays in the saved notebook. */
  JsonObject bundle(MagicException e) {
    String source = e.call().cell();
    JsonObject error = new JsonObject();
    error.addProperty("kind", "error");
    error.addProperty("code", e.code());
    error.addProperty("message", e.getMessage());
    error.addProperty("line", Cell.line(source, e.start()));
    error.addProperty("column", Cell.column(source, e.start()));
    error.addProperty("suggestion", e.suggestion().orElse(null));
    JsonObject data = new JsonObject();
    // Empty: without any text, converters warn that there is something they cannot show.
    data.addProperty(MimeBundle.TEXT, "");
    data.add(MimeBundle.HENDERSON, error);
    return data;
  }
}
