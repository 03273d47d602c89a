package dev.henderson.kernel.assist;

import com.google.gson.JsonObject;
import dev.henderson.kernel.display.Displays;
import dev.henderson.kernel.display.HtmlText;
import dev.henderson.kernel.display.MimeBundle;
import dev.henderson.kernel.javadoc.Documentation;
import dev.henderson.kernel.javadoc.Member;
import dev.henderson.kernel.jshell.JShellEngine;
import dev.henderson.kernel.jshell.JavaAssist;
import dev.henderson.kernel.jshell.Signature;
import dev.henderson.kernel.magic.Magic;
import dev.henderson.kernel.magic.Magic.Form;
import dev.henderson.kernel.magic.Option;
import dev.henderson.kernel.session.Session;
import dev.henderson.stats.document.Block;
import dev.henderson.stats.document.Cell;
import dev.henderson.stats.document.Report;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** What there is to say of a variable, a magic or a piece of Java, as data of a MIME bundle. */
final class Inspection {
  private final JShellEngine engine;
  private final Session session;
  private final Displays displays;
  private final Documentation documentation;
  private final JavaAssist java;

  Inspection(
      JShellEngine engine,
      Session session,
      Displays displays,
      Documentation documentation,
      JavaAssist java) {
    this.engine = engine;
    this.session = session;
    this.displays = displays;
    this.documentation = documentation;
    this.java = java;
  }

  /** A magic: what it takes, with an example. */
  JsonObject magic(Magic magic) {
    String percent = magic.forms().contains(Form.LINE) ? "%" : "%%";
    String name = percent + magic.name();
    String help = magic.help().stripTrailing();
    String html =
        "<p><b><code>"
            + HtmlText.escape(name)
            + "</code></b>: "
            + HtmlText.escape(magic.summary())
            + "</p>\n<pre>"
            + HtmlText.escape(help)
            + "</pre>";
    return data(name + ": " + magic.summary() + "\n\n" + help, html);
  }

  /** A variable: its type and value; of a table its columns, of a fit its summary. */
  JsonObject variable(String name) {
    Object value = session.get(name);
    String heading = engine.typeOf(name).orElse("") + " " + name;
    MimeBundle shown = displays.show(value instanceof Table t ? columns(name, t) : value);
    Object html = shown.get(MimeBundle.HTML);
    String page =
        "<p><code>"
            + HtmlText.escape(heading)
            + "</code></p>"
            + (html == null ? "<pre>" + HtmlText.escape(shown.toString()) + "</pre>" : html);
    return data(heading + "\n\n" + shown, page);
  }

  private static Report columns(String name, Table table) {
    List<List<Cell>> rows = new ArrayList<>();
    for (Column<?> column : table.columns()) {
      rows.add(List.of(Cell.code(column.name()), Cell.label(Columns.range(column))));
    }
    String title = name + ", " + table.rowCount() + " rows";
    List<dev.henderson.stats.document.Column> heads =
        List.of(
            dev.henderson.stats.document.Column.words("column"),
            dev.henderson.stats.document.Column.words("type"));
    Block grid = new Block.Grid(title, heads, 1, rows, List.of());
    return new Report("columns", List.of(grid), Map.of());
  }

  /** A column of a table: where it is, its type, and its levels or range. */
  JsonObject column(String table, String name) {
    String heading = name + ", a column of " + table;
    String words = Columns.range(session.table(table).column(name));
    String html =
        "<p><b><code>"
            + HtmlText.escape(name)
            + "</code></b>, a column of <code>"
            + HtmlText.escape(table)
            + "</code></p>\n<p>"
            + HtmlText.escape(words)
            + "</p>";
    return data(heading + "\n\n" + words, html);
  }

  /** An option of a magic: what it is, and its values. */
  JsonObject option(Magic magic, Option option) {
    List<String> lines = new ArrayList<>();
    if (option.isShown()) {
      lines.add(option.example());
    }
    lines.addAll(option.what().lines().toList());
    String values =
        switch (option.takes()) {
          case TABLE -> "the name of a table";
          case COLUMNS -> "a column of the table, or an expression of columns";
          case FIT -> "the name of a fit";
          case BOOLEAN -> "TRUE or FALSE";
          case WORD -> String.join(", ", option.words());
          case VALUE -> "";
        };
    if (!values.isEmpty()) {
      lines.add("values: " + values);
    }
    String heading = option.name() + ", an option of %" + magic.name();
    String text = String.join("\n", lines);
    String html =
        "<p><b><code>"
            + HtmlText.escape(option.name())
            + "</code></b>, an option of <code>%"
            + HtmlText.escape(magic.name())
            + "</code></p>\n<pre>"
            + HtmlText.escape(text)
            + "</pre>";
    return data(heading + "\n\n" + text, html);
  }

  /** A call and what it does, as completion shows it. */
  static JsonObject words(String text) {
    return data(text, "<p><code>" + HtmlText.escape(text) + "</code></p>");
  }

  /**
   * Java at a cursor: signatures, and what is written about them.
   *
   * @param detail 1 for the source as well, where it is there
   */
  Optional<JsonObject> java(String code, int cursor, int detail) {
    List<Signature> found = java.signatures(code, cursor);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    StringBuilder text = new StringBuilder();
    StringBuilder html = new StringBuilder();
    Set<String> hints = new LinkedHashSet<>();
    for (Signature signature : found) {
      Optional<Documentation.Answer> answer = member(signature).map(documentation::find);
      String written =
          answer.map(a -> signature.withNames(a.parameters())).orElse(signature.text());
      text.append(written).append('\n');
      html.append("<pre>").append(HtmlText.escape(written)).append("</pre>\n");
      answer
          .filter(a -> !a.text().isEmpty())
          .ifPresent(
              a -> {
                text.append('\n').append(a.text()).append("\n\n");
                html.append(a.html()).append('\n');
              });
      answer
          .filter(a -> detail > 0 && !a.source().isEmpty())
          .ifPresent(
              a -> {
                text.append('\n').append(a.source()).append("\n\n");
                html.append("<pre>").append(HtmlText.escape(a.source())).append("</pre>\n");
              });
      answer.map(Documentation.Answer::hint).filter(h -> !h.isEmpty()).ifPresent(hints::add);
    }
    for (String hint : hints) {
      text.append('\n').append(hint);
      html.append("<p><em>").append(HtmlText.escape(hint)).append("</em></p>\n");
    }
    return Optional.of(data(text.toString().strip(), html.toString()));
  }

  /** The member of a library, the JDK or a cell a signature is of. */
  private Optional<Member> member(Signature signature) {
    Optional<Class<?>> owner = owner(signature);
    if (owner.isEmpty() && signature.kind() == Signature.Kind.TYPE) {
      Signature constant = signature.asConstant();
      return owner(constant).map(c -> new Member(c, Member.Kind.FIELD, constant.name(), List.of()));
    }
    Member.Kind kind = Member.Kind.valueOf(signature.kind().name());
    return owner.map(c -> new Member(c, kind, signature.name(), signature.parameters()));
  }

  private Optional<Class<?>> owner(Signature signature) {
    return session.findClass(signature.owner()).or(() -> engine.declarations().owner(signature));
  }

  private static JsonObject data(String text, String html) {
    JsonObject data = new JsonObject();
    data.addProperty(MimeBundle.TEXT, text);
    data.addProperty(MimeBundle.HTML, html);
    return data;
  }
}
