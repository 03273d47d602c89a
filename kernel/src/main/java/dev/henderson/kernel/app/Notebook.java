package dev.henderson.kernel.app;

import dev.henderson.kernel.cells.ResultOutputs;
import dev.henderson.kernel.cells.Workspace;
import dev.henderson.kernel.display.MimeBundle;
import dev.henderson.kernel.protocol.Outputs;
import dev.henderson.kernel.session.CellInterrupted;
import java.io.InterruptedIOException;
import java.util.UUID;
import org.dflib.jjava.jupyter.kernel.BaseKernel;

/**
 * What every cell can call without an import: {@code display(x)}, {@code clearOutput()}, {@code
 * input("Name? ")}, {@code Out(3)}.
 *
 * <p>Static because cells are; the kernel it speaks to is the one the base keeps for its own
 * notebook functions, so nothing static is added.
 */
public final class Notebook {
  private Notebook() {}

  private static HendersonKernel kernel() {
    return (HendersonKernel) BaseKernel.notebookKernel();
  }

  /** Shows an object now, in the cell that started the calling thread. */
  public static DisplayHandle display(Object value) {
    return show(kernel().workspace().displays().show(value));
  }

  /**
   * Shows an object in the given MIME types; a String is taken as content of the type itself:
   * {@code display("<b>x</b>", "text/html")}.
   */
  public static DisplayHandle display(Object value, String... mimes) {
    return show(bundle(value, mimes));
  }

  private static MimeBundle bundle(Object value, String... mimes) {
    if (value instanceof String text && mimes.length > 0) {
      MimeBundle bundle = MimeBundle.text(text);
      for (String mime : mimes) {
        bundle = bundle.with(mime, text);
      }
      return bundle;
    }
    return kernel().workspace().displays().showAs(value, mimes);
  }

  private static DisplayHandle show(MimeBundle bundle) {
    String id = UUID.randomUUID().toString();
    Workspace workspace = kernel().workspace();
    Outputs outputs = workspace.streams().current();
    if (outputs != null && !bundle.isEmpty()) {
      ResultOutputs shown = workspace.shown();
      outputs.display(shown.json(bundle.data()), shown.json(bundle.metadata()), id);
    }
    return new DisplayHandle(id);
  }

  /** Shows something else wherever the display with this id stands. */
  public static void updateDisplay(String id, Object value, String... mimes) {
    Workspace workspace = kernel().workspace();
    MimeBundle bundle = bundle(value, mimes);
    Outputs outputs = workspace.streams().current();
    if (outputs != null) {
      ResultOutputs shown = workspace.shown();
      outputs.update(shown.json(bundle.data()), shown.json(bundle.metadata()), id);
    }
  }

  /**
   * The result of an earlier cell: {@code Out(3)} is what stands beside {@code [3]}. The last eight
   * are kept; Java knows them as Object, so that a call needs a cast: {@code ((Lmer)
   * Out(3)).aic()}.
   *
   * @throws java.util.NoSuchElementException naming those that are kept, if that one is not
   */
  public static Object Out(int cell) {
    return kernel().workspace().shown().past().get(cell);
  }

  /** Takes the output of this cell away. */
  public static void clearOutput() {
    clearOutput(false);
  }

  /**
   * Takes the output of this cell away.
   *
   * @param wait only once there is new output, so that it does not flicker
   */
  public static void clearOutput(boolean wait) {
    Outputs outputs = kernel().workspace().streams().current();
    if (outputs != null) {
      outputs.clear(wait);
    }
  }

  /** Asks the user for a line. */
  public static String input(String prompt) {
    return ask(prompt, false);
  }

  /** Asks the user for a line that is not shown while typed. */
  public static String password(String prompt) {
    return ask(prompt, true);
  }

  /** Unchecked, so that methods and lambdas of cells can ask. */
  private static String ask(String prompt, boolean password) {
    try {
      return kernel().workspace().streams().current().input(prompt, password);
    } catch (InterruptedIOException e) {
      throw new CellInterrupted();
    }
  }
}
