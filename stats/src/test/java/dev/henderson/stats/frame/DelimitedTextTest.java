package dev.henderson.stats.frame;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.henderson.stats.model.Cancellation;
import dev.henderson.stats.model.Progress;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Table;

class DelimitedTextTest {
  private static DelimitedText.Reading read(String text) {
    return DelimitedText.read("t", text, TextOptions.DEFAULT);
  }

  @ParameterizedTest
  @ValueSource(strings = {",", "\t", ";", "|", " ", "   ", ", ", " \t "})
  void findsTheSeparator(String separator) {
    String text = "id,x,y\na,1,2.5\nb,2,3.5\n".replace(",", separator);
    Table t = read(text).table();
    assertEquals(List.of("id", "x", "y"), t.columnNames());
    assertEquals(2, t.rowCount());
    assertEquals(3.5, t.doubleColumn("y").getDouble(1));
  }

  @Test
  void everyValueDecidesTheType() {
    StringBuilder text = new StringBuilder("i,d,b,s,day,when,long\n");
    for (int r = 0; r < 30_000; r++) {
      text.append("1,1,TRUE,1,2026-01-01,2026-01-01 10:30:00,1\n");
    }
    text.append("2,2.5,false,x,2026-01-02,2026-01-02T10:30:01,3000000000\n");
    Table t = read(text.toString()).table();
    assertArrayEquals(
        new ColumnType[] {
          ColumnType.INTEGER,
          ColumnType.DOUBLE,
          ColumnType.BOOLEAN,
          ColumnType.STRING,
          ColumnType.LOCAL_DATE,
          ColumnType.LOCAL_DATE_TIME,
          ColumnType.LONG
        },
        t.typeArray());
  }

  @Test
  void leadingZerosAreKeptAndSaid() {
    DelimitedText.Reading r = read("zip,n\n01234,1\n98765,2\n");
    assertEquals("01234", r.table().stringColumn("zip").get(0));
    assertTrue(r.notes().get(0).contains("zip has numbers with leading zeros"));
  }

  @Test
  void onlyEmptyAndNaAreMissing() {
    Table t = read("x,g\n1,a\nNA,null\n3,\n,*\n").table();
    assertEquals(2, t.column("x").countMissing());
    assertEquals(1, t.column("g").countMissing());
    assertEquals("null", t.stringColumn("g").get(1));
    assertEquals("*", t.stringColumn("g").get(3));
    assertTrue(Double.isNaN(t.numberColumn("x").getDouble(1)));
  }

  @Test
  void otherMarksOfMissingCanBeNamed() {
    TextOptions options = TextOptions.DEFAULT.withMissing(Set.of("-99"));
    Table t = DelimitedText.read("t", "x,g\n1,NA\n-99,b\n", options).table();
    assertTrue(t.column("x").isMissing(1));
    assertEquals("NA", t.stringColumn("g").get(0));
  }

  @Test
  void rowNamesAsRPrintsAndWritesThem() {
    DelimitedText.Reading printed = read("  x y\n1 5 6\n2 7 8\n");
    assertEquals(List.of("row", "x", "y"), printed.table().columnNames());
    DelimitedText.Reading written = read("\"\",\"x\"\n\"1\",5\n\"2\",6\n");
    assertEquals(List.of("row", "x"), written.table().columnNames());
    assertEquals(1, written.notes().size());
  }

  @Test
  void quotesHoldSeparators() {
    Table t = read("name,n\n\"Miller, Ann\",1\n\"say \"\"hi\"\"\",2\n").table();
    assertEquals("Miller, Ann", t.stringColumn("name").get(0));
    assertEquals("say \"hi\"", t.stringColumn("name").get(1));
  }

  @Test
  void decimalCommas() {
    DelimitedText.Reading r = read("a;b\n1,5;2\n2,25;3\n");
    assertEquals(2.25, r.table().doubleColumn("a").getDouble(1));
    assertTrue(r.notes().get(0).contains("decimal commas"));
  }

  @Test
  void aRaggedLineIsNamed() {
    TableTextException e =
        assertThrows(TableTextException.class, () -> read("a,b\n1,2\n\n3,4,5\n6,7\n"));
    assertEquals(4, e.line());
    assertTrue(e.getMessage().startsWith("Line 4: there are 3 fields, but there are 2 columns"));
  }

  @Test
  void twoColumnsOfOneName() {
    TableTextException e = assertThrows(TableTextException.class, () -> read("a,b,a\n1,2,3\n"));
    assertTrue(e.getMessage().contains("two columns are called 'a'"), e.getMessage());
  }

  @Test
  void namesThatDifferInCaseOnly() {
    DelimitedText.Reading r = read("Y,y,x\n1,2,3\n");
    assertEquals(List.of("Y", "y_2", "x"), r.table().columnNames());
    assertTrue(r.notes().get(0).contains("this one is called y_2"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  \n \n", "\uFEFF"})
  void noTable(String text) {
    TableTextException e = assertThrows(TableTextException.class, () -> read(text));
    assertTrue(e.getMessage().contains("There is no table"));
  }

  @Test
  void anUnclosedQuoteIsSuspected() {
    TableTextException e =
        assertThrows(TableTextException.class, () -> read("a,b\n1,2\n\"x,1\ny,2\n"));
    assertEquals(3, e.line());
    assertTrue(e.getMessage().contains("may never be closed"), e.getMessage());
  }

  @Test
  void headerOnly() {
    Table t = read("a,b\n").table();
    assertEquals(0, t.rowCount());
    assertEquals(List.of("a", "b"), t.columnNames());
  }

  @Test
  void aLongFileSaysHowFarItIsAndCanBeEnded(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("a.csv");
    Files.writeString(file, "g,x\n" + "k\u00f6ln,1.5\n".repeat(100_000));
    List<Double> parts = new ArrayList<>();
    Progress note = (done, total) -> parts.add((double) done / total);
    Table t = DelimitedText.read("t", file, TextOptions.DEFAULT, note, Cancellation.NEVER).table();
    assertEquals(100_000, t.rowCount());
    assertEquals("k\u00f6ln", t.stringColumn("g").get(99_999));
    assertEquals(parts.stream().sorted().toList(), parts);
    assertTrue(parts.get(parts.size() - 1) > 0.9 && parts.get(parts.size() - 1) <= 1);
    for (double end : new double[] {0, 0.3, 0.7}) {
      double[] part = {0};
      Progress watch = (done, total) -> part[0] = (double) done / total;
      Cancellation stop = () -> part[0] >= end;
      assertThrows(
          CancellationException.class,
          () -> DelimitedText.read("t", file, TextOptions.DEFAULT, watch, stop));
    }
  }

  @Test
  void filesOtherThanUtf8(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("a.csv");
    Files.write(file, "ort,n\nK\u00f6ln,1\n".getBytes(Charset.forName("windows-1252")));
    DelimitedText.Reading r = DelimitedText.read("t", file, TextOptions.DEFAULT);
    assertEquals("K\u00f6ln", r.table().stringColumn("ort").get(0));
    assertTrue(r.notes().get(0).contains("not UTF-8"));
  }
}
