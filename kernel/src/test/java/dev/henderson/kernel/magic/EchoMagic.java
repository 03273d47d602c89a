package dev.henderson.kernel.magic;

import dev.henderson.kernel.session.Session;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The smallest complete magic, for reading: {@code %echo name = some words} shows the words and
 * binds them, {@code %%echo} shows the body of the cell.
 *
 * <p>How to write one: read the raw text, say what is wrong with the place of it, do the work, bind
 * last, return what is to be shown.
 */
final class EchoMagic implements Magic {
  @Override
  public String name() {
    return "echo";
  }

  @Override
  public List<String> aliases() {
    return List.of("say");
  }

  @Override
  public Set<Form> forms() {
    return Set.of(Form.LINE, Form.CELL);
  }

  @Override
  public String summary() {
    return "shows the words after it";
  }

  @Override
  public String help() {
    return """
        %echo [name =] words    shows the words, and binds them to a String variable
        %%echo                  shows the body of the cell

        %echo greeting = hello world
        """;
  }

  @Override
  public MagicResult run(MagicCall call, Session session) {
    if (call.isCell()) {
      return MagicResult.of(call.body().orElseThrow());
    }
    String text = call.arguments();
    int equals = text.indexOf('=');
    String words = text.substring(equals + 1).strip();
    if (words.isEmpty()) {
      throw call.error("Nothing to echo.", text.length(), text.length())
          .suggesting("%echo hello world");
    }
    String shown =
        Arrays.stream(words.split("\\s+"))
            .takeWhile(w -> !session.isInterrupted())
            .collect(Collectors.joining(" "));
    if (equals >= 0) {
      session.bind(text.substring(0, equals).strip(), shown);
    }
    return MagicResult.of(shown);
  }
}
