package dev.henderson.kernel.jshell;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.util.TreeScanner;
import dev.henderson.kernel.session.CellFailure;
import dev.henderson.kernel.session.Place;
import dev.henderson.kernel.session.Traceback;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A {@code return} that is in no method of the cell. JShell takes it for the end of the method it
 * puts around a snippet, so that it does nothing, and what follows it runs.
 *
 * @param start where it begins in the text
 * @param value what it returns; empty if nothing
 * @param isNested whether it is in a block, a loop or a condition
 */
record TopLevelReturn(int start, String value, boolean isNested) {
  private static final String WORD = "return";

  /** The first one in the text of a snippet. */
  static Optional<TopLevelReturn> in(String text) {
    return text.contains(WORD)
        ? JavaGrammar.statements(text).flatMap(p -> Optional.ofNullable(new Search(text, p).run()))
        : Optional.empty();
  }

  /** Says no to a snippet with one. */
  static void refuse(Place place) {
    in(place.source().substring(place.start(), place.end()))
        .ifPresent(
            found -> {
              int at = place.start() + found.start();
              Place word = new Place(place.where(), place.source(), at, at + WORD.length());
              List<String> lines = new ArrayList<>();
              lines.add(Traceback.headline("CompileError", found.message()));
              lines.addAll(Traceback.caret(word));
              throw new CellFailure("CompileError", found.message(), lines, null);
            });
  }

  private String message() {
    if (isNested) {
      return "return ends a method, and here is none: write if and else, or put this into a method";
    }
    return value.isEmpty()
        ? "return ends a method; a cell ends with its last line: leave it out"
        : "return ends a method; a cell shows the value of its last line: write " + value;
  }

  /** Goes through statements, but not into what has a return of its own. */
  private static final class Search extends TreeScanner<TopLevelReturn, Void> {
    private final String text;
    private final JavaGrammar.Parsed parsed;
    private boolean around = true;
    private boolean nested;

    Search(String text, JavaGrammar.Parsed parsed) {
      this.text = text;
      this.parsed = parsed;
    }

    TopLevelReturn run() {
      return scan(parsed.unit(), null);
    }

    @Override
    public TopLevelReturn reduce(TopLevelReturn a, TopLevelReturn b) {
      return b == null || a != null && a.start() <= b.start() ? a : b;
    }

    @Override
    public TopLevelReturn visitMethod(MethodTree method, Void nothing) {
      // The method around the text is the only one that is gone into.
      TopLevelReturn found = null;
      if (around) {
        around = false;
        for (var statement : method.getBody().getStatements()) {
          nested = !(statement instanceof ReturnTree);
          found = reduce(found, scan(statement, null));
        }
      }
      return found;
    }

    @Override
    public TopLevelReturn visitClass(ClassTree tree, Void nothing) {
      return around ? super.visitClass(tree, nothing) : null;
    }

    @Override
    public TopLevelReturn visitLambdaExpression(LambdaExpressionTree tree, Void nothing) {
      return null;
    }

    @Override
    public TopLevelReturn visitSwitch(SwitchTree tree, Void nothing) {
      return null;
    }

    @Override
    public TopLevelReturn visitSwitchExpression(SwitchExpressionTree tree, Void nothing) {
      return null;
    }

    @Override
    public TopLevelReturn visitReturn(ReturnTree tree, Void nothing) {
      var value = tree.getExpression();
      String written =
          value == null ? "" : text.substring(parsed.start(value), parsed.end(value)).strip();
      return new TopLevelReturn(parsed.start(tree), written, nested);
    }
  }
}
