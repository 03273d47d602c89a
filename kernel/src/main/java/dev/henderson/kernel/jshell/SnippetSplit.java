package dev.henderson.kernel.jshell;

import dev.henderson.kernel.session.Place;
import java.util.ArrayList;
import java.util.List;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/** Java text taken apart into what JShell runs one by one. */
final class SnippetSplit {
  private SnippetSplit() {}

  /** The snippets in order; only the first that is no Java, if there is one. */
  static List<Place> split(JShell java, Place piece) {
    SourceCodeAnalysis analysis = java.sourceCodeAnalysis();
    List<Place> out = new ArrayList<>();
    String rest = piece.source().substring(piece.start(), piece.end());
    while (!rest.isBlank()) {
      // A snippet that begins with blanks makes JShell declare all variables anew.
      rest = rest.stripLeading();
      int at = piece.end() - rest.length();
      CompletionInfo info = analysis.analyzeCompletion(rest);
      if (info.completeness() == SourceCodeAnalysis.Completeness.EMPTY) {
        break;
      }
      boolean wrong = info.completeness() == SourceCodeAnalysis.Completeness.UNKNOWN;
      boolean whole = info.completeness().isComplete() && !wrong;
      int end = whole ? piece.end() - info.remaining().length() : piece.end();
      Place snippet = new Place(piece.where(), piece.source(), at, end);
      if (!whole) {
        // Only to hear the compiler's complaint; what it rejects does not run.
        out.clear();
        out.add(snippet);
        return out;
      }
      out.add(snippet);
      rest = info.remaining();
    }
    return out;
  }

  /** The last statement of a cell may lack its semicolon, a declaration included. */
  static String withSemicolon(JShell java, String text) {
    CompletionInfo info = java.sourceCodeAnalysis().analyzeCompletion(text);
    boolean lacks =
        info.completeness() == SourceCodeAnalysis.Completeness.COMPLETE_WITH_SEMI
            && info.remaining().isEmpty();
    return lacks ? text + ";" : text;
  }
}
