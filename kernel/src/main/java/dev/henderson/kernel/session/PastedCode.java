package dev.henderson.kernel.session;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement of Python or R where Java is expected, with how it is said here. Taken for one is
 * only what the Java compiler refuses in any case, or what calls the functions of those languages'
 * models.
 *
 * @param language {@code Python} or {@code R}
 * @param instead what to write
 */
public record PastedCode(String language, String instead) {
  /** A kind of statement; {@code $1} and so on in the advice are groups of the pattern. */
  private record Kind(String language, Pattern start, String instead) {}

  private static final String FITS =
      "(?:mixedlm|ols|wls|MixedLM(?:\\.from_formula)?|OLS(?:\\.from_formula)?|AnovaRM)";
  private static final String R_FITS = "(?:lme4::|lmerTest::|stats::)?(lm|aov|lmer)";

  private static final Pattern FORMULA = Pattern.compile("(\\w+)\\s*=\\s*(\"[^\"]*~[^\"]*\")");

  private static final List<Kind> KINDS =
      List.of(
          python("(?:import|from) [\\w.]+ (?:as|import) .*", "No import is needed: leave it out."),
          python(
              "(\\w+)\\[([\"'])(.+?)\\2\\]\\s*=\\s*[-+.\\d]+\\s*(?:#.*)?$",
              "A column with one value puts all rows in one group, which is groups=1 in the call:"
                  + " leave $1[\"$3\"] out."),
          python(
              "(\\w+)\\[([\"'])(.+?)\\2\\]\\s*=(?!=).*",
              "A column is made in Java: $1.addColumns($1.doubleColumn(\"x\").multiply(2)"
                  + ".setName(\"$3\"));"),
          python(
              "(\\w+)\\s*=\\s*\\{\\s*[\"'][^\"']*[\"']\\s*:.*",
              "Write the {...} in the call where $1 stands; or make it a text,"
                  + " String $1 = \"\"\"\n{...}\"\"\"; with ${$1} in the call."),
          python(
              "(\\w+)\\s*=\\s*(?:pd|pandas)\\.read_csv\\(\\s*([\"'])(.+?)\\2.*",
              "Write %read $1 = \"$3\"."),
          python(
              "(\\w+)\\s*=\\s*(?:\\w+\\.)?(?:mixedlm|MixedLM(?:\\.from_formula)?)\\(.*",
              "Write %mixedlm before it: %mixedlm $1 = ..."),
          python(
              "(\\w+)\\s*=\\s*(?:smf|sm)\\." + FITS + "\\(.*", "Write %lm before it: %lm $1 = ..."),
          python("(\\w+)\\s*=\\s*AnovaRM\\(.*", "Write %anovarm before it: %anovarm $1 = ..."),
          python(
              "(\\w+)\\s*=\\s*(\\w+)\\.fit\\(.*'[^'\\\\]{2,}'.*",
              "Write the magic of $2 before it: %mixedlm $1 = $2.fit(...)."),
          python("print\\((\\w+)\\.summary\\(\\)\\)\\s*;?", "Write %summary $1."),
          python("(\\w+)\\s*=\\s*'([^'\\\\]{2,})'\\s*", "Write String $1 = \"$2\";"),
          r(
              "(?:library|require)\\((lme4|lmerTest|nlme|car|emmeans|afex|multcomp|tidyverse)\\)",
              "No library is needed: leave it out."),
          r("([\\w.]+)\\s*<-\\s*" + R_FITS + "\\(.*", "Write %$2 before it: %$2 $1 <- ..."),
          r("([\\w.]+)\\s*<-\\s*read\\.csv2?\\(\\s*([\"'])(.+?)\\2.*", "Write %read $1 = \"$3\"."));

  /** What to write for a formula put into a variable, which Java takes only where there is one. */
  public static Optional<String> formula(String line) {
    Matcher m = FORMULA.matcher(line.strip());
    return m.matches()
        ? Optional.of(
            "Write String "
                + m.group(1)
                + " = "
                + m.group(2)
                + "; with ${"
                + m.group(1)
                + "} in the call.")
        : Optional.empty();
  }

  private static Kind python(String start, String instead) {
    return kind("Python", start, instead);
  }

  private static Kind r(String start, String instead) {
    return kind("R", start, instead);
  }

  private static Kind kind(String language, String start, String instead) {
    return new Kind(language, Pattern.compile(start), instead);
  }

  /**
   * What a line begins, where it is no Java.
   *
   * @param line without the line break
   */
  public static Optional<PastedCode> of(String line) {
    String text = line.strip();
    for (Kind kind : KINDS) {
      Matcher m = kind.start().matcher(text);
      if (m.matches()) {
        String instead = kind.instead();
        for (int g = m.groupCount(); g > 0; g--) {
          instead = instead.replace("$" + g, String.valueOf(m.group(g)));
        }
        return Optional.of(new PastedCode(kind.language(), instead));
      }
    }
    return Optional.empty();
  }
}
