package dev.henderson.kernel.maven;

import dev.henderson.kernel.magic.MagicCall;
import dev.henderson.kernel.magic.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The arguments of a magic about libraries: words with blanks or commas between them, and options.
 *
 * @param words what has no name, in order
 * @param options what has one
 */
record MavenArguments(List<Word> words, List<Word> options) {
  private static final Pattern WORD =
      Pattern.compile(
          "\\s*,?\\s*(?:(?<option>\\w+)\\s*=\\s*)?(?:\"(?<quoted>[^\"]*)\"|(?<plain>[^\\s,\"]+))");
  private static final Pattern COORDINATES =
      Pattern.compile("[\\w.-]+:[\\w.-]+(?::[\\w.${}-]+){0,3}");

  /**
   * One of them.
   *
   * @param option its name; of a word without one empty
   * @param start where the text begins in the arguments
   */
  record Word(String option, String text, int start, int end) {
    boolean isCoordinates() {
      return COORDINATES.matcher(text).matches();
    }
  }

  /** Reads the arguments; options that are not known are refused. */
  static MavenArguments read(MagicCall call, Options known) {
    List<Word> words = new ArrayList<>();
    List<Word> options = new ArrayList<>();
    String text = call.arguments();
    Matcher m = WORD.matcher(text);
    int at = 0;
    while (at < text.length() && m.region(at, text.length()).lookingAt()) {
      String group = m.group("quoted") == null ? "plain" : "quoted";
      String option = m.group("option");
      if (option != null && known.find(option).isEmpty()) {
        throw call.error("There is no option " + option + ".", m.start("option"), m.end("option"))
            .suggesting(
                (known.names().size() == 1 ? "The only option is " : "The options are ")
                    + String.join(" and ", known.names())
                    + ".");
      }
      String name = option == null ? "" : option;
      (option == null ? words : options)
          .add(new Word(name, m.group(group), m.start(group), m.end(group)));
      at = m.end();
    }
    if (!text.substring(at).isBlank()) {
      throw call.error("This quote is not closed.", at, text.length());
    }
    return new MavenArguments(words, options);
  }

  /** The values of {@code repository =}. */
  List<String> repositories() {
    return options.stream().filter(o -> o.option.equals("repository")).map(Word::text).toList();
  }

  /** Whether an option is TRUE. */
  boolean isTrue(MagicCall call, String name) {
    Optional<Word> given = options.stream().filter(o -> o.option.equals(name)).findFirst();
    if (given.isEmpty()) {
      return false;
    }
    return switch (given.get().text.toUpperCase(Locale.ROOT)) {
      case "TRUE", "T" -> true;
      case "FALSE", "F" -> false;
      default -> throw call.error(name + " is TRUE or FALSE.", given.get().start, given.get().end);
    };
  }
}
