package dev.henderson.kernel.cells;

import dev.henderson.kernel.session.Cell;
import dev.henderson.kernel.session.Front;
import dev.henderson.stats.model.Progress;

/** What a magic can do to the running cell. */
final class CellFront implements Front {
  private final CellStreams streams;
  private final MagicRuns magics;
  private final RunningCode running;
  private CellPieces pieces;

  CellFront(CellStreams streams, MagicRuns magics, RunningCode running) {
    this.streams = streams;
    this.magics = magics;
    this.running = running;
  }

  /** Where code runs; told once, because that needs the session, which needs this front. */
  void runWith(CellPieces cells) {
    this.pieces = cells;
  }

  @Override
  public void print(String stream, String text) {
    streams.current().stream(stream, text);
  }

  @Override
  public Progress progress(String title) {
    return magics.progress(title, streams.current());
  }

  @Override
  public void run(String code) throws Exception {
    run(code, "cell");
  }

  @Override
  public void run(String code, String name) throws Exception {
    running.named(name, () -> pieces.run(Cell.parse(code), false, streams.current()));
  }

  @Override
  public void run(String cell, int start, int end) throws Exception {
    pieces.run(Cell.parse(cell, start, end), running.isAtEnd(), streams.current());
  }

  @Override
  public String where() {
    return running.where();
  }
}
