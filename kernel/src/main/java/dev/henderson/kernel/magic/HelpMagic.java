package dev.henderson.kernel.magic;

import dev.henderson.kernel.session.NearestNames;
import dev.henderson.kernel.session.Session;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** {@code %help name}: what a magic takes, with an example. */
public final class HelpMagic implements Magic {
  private final Supplier<Magics> magics;

  /** Knows the magics of a registry that may not be complete yet. */
  public HelpMagic(Supplier<Magics> magics) {
    this.magics = magics;
  }

  @Override
  public String name() {
    return "help";
  }

  @Override
  public Subject subject() {
    return Subject.WORD;
  }

  @Override
  public Map<String, String> words() {
    Map<String, String> words = new LinkedHashMap<>();
    magics.get().all().forEach(m -> words.put(m.name(), m.summary()));
    return words;
  }

  @Override
  public String summary() {
    return "says what a magic takes, with an example";
  }

  @Override
  public String help() {
    return """
        %help lmer    what %lmer takes
        %lsmagic      all magics
        """;
  }

  @Override
  public MagicResult run(MagicCall call, Session session) {
    if (call.arguments().isBlank()) {
      return MagicResult.of(
          """
          A cell is Java. A line that begins with % is a magic:

          %dataset sleepstudy
          %lmer m = Reaction ~ Days + (Days | Subject), data = sleepstudy

          %lsmagic lists all magics, %help lmer says what one takes.
          """
              .strip());
    }
    String name = call.arguments().strip().replaceFirst("^%{1,2}", "");
    Magic magic =
        magics
            .get()
            .find(name)
            .orElseThrow(
                () -> {
                  List<String> near = NearestNames.to(name, magics.get().names(), 3);
                  return call.error(
                          "There is no magic called " + name + ".", 0, call.arguments().length())
                      .coded("unknown-magic")
                      .suggesting(
                          near.isEmpty()
                              ? "%lsmagic lists all magics."
                              : "Did you mean " + String.join(", ", near) + "?");
                });
    String percent = magic.forms().contains(Form.LINE) ? "%" : "%%";
    return MagicResult.of(
        percent + magic.name() + ": " + magic.summary() + "\n\n" + magic.help().stripTrailing());
  }
}
