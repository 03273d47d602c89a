package dev.henderson.kernel.cells;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import dev.henderson.kernel.display.Displays;
import dev.henderson.kernel.display.MimeBundle;
import dev.henderson.kernel.protocol.Outputs;
import dev.henderson.kernel.session.Interruption;
import dev.henderson.kernel.session.PastResults;

/** The way of a value from a cell to the front end. */
public final class ResultOutputs {
  private final Gson gson =
      new GsonBuilder().disableHtmlEscaping().serializeSpecialFloatingPointValues().create();
  private final Displays displays;
  private final Interruption interruption;
  private final CellStreams streams;
  private final PastResults past = new PastResults();

  ResultOutputs(Displays displays, Interruption interruption, CellStreams streams) {
    this.streams = streams;
    this.displays = displays;
    this.interruption = interruption;
  }

  /** The results of earlier cells. */
  public PastResults past() {
    return past;
  }

  /** Whether a value says anything to a user. */
  boolean isToBeShown(Object value) {
    return !streams.isOne(value);
  }

  /** Shows a value as the result of the cell with that number; returns its text. */
  String result(Object value, int cell, Outputs outputs) {
    MimeBundle bundle = bundle(value);
    if (bundle.isEmpty()) {
      return null;
    }
    past.add(cell, value);
    outputs.result(json(bundle.data()), json(bundle.metadata()));
    return bundle.toString();
  }

  /** Shows a value beside the result; returns its text. */
  String display(Object value, Outputs outputs) {
    MimeBundle bundle = bundle(value);
    if (bundle.isEmpty()) {
      return null;
    }
    outputs.display(json(bundle.data()), json(bundle.metadata()), null);
    return bundle.toString();
  }

  /** The bundle of a value; its own code may run, so it may be interrupted. */
  MimeBundle bundle(Object value) {
    boolean outer = interruption.enter();
    try {
      return displays.show(value);
    } finally {
      interruption.leave(outer);
    }
  }

  /** A map as a message holds it. */
  public JsonObject json(Object map) {
    return gson.toJsonTree(map).getAsJsonObject();
  }
}
