package dev.henderson.kernel.cells;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.henderson.kernel.app.StandardMagics;
import dev.henderson.kernel.display.MimeBundle;
import dev.henderson.kernel.magic.MagicCall;
import dev.henderson.kernel.magic.MagicException;
import dev.henderson.kernel.magic.Magics;
import dev.henderson.kernel.session.Session;
import dev.henderson.stats.frame.ChangedTableException;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What programs read of a mistake in a formula: places count from 1, in the cell. */
class MagicErrorsTest {
  private final Session session = Session.withoutJava();
  private final Magics magics = StandardMagics.create();

  @BeforeEach
  void load() throws Exception {
    magics.run(MagicCall.line("dataset", "sleepstudy"), session);
  }

  private JsonObject error(MagicCall call) {
    MagicException e = assertThrows(MagicException.class, () -> magics.run(call, session));
    return new MagicErrors().bundle(e).getAsJsonObject(MimeBundle.HENDERSON);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        // magic # arguments # column in the cell # code # part of the suggestion
        "lmer # m = Reaction ~ Dayz + (1 | Subject) # 22 # unknown-variable # Days",
        "lmer # m = Reaction ~ Days + (1 | Subject # 29 # syntax # Close it",
        "lmer # m = Reaction ~ Days + (1 | Subject)) # 42 # syntax # ",
        "lmer # m = Reaction ~ Days + 1 | Subject # 31 # syntax # (1 | Subject)",
        "lmer # m = Reaction ~ Days # 22 # design # (1 | group)",
        "formula # Reaction ~ Days * * Subject # 28 # syntax # ",
        "formula # Reaction ~ logg(Days) # 21 # unknown-function # log",
        "formula # Reaction Days # 19 # syntax # ~",
        "formula # Reaction ~ Days %on% Subject # 26 # syntax # %in%",
      })
  void linesColumnsAndCodes(
      String magic, String arguments, int column, String code, String suggestion) {
    JsonObject json = error(MagicCall.line(magic, arguments));
    assertEquals("error", json.get("kind").getAsString());
    assertEquals(1, json.get("line").getAsInt(), json.toString());
    assertEquals(column, json.get("column").getAsInt(), json.toString());
    assertEquals(code, json.get("code").getAsString(), json.toString());
    assertTrue(json.get("message").getAsString().endsWith("."), json.toString());
    if (suggestion != null) {
      assertTrue(json.get("suggestion").getAsString().contains(suggestion), json.toString());
    }
  }

  @Test
  void aTableThatWasChangedIsASentence() throws Exception {
    magics.run(MagicCall.line("lm", "m = Reaction ~ Days, data = sleepstudy"), session);
    session.table("sleepstudy").intColumn("Days").set(0, 99);
    MagicCall call = MagicCall.line("explain", "m");
    ChangedTableException e =
        assertThrows(ChangedTableException.class, () -> magics.run(call, session));
    JsonObject json =
        new MagicErrors()
            .bundle(new MagicErrors().of(call, e))
            .getAsJsonObject(MimeBundle.HENDERSON);
    assertEquals("changed-table", json.get("code").getAsString());
    assertEquals(
        "Column Days of sleepstudy was changed after the model read it, and this needs its rows as"
            + " they were. Fit the model again; to change the table and keep the fit, fit it to a"
            + " copy, sleepstudy.copy().",
        json.get("message").getAsString());
  }

  @Test
  void linesAreThoseOfTheCell() {
    String cell = "int n = 1;\n%formula Reaction ~\n    Days + (1 |\n    Subjct)";
    String arguments = cell.substring(cell.indexOf("Reaction"));
    MagicCall call =
        new MagicCall(
            "formula", arguments, cell.indexOf("Reaction"), Optional.empty(), cell.length(), cell);
    JsonObject json = error(call);
    assertEquals(4, json.get("line").getAsInt());
    assertEquals(5, json.get("column").getAsInt());
    assertEquals("Did you mean Subject?", json.get("suggestion").getAsString());
  }
}
