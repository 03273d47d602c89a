package dev.henderson.kernel.jshell;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import jdk.jshell.SourceCodeAnalysis.Suggestion;

/** Answers questions about Java that is being typed: what fits, what it means, is it whole. */
public final class JavaAssist {
  /** How long signatures may take, some ten milliseconds each; more matches go without. */
  private static final long SIGNING_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  /** A console gives up after a second. */
  private static final long PATIENCE_MILLIS = 600;

  private static final Pattern CLASS_AT_END =
      Pattern.compile("(?<![\\w$.])(\\p{Lu}[\\w$]*)(?:\\.[\\w$]+)*\\(?$");
  private static final Pattern MEMBER_AT_END =
      Pattern.compile("(?<![\\w$.])((?:[\\w$]+\\.)*\\p{Lu}[\\w$]*)\\.([\\w$]+)\\(?$");

  private static final Pattern CHAIN_AT_END = Pattern.compile("(?<![\\w$.)\\]])(?:[\\w$]+\\.)+$");

  /** How constants are written, for those whose type there is no time to ask for. */
  private static final Pattern CONSTANT = Pattern.compile("[\\p{Lu}\\d]+_[\\p{Lu}\\d_]+");

  private final JShellEngine engine;

  /** An assistant over what an engine has declared. */
  public JavaAssist(JShellEngine engine) {
    this.engine = engine;
  }

  /** A completion: its text, the kind of thing it is, and its parameters if it is a method. */
  public record Match(String text, String kind, String signature) {}

  /** Completions and where the text they replace begins. */
  public record Matches(int start, List<Match> matches) {
    /** Copies the list. */
    public Matches {
      matches = List.copyOf(matches);
    }
  }

  /** What fits at the cursor, what fits the expected type first. */
  public Matches complete(String code, int cursor) {
    String before = code.substring(0, cursor);
    Matches all = suggestions(before, 0);
    int last = lastSnippet(before);
    if (all.matches().isEmpty() && last > 0) {
      // JShell guesses the kind of the text from its beginning; the last snippet alone may fit.
      all = suggestions(before.substring(last), last);
    }
    return withLocals(before, all);
  }

  /** JShell does not offer what the same, not yet run text declares. */
  private static Matches withLocals(String before, Matches found) {
    int start = before.length();
    while (start > 0 && Character.isJavaIdentifierPart(before.charAt(start - 1))) {
      start--;
    }
    String typed = before.substring(start);
    boolean member = before.substring(0, start).stripTrailing().endsWith(".");
    if (member || typed.isEmpty()) {
      return found;
    }
    List<Match> matches = new ArrayList<>();
    for (String name : JavaGrammar.declaredNames(before)) {
      if (name.startsWith(typed) && !name.equals(typed)) {
        matches.add(new Match(name, kind(name, true), ""));
      }
    }
    if (matches.isEmpty()) {
      return found;
    }
    for (Match match : found.matches()) {
      if (matches.stream().noneMatch(m -> m.text().equals(match.text()))) {
        matches.add(match);
      }
    }
    return new Matches(start, matches);
  }

  private Matches suggestions(String text, int offset) {
    int[] anchor = {text.length()};
    List<Suggestion> found = engine.analysis().completionSuggestions(text, text.length(), anchor);
    Map<String, Suggestion> distinct = new LinkedHashMap<>();
    found.stream().filter(Suggestion::matchesType).forEach(s -> distinct.put(s.continuation(), s));
    found.forEach(s -> distinct.putIfAbsent(s.continuation(), s));
    String before = text.substring(0, anchor[0]);
    String owner = owner(before);
    boolean member = before.endsWith(".");
    long deadline = System.nanoTime() + SIGNING_NANOS;
    List<Match> matches = new ArrayList<>();
    for (String name : distinct.keySet()) {
      boolean inTime = System.nanoTime() < deadline;
      String signature = "";
      if (isMethod(name) && inTime) {
        String call = before + name.substring(0, name.indexOf('(') + 1);
        signature =
            engine.analysis().documentation(call, call.length(), false).stream()
                .map(Documentation::signature)
                .collect(Collectors.joining("\n"));
      } else if (!isMethod(name) && !member) {
        signature = engine.typeOf(name).orElse("");
      } else if (!isMethod(name) && inTime && !owner.isEmpty()) {
        signature = typeOf(owner + name);
      }
      matches.add(new Match(name, kind(name, !signature.isEmpty()), signature));
    }
    return new Matches(offset + anchor[0], matches);
  }

  /** The class or variable whose member is to come, with its dot; empty for a package. */
  private String owner(String before) {
    Matcher chain = CHAIN_AT_END.matcher(before);
    if (!chain.find()) {
      return "";
    }
    String owner = chain.group();
    String last = owner.substring(owner.lastIndexOf('.', owner.length() - 2) + 1);
    boolean type = Character.isUpperCase(last.codePointAt(0));
    return type || !typeOf(owner.substring(0, owner.length() - 1)).isEmpty() ? owner : "";
  }

  /** The type of a value; empty for what is none, such as a class. */
  private String typeOf(String expression) {
    String type = engine.analysis().analyzeType(expression, expression.length());
    return type == null ? "" : type;
  }

  private static boolean isMethod(String name) {
    return name.indexOf('(') > 0;
  }

  private static String kind(String name, boolean isValue) {
    if (isMethod(name)) {
      return "function";
    }
    if (SourceVersion.isKeyword(name.strip())) {
      return "keyword";
    }
    boolean type = Character.isUpperCase(name.codePointAt(0)) && !CONSTANT.matcher(name).matches();
    return type && !isValue ? "class" : "instance";
  }

  private int lastSnippet(String text) {
    int at = 0;
    CompletionInfo info = engine.analysis().analyzeCompletion(text);
    while (info.completeness().isComplete() && !info.remaining().isBlank()) {
      at = text.length() - info.remaining().length();
      info = engine.analysis().analyzeCompletion(info.remaining());
    }
    return at;
  }

  /** Signatures of what is at the cursor, which may be anywhere in its name. */
  public List<Signature> signatures(String code, int cursor) {
    int end = cursor;
    while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) {
      end++;
    }
    Set<String> texts = new LinkedHashSet<>();
    texts.add(code.substring(0, cursor));
    String name = code.substring(0, end);
    if (end < code.length() && code.charAt(end) == '(') {
      texts.add(name + "(");
    }
    texts.add(name);
    texts.add(name + "(");
    texts.add(name.replaceFirst("\\($", ""));
    texts.add(ofAnInstance(name));
    List<Signature> found = signatures(texts);
    return found.isEmpty() ? signatures(qualified(name)) : found;
  }

  /** Of the first of some texts that has any. */
  private List<Signature> signatures(Set<String> texts) {
    for (String text : texts) {
      List<Signature> found =
          text.isBlank()
              ? List.of()
              : engine.analysis().documentation(text, text.length(), false).stream()
                  .map(d -> Signature.of(d.signature()))
                  .distinct()
                  .toList();
      if (!found.isEmpty()) {
        return found;
      }
    }
    return List.of();
  }

  /** {@code Table.where}, though it is called on a table: what Java would call it on. */
  private static String ofAnInstance(String text) {
    Matcher m = MEMBER_AT_END.matcher(text);
    return m.find() ? "((" + m.group(1) + ") null)." + m.group(2) + "(" : "";
  }

  /** What ends in the name of a class that is not imported, with its package. */
  private Set<String> qualified(String text) {
    Set<String> out = new LinkedHashSet<>();
    Matcher m = CLASS_AT_END.matcher(text);
    if (!m.find()) {
      return out;
    }
    String simple = m.group(1);
    for (String n : engine.typeNames().notImported(simple)) {
      String whole = n + text.substring(m.end(1)).replaceFirst("\\($", "");
      out.add(whole);
      out.add(whole + "(");
      out.add(ofAnInstance(whole));
    }
    return out;
  }

  /** The identifier around a cursor, or empty. */
  public static String identifier(String code, int cursor) {
    int start = cursor;
    while (start > 0 && Character.isJavaIdentifierPart(code.charAt(start - 1))) {
      start--;
    }
    int end = cursor;
    while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) {
      end++;
    }
    boolean member = start > 0 && code.charAt(start - 1) == '.';
    return member ? "" : code.substring(start, end);
  }

  /** How much of a cell there is. */
  public enum Wholeness {
    /** It can run. */
    COMPLETE,
    /** More must follow. */
    INCOMPLETE,
    /** Nothing that follows makes it Java. */
    INVALID
  }

  /** Whether Java is whole; answers from the grammar alone while JShell is starting. */
  public Wholeness wholeness(String code) {
    if (code.isBlank()) {
      return Wholeness.COMPLETE;
    }
    if (!engine.isReadyWithin(PATIENCE_MILLIS)) {
      return JavaGrammar.wholeness(code);
    }
    SourceCodeAnalysis analysis = engine.analysis();
    String rest = code.strip();
    while (!rest.isEmpty()) {
      CompletionInfo info = analysis.analyzeCompletion(rest);
      Completeness c = info.completeness();
      if (c == Completeness.EMPTY) {
        return Wholeness.COMPLETE;
      }
      if (c == Completeness.CONSIDERED_INCOMPLETE || c == Completeness.DEFINITELY_INCOMPLETE) {
        return Wholeness.INCOMPLETE;
      }
      if (JavaGrammar.isAnnotations(rest)) {
        return Wholeness.INCOMPLETE;
      }
      if (isOpenType(rest)) {
        return Wholeness.INCOMPLETE;
      }
      if (isBarePackage(rest) || TopLevelReturn.in(info.source()).isPresent()) {
        return Wholeness.INVALID;
      }
      if (c == Completeness.UNKNOWN || !JavaGrammar.parses(info.source())) {
        return Wholeness.INVALID;
      }
      rest = info.remaining().strip();
    }
    return Wholeness.COMPLETE;
  }

  /** JShell takes {@code List<String} for a comparison, also where List is a class. */
  private boolean isOpenType(String text) {
    return JavaGrammar.openType(text)
        .filter(name -> engine.typeOf(name).isEmpty())
        .flatMap(engine.typeNames()::find)
        .isPresent();
  }

  /** An import of a package, which wants {@code .*} or a class; running it says so. */
  private boolean isBarePackage(String text) {
    return JavaGrammar.imported(text)
        .filter(name -> Character.isLowerCase(name.charAt(name.lastIndexOf('.') + 1)))
        .filter(name -> engine.typeNames().find(name).isEmpty())
        .isPresent();
  }
}
