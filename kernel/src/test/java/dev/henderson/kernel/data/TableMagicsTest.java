package dev.henderson.kernel.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.henderson.kernel.app.StandardMagics;
import dev.henderson.kernel.magic.Magic;
import dev.henderson.kernel.magic.MagicCall;
import dev.henderson.kernel.magic.MagicException;
import dev.henderson.kernel.magic.MagicResult;
import dev.henderson.kernel.magic.Magics;
import dev.henderson.kernel.session.Session;
import dev.henderson.stats.frame.Dataset;
import dev.henderson.stats.frame.FactorColumn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Table;

class TableMagicsTest {
  private final Session session = Session.withoutJava();
  private final Magics magics = StandardMagics.create();

  private MagicResult line(String name, String arguments) throws Exception {
    return magics.run(MagicCall.line(name, arguments), session);
  }

  private MagicException wrong(MagicCall call) {
    return assertThrows(MagicException.class, () -> magics.run(call, session));
  }

  /** The part of the cell under the caret. */
  private static String underlined(MagicException e) {
    return e.call().cell().substring(e.start(), e.end());
  }

  @Test
  void aTypedTable() throws Exception {
    String body = "id group y\n1 a 2.5\n2 b NA\n";
    magics.run(MagicCall.cell("table", "d, factors = c(id)", body), session);
    Table d = session.table("d");
    assertEquals(2, d.rowCount());
    assertEquals("d", d.name());
    assertTrue(d.column("id") instanceof FactorColumn);
    assertTrue(d.column("y").isMissing(1));
  }

  @Test
  void aBadLineIsUnderlinedInTheBody() {
    MagicException e = wrong(MagicCall.cell("csv", "d", "a,b\n1,2\n3,4,5\n"));
    assertEquals("3,4,5", underlined(e));
    assertTrue(e.getMessage().startsWith("Line 3: there are 3 fields"), e.getMessage());
    assertFalse(session.has("d"));
  }

  @Test
  void aTableNeedsAName() {
    MagicException e = wrong(MagicCall.cell("csv", "", "a,b\n1,2\n"));
    assertEquals("The table has no name.", e.getMessage());
    assertEquals("Write %%csv d, and the table below it.", e.suggestion().orElseThrow());
  }

  @Test
  void aMistypedOptionNamesTheNearest() {
    MagicException e = wrong(MagicCall.cell("csv", "d, factor = c(a)", "a\n1\n"));
    assertEquals("factor", underlined(e));
    assertTrue(e.suggestion().orElseThrow().contains("factors"));
  }

  @Test
  void anInterruptedReadingBindsNothing(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("d.csv"), "a\n1\n");
    Session stopped = Session.withoutJava(() -> true);
    MagicCall call = MagicCall.line("read", "d = \"" + file + "\"");
    assertThrows(CancellationException.class, () -> magics.run(call, stopped));
    assertFalse(stopped.has("d"));
  }

  @Test
  void readsAFileBesideTheNotebook(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("some plants.csv");
    Files.writeString(file, "group;weight\nctrl;4,17\ntrt1;4,81\n");
    line("read", "d = \"" + file + "\", factors = c(group)");
    assertEquals(4.81, session.table("d").doubleColumn("weight").getDouble(1));
    assertTrue(session.table("d").column("group") instanceof FactorColumn);
  }

  @Test
  void aMissingFileNamesWhatIsThere(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("plants.csv"), "a\n1\n");
    String place = folder.resolve("plant.csv").toString();
    MagicException e = wrong(MagicCall.line("read", "d = " + place));
    assertEquals(place, underlined(e));
    assertTrue(e.suggestion().orElseThrow().contains("plants.csv"));
    assertFalse(session.has("d"));
  }

  @Test
  void everyBundledSetLoads() throws Exception {
    for (Dataset set : Dataset.all()) {
      line("dataset", set.name());
      Table table = session.table(set.name());
      assertTrue(table.rowCount() > 10, set.name());
      assertFalse(set.source().isBlank(), set.name());
    }
    assertEquals(18, Dataset.names().size());
    FactorColumn tension = (FactorColumn) session.table("warpbreaks").column("tension");
    assertEquals(List.of("L", "M", "H"), tension.levels());
    assertEquals(ColumnType.INTEGER, session.table("sleepstudy").column("Days").type());
  }

  @Test
  void aMistypedSetNamesTheNearest() {
    MagicException e = wrong(MagicCall.line("dataset", "sleapstudy"));
    assertEquals("sleapstudy", underlined(e));
    assertTrue(e.suggestion().orElseThrow().contains("sleepstudy"));
  }

  @Test
  void aSetUnderAnotherName() throws Exception {
    line("dataset", "d = npk");
    assertEquals(24, session.table("d").rowCount());
  }

  @Test
  void factorsWithTheirLevels() throws Exception {
    Table d =
        session(
            "a,b,c\n1,low,x\n2,high,y\n10,mid,x\n",
            "a, b = c(\"low\", mid, high), c = ordered(y, x)");
    FactorColumn a = (FactorColumn) d.column("a");
    FactorColumn b = (FactorColumn) d.column("b");
    FactorColumn c = (FactorColumn) d.column("c");
    assertEquals(List.of("1", "2", "10"), a.levels());
    assertEquals(List.of("low", "mid", "high"), b.levels());
    assertEquals(List.of("y", "x"), c.levels());
    assertTrue(c.isOrdered());
    assertFalse(b.isOrdered());
  }

  private Table session(String text, String factors) throws Exception {
    magics.run(MagicCall.cell("csv", "d", text), session);
    line("factor", "d: " + factors);
    return session.table("d");
  }

  @Test
  void aFailedFactorChangesNothing() throws Exception {
    magics.run(MagicCall.cell("csv", "d", "a,b\n1,low\n2,high\n"), session);
    MagicException e = wrong(MagicCall.line("factor", "d: a, b = c(low)"));
    assertTrue(e.getMessage().contains("not among the levels given: high"), e.getMessage());
    MagicException column = wrong(MagicCall.line("factor", "d: a, bb"));
    assertEquals("bb", underlined(column));
    assertEquals(ColumnType.INTEGER, session.table("d").column("a").type());
  }

  @Test
  void tablesListsThem() throws Exception {
    assertTrue(line("tables", "").value().orElseThrow().toString().contains("no table yet"));
    line("dataset", "toy");
    assertTrue(line("tables", "").value().isPresent());
  }

  @Test
  void everyMagicHasHelpWithItsName() throws Exception {
    for (Magic magic : magics.all()) {
      String help = line("help", magic.name()).value().orElseThrow().toString();
      assertTrue(help.contains("%" + magic.name()), magic.name());
      assertTrue(magic.help().lines().count() >= 1, magic.name());
    }
    MagicException e = wrong(MagicCall.line("help", "lmre"));
    assertTrue(e.suggestion().orElseThrow().contains("lmer"));
  }

  @Test
  void settingsAreChecked() throws Exception {
    line("config", "pictures = svg");
    assertEquals("svg", session.config().get("pictures"));
    MagicException e = wrong(MagicCall.line("config", "pictures = gif"));
    assertEquals("gif", underlined(e));
    MagicException stray = wrong(MagicCall.line("config", "picture = svg"));
    assertTrue(stray.suggestion().orElseThrow().contains("pictures"));
  }
}
