package dev.henderson.kernel.app;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.henderson.kernel.assist.Assist;
import dev.henderson.kernel.assist.Question;
import dev.henderson.kernel.display.Displays;
import dev.henderson.kernel.display.MimeBundle;
import dev.henderson.kernel.display.ResultDisplays;
import dev.henderson.kernel.javadoc.Documentation;
import dev.henderson.kernel.jshell.Evaluation;
import dev.henderson.kernel.jshell.JShellEngine;
import dev.henderson.kernel.magic.Magic;
import dev.henderson.kernel.magic.MagicCall;
import dev.henderson.kernel.magic.MagicException;
import dev.henderson.kernel.magic.MagicResult;
import dev.henderson.kernel.magic.Magics;
import dev.henderson.kernel.maven.LocalRepository;
import dev.henderson.kernel.protocol.Execution;
import dev.henderson.kernel.protocol.Outcome;
import dev.henderson.kernel.protocol.Outputs;
import dev.henderson.kernel.session.Cell;
import dev.henderson.kernel.session.CellFailure;
import dev.henderson.kernel.session.CellInterrupted;
import dev.henderson.kernel.session.Front;
import dev.henderson.kernel.session.Interruption;
import dev.henderson.kernel.session.PastResults;
import dev.henderson.kernel.session.Piece;
import dev.henderson.kernel.session.Place;
import dev.henderson.kernel.session.Session;
import dev.henderson.kernel.session.StuckCell;
import dev.henderson.kernel.session.Traceback;
import dev.henderson.stats.frame.ColumnTypes;
import dev.henderson.stats.model.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.dflib.jjava.jupyter.kernel.display.Renderer;

/**
 * Runs one cell after another: Java and magics in order, their values shown. The kernel and the
 * {@code run} command both run cells here, and differ only in where the {@link Outputs} go.
 */
public final class Interpreter implements AutoCloseable {
  /** What every notebook can use without an import of its own. */
  private static final List<String> IMPORTS =
      List.of(
          "java.io.*",
          "java.math.*",
          "java.net.*",
          "java.nio.file.*",
          "java.time.*",
          "java.util.*",
          "java.util.concurrent.*",
          "java.util.function.*",
          "java.util.regex.*",
          "java.util.stream.*",
          "tech.tablesaw.api.*",
          "static dev.henderson.kernel.app.Notebook.*");

  private final CellStreams streams;
  private final Interruption interruption;
  private final JShellEngine engine;
  private final Session session;
  private final Magics magics;
  private final MagicRuns runs;
  private final Documentation documentation;
  private final Displays displays;
  private final MagicErrors magicErrors = new MagicErrors();
  private final CellEnds ends;
  private final ResultOutputs shown;
  private int count;

  /** What errors call the code that runs. */
  private String where = "cell";

  /** The same for the innermost code that failed, which a magic's mistake does not tell. */
  private String failedIn = where;

  /** The next cell often follows at once. */
  private static final long QUIET_SECONDS = 3;

  /** Whether the magic that runs is the last piece of its cell. */
  private boolean atEnd;

  private final ReentrantLock running = new ReentrantLock(true);
  private Path startup;

  /**
   * An interpreter whose Java is not started yet.
   *
   * @param renderer where extensions of the kernel base register displays
   */
  Interpreter(CellStreams streams, Magics magics, Renderer renderer, Path workingDirectory) {
    this.streams = streams;
    this.magics = magics;
    this.interruption = new Interruption(this::tell);
    this.runs = new MagicRuns(magics, interruption);
    this.engine = new JShellEngine(interruption, IMPORTS, KernelSpec::librariesOfThisProcess);
    this.ends = new CellEnds(magicErrors, engine.traceback());
    this.session = new Session(engine, interruption, workingDirectory, new CellFront());
    this.documentation =
        new Documentation(
            LocalRepository::ofUser,
            session.documentation(),
            type -> engine.declarations().source(type));
    this.displays = new Displays(renderer, session.config());
    ResultDisplays.register(displays);
    this.shown = new ResultOutputs(displays, interruption);
    Thread.setDefaultUncaughtExceptionHandler(this::uncaught);
  }

  /** Starts Java in the background. */
  void start() {
    engine.start();
  }

  /** A script to be run once, before the first cell. */
  void startup(Path script) {
    this.startup = script;
  }

  /** What is wrong with the user's script is said, and the cell runs all the same. */
  private void runStartup() {
    Path script = startup;
    startup = null;
    if (script == null) {
      return;
    }
    try {
      session.front().run(Files.readString(script), script.getFileName().toString());
    } catch (CellInterrupted e) {
      throw e;
    } catch (Exception | Error e) {
      List<String> lines =
          List.of(Traceback.headline(e.getClass().getSimpleName(), Traceback.words(e)));
      if (e instanceof CellFailure failure) {
        lines = failure.traceback();
      } else if (e instanceof MagicException mistake) {
        lines = magicErrors.traceback(mistake, failedIn);
      }
      String all = String.join("\n", lines);
      warn("The startup script " + script + " failed:\n" + all + "\n");
    }
  }

  /** What a thread of a cell died of, in that cell. */
  private void uncaught(Thread thread, Throwable thrown) {
    // Virtual threads mostly have no name. Java 17 has none, so their class is told by its name.
    String kind = thread.getClass().getSimpleName().equals("VirtualThread") ? "virtual " : "";
    String name = thread.getName();
    String which = name.isBlank() ? "A " + kind + "thread" : "The " + kind + "thread " + name;
    String all = String.join("\n", engine.traceback().of(thrown));
    warn(which + " ended in an error.\n" + all + "\n");
  }

  /** The results of earlier cells. */
  PastResults past() {
    return shown.past();
  }

  /** The notebook's state. */
  public Session session() {
    return session;
  }

  /** The magics of this kernel. */
  public Magics magics() {
    return magics;
  }

  /** How objects are shown. */
  public Displays displays() {
    return displays;
  }

  /** Where a name that no magic of ours has is looked for next. */
  void moreMagics(Function<MagicCall, Optional<Magic>> find) {
    runs.lookFurther(find);
  }

  /** Answers about a cell while it is typed. */
  Assist assist() {
    return new Assist(engine, session, magics, displays, documentation);
  }

  JShellEngine engine() {
    return engine;
  }

  CellStreams streams() {
    return streams;
  }

  /** A cell will run soon: an interrupt from now on means it. */
  void expect() {
    interruption.expect();
  }

  /** Asks the running cell to stop. */
  public void interrupt() {
    interruption.request();
  }

  private void tell(StuckCell stuck) {
    warn(stuck.sentence(engine.traceback()));
  }

  private void warn(String text) {
    Outputs outputs = streams.current();
    if (outputs != null) {
      outputs.stream("stderr", text);
    }
  }

  /** Runs a cell; whatever goes wrong is in the outcome. */
  public Outcome execute(Execution execution, Outputs outputs) {
    streams.begin(outputs);
    running.lock();
    interruption.begin();
    try {
      // While Java starts elsewhere; the cell's own threads may be the next to need them.
      ColumnTypes.initialise();
      runStartup();
      count = execution.count();
      where = count > 0 ? "cell [" + count + "]" : "cell";
      failedIn = where;
      Optional<Question> question = Question.of(execution.code());
      if (question.isPresent()) {
        return answer(question.get());
      }
      String text = run(Cell.parse(execution.code()), true, outputs);
      // What swallowed the interrupt, or waited for a lock, ran on; what it did stays done.
      return interruption.isRequested()
          ? ends.interrupted(null)
          : new Outcome.Done(text, new JsonArray());
    } catch (CellInterrupted e) {
      return ends.interrupted(e);
    } catch (Exception | Error e) {
      // Who asked the cell to stop does not want to hear what it stumbled over then.
      return interruption.isRequested() ? ends.interrupted(e) : ends.failed(e, outputs, failedIn);
    } finally {
      interruption.end();
      running.unlock();
    }
  }

  /** Returns once no cell has run for a while; for work that had better not compete with one. */
  void awaitIdle() throws InterruptedException {
    while (!running.tryLock()) {
      running.lock();
      running.unlock();
      TimeUnit.SECONDS.sleep(QUIET_SECONDS);
    }
    running.unlock();
  }

  /** What a name is, in the front end's pager. */
  private Outcome answer(Question question) {
    Optional<JsonObject> found = assist().inspect(question);
    if (found.isEmpty()) {
      String message = "There is nothing called " + question.name() + " here.";
      List<String> lines = List.of(Traceback.headline("UsageError", message));
      return new Outcome.Failed("UsageError", message, lines, false);
    }
    JsonObject page = new JsonObject();
    page.addProperty("source", "page");
    page.add("data", found.get());
    page.addProperty("start", 0);
    JsonArray payload = new JsonArray();
    payload.add(page);
    return new Outcome.Done(null, payload);
  }

  /** Runs the pieces; returns the result as text, or null. */
  private String run(Cell cell, boolean own, Outputs outputs) throws Exception {
    List<Piece> pieces = cell.pieces();
    List<Optional<MagicCall>> calls = new ArrayList<>();
    for (Piece piece : pieces) {
      Optional<MagicCall> call = MagicRuns.call(piece, cell.source());
      calls.add(call);
      if (call.isPresent()) {
        // A magic that does not exist is told before anything has run.
        runs.check(call.get(), piece == pieces.get(0));
      }
    }
    String text = null;
    for (int i = 0; i < pieces.size(); i++) {
      // What another file holds is shown, but is not the result of this cell.
      boolean last = own && i == pieces.size() - 1;
      if (pieces.get(i) instanceof Piece.Java java) {
        Place place = new Place(where, cell.source(), java.start(), java.end());
        Evaluation done = engine.run(place);
        done.notes().forEach(note -> outputs.stream("stderr", note));
        Object value = done.isQuiet() ? null : done.value().orElse(null);
        // What printf returns is no result.
        if (i == pieces.size() - 1 && value != null && !streams.isOne(value)) {
          text = show(value, last, outputs);
        }
      } else {
        text = run(calls.get(i).orElseThrow(), last, outputs);
      }
    }
    return text;
  }

  private String run(MagicCall call, boolean last, Outputs outputs) throws Exception {
    Session.Held bound = session.hold();
    boolean whole = false;
    boolean outer = atEnd;
    atEnd = last;
    try {
      String text = shown(runs.run(call, session), last, outputs);
      whole = true;
      return text;
    } finally {
      atEnd = outer;
      // A picture that fails does not cost the fit; an interrupt leaves every variable as it was.
      session.release(bound, whole || !interruption.isRequested());
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

  /** What a magic can do to the running cell. */
  private final class CellFront implements Front {
    @Override
    public void print(String stream, String text) {
      streams.current().stream(stream, text);
    }

    @Override
    public Progress progress(String title) {
      return runs.progress(title, streams.current());
    }

    @Override
    public void run(String code) throws Exception {
      run(code, "cell");
    }

    @Override
    public void run(String code, String name) throws Exception {
      String outer = where;
      where = name;
      failedIn = name;
      try {
        Interpreter.this.run(Cell.parse(code), false, streams.current());
        failedIn = outer;
      } finally {
        where = outer;
      }
    }

    @Override
    public void run(String cell, int start, int end) throws Exception {
      Interpreter.this.run(Cell.parse(cell, start, end), atEnd, streams.current());
    }

    @Override
    public String where() {
      return where;
    }
  }

  private String show(Object value, boolean asResult, Outputs outputs) {
    return asResult ? shown.result(value, count, outputs) : shown.display(value, outputs);
  }

  JsonObject json(Object map) {
    return shown.json(map);
  }

  /** A value for a front end that asks for one: {@code {status, data, metadata}}, or an error. */
  public JsonObject expression(String code) {
    interruption.begin();
    JsonObject answer = new JsonObject();
    try {
      Piece.Java piece = new Piece.Java(code, 0, code.length());
      Optional<Object> value = engine.run(piece, 0, code).value();
      MimeBundle bundle = value.map(shown::bundle).orElse(MimeBundle.empty());
      answer.addProperty("status", "ok");
      answer.add("data", json(bundle.data()));
      answer.add("metadata", json(bundle.metadata()));
    } catch (RuntimeException | Error e) {
      String name = e instanceof CellFailure f ? f.name() : e.getClass().getSimpleName();
      List<String> lines = e instanceof CellFailure f ? f.traceback() : List.of();
      answer.addProperty("status", "error");
      answer.addProperty("ename", name);
      answer.addProperty("evalue", Traceback.words(e));
      answer.add("traceback", array(lines));
    } finally {
      interruption.end();
    }
    return answer;
  }

  private static JsonArray array(List<String> lines) {
    JsonArray array = new JsonArray();
    lines.forEach(array::add);
    return array;
  }

  /** Ends JShell and gives the JVM its streams back. */
  @Override
  public void close() {
    Thread.setDefaultUncaughtExceptionHandler(null);
    engine.close();
    streams.close();
  }
}
