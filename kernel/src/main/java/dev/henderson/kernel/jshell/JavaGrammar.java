package dev.henderson.kernel.jshell;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import dev.henderson.kernel.jshell.JavaAssist.Wholeness;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** What the compiler's parser alone says of a piece of Java; needs no JShell. */
final class JavaGrammar {
  private static final int LONGEST_CONSTANT = 65535;
  private static final Pattern WANTS_A_STATEMENT =
      Pattern.compile("(?s)(if|for|while|else|do)\\b.*");
  private static final Pattern ANNOTATION = Pattern.compile("@(?!interface\\b)[\\w.$]+\\s*");
  private static final Pattern OPEN_TYPE =
      Pattern.compile(
          "(?s)(?:.*\\bnew\\s+|(?:\\w+\\s+){0,6})((?:[\\w$]+\\.)*\\p{Lu}[\\w$]*)"
              + "\\s*<([\\w$\\s,.<>?\\[\\]&]*)");
  private static final Pattern IMPORT = Pattern.compile("import\\s+([\\w$.]*[\\w$])\\s*(?:;|$)");
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

  /**
   * Java as the parser reads it.
   *
   * @param unit with the class and method around it
   * @param task which read it
   * @param offset where the text begins in the unit
   */
  record Parsed(CompilationUnitTree unit, JavacTask task, int offset) {
    /** Where a part begins in the text. */
    int start(Tree tree) {
      return (int) positions().getStartPosition(unit, tree) - offset;
    }

    /** Where it ends. */
    int end(Tree tree) {
      return (int) positions().getEndPosition(unit, tree) - offset;
    }

    /** Not made unless asked for, since much of the compiler is made with it. */
    private SourcePositions positions() {
      return Trees.instance(task).getSourcePositions();
    }
  }

  /** Text that is statements, the last one with or without its semicolon; empty if it is not. */
  static Optional<Parsed> statements(String text) {
    return Stream.of(text, text + ";")
        .filter(t -> errors(Frame.STATEMENTS, t).isEmpty())
        .findFirst()
        .map(t -> parse(Frame.STATEMENTS, t, new DiagnosticCollector<>()));
  }

  /**
   * The type whose arguments are open at the end of text, as in {@code Map<String, List<Integer}.
   */
  static Optional<String> openType(String text) {
    Matcher m = OPEN_TYPE.matcher(text);
    if (!m.matches()) {
      return Optional.empty();
    }
    long opened = 1 + m.group(2).chars().filter(c -> c == '<').count();
    long closed = m.group(2).chars().filter(c -> c == '>').count();
    return opened > closed ? Optional.of(m.group(1)) : Optional.empty();
  }

  /** The name in an import of one name, at the start of text. */
  static Optional<String> imported(String text) {
    Matcher m = IMPORT.matcher(text);
    return m.lookingAt() ? Optional.of(m.group(1)) : Optional.empty();
  }

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

  /** Whether text is annotations only, so that what they belong to is still to come. */
  static boolean isAnnotations(String code) {
    String rest = code.strip();
    if (rest.isEmpty()) {
      return false;
    }
    while (!rest.isEmpty()) {
      Matcher name = ANNOTATION.matcher(rest);
      if (!name.lookingAt()) {
        return false;
      }
      rest = rest.substring(name.end());
      if (rest.startsWith("(")) {
        int end = closing(rest);
        if (end < 0) {
          return false;
        }
        rest = rest.substring(end + 1).strip();
      }
    }
    return true;
  }

  /** The bracket that closes the first one; -1 if none does. */
  private static int closing(String text) {
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\'') {
        for (i++; i < text.length() && text.charAt(i) != c; i++) {
          i += text.charAt(i) == '\\' ? 1 : 0;
        }
      } else if (c == '(') {
        depth++;
      } else if (c == ')' && --depth == 0) {
        return i;
      }
    }
    return -1;
  }

  /** Whether text is whole; an error behind its end means that more must follow. */
  static Wholeness wholeness(String code) {
    String text = code.strip();
    if (isAnnotations(text)) {
      return Wholeness.INCOMPLETE;
    }
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

  /** Whether text is an assignment to a variable, a field or an element. */
  static boolean isAssignment(String text) {
    if (text.indexOf('=') < 0) {
      return false;
    }
    boolean[] found = {false};
    TreeScanner<Void, Void> scanner =
        new TreeScanner<>() {
          @Override
          public Void visitReturn(ReturnTree tree, Void nothing) {
            ExpressionTree value = tree.getExpression();
            found[0] = value instanceof AssignmentTree || value instanceof CompoundAssignmentTree;
            return null;
          }
        };
    scanner.scan(parse(Frame.EXPRESSION, text, new DiagnosticCollector<>()).unit(), null);
    return found[0];
  }

  /** Whether text has a constant String of more bytes than a class file can hold. */
  static boolean hasLongConstant(String text) {
    // A character has at most three bytes there.
    if (text.length() < LONGEST_CONSTANT / 3) {
      return false;
    }
    boolean[] found = {false};
    TreeScanner<Void, Void> scanner =
        new TreeScanner<>() {
          @Override
          public Void visitLiteral(LiteralTree tree, Void nothing) {
            found[0] |= bytes(tree) > LONGEST_CONSTANT;
            return null;
          }

          @Override
          public Void visitBinary(BinaryTree tree, Void nothing) {
            found[0] |= bytes(tree) > LONGEST_CONSTANT;
            return super.visitBinary(tree, nothing);
          }
        };
    for (Frame frame : List.of(Frame.STATEMENTS, Frame.EXPRESSION, Frame.MEMBERS)) {
      scanner.scan(parse(frame, text, new DiagnosticCollector<>()).unit(), null);
    }
    return found[0];
  }

  /** The bytes of a String in a class file; 0 for what is no constant of literals. */
  private static long bytes(ExpressionTree tree) {
    if (tree instanceof ParenthesizedTree p) {
      return bytes(p.getExpression());
    }
    if (tree instanceof BinaryTree b && b.getKind() == Tree.Kind.PLUS) {
      return bytes(b.getLeftOperand()) + bytes(b.getRightOperand());
    }
    return tree instanceof LiteralTree literal && literal.getValue() instanceof String s
        ? s.chars().mapToLong(c -> c > 0 && c < 0x80 ? 1 : c < 0x800 ? 2 : 3).sum()
        : 0;
  }

  /** The variables and methods that text declares, as far as the parser gets; methods end in (. */
  static Set<String> declaredNames(String text) {
    Set<String> names = new LinkedHashSet<>();
    TreeScanner<Void, Void> scanner =
        new TreeScanner<>() {
          @Override
          public Void visitVariable(VariableTree tree, Void nothing) {
            names.add(tree.getName().toString());
            return super.visitVariable(tree, nothing);
          }

          @Override
          public Void visitMethod(MethodTree tree, Void nothing) {
            names.add(tree.getName() + "(");
            return super.visitMethod(tree, nothing);
          }
        };
    for (Frame frame : List.of(Frame.STATEMENTS, Frame.MEMBERS)) {
      scanner.scan(parse(frame, text, new DiagnosticCollector<>()).unit(), null);
    }
    names.removeIf(n -> n.startsWith("$") || n.startsWith("<"));
    return names;
  }

  private static List<Diagnostic<?>> errors(Frame frame, String text) {
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    parse(frame, text, found);
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

  private static Parsed parse(Frame frame, String text, DiagnosticCollector<JavaFileObject> found) {
    String source = frame.before + text + frame.after;
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
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
      CompilationUnitTree unit = task.parse().iterator().next();
      return new Parsed(unit, task, frame.before.length());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
