package dev.henderson.kernel.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.henderson.kernel.app.StandardMagics;
import dev.henderson.kernel.magic.MagicCall;
import dev.henderson.kernel.magic.MagicResult;
import dev.henderson.kernel.session.Session;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.document.TextRenderer;
import dev.henderson.stats.plot.Picture;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** A picture that fails, or has nothing to show, is a note; an interrupt is none. */
class SafePicturesTest {
  @Test
  void failuresAreNotes() {
    Object shown =
        SafePictures.of(
            "qq",
            () -> {
              throw new ArrayIndexOutOfBoundsException("too much");
            });
    String text = TextRenderer.render((Report) shown);
    assertTrue(text.contains("'qq' could not be painted"), text);
    CancellationException stop = new CancellationException();
    assertSame(
        stop,
        assertThrows(
            CancellationException.class,
            () ->
                SafePictures.of(
                    "qq",
                    () -> {
                      throw stop;
                    })));
  }

  @Test
  void aFitWithoutResidualsIsShownAndBound() throws Exception {
    Session session = Session.withoutJava();
    var magics = StandardMagics.create();
    magics.run(MagicCall.cell("csv", "t", "g,y\na,1\nb,2\nc,4\n"), session);
    MagicResult shown = magics.run(MagicCall.line("lm", "m = y ~ g, data = t"), session);
    assertTrue(shown.displays().get(0) instanceof Picture);
    String note = TextRenderer.render((Report) shown.displays().get(1));
    assertTrue(note.contains("to draw for qq, scale-location,"), note);
    assertEquals(2, shown.displays().size());
    assertTrue(session.get("m") != null);
  }
}
