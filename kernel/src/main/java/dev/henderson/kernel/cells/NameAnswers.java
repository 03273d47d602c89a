package dev.henderson.kernel.cells;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.henderson.kernel.assist.Assist;
import dev.henderson.kernel.assist.Question;
import dev.henderson.kernel.protocol.Outcome;
import dev.henderson.kernel.session.Traceback;
import java.util.List;
import java.util.Optional;

/** What a name is, in the front end's pager: the answer to {@code ?name}. */
final class NameAnswers {
  private final Assist assist;

  NameAnswers(Assist assist) {
    this.assist = assist;
  }

  Outcome answer(Question question) {
    Optional<JsonObject> found = assist.inspect(question);
    if (found.isEmpty()) {
      String message = "There is nothing called " + question.name() + " here.";
      List<String> lines = List.of(Traceback.headline("UsageError", message));
      return new Outcome.Failed("UsageError", message, lines, false);
    }
    JsonObject page = new JsonObject();
    page.addProperty("source", "page");
    page.add("data", found.get());
    page.addProperty("start", 0);
    JsonArray payload = new JsonArray();
    payload.add(page);
    return new Outcome.Done(null, payload);
  }
}
