package dev.henderson.kernel.cells;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.henderson.kernel.assist.Assist;
import dev.henderson.kernel.assist.Question;
import dev.henderson.kernel.protocol.Execution;
import dev.henderson.kernel.protocol.Outcome;
import dev.henderson.kernel.protocol.Outputs;
import dev.henderson.kernel.session.Cell;
import dev.henderson.kernel.session.CellInterrupted;
import dev.henderson.kernel.session.Interruption;
import dev.henderson.kernel.session.Session;
import dev.henderson.stats.frame.ColumnTypes;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Runs one cell after another in a workspace. The kernel and the {@code run} command both run cells
 * here, and differ only in where the {@link Outputs} go.
 */
public final class Interpreter implements AutoCloseable {
  private final Workspace workspace;
  private final Interruption interruption;
  private final RunningCode running;
  private final CellTurns turns = new CellTurns();
  private final CellEnds ends;
  private final StartupScript startup;
  private final UserExpressions expressions;

  /** An interpreter of a workspace, which belongs to it from now on. */
  public Interpreter(Workspace workspace) {
    this.workspace = workspace;
    this.interruption = workspace.interruption();
    this.running = workspace.running();
    this.ends = new CellEnds(new MagicErrors(), workspace.engine().traceback());
    this.startup = new StartupScript(workspace.session().front(), running, workspace.warnings());
    this.expressions = new UserExpressions(workspace.engine(), workspace.shown());
  }

  /** Starts Java in the background. */
  public void start() {
    workspace.engine().start();
  }

  /** A script to be run once, before the next cell. */
  public void startup(Path script) {
    startup.expect(script);
  }

  /** The notebook's state. */
  public Session session() {
    return workspace.session();
  }

  /** Answers about a cell while it is typed. */
  public Assist assist() {
    return workspace.assist();
  }

  /** What the cells run in. */
  public Workspace workspace() {
    return workspace;
  }

  /** A cell will run soon: an interrupt from now on means it. */
  public void expect() {
    interruption.expect();
  }

  /** Asks the running cell to stop. */
  public void interrupt() {
    interruption.request();
  }

  /** Runs a cell; whatever goes wrong is in the outcome. */
  public Outcome execute(Execution execution, Outputs outputs) {
    workspace.streams().begin(outputs);
    turns.begin();
    interruption.begin();
    try {
      // While Java starts elsewhere; the cell's own threads may be the next to need them.
      ColumnTypes.initialise();
      startup.run();
      running.begin(execution.count());
      Optional<Question> question = Question.of(execution.code());
      if (question.isPresent()) {
        return new NameAnswers(assist()).answer(question.get());
      }
      String text = workspace.pieces().run(Cell.parse(execution.code()), true, outputs);
      // What swallowed the interrupt, or waited for a lock, ran on; what it did stays done.
      return interruption.isRequested()
          ? ends.interrupted(null)
          : new Outcome.Done(text, new JsonArray());
    } catch (CellInterrupted e) {
      return ends.interrupted(e);
    } catch (Exception | Error e) {
      // Who asked the cell to stop does not want to hear what it stumbled over then.
      return interruption.isRequested()
          ? ends.interrupted(e)
          : ends.failed(e, outputs, running.failedIn());
    } finally {
      interruption.end();
      turns.end();
    }
  }

  /** A value for a front end that asks for one: {@code {status, data, metadata}}, or an error. */
  public JsonObject expression(String code) {
    interruption.begin();
    try {
      return expressions.value(code);
    } finally {
      interruption.end();
    }
  }

  /** Returns once no cell has run for a while; for work that had better not compete with one. */
  public void awaitIdle() throws InterruptedException {
    turns.awaitIdle();
  }

  /** Ends JShell and gives the JVM its streams back. */
  @Override
  public void close() {
    workspace.close();
  }
}
