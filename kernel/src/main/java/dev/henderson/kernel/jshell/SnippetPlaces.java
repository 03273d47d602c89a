package dev.henderson.kernel.jshell;

import dev.henderson.kernel.internals.SnippetWrappers;
import dev.henderson.kernel.session.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdk.jshell.JShell;
import jdk.jshell.MethodSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis.SnippetWrapper;

/** Which stretch of which cell each snippet was, and where a stack frame of it points. */
final class SnippetPlaces {
  private record Known(Snippet snippet, SnippetText text) {}

  /** A statement that has run matters only to what it started, such as a thread. */
  private static final int STATEMENTS = 200;

  private final Map<String, Known> byId = new LinkedHashMap<>();

  private final Map<String, Known> statements =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
          return size() > STATEMENTS;
        }
      };

  private SnippetText running;

  /** What JShell is about to run; it tells the snippet only once that has ended. */
  synchronized void begin(SnippetText text) {
    running = text;
  }

  synchronized void add(Snippet snippet, SnippetText text) {
    boolean stays = snippet.kind().isPersistent();
    (stays ? byId : statements).put(snippet.id(), new Known(snippet, text));
  }

  synchronized void remove(Snippet snippet) {
    byId.remove(snippet.id());
  }

  /** The place of a frame whose class JShell compiled; empty for a snippet since replaced. */
  synchronized Optional<Place> of(StackTraceElement frame, JShell java) {
    List<Known> all = new ArrayList<>(statements.values());
    all.addAll(byId.values());
    all.addAll(begun(java));
    for (Known known : all) {
      Optional<SnippetWrapper> found = SnippetWrappers.of(java, known.snippet());
      if (found.isEmpty()) {
        continue;
      }
      SnippetWrapper wrapper = found.get();
      String outer = wrapper.fullClassName();
      String frameClass = frame.getClassName();
      if (frameClass.equals(outer) || frameClass.startsWith(outer + "$")) {
        Place line = line(wrapper, frame.getLineNumber(), known.text());
        boolean method = known.snippet() instanceof MethodSnippet;
        return Optional.of(method ? body(line, known.text().place()) : line);
      }
    }
    return Optional.empty();
  }

  /** The snippet that runs now, for a thread it started or a look at it from outside. */
  private List<Known> begun(JShell java) {
    if (running == null) {
      return List.of();
    }
    String text = withoutEnd(running.text());
    return java.snippets()
        .filter(s -> !byId.containsKey(s.id()) && !statements.containsKey(s.id()))
        .filter(s -> withoutEnd(s.source()).equals(text))
        .reduce((earlier, later) -> later)
        .map(s -> List.of(new Known(s, running)))
        .orElse(List.of());
  }

  private static String withoutEnd(String statement) {
    String text = statement.strip();
    return text.endsWith(";") ? text.substring(0, text.length() - 1).strip() : text;
  }

  /** The first character of the wrapper's line that is the user's, as a place in the cell. */
  private static Place line(SnippetWrapper wrapper, int number, SnippetText text) {
    String wrapped = wrapper.wrapped();
    int at = 0;
    for (int line = 1; line < number; line++) {
      at = wrapped.indexOf('\n', at) + 1;
    }
    int end = wrapped.indexOf('\n', at);
    end = end < 0 ? wrapped.length() : end;
    Place snippet = text.place();
    int length = snippet.end() - snippet.start() + text.addedLength();
    for (int i = at; i < end; i++) {
      int source = wrapper.wrappedToSourcePosition(i);
      boolean ours = source >= 0 && source < length;
      if (ours && wrapper.sourceToWrappedPosition(source) == i) {
        return widen(snippet, text.inCell(source));
      }
    }
    return widen(snippet, snippet.start());
  }

  /** Of a method that is declared on one line, only the body; that is what ran. */
  private static Place body(Place line, Place method) {
    String text = line.source().substring(line.start(), line.end());
    String declared = method.source().substring(method.start(), method.end()).strip();
    int open = text.indexOf('{');
    int close = text.lastIndexOf('}');
    // A brace before that of the body can only be an annotation's.
    if (!text.equals(declared) || text.contains("@") || text.substring(open + 1, close).isBlank()) {
      return line;
    }
    int from = open + 1;
    int to = close;
    while (Character.isWhitespace(text.charAt(from))) {
      from++;
    }
    while (Character.isWhitespace(text.charAt(to - 1))) {
      to--;
    }
    return new Place(line.where(), line.source(), line.start() + from, line.start() + to);
  }

  /** From the first visible character of the line to the end of the statement on it. */
  private static Place widen(Place snippet, int at) {
    String text = snippet.source();
    int from = Math.max(text.lastIndexOf('\n', at - 1) + 1, snippet.start());
    while (from < snippet.end() && Character.isWhitespace(text.charAt(from))) {
      from++;
    }
    int to = text.indexOf('\n', from);
    to = to < 0 ? snippet.end() : Math.min(to, snippet.end());
    while (to > from && Character.isWhitespace(text.charAt(to - 1))) {
      to--;
    }
    return new Place(snippet.where(), text, from, to);
  }
}
