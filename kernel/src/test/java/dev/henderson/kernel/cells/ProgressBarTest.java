package dev.henderson.kernel.cells;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.henderson.kernel.notebook.NotebookOutputs;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
  private final NotebookOutputs outputs = new NotebookOutputs();

  @Test
  void soonDoneWorkShowsNone() {
    ProgressBar bar = new ProgressBar(outputs, "Bootstrap");
    for (int i = 1; i <= 1000; i++) {
      bar.reached(i, 1000);
    }
    bar.close();
    assertEquals(0, outputs.json().size());
  }

  @Test
  void itGrowsInItsPlaceAndGoesAway() throws InterruptedException {
    ProgressBar bar = new ProgressBar(outputs, "Bootstrap");
    Thread.sleep(750);
    bar.reached(1, 4);
    JsonArray shown = outputs.json().deepCopy();
    Thread.sleep(200);
    bar.reached(2, 4);
    JsonArray grown = outputs.json().deepCopy();
    bar.close();
    assertTrue(text(shown).startsWith("Bootstrap [#######......................."), text(shown));
    assertEquals(1, grown.size());
    assertTrue(text(grown).contains(" 50 %"), text(grown));
    assertEquals(0, outputs.json().size(), "no trace in the file");
  }

  @Test
  void whatIsShownBesideItStays() throws InterruptedException {
    outputs.stream("stdout", "before\n");
    ProgressBar bar = new ProgressBar(outputs, "Bootstrap");
    Thread.sleep(750);
    bar.reached(1, 4);
    assertEquals(2, outputs.json().size());
    outputs.stream("stdout", "meanwhile\n");
    bar.close();
    outputs.stream("stdout", "after\n");
    assertEquals(1, outputs.json().size(), "one text");
    assertEquals(
        "before\nmeanwhile\nafter\n",
        outputs.json().get(0).getAsJsonObject().get("text").getAsString());
  }

  @Test
  void workOfUnknownLengthSaysItsStep() throws InterruptedException {
    ProgressBar bar = new ProgressBar(outputs, "Fitting");
    Thread.sleep(750);
    bar.reached(3, 0);
    assertTrue(text(outputs.json()).matches("Fitting: step 4, \\d+ s"), text(outputs.json()));
    bar.close();
    bar.reached(4, 0);
    assertEquals(0, outputs.json().size());
  }

  @Test
  void whatItSaysIsOneLineAndEscaped() {
    JsonObject data = ProgressBar.data("<b>", 1, 3, 2_000_000_000L);
    assertEquals(
        "<b> [##########....................] 33 %, 4 s left",
        data.get("text/plain").getAsString());
    assertTrue(data.get("text/html").getAsString().contains("&lt;b&gt;: 33 %, 4 s left"));
    JsonObject endless = ProgressBar.endless("<b>", 3, 2_900_000_000L);
    assertEquals("<b>: step 4, 2 s", endless.get("text/plain").getAsString());
    assertTrue(endless.get("text/html").getAsString().contains("&lt;b&gt;: step 4, 2 s"));
  }

  private static String text(JsonArray outputs) {
    return outputs.get(0).getAsJsonObject().getAsJsonObject("data").get("text/plain").getAsString();
  }
}
