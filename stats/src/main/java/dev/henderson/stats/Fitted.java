package dev.henderson.stats;

import dev.henderson.stats.document.Report;
import dev.henderson.stats.plot.Picture;
import dev.henderson.stats.plot.PictureFormat;
import java.util.List;

/** A fitted model that a notebook variable holds: it can be summarised and drawn. */
public interface Fitted {
  /** The formula as text; empty if it was not fitted from one. */
  default String formula() {
    return "";
  }

  /** The summary as a document. */
  Report report();

  /** The pictures that are shown unasked. */
  List<Picture> pictures(PictureFormat format);
}
