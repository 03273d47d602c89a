package dev.henderson.kernel.models;

import dev.henderson.stats.document.Block;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.model.Diagnostic;
import dev.henderson.stats.plot.Picture;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/** Pictures shown beside a fit: one that cannot be painted is a note and never costs the fit. */
final class SafePictures {
  private SafePictures() {}

  /**
   * What is shown for a picture: itself, or a note that says why it is not there.
   *
   * @param name as {@code plots =} calls it
   */
  static Object of(String name, Supplier<Picture> paint) {
    try {
      return paint.get();
    } catch (CancellationException e) {
      throw e;
    } catch (RuntimeException e) {
      return report(
          Diagnostic.warning(
              "picture-failed",
              "The picture '"
                  + name
                  + "' could not be painted ("
                  + e
                  + "); the fit is not touched."));
    }
  }

  /** Says which pictures are not there because no row has a value to draw. */
  static Report empty(List<String> names) {
    return none(
        "No row has a value to draw for "
            + String.join(", ", names)
            + ": these pictures are of standardised residuals, and the fit leaves none.");
  }

  /** Says why there is no picture. */
  static Report none(String why) {
    return report(Diagnostic.note("picture-empty", why));
  }

  private static Report report(Diagnostic d) {
    return new Report(
        "picture", List.of(new Block.Note(d)), Map.of("notes", Report.notes(List.of(d))));
  }
}
