package dev.henderson.stats.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.henderson.stats.document.HtmlRenderer;
import dev.henderson.stats.document.TextRenderer;
import dev.henderson.stats.document.TidyJson;
import dev.henderson.stats.frame.FactorColumn;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class TableReportTest {
  private static Table small() {
    IntColumn count = IntColumn.create("count", new int[] {12345, 0, -7});
    count.setMissing(1);
    DoubleColumn x = DoubleColumn.create("x", new double[] {-3e-12, 249.56, Double.NaN});
    return Table.create(
        "small",
        count,
        DoubleColumn.create("time", new double[] {1.5, 2.25, 100}),
        x,
        StringColumn.create("who", "<b>Ann</b>", "", "Zo\u00eb & Co"),
        BooleanColumn.create("ok", true, false, true),
        DateColumn.create("day", LocalDate.of(2026, 11, 22), null, LocalDate.of(2026, 1, 2)));
  }

  @Test
  void showsTypesMissingAndSize() {
    String text = TextRenderer.render(TableReport.of(small()));
    assertEquals(
        """
        small:
              count     time           x who        ok        day
          <integer> <double>    <double> <text>     <logical> <date>
        1     12345     1.50 -3.0000e-12 <b>Ann</b> true      2026-11-22
        2        NA     2.25  2.4956e+02 NA         false     NA
        3        -7   100.00          NA Zo\u00eb & Co   true      2026-01-02
        3 rows, 6 columns\
        """,
        text);
  }

  @Test
  void escapesAndExplains() {
    String html = HtmlRenderer.render(TableReport.of(small()));
    assertTrue(html.contains("&lt;b&gt;Ann&lt;/b&gt;"));
    assertTrue(html.contains("title=\"from -7 to 12345; 1 missing\""), html);
    assertTrue(html.contains("title=\"missing\">NA"));
  }

  @Test
  void factorsTellTheirLevels() {
    List<String> sizes = List.of("small", "large", "small");
    Table table =
        Table.create(
            "t",
            FactorColumn.of("size", sizes, List.of("small", "large"), true),
            FactorColumn.of("who", List.of("b", "", "a"), List.of("a", "b", "c"), false));
    String html = HtmlRenderer.render(TableReport.of(table));
    assertTrue(html.contains("title=\"levels small &lt; large\""), html);
    assertTrue(html.contains("title=\"levels a, b, c; 1 missing\""), html);
    assertTrue(html.contains(">ordered (2)<") && html.contains(">factor (3)<"));
    JsonObject who =
        TidyJson.tree(TableReport.of(table)).getAsJsonArray("columns").get(1).getAsJsonObject();
    assertEquals("factor", who.get("type").getAsString());
    assertEquals("[\"a\",\"b\",\"c\"]", who.get("levels").toString());
  }

  @Test
  void longTablesShowTheirHead() {
    Table table = Table.create("long", IntColumn.create("i", IntStream.range(0, 73421).toArray()));
    String text = TextRenderer.render(TableReport.of(table));
    assertTrue(text.endsWith("73,421 rows, 1 column; the first 10 rows are shown"), text);
    assertEquals(14, text.lines().count());
  }

  @Test
  void jsonNamesColumns() {
    JsonObject json = TidyJson.tree(TableReport.of(small()));
    assertEquals("table", json.get("kind").getAsString());
    assertEquals(3, json.get("nrow").getAsInt());
    JsonObject first = json.getAsJsonArray("columns").get(0).getAsJsonObject();
    assertEquals("integer", first.get("type").getAsString());
    assertEquals(1, first.get("missing").getAsInt());
  }

  @Test
  void anEmptyTableIsShown() {
    Table empty = Table.create("empty", StringColumn.create("a"), DoubleColumn.create("b"));
    assertTrue(TextRenderer.render(TableReport.of(empty)).endsWith("0 rows, 2 columns"));
    assertTrue(HtmlRenderer.render(TableReport.of(empty)).contains("0 rows, 2 columns"));
    assertTrue(TextRenderer.render(TableReport.of(Table.create("none"))).contains("0 columns"));
  }
}
