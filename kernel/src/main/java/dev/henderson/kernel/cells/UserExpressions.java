package dev.henderson.kernel.cells;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.henderson.kernel.display.MimeBundle;
import dev.henderson.kernel.jshell.JShellEngine;
import dev.henderson.kernel.session.CellFailure;
import dev.henderson.kernel.session.Piece;
import dev.henderson.kernel.session.Traceback;
import java.util.List;
import java.util.Optional;

/** Values for a front end that asks for some beside a cell. */
final class UserExpressions {
  private final JShellEngine engine;
  private final ResultOutputs shown;

  UserExpressions(JShellEngine engine, ResultOutputs shown) {
    this.engine = engine;
    this.shown = shown;
  }

  /** A value as {@code {status, data, metadata}}, or the error. */
  JsonObject value(String code) {
    JsonObject answer = new JsonObject();
    try {
      Piece.Java piece = new Piece.Java(code, 0, code.length());
      Optional<Object> value = engine.run(piece, 0, code).value();
      MimeBundle bundle = value.map(shown::bundle).orElse(MimeBundle.empty());
      answer.addProperty("status", "ok");
      answer.add("data", shown.json(bundle.data()));
      answer.add("metadata", shown.json(bundle.metadata()));
    } catch (RuntimeException | Error e) {
      String name = e instanceof CellFailure f ? f.name() : e.getClass().getSimpleName();
      List<String> lines = e instanceof CellFailure f ? f.traceback() : List.of();
      answer.addProperty("status", "error");
      answer.addProperty("ename", name);
      answer.addProperty("evalue", Traceback.words(e));
      answer.add("traceback", array(lines));
    }
    return answer;
  }

  private static JsonArray array(List<String> lines) {
    JsonArray array = new JsonArray();
    lines.forEach(array::add);
    return array;
  }
}
