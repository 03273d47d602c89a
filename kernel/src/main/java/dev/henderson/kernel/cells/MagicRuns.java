package dev.henderson.kernel.cells;

import dev.henderson.kernel.magic.Interpolation;
import dev.henderson.kernel.magic.Magic;
import dev.henderson.kernel.magic.MagicCall;
import dev.henderson.kernel.magic.MagicResult;
import dev.henderson.kernel.magic.Magics;
import dev.henderson.kernel.protocol.Outputs;
import dev.henderson.kernel.session.Interruption;
import dev.henderson.kernel.session.Piece;
import dev.henderson.kernel.session.Session;
import dev.henderson.kernel.session.UnknownNameException;
import dev.henderson.stats.frame.ChangedTableException;
import dev.henderson.stats.model.Progress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Finds the magics of a cell and runs them, with the bars of their progress. */
final class MagicRuns {
  private final Magics magics;
  private final Interruption interruption;
  private final MagicErrors errors = new MagicErrors();
  private Function<MagicCall, Optional<Magic>> further = call -> Optional.empty();
  private List<ProgressBar> bars = new CopyOnWriteArrayList<>();

  MagicRuns(Magics magics, Interruption interruption) {
    this.magics = magics;
    this.interruption = interruption;
  }

  /** Where a name that no magic of ours has is looked for next. */
  void lookFurther(Function<MagicCall, Optional<Magic>> find) {
    this.further = find;
  }

  /** The call a piece of a cell is; empty for Java. */
  static Optional<MagicCall> call(Piece piece, String cell) {
    if (piece instanceof Piece.LineMagic m) {
      return Optional.of(
          new MagicCall(
              m.name(), m.arguments(), m.argumentStart(), Optional.empty(), cell.length(), cell));
    }
    if (piece instanceof Piece.CellMagic m) {
      return Optional.of(
          new MagicCall(
              m.name(),
              m.arguments(),
              m.argumentStart(),
              Optional.of(m.body()),
              m.bodyStart(),
              cell));
    }
    return Optional.empty();
  }

  private Magic magic(MagicCall call) {
    boolean ours = magics.find(call.name()).isPresent();
    Optional<Magic> more = ours ? Optional.empty() : further.apply(call);
    return more.orElseGet(() -> magics.check(call));
  }

  /** Refuses a call that cannot run where it stands, before anything of its cell has run. */
  void check(MagicCall call, boolean first) {
    magic(call);
    if (call.isCell() && !first) {
      throw call.error("%%" + call.name() + " takes the rest of the cell as it is.")
          .suggesting("Give it a cell of its own, with %%" + call.name() + " on the first line.");
    }
  }

  /** Runs a magic; its bars are gone afterwards. */
  MagicResult run(MagicCall call, Session session) throws Exception {
    Magic magic = magic(call);
    MagicCall complete = magic.interpolates() ? Interpolation.of(call, session) : call;
    List<ProgressBar> outerBars = bars;
    bars = new CopyOnWriteArrayList<>();
    boolean outer = interruption.enter();
    try {
      return magic.run(complete, session);
    } catch (IllegalArgumentException | UnknownNameException | ChangedTableException e) {
      throw errors.of(complete, e);
    } finally {
      interruption.leave(outer);
      bars.forEach(ProgressBar::close);
      bars = outerBars;
    }
  }

  /** A bar of the magic that runs. */
  Progress progress(String title, Outputs outputs) {
    ProgressBar bar = new ProgressBar(outputs, title);
    bars.add(bar);
    return bar;
  }
}
