package dev.henderson.kernel.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShownOutputsTest {
  private final ShownOutputs shown = new ShownOutputs();

  private static JsonObject content(String text, String id) {
    JsonObject content = new JsonObject();
    JsonObject data = new JsonObject();
    data.addProperty("text/plain", text);
    content.add("data", data);
    JsonObject passing = new JsonObject();
    if (id != null) {
      passing.addProperty("display_id", id);
    }
    content.add("transient", passing);
    return content;
  }

  private List<String> all() {
    return shown.all().stream()
        .map(
            o ->
                o.text() == null
                    ? o.content().getAsJsonObject("data").get("text/plain").getAsString()
                    : o.stream() + ":" + o.text())
        .toList();
  }

  @Test
  void whatIsTakenAwayLeavesTheRestInItsOrder() {
    shown.text("stdout", "a");
    shown.message("display_data", content("kept", "other"));
    shown.message("display_data", content("bar", "bar"));
    shown.text("stdout", "b");
    shown.text("stdout", "c");
    shown.text("stderr", "d");
    shown.message("execute_result", content("result", null));
    shown.update(content("kept, updated", "other"), "other");
    assertTrue(shown.remove("bar"));
    assertFalse(shown.remove("bar"));
    assertEquals(List.of("stdout:a", "kept, updated", "stdout:bc", "stderr:d", "result"), all());
  }

  @Test
  void whatIsClearedIsNotShownAgain() {
    shown.text("stdout", "a");
    shown.clear(true);
    assertTrue(shown.isClearedNext());
    assertEquals(List.of("stdout:a"), all());
    shown.text("stdout", "b");
    assertEquals(List.of("stdout:b"), all());
    shown.clear(false);
    assertEquals(List.of(), all());
  }

  @Test
  void aPromptWasNotShown() {
    shown.text("stdout", "line\nName? ");
    shown.takeBack("stdout", "Name? ");
    assertEquals(List.of("stdout:line\n"), all());
  }

  @Test
  void onlySoMuchIsKept() {
    assertTrue(shown.hasRoom(ShownOutputs.MOST));
    shown.message("display_data", content("x".repeat(10), null));
    assertFalse(shown.hasRoom(ShownOutputs.MOST));
    shown.close();
    shown.text("stdout", "a");
    shown.message("display_data", content("b", null));
    assertEquals(List.of(), all());
    assertFalse(shown.hasRoom(1));
  }
}
