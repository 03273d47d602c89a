package dev.henderson.kernel.jshell;

import dev.henderson.kernel.internals.JShellNames;
import dev.henderson.kernel.session.CellFailure;
import dev.henderson.kernel.session.CellInterrupted;
import dev.henderson.kernel.session.Place;
import dev.henderson.kernel.session.Traceback;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;

/** What JShell complains of, in the words and at the place a user understands. */
final class SnippetErrors {
  private static final String TOO_LARGE = "compiler.err.limit.";

  private static final Pattern IMPORTED =
      Pattern.compile("^import\\s+(?:static\\s+)?([\\w.]+?)(?:\\.\\*)?\\s*(?:;|$)");
  private static final List<String> READ_A_FILE =
      List.of(
          "A method, and a text in the source, has at most 64 KB in Java. Read large data from",
          "a file: Files.readString(Path.of(\"data.txt\")), or %read for a table.");

  private static final Pattern PRINT = Pattern.compile("print(ln|f)?\\s*\\(");
  private static final String WRONG_ARGUMENTS = "compiler.err.cant.apply.";

  private final Traceback traceback;

  SnippetErrors(Traceback traceback) {
    this.traceback = traceback;
  }

  /** An exception of running code; {@code told} is JShell's account of it, or null. */
  CellFailure failure(Throwable real, EvalException told) {
    String name =
        told == null
            ? real.getClass().getSimpleName()
            : simple(JShellNames.withoutWrapper(told.getExceptionClassName()));
    return new CellFailure(name, Traceback.words(real), traceback.of(real), real);
  }

  /** The end of code that was asked to stop, by whatever it ended. */
  CellInterrupted interrupted(Throwable real) {
    return real instanceof CellInterrupted inner && !inner.where().isEmpty()
        ? inner
        : new CellInterrupted(traceback.placeOf(real), real);
  }

  private static String simple(String className) {
    return className.substring(
        Math.max(className.lastIndexOf('.'), className.lastIndexOf('$')) + 1);
  }

  /**
   * Says no to a text that Java cannot hold as a constant. JShell must not see it: the compiler
   * would keep it and put it into every later class.
   */
  static void requireShortConstants(Place place) {
    if (JavaGrammar.hasLongConstant(place.source().substring(place.start(), place.end()))) {
      String message = "a text in the source is larger than Java's 64 KB";
      List<String> lines = new ArrayList<>();
      lines.add(Traceback.headline("CompileError", message));
      lines.addAll(Traceback.caret(place));
      lines.addAll(READ_A_FILE);
      throw new CellFailure("CompileError", message, lines, null);
    }
  }

  /**
   * Whether JShell took a snippet for one that waits for a declaration, though it waits for none:
   * what the compiler found only while it wrote the class, such as code too large for one.
   */
  static boolean isStuck(JShell java, SnippetEvent event) {
    return isLater(event.status())
        && !(event.snippet() instanceof DeclarationSnippet declared
            && java.unresolvedDependencies(declared).findAny().isPresent())
        && java.diagnostics(event.snippet()).anyMatch(Diag::isError);
  }

  private static boolean isLater(Status status) {
    return status == Status.RECOVERABLE_DEFINED || status == Status.RECOVERABLE_NOT_DEFINED;
  }

  /** A snippet the compiler rejected. */
  static CellFailure compileError(JShell java, Snippet snippet, SnippetText text) {
    List<String> lines = new ArrayList<>();
    String first = "";
    List<Diag> errors = ofTheText(java.diagnostics(snippet).filter(Diag::isError).toList(), text);
    for (Diag diag : errors) {
      String message = JShellNames.withoutWrapper(diag.getMessage(Locale.ENGLISH));
      // The class around a snippet is JShell's, and its name was just taken out.
      message = message.replaceAll("\\n\\s*location: class\\s*(?=\\n|$)", "").strip();
      first = first.isEmpty() ? message.lines().findFirst().orElse("") : first;
      lines.add(Traceback.headline("CompileError", message));
      Place place = within(text, diag);
      lines.addAll(Traceback.caret(place));
      lines.addAll(waiting(java, place.source().substring(place.start(), place.end())));
      if (diag.getCode().equals(TOO_LARGE + "string.overflow")) {
        lines.add(
            "An earlier constant was too large, and the compiler cannot let go of it: restart");
        lines.add("the kernel. " + READ_A_FILE.get(0));
        lines.add(READ_A_FILE.get(1));
      } else if (diag.getCode().startsWith(TOO_LARGE)) {
        lines.addAll(READ_A_FILE);
      }
    }
    errors.stream()
        .flatMap(d -> printing(text.text(), d).stream())
        .findFirst()
        .ifPresent(lines::add);
    if (errors.isEmpty()) {
      first = "This is not complete, or not Java.";
      lines.add(Traceback.headline("CompileError", first));
      lines.addAll(Traceback.caret(text.place()));
    }
    return new CellFailure("CompileError", first, lines, null);
  }

  /** Those with a place in the text; the others are of what JShell puts around it. */
  private static List<Diag> ofTheText(List<Diag> errors, SnippetText text) {
    int length = text.text().length();
    List<Diag> inside =
        errors.stream().filter(d -> d.getPosition() >= 0 && d.getPosition() < length).toList();
    return inside.isEmpty() ? errors : inside;
  }

  /** What to write for the print of other languages, where there is no method of that name. */
  private static Optional<String> printing(String text, Diag diag) {
    if (diag.getCode().startsWith(WRONG_ARGUMENTS)) {
      return Optional.empty();
    }
    boolean unknown = diag.getCode().startsWith("compiler.err.cant.resolve");
    long from = unknown ? diag.getStartPosition() : 0;
    Matcher print = PRINT.matcher(text);
    if (from < 0 || from > text.length() || !print.region((int) from, text.length()).lookingAt()) {
      return Optional.empty();
    }
    String method = "f".equals(print.group(1)) ? "printf" : "println";
    return Optional.of(
        "Java prints with System.out."
            + method
            + "(...); a value alone, as the last line of the cell, is shown.");
  }

  private static Place within(SnippetText text, Diag diag) {
    Place place = text.place();
    long at = diag.getPosition() < 0 ? 0 : diag.getPosition();
    long from = diag.getStartPosition() < 0 ? at : diag.getStartPosition();
    long to = Math.max(diag.getEndPosition(), from + 1);
    int start = Math.min(text.inCell((int) from), place.end());
    int end = Math.min(text.inCell((int) to), place.end());
    if (diag.getEndPosition() <= from && text.text().startsWith("import")) {
      // Of an import on demand it tells no place: the name is meant.
      Matcher name = IMPORTED.matcher(text.text());
      if (name.find()) {
        start = text.inCell(name.start(1));
        end = text.inCell(name.end(1));
      }
    }
    // The compiler points past the end of the text when something is missing there.
    while (start > place.start()
        && (start >= place.end() || Character.isWhitespace(place.source().charAt(start)))) {
      start--;
    }
    return new Place(place.where(), place.source(), start, Math.max(end, start + 1));
  }

  /** Why a name that a cell did declare is not found. */
  private static List<String> waiting(JShell java, String name) {
    return java.snippets()
        .filter(s -> s instanceof DeclarationSnippet d && d.name().equals(name))
        .map(s -> (DeclarationSnippet) s)
        .filter(d -> isLater(java.status(d)))
        .map(d -> d.name() + " is declared, but cannot be used " + obstacle(java, d) + ".")
        .toList();
  }

  /** What a declaration waits for: something that is not declared, or to be corrected. */
  private static String obstacle(JShell java, DeclarationSnippet declared) {
    List<String> missing = java.unresolvedDependencies(declared).toList();
    if (missing.isEmpty()) {
      return java.diagnostics(declared)
          .filter(Diag::isError)
          .map(d -> JShellNames.withoutWrapper(d.getMessage(Locale.ENGLISH)))
          .map(m -> m.strip().replaceAll("\\s*\\n\\s*", " "))
          .findFirst()
          .map(m -> "until it is corrected: " + m)
          .orElse("as it is");
    }
    return "until "
        + String.join(", ", missing)
        + (missing.size() == 1 ? " is declared" : " are declared");
  }

  /** A call of something declared before what it needs, or that does not compile any more. */
  static CellFailure unresolved(JShell java, DeclarationSnippet snippet, Place place) {
    String message = snippet.name() + " cannot be used " + obstacle(java, snippet) + ".";
    List<String> lines = new ArrayList<>();
    lines.add(Traceback.headline("UnresolvedReference", message));
    lines.addAll(Traceback.caret(place));
    return new CellFailure("UnresolvedReference", message, lines, null);
  }

  /**
   * The notes about what is declared but cannot be used yet, one for all that wait for the same.
   */
  static List<String> unusable(JShell java, Collection<DeclarationSnippet> declared) {
    Map<String, List<String>> waiting = new LinkedHashMap<>();
    for (DeclarationSnippet one : declared) {
      if (isLater(java.status(one))) {
        waiting.computeIfAbsent(obstacle(java, one), n -> new ArrayList<>()).add(one.name());
      }
    }
    List<String> notes = new ArrayList<>();
    waiting.forEach(
        (missing, names) -> {
          String verb = names.size() == 1 ? " is declared" : " are declared";
          String who = names.stream().distinct().collect(Collectors.joining(", "));
          notes.add(who + verb + ", but cannot be used " + missing + ".\n");
        });
    return notes;
  }
}
