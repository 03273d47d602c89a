package dev.henderson.kernel.data;

import dev.henderson.kernel.magic.Magic;
import dev.henderson.kernel.magic.MagicCall;
import dev.henderson.kernel.magic.MagicResult;
import dev.henderson.kernel.magic.RCall;
import dev.henderson.kernel.magic.Subject;
import dev.henderson.kernel.session.Session;
import dev.henderson.stats.document.Block;
import dev.henderson.stats.document.Cell;
import dev.henderson.stats.document.Column;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.formula.CallArgument;
import dev.henderson.stats.frame.Dataset;
import dev.henderson.stats.report.TableReport;
import dev.henderson.stats.text.NearestNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tech.tablesaw.api.Table;

/** {@code %dataset name}: a bundled data set, with its source; alone, the list of them. */
public final class DatasetMagic implements Magic {
  @Override
  public String name() {
    return "dataset";
  }

  @Override
  public List<String> aliases() {
    return List.of("datasets");
  }

  @Override
  public Subject subject() {
    return Subject.WORD;
  }

  @Override
  public Map<String, String> words() {
    Map<String, String> words = new LinkedHashMap<>();
    Dataset.all().forEach(d -> words.put(d.name(), d.title()));
    return words;
  }

  @Override
  public String summary() {
    return "loads a bundled data set; alone, lists them";
  }

  @Override
  public String help() {
    return """
        %dataset name             loads a data set into a table of that name
        %dataset d = sleepstudy   into a table d
        %dataset                  lists them, with their sources

        %dataset sleepstudy
        """;
  }

  @Override
  public MagicResult run(MagicCall call, Session session) {
    if (call.arguments().isBlank()) {
      return MagicResult.of(list());
    }
    RCall read = RCall.of(call, this);
    if (read.syntax().positional().size() != 1) {
      throw call.error("One data set at a time.").suggesting("%dataset sleepstudy");
    }
    CallArgument argument = read.syntax().positional().get(0);
    String wanted = read.placed(argument::asName);
    Dataset dataset =
        Dataset.find(wanted)
            .orElseThrow(
                () -> {
                  List<String> near = NearestNames.of(wanted, Dataset.names(), 3);
                  return read.error(
                          "There is no bundled data set called '" + wanted + "'.", argument.span())
                      .coded("unknown-dataset")
                      .suggesting(
                          near.isEmpty()
                              ? "%dataset lists them."
                              : "Did you mean " + String.join(", ", near) + "?");
                });
    String name = read.target().orElse(dataset.name());
    Table table = dataset.load().setName(name);
    session.bind(name, table);
    String end = dataset.source().endsWith(".") ? "" : ".";
    String source = dataset.title() + ". Source: " + dataset.source() + end;
    return MagicResult.of(TableReport.of(table).noting("source", List.of(source)));
  }

  private static Report list() {
    List<List<Cell>> rows = new ArrayList<>();
    List<Map<String, String>> tidy = new ArrayList<>();
    for (Dataset d : Dataset.all()) {
      rows.add(List.of(Cell.code(d.name()), Cell.label(d.title()), Cell.label(d.source())));
      tidy.add(Map.of("name", d.name(), "title", d.title(), "source", d.source()));
    }
    List<Column> columns =
        List.of(Column.words("name"), Column.words("what it is"), Column.words("source"));
    Block grid = new Block.Grid("Bundled data sets", columns, 1, rows, List.of());
    return new Report("datasets", List.of(grid), Map.of("tidy", tidy));
  }
}
