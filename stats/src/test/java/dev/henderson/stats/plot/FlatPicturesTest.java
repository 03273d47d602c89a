package dev.henderson.stats.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.henderson.stats.Lm;
import dev.henderson.stats.lm.LmReference;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Pictures of designs in which all leverages or fitted values are equal but for rounding. */
class FlatPicturesTest {
  private static void level(Picture picture, String what) throws Exception {
    assertTrue(picture.caption().contains("all " + what + " are equal"), picture.caption());
    assertFalse(picture.caption().contains("Cook"), picture.caption());
    assertFalse(picture.caption().contains("lowess"), picture.caption());
    assertTrue(picture.alt().contains(what + " that are all equal"), picture.alt());
    Path folder = Files.createDirectories(Path.of("target", "pictures"));
    Files.write(folder.resolve("level-" + what.replace(' ', '-') + ".png"), picture.png());
  }

  @Test
  void equalLeverages() throws Exception {
    Table balanced =
        Table.create(
            "t",
            StringColumn.create("g", "a", "a", "a", "b", "b", "b", "c", "c", "c"),
            DoubleColumn.create("v", 1, 2, 3, 4, 9, 50, 3, 2, 1));
    level(Lm.fit("v ~ g", balanced).leveragePlot().picture(), "leverages");
    level(
        Lm.fit("breaks ~ wool * tension", LmReference.table("warpbreaks", null))
            .leveragePlot()
            .picture(),
        "leverages");
  }

  @Test
  void equalFittedValues() throws Exception {
    level(
        Lm.fit("mpg ~ 1", LmReference.table("mtcars", null)).residualPlot().picture(),
        "fitted values");
  }

  @Test
  void otherLeveragesAreAsBefore() {
    String caption =
        Lm.fit("mpg ~ wt", LmReference.table("mtcars", null)).leveragePlot().picture().caption();
    assertTrue(caption.contains("Cook's distance"), caption);
  }

  /** A range that is rounding error would fill the picture with it. */
  @Test
  void valuesThatAreEqualButForRoundingGetTheRoomOfTheirSize() {
    assertEquals(1.5, HouseStyle.pad(3 - 4e-16, 3, 0.05), 1e-12);
    assertEquals(0.1, HouseStyle.pad(1, 3, 0.05), 1e-12);
    assertEquals(1, HouseStyle.pad(0, 0, 0.05), 0);
  }
}
