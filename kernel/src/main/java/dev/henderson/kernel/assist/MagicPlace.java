package dev.henderson.kernel.assist;

import dev.henderson.kernel.magic.Magic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where in the call of a magic a cursor is.
 *
 * @param text the argument up to the cursor, without the variable the result goes to
 * @param first whether it is the first argument
 * @param top whether no bracket of the argument is open
 * @param afterBar whether a group is to be named: after {@code |} in an open bracket
 * @param backtick where a quoted name began, or -1
 * @param option the name before {@code =} if the argument has one
 */
record MagicPlace(
    String text,
    boolean first,
    boolean top,
    boolean afterBar,
    int backtick,
    Optional<String> option) {
  private static final Pattern OPTION =
      Pattern.compile("\\s*([\\p{L}_.][\\p{L}\\p{N}_.]*)\\s*=(?!=)");
  private static final Pattern TARGET =
      Pattern.compile("\\s*[\\p{L}_][\\p{L}\\p{N}_]*\\s*(?:<-|=(?!=))");

  /** {@code lmer(}, {@code lme4::lmer(}, {@code smf.ols(}. */
  private static final Pattern FUNCTION =
      Pattern.compile("\\s*((?:smf\\.|sm\\.|[\\p{L}\\p{N}.]+::)?)([\\p{L}_.]+)\\(");

  /** The place at the end of what stands before a cursor. */
  static MagicPlace of(String before, Magic magic) {
    int start = start(before, magic);
    int depth = 0;
    int argument = start;
    boolean bar = false;
    int backtick = -1;
    char quote = 0;
    for (int i = start; i < before.length(); i++) {
      char c = before.charAt(i);
      if (quote != 0) {
        backtick = c == quote ? -1 : backtick;
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'' || c == '`') {
        quote = c;
        backtick = c == '`' ? i : -1;
      } else if (c == '(' || c == '[' || c == '{') {
        depth++;
        bar = false;
      } else if (c == ')' || c == ']' || c == '}') {
        depth--;
        bar = false;
      } else if (c == '|') {
        bar = depth > 0;
      } else if (c == ',' && depth == 0) {
        argument = i + 1;
      }
    }
    String text = before.substring(argument);
    Matcher option = OPTION.matcher(text);
    Optional<String> name = option.lookingAt() ? Optional.of(option.group(1)) : Optional.empty();
    return new MagicPlace(text, argument == start, depth == 0, bar, backtick, name);
  }

  /** The arguments without a name, as they are written; the call may go on behind them. */
  static List<String> positional(String arguments, Magic magic) {
    List<String> out = new ArrayList<>();
    int depth = 0;
    char quote = 0;
    int from = start(arguments, magic);
    for (int i = from; i <= arguments.length() && depth >= 0; i++) {
      char c = i < arguments.length() ? arguments.charAt(i) : ',';
      boolean end = i == arguments.length();
      if (quote != 0 && !end) {
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'' || c == '`') {
        quote = c;
      } else if (c == '(' || c == '[' || c == '{') {
        depth++;
      } else if (c == ')' || c == ']' || c == '}') {
        depth--;
      }
      if (end || depth < 0 || c == ',' && depth == 0 && quote == 0) {
        String text = arguments.substring(from, i);
        if (!OPTION.matcher(text).lookingAt()) {
          out.add(text.strip());
        }
        from = i + 1;
      }
    }
    return out;
  }

  /** Whether a text in double quotes is not closed; an apostrophe in a sentence opens none. */
  static boolean isTextOpen(String arguments) {
    for (int i = 0; i < arguments.length(); i++) {
      char c = arguments.charAt(i);
      if (c == '"' || c == '\'' || c == '`') {
        int close = arguments.indexOf(c, i + 1);
        if (close < 0 && c == '"') {
          return true;
        }
        i = close < 0 ? i : close;
      }
    }
    return false;
  }

  /** Where the name ends that the result goes to; 0 where the call has none. */
  static int targetEnd(String arguments, Magic magic) {
    Matcher target = TARGET.matcher(arguments);
    boolean bound = target.lookingAt() && magic.options().find(name(target.group())).isEmpty();
    return bound ? target.end() : 0;
  }

  /** Where the first argument begins. */
  private static int start(String arguments, Magic magic) {
    int start = targetEnd(arguments, magic);
    Matcher whole = FUNCTION.matcher(arguments).region(start, arguments.length());
    // lmer(y ~ x, ...) as copied from R, and not log(y) ~ x.
    boolean copied =
        whole.lookingAt() && (whole.group(2).equals(magic.name()) || !whole.group(1).isEmpty());
    return copied ? whole.end() : start;
  }

  private static String name(String assignment) {
    return assignment.replaceFirst("(<-|=)\\s*$", "").strip();
  }
}
