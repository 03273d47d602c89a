package dev.henderson.kernel.cells;

import dev.henderson.kernel.assist.Assist;
import dev.henderson.kernel.display.Displays;
import dev.henderson.kernel.display.ResultDisplays;
import dev.henderson.kernel.javadoc.Documentation;
import dev.henderson.kernel.jshell.JShellEngine;
import dev.henderson.kernel.magic.Magic;
import dev.henderson.kernel.magic.MagicCall;
import dev.henderson.kernel.magic.Magics;
import dev.henderson.kernel.maven.LocalRepository;
import dev.henderson.kernel.session.Interruption;
import dev.henderson.kernel.session.Session;
import dev.henderson.kernel.session.Traceback;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.dflib.jjava.jupyter.kernel.display.Renderer;

/**
 * What one notebook has: Java and its variables, magics, displays, and how they know each other.
 */
public final class Workspace implements AutoCloseable {
  private final CellStreams streams;
  private final Magics magics;
  private final Warnings warnings;
  private final Interruption interruption;
  private final MagicRuns magicRuns;
  private final JShellEngine engine;
  private final RunningCode running = new RunningCode();
  private final Session session;
  private final Documentation documentation;
  private final Displays displays;
  private final ResultOutputs shown;
  private final CellPieces pieces;

  /**
   * A workspace whose Java is not started yet.
   *
   * @param renderer where extensions of the kernel base register displays
   * @param java makes the engine of what stops its cells
   */
  public Workspace(
      CellStreams streams,
      Magics magics,
      Renderer renderer,
      Path workingDirectory,
      Function<Interruption, JShellEngine> java) {
    this.streams = streams;
    this.magics = magics;
    this.warnings = new Warnings(streams, this::traceback);
    this.interruption = new Interruption(warnings::stuck);
    this.magicRuns = new MagicRuns(magics, interruption);
    this.engine = java.apply(interruption);
    CellFront front = new CellFront(streams, magicRuns, running);
    this.session = new Session(engine, interruption, workingDirectory, front);
    this.documentation =
        new Documentation(
            LocalRepository::ofUser,
            session.documentation(),
            type -> engine.declarations().source(type));
    this.displays = new Displays(renderer, session.config());
    ResultDisplays.register(displays);
    this.shown = new ResultOutputs(displays, interruption, streams);
    this.pieces = new CellPieces(engine, session, magicRuns, shown, running);
    front.runWith(pieces);
    Thread.setDefaultUncaughtExceptionHandler(warnings::uncaught);
  }

  private Traceback traceback() {
    return engine.traceback();
  }

  /** Where cells print. */
  public CellStreams streams() {
    return streams;
  }

  /** The notebook's state. */
  public Session session() {
    return session;
  }

  /** Java. */
  public JShellEngine engine() {
    return engine;
  }

  /** How objects are shown. */
  public Displays displays() {
    return displays;
  }

  /** How they get to the front end. */
  public ResultOutputs shown() {
    return shown;
  }

  /** Answers about a cell while it is typed. */
  public Assist assist() {
    return new Assist(engine, session, magics, displays, documentation);
  }

  /** Where a name that no magic of ours has is looked for next. */
  public void moreMagics(Function<MagicCall, Optional<Magic>> find) {
    magicRuns.lookFurther(find);
  }

  Interruption interruption() {
    return interruption;
  }

  Warnings warnings() {
    return warnings;
  }

  RunningCode running() {
    return running;
  }

  CellPieces pieces() {
    return pieces;
  }

  /** Ends JShell and gives the JVM its streams back. */
  @Override
  public void close() {
    Thread.setDefaultUncaughtExceptionHandler(null);
    engine.close();
    streams.close();
  }
}
