package dev.henderson.stats.formula;

import dev.henderson.stats.text.NearestNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A call in R's syntax, as magics read it: {@code m = y ~ x, data = d}, {@code m <- lmer(y ~ x,
 * data = d)}, {@code lme4::lmer(...)}, also {@code smf.mixedlm("y ~ x", data=d).fit(reml=True)}.
 *
 * <p>Every part keeps its span in the text, so that an error in a formula can be shown where the
 * user typed it.
 */
public final class CallSyntax {
  private final String source;
  private final Token target;
  private final Token targetSign;
  private final String function;
  private final List<CallArgument> positional;
  private final Map<String, CallArgument> named;
  private final List<FormulaNote> notes;

  private CallSyntax(
      String source,
      Token target,
      Token targetSign,
      String function,
      List<CallArgument> positional,
      Map<String, CallArgument> named,
      List<FormulaNote> notes) {
    this.source = source;
    this.target = target;
    this.targetSign = targetSign;
    this.function = function;
    this.positional = List.copyOf(positional);
    this.named = java.util.Collections.unmodifiableMap(named);
    this.notes = List.copyOf(notes);
  }

  /** Reads a call; a leading {@code name =} is its target. */
  public static CallSyntax parse(String text) {
    return parse(text, Set.of());
  }

  /**
   * Reads a call.
   *
   * @param text all that follows the name of the magic
   * @param options names of options: a leading {@code data = d} is then an option, not a target
   * @throws FormulaSyntaxException where brackets do not close or an argument is missing
   */
  public static CallSyntax parse(String text, Set<String> options) {
    return parse(text, options, Set.of());
  }

  /**
   * Reads a call.
   *
   * @param inner functions that are no call of the magic but make what it is asked about: {@code
   *     lm(y ~ x, data = d)} is then one argument
   */
  public static CallSyntax parse(String text, Set<String> options, Set<String> inner) {
    List<FormulaNote> notes = new ArrayList<>();
    List<Token> tokens = Lexer.tokens(text, 0, notes);
    int[] closing = brackets(text, tokens);
    int at = 0;
    Token target = null;
    Token sign = null;
    if (tokens.get(0).is(TokenKind.NAME) && tokens.size() > 2) {
      Token next = tokens.get(1);
      if (next.is(TokenKind.ARROW)
          || (next.is(TokenKind.EQUALS) && !options.contains(tokens.get(0).text()))) {
        target = tokens.get(0);
        sign = next;
        at = 2;
        if (tokens.get(at).is(TokenKind.END)) {
          throw new FormulaSyntaxException(
              text, tokens.get(at).span(), "Nothing stands after '" + sign.text() + "'.", null);
        }
      }
    }
    Builder args = new Builder(text, tokens, closing, notes, options, inner);
    String function = args.read(at, tokens.size() - 1);
    return new CallSyntax(text, target, sign, function, args.positional, args.named, notes);
  }

  /** For each opening bracket the index of its closing one; others 0. */
  private static int[] brackets(String text, List<Token> tokens) {
    int[] closing = new int[tokens.size()];
    List<Integer> open = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      Token t = tokens.get(i);
      switch (t.kind()) {
        case OPEN, OPEN_BRACKET, OPEN_BRACE -> open.add(i);
        case CLOSE, CLOSE_BRACKET, CLOSE_BRACE -> {
          if (open.isEmpty() || !pairs(tokens.get(open.get(open.size() - 1)), t)) {
            throw new FormulaSyntaxException(
                text,
                t.span(),
                "This '" + t.text() + "' closes nothing.",
                "Take it away, or open one before it.");
          }
          closing[open.remove(open.size() - 1)] = i;
        }
        default -> {}
      }
    }
    if (!open.isEmpty()) {
      Token t = tokens.get(open.get(open.size() - 1));
      throw new FormulaSyntaxException(
          text,
          t.span(),
          "The '" + t.text() + "' opened here is never closed.",
          "Close it at the end of the argument.");
    }
    return closing;
  }

  private static boolean pairs(Token open, Token close) {
    return switch (close.kind()) {
      case CLOSE -> open.is(TokenKind.OPEN);
      case CLOSE_BRACKET -> open.is(TokenKind.OPEN_BRACKET);
      default -> open.is(TokenKind.OPEN_BRACE);
    };
  }

  private static final class Builder {
    private final String text;
    private final List<Token> tokens;
    private final int[] closing;
    private final List<FormulaNote> notes;
    private final Set<String> options;
    private final Set<String> inner;
    private final List<CallArgument> positional = new ArrayList<>();
    private final Map<String, CallArgument> named = new LinkedHashMap<>();

    Builder(
        String text,
        List<Token> tokens,
        int[] closing,
        List<FormulaNote> notes,
        Set<String> options,
        Set<String> inner) {
      this.text = text;
      this.tokens = tokens;
      this.closing = closing;
      this.notes = notes;
      this.options = options;
      this.inner = inner;
    }

    /**
     * Reads the arguments in {@code [from, to)}; returns the function's name where it is a call.
     */
    String read(int from, int to) {
      int at = from;
      // lme4::lmer
      if (at + 3 < to
          && tokens.get(at).is(TokenKind.NAME)
          && tokens.get(at + 1).is(TokenKind.COLON)
          && tokens.get(at + 2).is(TokenKind.COLON)) {
        at += 3;
      }
      if (at + 1 < to
          && tokens.get(at).is(TokenKind.NAME)
          && tokens.get(at + 1).is(TokenKind.OPEN)
          && !inner.contains(tokens.get(at).text())
          && chainEnds(closing[at + 1], to)) {
        String function = tokens.get(at).text();
        split(at + 2, closing[at + 1]);
        int close = closing[at + 1];
        while (close + 1 < to && !tokens.get(close + 1).is(TokenKind.COMMA)) {
          split(close + 3, closing[close + 2]);
          close = closing[close + 2];
        }
        split(close + 2, to);
        return function;
      }
      split(from, to);
      return null;
    }

    /**
     * Whether after this closing bracket there are only method calls such as {@code .fit(...)}, and
     * then, after a comma, options of the magic.
     */
    private boolean chainEnds(int close, int to) {
      int at = close;
      while (at + 1 < to) {
        if (at + 2 < to
            && tokens.get(at + 1).is(TokenKind.NAME)
            && tokens.get(at + 1).text().startsWith(".")
            && tokens.get(at + 2).is(TokenKind.OPEN)) {
          at = closing[at + 2];
        } else {
          return isOption(at + 1, to);
        }
      }
      return true;
    }

    private boolean isOption(int comma, int to) {
      return comma + 2 < to
          && tokens.get(comma).is(TokenKind.COMMA)
          && options.contains(tokens.get(comma + 1).text())
          && tokens.get(comma + 2).is(TokenKind.EQUALS);
    }

    private void split(int from, int to) {
      if (from >= to) {
        return;
      }
      int start = from;
      for (int i = from; i <= to; i++) {
        if (i < to && closing[i] > 0) {
          i = closing[i];
        } else if (i == to || tokens.get(i).is(TokenKind.COMMA)) {
          add(start, Math.min(i, to));
          start = i + 1;
        }
      }
    }

    /** An option in the middle of an argument: {@code y ~ x data = d}. */
    private void requireCommas(int from, int to) {
      for (int i = from + 1; i + 1 < to; i++) {
        Token name = tokens.get(i);
        boolean after =
            switch (tokens.get(i - 1).kind()) {
              case NAME, NUMBER, TEXT, CLOSE, CLOSE_BRACKET, CLOSE_BRACE -> true;
              default -> false;
            };
        if (after
            && name.is(TokenKind.NAME)
            && options.contains(name.text())
            && tokens.get(i + 1).is(TokenKind.EQUALS)) {
          throw new FormulaSyntaxException(
              text,
              name.span(),
              "A comma is missing before " + name.text() + ".",
              "Write " + tokens.get(i - 1).text() + ", " + name.text() + " = ...");
        }
        i = closing[i] > 0 ? closing[i] : i;
      }
    }

    private void add(int from, int to) {
      if (from >= to) {
        throw new FormulaSyntaxException(
            text, tokens.get(to).span(), "An argument is missing here.", "Take the ',' away.");
      }
      requireCommas(from, to);
      boolean isNamed =
          from + 1 < to
              && (tokens.get(from).is(TokenKind.NAME) || tokens.get(from).is(TokenKind.TEXT))
              && tokens.get(from + 1).is(TokenKind.EQUALS);
      if (!isNamed) {
        positional.add(new CallArgument(text, tokens, from, to, null, notes));
        return;
      }
      Token name = tokens.get(from);
      if (from + 2 >= to) {
        throw new FormulaSyntaxException(
            text,
            Span.at(tokens.get(from + 1).span().end()),
            "The value of " + name.text() + " is missing.",
            "Write " + name.text() + " = value.");
      }
      CallArgument argument = new CallArgument(text, tokens, from + 2, to, name, notes);
      if (named.put(name.text(), argument) != null) {
        throw new FormulaSyntaxException(
            text, name.span(), name.text() + " is given twice.", "Keep one of them.");
      }
    }
  }

  /** The text that was read. */
  public String source() {
    return source;
  }

  /** The name the result is bound to. */
  public Optional<String> target() {
    return Optional.ofNullable(target).map(Token::text);
  }

  /** Where the target stands; the start of the text if there is none. */
  public Span targetSpan() {
    return target == null ? Span.at(0) : target.span();
  }

  /** The function's name, where the text is a whole call {@code lmer(...)}. */
  public Optional<String> function() {
    return Optional.ofNullable(function);
  }

  /** The arguments without names, in order. */
  public List<CallArgument> positional() {
    return positional;
  }

  /** The named arguments, in order. */
  public Map<String, CallArgument> named() {
    return named;
  }

  /** A named argument. */
  public Optional<CallArgument> option(String name) {
    return Optional.ofNullable(named.get(name));
  }

  /** Remarks on how the text was read: typographic dashes and quotes. */
  public List<FormulaNote> notes() {
    return notes;
  }

  /**
   * The formula of the call: the argument named {@code formula}, or the first without a name.
   *
   * @throws FormulaSyntaxException if there is none, saying what stands in its place
   */
  public Formula formula() {
    if (named.containsKey("formula")) {
      return named.get("formula").formula();
    }
    if (positional.isEmpty()) {
      throw new FormulaSyntaxException(
          source,
          Span.at(source.stripTrailing().length()),
          "A formula is missing.",
          "Write response ~ terms.");
    }
    CallArgument first = positional.get(0);
    if (!first.isFormula()
        && function == null
        && targetSign != null
        && targetSign.is(TokenKind.EQUALS)
        && !isQuoted(first)) {
      throw new FormulaSyntaxException(
          source,
          targetSign.span(),
          "There is no '~': '=' names the result and does not part response and terms.",
          "Write "
              + target.text()
              + " ~ "
              + first.raw()
              + ", or "
              + target.text()
              + " = response ~ terms.");
    }
    return first.formula();
  }

  private static boolean isQuoted(CallArgument a) {
    return a.raw().startsWith("\"") || a.raw().startsWith("'") || a.raw().startsWith("\u201C");
  }

  /**
   * Sees to it that only known options were given.
   *
   * @throws FormulaSyntaxException naming the first unknown one and its nearest names
   */
  public void requireOptions(Set<String> known) {
    for (CallArgument a : named.values()) {
      String name = a.name().orElseThrow();
      if (!known.contains(name)) {
        List<String> near = NearestNames.of(name, known);
        throw new FormulaSyntaxException(
            source,
            a.nameSpan(),
            "There is no option " + name + ".",
            known.isEmpty()
                ? "There are no options here."
                : near.isEmpty()
                    ? "The options are " + String.join(", ", known.stream().sorted().toList()) + "."
                    : "Did you mean " + String.join(" or ", near) + "?");
      }
    }
  }
}
