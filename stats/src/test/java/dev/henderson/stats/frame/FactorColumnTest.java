package dev.henderson.stats.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class FactorColumnTest {
  private static final List<String> LEVELS = List.of("low", "mid", "high");

  private static Table table() {
    return Table.create(
        "t",
        FactorColumn.of("dose", List.of("mid", "high", "", "low", "mid"), LEVELS, true),
        IntColumn.create("i", 5, 4, 3, 2, 1));
  }

  private static void keeps(Table t, String... values) {
    FactorColumn f = (FactorColumn) t.column("dose");
    assertEquals(LEVELS, f.levels());
    assertTrue(f.isOrdered());
    assertEquals(List.of(values), f.asList());
  }

  @Test
  void levelsSurviveWhatTablesDo() {
    Table t = table();
    keeps(t.copy(), "mid", "high", "", "low", "mid");
    keeps(t.where(t.intColumn("i").isLessThan(4)), "", "low", "mid");
    keeps(t.sortOn("i"), "mid", "low", "", "high", "mid");
    keeps(t.sortOn("dose"), "", "low", "mid", "mid", "high");
    keeps(t.dropRowsWithMissingValues(), "mid", "high", "low", "mid");
    keeps(t.first(2), "mid", "high");
    keeps(t.inRange(3, 5), "low", "mid");
    keeps(t.copy().append(t).last(1), "mid");
    Table other = Table.create("u", IntColumn.create("i", 2, 5), IntColumn.create("k", 7, 8));
    keeps(t.joinOn("i").with(other).join().sortOn("i"), "low", "mid");
    assertEquals(1, t.column("dose").countMissing());
    assertEquals(3, t.column("dose").countUnique());
    assertTrue(t.print().contains("high"));
    assertEquals("low", t.column("dose").asStringColumn().get(3));
  }

  @Test
  void groupsAreCounted() {
    Table t = table();
    Table texts = Table.create("t", t.column("dose").asStringColumn(), t.column("i"));
    assertEquals(
        texts.countBy("dose").intColumn("Count").sum(), t.countBy("dose").intColumn("Count").sum());
    assertEquals(
        List.of("low", "mid", "high", ""),
        ((FactorColumn) t.column("dose")).countByCategory().stringColumn("Category").asList());
  }

  @Test
  void levelsOfAnyColumnAreInTheOrderOfR() {
    assertEquals(
        List.of("2", "9", "10"), FactorColumn.of(IntColumn.create("g", 10, 9, 2)).levels());
    assertEquals(List.of("0.5", "1"), FactorColumn.of(DoubleColumn.create("d", 1, 0.5)).levels());
    assertEquals(
        List.of("B", "a", "é"), FactorColumn.of(StringColumn.create("s", "é", "a", "B")).levels());
    assertEquals(
        List.of("FALSE", "TRUE"), FactorColumn.of(BooleanColumn.create("b", true, true)).levels());
    assertEquals(
        List.of("2024-02-01"),
        FactorColumn.of(DateColumn.create("t", LocalDate.of(2024, 2, 1))).levels());
    assertEquals(
        List.of("9007199254740991"),
        FactorColumn.of(LongColumn.create("l", 9007199254740991L)).levels());
  }

  @Test
  void framesReadEveryColumnWithItsMissingRows() {
    IntColumn ints = IntColumn.create("i", 1, 2);
    ints.setMissing(1);
    BooleanColumn truths = BooleanColumn.create("b", true, false);
    truths.setMissing(0);
    Table t =
        Table.create(
            "t",
            ints,
            truths,
            StringColumn.create("s", "", "NA"),
            DateColumn.create("d", LocalDate.of(1970, 1, 11), null));
    ModelFrame frame = ModelFrame.of("t", t);
    assertEquals(1, ((NumericColumn) frame.column("i")).get(0));
    assertTrue(frame.column("i").isMissing(1));
    assertTrue(frame.column("b").isMissing(0));
    assertTrue(frame.column("s").isMissing(0));
    assertEquals(List.of("NA"), ((CategoricalColumn) frame.column("s")).levels());
    assertEquals(10, ((NumericColumn) frame.column("d")).get(0));
    assertTrue(frame.column("d").isMissing(1));
  }
}
