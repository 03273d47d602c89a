package dev.henderson.kernel.javadoc;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.ReturnTree;
import com.sun.source.doctree.ThrowsTree;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The comment of a declaration, and that of what it overrides, which fills its gaps. */
final class DocComment {
  private final DocCommentTree tree;
  private final List<String> parameters;
  private final Supplier<Optional<DocComment>> above;
  private Optional<DocComment> overridden;

  /**
   * A comment.
   *
   * @param tree what is written
   * @param parameters the names of the parameters
   * @param above the comment it inherits from; asked only where there is a gap
   */
  DocComment(DocCommentTree tree, List<String> parameters, Supplier<Optional<DocComment>> above) {
    this.tree = tree;
    this.parameters = List.copyOf(parameters);
    this.above = above;
  }

  DocCommentTree tree() {
    return tree;
  }

  List<String> parameters() {
    return parameters;
  }

  Optional<DocComment> overridden() {
    if (overridden == null) {
      overridden = above.get();
    }
    return overridden;
  }

  /** The main description; of an override without one, what it overrides says. */
  List<? extends DocTree> body() {
    List<? extends DocTree> own = tree.getFullBody();
    return own.isEmpty()
        ? overridden().<List<? extends DocTree>>map(DocComment::body).orElse(own)
        : own;
  }

  /** What is said of a type parameter, a parameter or a component of a record. */
  Optional<List<? extends DocTree>> parameter(String name, boolean ofType) {
    for (DocTree tag : tree.getBlockTags()) {
      if (tag instanceof ParamTree p
          && p.isTypeParameter() == ofType
          && p.getName().getName().contentEquals(name)) {
        return Optional.of(p.getDescription());
      }
    }
    int place = parameters.indexOf(name);
    if (ofType || place < 0) {
      return Optional.empty();
    }
    return overridden()
        .filter(o -> place < o.parameters().size())
        .flatMap(o -> o.parameter(o.parameters().get(place), false));
  }

  /** What is said of the value. */
  Optional<List<? extends DocTree>> returned() {
    for (DocTree tag : tree.getBlockTags()) {
      if (tag instanceof ReturnTree r) {
        return Optional.of(r.getDescription());
      }
    }
    return overridden().flatMap(DocComment::returned);
  }

  /** What is said of an exception. */
  Optional<List<? extends DocTree>> thrown(String name) {
    for (DocTree tag : tree.getBlockTags()) {
      if (tag instanceof ThrowsTree t && t.getExceptionName().getSignature().equals(name)) {
        return Optional.of(t.getDescription());
      }
    }
    return overridden().flatMap(o -> o.thrown(name));
  }
}
