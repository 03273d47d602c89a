package dev.henderson.kernel.javadoc;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Modifier;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** One source file as the compiler's parser reads it: its declarations and their comments. */
final class SourceUnit {
  private final String text;
  private final CompilationUnitTree unit;
  private final DocTrees trees;

  private SourceUnit(String text, CompilationUnitTree unit, DocTrees trees) {
    this.text = text;
    this.unit = unit;
    this.trees = trees;
  }

  /** Reads a source; what the parser does not understand is passed over. */
  static SourceUnit parse(String source) {
    JavaFileObject file =
        new SimpleJavaFileObject(URI.create("string:///$.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    JavacTask task =
        (JavacTask)
            ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, d -> {}, List.of("-proc:none"), null, List.of(file));
    try {
      return new SourceUnit(source, task.parse().iterator().next(), DocTrees.instance(task));
    } catch (IOException e) {
      throw new IllegalStateException("A source in memory cannot be read.", e);
    }
  }

  /**
   * What is written about a declaration.
   *
   * @param comment empty if there is none
   * @param parameters the names of its parameters
   * @param isStatic whether it overrides nothing
   * @param source its text, without the comment
   */
  record Declaration(
      Optional<DocCommentTree> comment, List<String> parameters, boolean isStatic, String source) {}

  /** The declaration of a member, if this file has it. */
  Optional<Declaration> find(Member member) {
    return type(member.owner())
        .flatMap(
            path ->
                switch (member.kind()) {
                  case TYPE -> Optional.of(declaration(path));
                  case FIELD -> field(path, member.name());
                  case CONSTRUCTOR, METHOD -> method(path, member);
                });
  }

  private Optional<TreePath> type(Class<?> type) {
    List<String> names = new ArrayList<>();
    for (Class<?> c = type; c != null; c = c.getEnclosingClass()) {
      names.add(0, c.getSimpleName());
    }
    TreePath path = new TreePath(unit);
    List<? extends Tree> inside = unit.getTypeDecls();
    for (String name : names) {
      ClassTree found = null;
      for (Tree tree : inside) {
        if (tree instanceof ClassTree c && c.getSimpleName().contentEquals(name)) {
          found = c;
        }
      }
      if (found == null) {
        return Optional.empty();
      }
      path = new TreePath(path, found);
      inside = found.getMembers();
    }
    return Optional.of(path);
  }

  private Declaration declaration(TreePath path) {
    List<String> names = new ArrayList<>();
    boolean isStatic = false;
    if (path.getLeaf() instanceof MethodTree method) {
      method.getParameters().forEach(p -> names.add(p.getName().toString()));
      isStatic = method.getModifiers().getFlags().contains(Modifier.STATIC);
    }
    return new Declaration(
        Optional.ofNullable(trees.getDocCommentTree(path)), names, isStatic, source(path));
  }

  /** Lines as they stand, the first with the indentation it has. */
  private String source(TreePath path) {
    SourcePositions positions = trees.getSourcePositions();
    int start = (int) positions.getStartPosition(unit, path.getLeaf());
    int end = (int) positions.getEndPosition(unit, path.getLeaf());
    if (start < 0 || end < start) {
      return "";
    }
    int line = text.lastIndexOf('\n', start - 1) + 1;
    boolean alone = text.substring(line, start).isBlank();
    return text.substring(alone ? line : start, end).stripIndent().strip();
  }

  private Optional<Declaration> field(TreePath type, String name) {
    for (Tree tree : ((ClassTree) type.getLeaf()).getMembers()) {
      if (tree instanceof VariableTree v && v.getName().contentEquals(name)) {
        return Optional.of(declaration(new TreePath(type, tree)));
      }
    }
    return Optional.empty();
  }

  /** The overload with these types, else the only one of that name with as many parameters. */
  private Optional<Declaration> method(TreePath type, Member member) {
    List<String> wanted = member.simpleTypes();
    List<MethodTree> sameCount = new ArrayList<>();
    for (Tree tree : ((ClassTree) type.getLeaf()).getMembers()) {
      if (tree instanceof MethodTree m
          && m.getName().contentEquals(member.name())
          && m.getParameters().size() == wanted.size()) {
        List<String> types =
            m.getParameters().stream()
                .map(p -> p.getType() == null ? "" : Member.simpleType(p.getType().toString()))
                .toList();
        if (types.equals(wanted)) {
          return Optional.of(declaration(new TreePath(type, m)));
        }
        sameCount.add(m);
      }
    }
    return sameCount.size() == 1
        ? Optional.of(declaration(new TreePath(type, sameCount.get(0))))
        : Optional.empty();
  }
}
