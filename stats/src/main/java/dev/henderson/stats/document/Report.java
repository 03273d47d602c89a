package dev.henderson.stats.document;

import dev.henderson.stats.model.Diagnostic;
import dev.henderson.stats.text.Notation;
import dev.henderson.stats.text.Written;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A result as a document: blocks of headings, facts, tables of typed cells, pictures and notes for
 * people, and the same numbers as a tree for programs. It holds no formatted number: {@link
 * TextRenderer}, {@link HtmlRenderer}, {@link LatexRenderer} and {@link TidyJson} write it out.
 *
 * <pre>{@code
 * Table sleepstudy = Dataset.find("sleepstudy").orElseThrow().load();
 * Report summary = Lm.fit("Reaction ~ Days", sleepstudy).report();
 * String text = TextRenderer.render(summary);
 * String page = HtmlRenderer.render(summary);
 * String paper = LatexRenderer.render(summary);
 * }</pre>
 */
public final class Report {
  private final String kind;
  private final List<Block> blocks;
  private final Map<String, Object> data;

  /**
   * @param kind what it reports, such as {@code lmer}
   * @param blocks the document, in reading order
   * @param data the tree behind {@code application/vnd.henderson.v1+json}: maps, lists, strings,
   *     numbers, booleans and what is {@link Written}; null, NaN and infinite numbers are missing.
   *     The key {@code kind} is put in front if it is not there.
   */
  public Report(String kind, List<Block> blocks, Map<String, ?> data) {
    this.kind = Objects.requireNonNull(kind);
    this.blocks = List.copyOf(blocks);
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("kind", kind);
    tree.putAll(data);
    this.data = Collections.unmodifiableMap(tree);
  }

  /** What it reports, such as {@code lmer}. */
  public String kind() {
    return kind;
  }

  /** The document, in reading order. */
  public List<Block> blocks() {
    return blocks;
  }

  /** The numbers for programs, as a tree of maps, lists, strings, numbers and booleans. */
  public Map<String, Object> data() {
    return Wording.tree(data, Notation.R);
  }

  /** The same report with the calls it advises in a notation: words only are left of them. */
  public Report in(Notation notation) {
    return new Report(
        kind,
        blocks.stream().map(b -> Wording.block(b, notation)).toList(),
        Wording.tree(data, notation));
  }

  /** What diagnostics say, for the {@code notes} of the data: {@code code, message} of each. */
  public static List<Map<String, Object>> notes(List<Diagnostic> diagnostics) {
    return diagnostics.stream()
        .map(d -> Map.<String, Object>of("code", d.code(), "message", d.prose()))
        .toList();
  }

  /**
   * The same report with notes at its end, for people and in the {@code notes} of its data.
   *
   * @param code a stable key of the notes, for programs
   * @param texts whole sentences; none gives the report itself
   */
  public Report noting(String code, List<String> texts) {
    if (texts.isEmpty()) {
      return this;
    }
    List<Block> more = new ArrayList<>(blocks);
    List<Object> notes = new ArrayList<>();
    if (data.get("notes") instanceof List<?> before) {
      notes.addAll(before);
    }
    List<Diagnostic> added = texts.stream().map(t -> Diagnostic.note(code, t)).toList();
    added.forEach(d -> more.add(new Block.Note(d)));
    notes.addAll(notes(added));
    Map<String, Object> tree = new LinkedHashMap<>(data);
    tree.put("notes", notes);
    return new Report(kind, more, tree);
  }
}
