package dev.henderson.kernel.session;

import com.sun.source.util.JavacTask;
import dev.henderson.kernel.session.JavaAssist.Wholeness;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** What the compiler's parser alone says of a piece of Java; needs no JShell. */
final class JavaGrammar {
  private static final Pattern WANTS_A_STATEMENT =
      Pattern.compile("(?s)(if|for|while|else|do)\\b.*");
  private static final List<String> UNCLOSED =
      List.of(
          "compiler.err.premature.eof",
          "compiler.err.unclosed.comment",
          "compiler.err.unclosed.text.block");

  /** Where a piece of Java may stand: before it and after it. */
  private enum Frame {
    STATEMENTS("class $ { void $() throws Throwable { ", "\n } }"),
    EXPRESSION("class $ { Object $() { return ", "\n; } }"),
    MEMBERS("class $ { ", "\n }"),
    FILE("", "\n");

    private final String before;
    private final String after;

    Frame(String before, String after) {
      this.before = before;
      this.after = after;
    }
  }

  private JavaGrammar() {}

  /** Whether text is Java, as statements, an expression, members or a file. */
  static boolean parses(String code) {
    String text = code.strip();
    boolean ended = text.endsWith(";") || text.endsWith("}");
    return parsesAsItIs(text) || !ended && parsesAsItIs(text + ";");
  }

  private static boolean parsesAsItIs(String text) {
    for (Frame frame : Frame.values()) {
      if (errors(frame, text).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /** Whether text is whole; an error behind its end means that more must follow. */
  static Wholeness wholeness(String code) {
    String text = code.strip();
    if (text.isEmpty() || parsesAsItIs(text)) {
      return Wholeness.COMPLETE;
    }
    if (parsesAsItIs(text + ";")) {
      boolean more = WANTS_A_STATEMENT.matcher(text).matches();
      return more ? Wholeness.INCOMPLETE : Wholeness.COMPLETE;
    }
    for (Frame frame : Frame.values()) {
      Diagnostic<?> first = errors(frame, text).get(0);
      boolean behind = first.getPosition() >= frame.before.length() + text.length();
      if (behind || UNCLOSED.contains(first.getCode())) {
        return Wholeness.INCOMPLETE;
      }
    }
    return Wholeness.INVALID;
  }

  private static List<Diagnostic<?>> errors(Frame frame, String text) {
    String source = frame.before + text + frame.after;
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    JavaFileObject file =
        new SimpleJavaFileObject(URI.create("string:///$.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    List<String> options = List.of("-proc:none");
    JavacTask task = (JavacTask) compiler.getTask(null, null, found, options, null, List.of(file));
    try {
      task.parse();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    List<Diagnostic<?>> errors = new ArrayList<>();
    for (Diagnostic<?> d : found.getDiagnostics()) {
      // A value at the end of a cell is no statement of Java, but of a notebook.
      boolean value = "compiler.err.not.stmt".equals(d.getCode());
      if (d.getKind() == Diagnostic.Kind.ERROR && !value) {
        errors.add(d);
      }
    }
    return errors;
  }
}
