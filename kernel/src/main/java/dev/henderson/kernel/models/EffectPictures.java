package dev.henderson.kernel.models;

import dev.henderson.stats.Fitted;
import dev.henderson.stats.TermEffect;
import dev.henderson.stats.infer.QuestionException;
import dev.henderson.stats.plot.PictureFormat;
import java.util.ArrayList;
import java.util.List;

/** What the terms of a fit do, a picture for each; or a note that says why there is none. */
final class EffectPictures {
  /** As {@code plots =} calls them. */
  static final String WORD = "effects";

  private EffectPictures() {}

  /**
   * The pictures of a fit.
   *
   * @param alone whether nothing else is shown, so that a fit without effects has to be told
   */
  static List<Object> of(Fitted fit, PictureFormat format, boolean alone) {
    List<Object> shown = new ArrayList<>();
    try {
      for (TermEffect effect : TermEffect.of(fit)) {
        shown.add(SafePictures.of(WORD, () -> effect.picture(format)));
      }
    } catch (QuestionException e) {
      shown.add(SafePictures.none("There is no picture of effects. " + e.getMessage()));
    }
    if (shown.isEmpty() && alone) {
      shown.add(
          SafePictures.none("The fixed part of " + fit.formula() + " has no effect to draw."));
    }
    return shown;
  }
}
