package dev.henderson.stats.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.henderson.stats.Aov;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Labels that do not fit side by side stand upright, in a taller picture. */
class InteractionLabelsTest {
  private static Picture means(int levels, String name) throws Exception {
    StringColumn g = StringColumn.create("g");
    StringColumn h = StringColumn.create("h");
    DoubleColumn y = DoubleColumn.create("y");
    for (int i = 0; i < 4 * levels; i++) {
      g.append("treatment_number_" + i % levels + (i % levels == 3 ? " that goes on and on" : ""));
      h.append(i / levels % 2 == 0 ? "ctl" : "trt");
      y.append(10 + i % levels / 5.0 + i * 37 % 11 / 10.0);
    }
    Picture picture =
        Aov.fit("y ~ g * h", Table.create("t", g, h, y)).interactionPlot().orElseThrow().picture();
    Path folder = Files.createDirectories(Path.of("target", "pictures"));
    Files.write(folder.resolve(name + ".png"), picture.png());
    return picture;
  }

  @Test
  void manyLevels() throws Exception {
    Picture few = means(3, "means-3");
    Picture many = means(26, "means-26");
    Picture most = means(80, "means-80");
    assertTrue(many.height() > few.height() + 80, many.height() + " and " + few.height());
    assertEquals(many.height(), most.height());
  }
}
