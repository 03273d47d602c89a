package dev.henderson.kernel.javadoc;

import com.sun.source.doctree.BlockTagTree;
import com.sun.source.doctree.DeprecatedTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.EndElementTree;
import com.sun.source.doctree.EntityTree;
import com.sun.source.doctree.IndexTree;
import com.sun.source.doctree.InheritDocTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.ReferenceTree;
import com.sun.source.doctree.ReturnTree;
import com.sun.source.doctree.SeeTree;
import com.sun.source.doctree.SinceTree;
import com.sun.source.doctree.StartElementTree;
import com.sun.source.doctree.SummaryTree;
import com.sun.source.doctree.SystemPropertyTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.doctree.ThrowsTree;
import com.sun.source.doctree.UnknownBlockTagTree;
import com.sun.source.doctree.UnknownInlineTagTree;
import com.sun.source.doctree.ValueTree;
import com.sun.source.util.SimpleDocTreeVisitor;
import dev.henderson.kernel.display.HtmlText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** A comment as HTML: its description, then its tags. Not harmless yet; see {@link HarmlessDoc}. */
final class DocHtml {
  private static final Map<String, String> NOTES =
      Map.of(
          "apiNote", "API note", "implSpec", "Implementation", "implNote", "Implementation note");

  private static final Set<String> LISTED = Set.of("Type parameters", "Parameters", "Throws");

  /** What stands at the same place of the comment above, which is looked for only if it counts. */
  private interface Inherited extends Supplier<Optional<List<? extends DocTree>>> {}

  private static final Inherited NOTHING = Optional::empty;

  private final DocComment comment;

  private DocHtml(DocComment comment) {
    this.comment = comment;
  }

  /** A whole comment. */
  static String of(DocComment comment) {
    return new DocHtml(comment).whole();
  }

  /** What a comment says of one component of a record. */
  static Optional<String> ofParameter(DocComment comment, String name) {
    DocHtml html = new DocHtml(comment);
    return comment.parameter(name, false).map(d -> "<p>" + html.text(d, NOTHING) + "</p>");
  }

  private String whole() {
    StringBuilder out = new StringBuilder();
    for (DocTree tag : comment.tree().getBlockTags()) {
      if (tag instanceof DeprecatedTree d) {
        out.append("<p><b>Deprecated.</b> ").append(text(d.getBody(), NOTHING));
        out.append("</p>\n");
      }
    }
    out.append("<p>")
        .append(text(comment.body(), () -> comment.overridden().map(DocComment::body)))
        .append("</p>\n");
    sections().forEach((title, entries) -> section(title, entries, out));
    return out.toString();
  }

  /** Those that name several things are lists, the others a line. */
  private static void section(String title, List<String> entries, StringBuilder out) {
    out.append("<p><b>").append(title).append("</b>");
    if (entries.size() > 1 || LISTED.contains(title)) {
      out.append("</p>\n<ul>\n");
      entries.forEach(e -> out.append("<li>").append(e).append("</li>\n"));
      out.append("</ul>\n");
    } else {
      out.append(": ").append(entries.get(0)).append("</p>\n");
    }
  }

  /** The tags by their titles, in the order of the page that javadoc makes. */
  private Map<String, List<String>> sections() {
    Map<String, List<String>> out = new LinkedHashMap<>();
    List<? extends DocTree> tags = comment.tree().getBlockTags();
    for (DocTree tag : tags) {
      if (tag instanceof ParamTree p && p.isTypeParameter()) {
        String name = p.getName().getName().toString();
        add(out, "Type parameters", entry("<" + name + ">", p.getDescription(), NOTHING));
      }
    }
    if (comment.parameters().isEmpty()) {
      for (DocTree tag : tags) {
        if (tag instanceof ParamTree p && !p.isTypeParameter()) {
          String name = p.getName().getName().toString();
          add(out, "Parameters", entry(name, p.getDescription(), NOTHING));
        }
      }
    }
    for (String name : comment.parameters()) {
      comment
          .parameter(name, false)
          .ifPresent(d -> add(out, "Parameters", entry(name, d, () -> above(name))));
    }
    comment
        .returned()
        .ifPresent(
            d -> {
              add(
                  out,
                  "Returns",
                  text(d, () -> comment.overridden().flatMap(DocComment::returned)));
            });
    tags.forEach(t -> thrown(t, out));
    tags.forEach(t -> others(t, out));
    return out;
  }

  private Optional<List<? extends DocTree>> above(String parameter) {
    int place = comment.parameters().indexOf(parameter);
    return comment
        .overridden()
        .filter(o -> place < o.parameters().size())
        .flatMap(o -> o.parameter(o.parameters().get(place), false));
  }

  private void thrown(DocTree tag, Map<String, List<String>> out) {
    if (tag instanceof ThrowsTree t) {
      String name = t.getExceptionName().getSignature();
      add(
          out,
          "Throws",
          entry(name, t.getDescription(), () -> comment.overridden().flatMap(o -> o.thrown(name))));
    }
  }

  private void others(DocTree tag, Map<String, List<String>> out) {
    if (tag instanceof SinceTree s) {
      add(out, "Since", text(s.getBody(), NOTHING));
    } else if (tag instanceof SeeTree s) {
      add(out, "See also", see(s));
    } else if (tag instanceof UnknownBlockTagTree u && NOTES.containsKey(u.getTagName())) {
      add(out, NOTES.get(u.getTagName()), text(u.getContent(), NOTHING));
    }
  }

  private String see(SeeTree tag) {
    List<? extends DocTree> parts = tag.getReference();
    if (!parts.isEmpty() && parts.get(0) instanceof ReferenceTree r) {
      String label = text(parts.subList(1, parts.size()), NOTHING).strip();
      return label.isEmpty() ? code(name(r.getSignature())) : label;
    }
    return text(parts, NOTHING);
  }

  private static void add(Map<String, List<String>> sections, String title, String entry) {
    sections.computeIfAbsent(title, t -> new ArrayList<>()).add(entry);
  }

  private String entry(String name, List<? extends DocTree> text, Inherited inherited) {
    return code(name) + ": " + text(text, inherited);
  }

  private static String code(String text) {
    return "<code>" + HtmlText.escape(text) + "</code>";
  }

  /** {@code #member} and {@code Type#member} as one would say them. */
  private static String name(String reference) {
    return reference.replaceFirst("^#", "").replace('#', '.').replaceAll("\\s+", " ");
  }

  private String text(List<? extends DocTree> trees, Inherited inherited) {
    StringBuilder out = new StringBuilder();
    Words words = new Words(out, inherited);
    trees.forEach(t -> t.accept(words, null));
    return out.toString();
  }

  /** Writes what stands in running text. */
  private final class Words extends SimpleDocTreeVisitor<Void, Void> {
    private final StringBuilder out;
    private final Inherited inherited;

    Words(StringBuilder out, Inherited inherited) {
      this.out = out;
      this.inherited = inherited;
    }

    @Override
    protected Void defaultAction(DocTree node, Void nothing) {
      String kind = node.getKind().name();
      String written = node.toString();
      switch (kind) {
        // Newer than the Java this is written for, hence by name.
        case "SNIPPET" -> out.append("<pre>").append(snippet(written)).append("</pre>");
        case "MARKDOWN" -> out.append(markdown(written));
        case "COMMENT", "DOC_ROOT", "DOC_TYPE" -> {
          // Nothing to read.
        }
        default -> {
          if (!(node instanceof BlockTagTree)) {
            out.append(HtmlText.escape(written));
          }
        }
      }
      return null;
    }

    private void write(List<? extends DocTree> trees) {
      trees.forEach(t -> t.accept(this, null));
    }

    @Override
    public Void visitText(TextTree node, Void nothing) {
      out.append(HtmlText.escape(node.getBody()));
      return null;
    }

    @Override
    public Void visitEntity(EntityTree node, Void nothing) {
      out.append('&').append(node.getName()).append(';');
      return null;
    }

    @Override
    public Void visitStartElement(StartElementTree node, Void nothing) {
      out.append(node);
      return null;
    }

    @Override
    public Void visitEndElement(EndElementTree node, Void nothing) {
      out.append("</").append(node.getName()).append('>');
      return null;
    }

    @Override
    public Void visitLiteral(LiteralTree node, Void nothing) {
      String body = node.getBody().getBody();
      boolean code = node.getKind() == DocTree.Kind.CODE;
      out.append(code ? code(body) : HtmlText.escape(body));
      return null;
    }

    @Override
    public Void visitLink(LinkTree node, Void nothing) {
      boolean plain = node.getKind() == DocTree.Kind.LINK_PLAIN;
      out.append(plain ? "" : "<code>");
      if (node.getLabel().isEmpty()) {
        String reference = node.getReference() == null ? "" : node.getReference().getSignature();
        out.append(HtmlText.escape(name(reference)));
      } else {
        write(node.getLabel());
      }
      out.append(plain ? "" : "</code>");
      return null;
    }

    @Override
    public Void visitReference(ReferenceTree node, Void nothing) {
      out.append(code(name(node.getSignature())));
      return null;
    }

    @Override
    public Void visitValue(ValueTree node, Void nothing) {
      String of = node.getReference() == null ? "" : node.getReference().getSignature();
      out.append(of.isEmpty() ? "the value" : code(name(of)));
      return null;
    }

    @Override
    public Void visitInheritDoc(InheritDocTree node, Void nothing) {
      inherited.get().ifPresent(trees -> out.append(text(trees, NOTHING)));
      return null;
    }

    @Override
    public Void visitSummary(SummaryTree node, Void nothing) {
      write(node.getSummary());
      return null;
    }

    @Override
    public Void visitReturn(ReturnTree node, Void nothing) {
      out.append("Returns ");
      write(node.getDescription());
      out.append('.');
      return null;
    }

    @Override
    public Void visitSystemProperty(SystemPropertyTree node, Void nothing) {
      out.append(code(node.getPropertyName().toString()));
      return null;
    }

    @Override
    public Void visitIndex(IndexTree node, Void nothing) {
      node.getSearchTerm().accept(this, null);
      return null;
    }

    @Override
    public Void visitUnknownInlineTag(UnknownInlineTagTree node, Void nothing) {
      if (node.getTagName().equals("snippet")) {
        out.append("<pre>").append(snippet(node.toString())).append("</pre>");
      } else {
        write(node.getContent());
      }
      return null;
    }
  }

  /** The code of a snippet, without the comments that mark parts of it. */
  private static String snippet(String written) {
    int colon = written.indexOf(':');
    int end = written.lastIndexOf('}');
    String code = colon < 0 ? written : written.substring(colon + 1, Math.max(end, colon + 1));
    String plain = code.replaceAll("(?m)\\s*//\\s*@\\w+.*$", "");
    return HtmlText.escape(plain.stripIndent().strip());
  }

  /** Markdown with its paragraphs and code; the rest reads well as it is written. */
  private static String markdown(String written) {
    return HtmlText.escape(written)
        .replaceAll("`([^`\n]+)`", "<code>$1</code>")
        .replaceAll("\n\\s*\n", "\n<p>");
  }
}
