package dev.henderson.kernel.cells;

import dev.henderson.kernel.jshell.Evaluation;
import dev.henderson.kernel.jshell.JShellEngine;
import dev.henderson.kernel.magic.MagicCall;
import dev.henderson.kernel.magic.MagicResult;
import dev.henderson.kernel.protocol.Outputs;
import dev.henderson.kernel.session.Cell;
import dev.henderson.kernel.session.Piece;
import dev.henderson.kernel.session.Place;
import dev.henderson.kernel.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs the pieces of a cell, Java and magics, one after another, and shows what they end with. */
final class CellPieces {
  private final JShellEngine engine;
  private final Session session;
  private final MagicRuns magics;
  private final ResultOutputs shown;
  private final RunningCode running;

  CellPieces(
      JShellEngine engine,
      Session session,
      MagicRuns magics,
      ResultOutputs shown,
      RunningCode running) {
    this.engine = engine;
    this.session = session;
    this.magics = magics;
    this.shown = shown;
    this.running = running;
  }

  /**
   * Runs a cell.
   *
   * @param own whether what it ends with is the result of the running cell; what another file holds
   *     is shown, but is not
   * @return the result as text, or null
   */
  String run(Cell cell, boolean own, Outputs outputs) throws Exception {
    List<Piece> pieces = cell.pieces();
    List<Optional<MagicCall>> calls = new ArrayList<>();
    for (Piece piece : pieces) {
      Optional<MagicCall> call = MagicRuns.call(piece, cell.source());
      calls.add(call);
      if (call.isPresent()) {
        // A magic that does not exist is told before anything has run.
        magics.check(call.get(), piece == pieces.get(0));
      }
    }
    String text = null;
    for (int i = 0; i < pieces.size(); i++) {
      boolean last = i == pieces.size() - 1;
      if (pieces.get(i) instanceof Piece.Java java) {
        Place place = new Place(running.where(), cell.source(), java.start(), java.end());
        Optional<Object> value = run(place, outputs);
        text = last && value.isPresent() ? show(value.get(), own, outputs) : text;
      } else {
        text = run(calls.get(i).orElseThrow(), own && last, outputs);
      }
    }
    return text;
  }

  /** Runs Java; returns what there is to show of it. */
  private Optional<Object> run(Place place, Outputs outputs) {
    Evaluation done = engine.run(place);
    done.notes().forEach(note -> outputs.stream("stderr", note));
    // What printf returns is no result.
    return done.isQuiet() ? Optional.empty() : done.value().filter(shown::isToBeShown);
  }

  private String run(MagicCall call, boolean last, Outputs outputs) throws Exception {
    Session.Held bound = session.hold();
    boolean whole = false;
    try {
      String text = running.piece(last, () -> shown(magics.run(call, session), last, outputs));
      whole = true;
      return text;
    } finally {
      // A picture that fails does not cost the fit; an interrupt leaves every variable as it was.
      session.release(bound, whole || !session.cancellation().isRequested());
    }
  }

  private String shown(MagicResult result, boolean last, Outputs outputs) {
    String text = null;
    if (result.value().isPresent()) {
      text = show(result.value().get(), last, outputs);
    }
    for (Object display : result.displays()) {
      show(display, false, outputs);
    }
    return text;
  }

  private String show(Object value, boolean asResult, Outputs outputs) {
    return asResult
        ? shown.result(value, running.number(), outputs)
        : shown.display(value, outputs);
  }
}
