package dev.henderson.kernel.data;

import dev.henderson.kernel.magic.Magic;
import dev.henderson.kernel.magic.MagicCall;
import dev.henderson.kernel.magic.MagicException;
import dev.henderson.kernel.magic.MagicResult;
import dev.henderson.kernel.magic.Options;
import dev.henderson.kernel.magic.RCall;
import dev.henderson.kernel.magic.Subject;
import dev.henderson.kernel.session.Session;
import dev.henderson.stats.frame.DelimitedText;
import dev.henderson.stats.frame.TableTextException;
import dev.henderson.stats.report.TableReport;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code %%csv name}: the body of the cell is a table. */
public final class CsvMagic implements Magic {
  private static final Pattern BARE_NAME =
      Pattern.compile("\\s*([^\\s,=`\"'()]+)\\s*(?:,.*)?", Pattern.DOTALL);

  @Override
  public String name() {
    return "csv";
  }

  @Override
  public List<String> aliases() {
    return List.of("table");
  }

  @Override
  public Set<Form> forms() {
    return Set.of(Form.CELL);
  }

  @Override
  public Subject subject() {
    return Subject.NOTHING;
  }

  @Override
  public Options options() {
    return TextTable.OPTIONS;
  }

  @Override
  public String summary() {
    return "the body of the cell is a table: commas, tabs or blanks between the values";
  }

  @Override
  public String help() {
    return """
        %%csv name [, options]

        The first line below holds the names of the columns. Commas, tabs, semicolons, bars or
        blanks between the values are found by themselves. An empty field and NA are missing.

        """
        + TextTable.OPTIONS.help()
        + """

        %%csv plants
        group,weight
        ctrl,4.17
        trt1,4.81
        """;
  }

  @Override
  public MagicResult run(MagicCall call, Session session) {
    if (call.arguments().isBlank()) {
      throw call.error("The table has no name.", 0, 0)
          .suggesting("Write %%" + call.name() + " d, and the table below it.");
    }
    Matcher bare = BARE_NAME.matcher(call.arguments());
    if (bare.matches()) {
      // Before it is read as R's: there a name may be quoted, of a Java variable it may not.
      requireName(call, bare.group(1), bare.start(1), bare.end(1));
    }
    RCall read = RCall.of(call, this);
    if (read.syntax().positional().isEmpty()) {
      throw call.error("The table has no name.", 0, 0)
          .suggesting("Write %%" + call.name() + " d, and the options after a comma.");
    }
    var first = read.syntax().positional().get(0);
    String name = read.placed(first::asName);
    try {
      Session.requireName(name);
    } catch (IllegalArgumentException e) {
      throw read.error(e.getMessage(), first.span()).suggesting("%%" + call.name() + " d");
    }
    String body = call.body().orElse("");
    DelimitedText.Reading reading;
    try {
      reading = DelimitedText.read(name, body, TextTable.options(read));
    } catch (TableTextException e) {
      throw inBody(call, body, e);
    }
    TextTable.makeFactors(read, reading.table());
    session.bind(name, reading.table());
    return MagicResult.of(TableReport.of(reading.table()).noting("reading", reading.notes()));
  }

  private static void requireName(MagicCall call, String name, int start, int end) {
    try {
      Session.requireName(name);
    } catch (IllegalArgumentException e) {
      throw call.error(e.getMessage(), start, end).suggesting("%%" + call.name() + " d");
    }
  }

  private static MagicException inBody(MagicCall call, String body, TableTextException e) {
    if (e.line() == 0) {
      return call.error(e.getMessage()).coded("table").causedBy(e);
    }
    int start = 0;
    for (int line = 1; line < e.line(); line++) {
      start = body.indexOf('\n', start) + 1;
    }
    int end = body.indexOf('\n', start);
    return call.errorInBody(e.getMessage(), start, end < 0 ? body.length() : end)
        .coded("table")
        .causedBy(e);
  }
}
