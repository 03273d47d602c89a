package dev.henderson.kernel.assist;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A cell that asks what a name is: {@code ?name} or {@code name?}; with two question marks, for all
 * there is to say.
 *
 * @param name a variable, a class, a member such as {@code Math.hypot}, or a magic
 * @param detail 0, or 1 for two question marks
 */
public record Question(String name, int detail) {
  private static final String NAME = "(%{0,2}[\\p{L}_$][\\p{L}\\p{N}_.$]*(?:\\(\\))?)";
  private static final Pattern BEFORE = Pattern.compile("\\s*(\\?{1,2})\\s*" + NAME + "\\s*;?\\s*");
  private static final Pattern AFTER = Pattern.compile("\\s*" + NAME + "\\s*(\\?{1,2})\\s*");

  /** The question a cell is, if it is one; Java is never written so. */
  public static Optional<Question> of(String code) {
    Matcher before = BEFORE.matcher(code);
    if (before.matches()) {
      return Optional.of(of(before.group(2), before.group(1)));
    }
    Matcher after = AFTER.matcher(code);
    return after.matches() ? Optional.of(of(after.group(1), after.group(2))) : Optional.empty();
  }

  private static Question of(String name, String marks) {
    return new Question(name.replaceFirst("\\(\\)$", ""), marks.length() - 1);
  }
}
