package dev.henderson.kernel.magic;

import dev.henderson.kernel.session.Session;
import dev.henderson.stats.document.Block;
import dev.henderson.stats.document.Cell;
import dev.henderson.stats.document.Column;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.text.NearestNames;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** {@code %help name}: what a magic takes, with an example. */
public final class HelpMagic implements Magic {
  /** What cells can call without an import; a test holds it against what there is. */
  public static final Map<String, String> FROM_JAVA =
      list(
          "display(x)", "shows a value now, and gives a handle",
          "display(x, \"text/html\")", "the same in the types named; text is taken as it is",
          "updateDisplay(id, x)", "shows something else where a display stands",
          "Out(3)", "the result of cell 3, if it is one of the last eight",
          "clearOutput()", "takes the output of the cell away; with true, once there is new",
          "input(\"Name? \")", "asks the user for a line",
          "password(\"Key? \")", "asks for a line that is not shown");

  private static final Map<String, String> ASKING =
      list(
          "%lsmagic", "all magics",
          "%help lmer", "what one of them takes",
          "?name", "what a variable, class, method or magic is; name? does the same",
          "~/.config/henderson/startup.jsh", "is run before the first cell of every notebook");

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
      return MagicResult.of(overview());
    }
    String name = call.arguments().strip().replaceFirst("^%{1,2}", "");
    Magic magic =
        magics
            .get()
            .find(name)
            .orElseThrow(
                () -> {
                  List<String> near = NearestNames.of(name, magics.get().names(), 3);
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

  private static Report overview() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Code(
            "A cell is Java. A line that begins with % is a magic",
            "%dataset sleepstudy\n"
                + "%lmer m = Reaction ~ Days + (Days | Subject), data = sleepstudy"));
    List<List<Cell>> questions = new ArrayList<>();
    ASKING.forEach((code, what) -> questions.add(List.of(Cell.code(code), Cell.label(what))));
    blocks.add(grid("Asking", questions));
    List<List<Cell>> helpers = new ArrayList<>();
    FROM_JAVA.forEach((code, what) -> helpers.add(List.of(Cell.code(code), Cell.label(what))));
    blocks.add(grid("From Java", helpers));
    return new Report("help", blocks, Map.of());
  }

  private static Block grid(String title, List<List<Cell>> rows) {
    List<Column> columns = List.of(Column.words("written"), Column.words("what it does"));
    return new Block.Grid(title, columns, 1, rows, List.of());
  }

  private static Map<String, String> list(String... pairs) {
    Map<String, String> list = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      list.put(pairs[i], pairs[i + 1]);
    }
    return Collections.unmodifiableMap(list);
  }
}
