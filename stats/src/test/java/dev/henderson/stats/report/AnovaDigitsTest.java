package dev.henderson.stats.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.henderson.stats.Aov;
import dev.henderson.stats.classical.MeanComparison;
import dev.henderson.stats.classical.TukeyHsd;
import dev.henderson.stats.document.Block;
import dev.henderson.stats.document.Cell;
import dev.henderson.stats.document.Column;
import dev.henderson.stats.document.PValueText;
import dev.henderson.stats.document.Precision;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.document.TextRenderer;
import dev.henderson.stats.document.TidyJson;
import dev.henderson.stats.lm.LmReference;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many digits analyses of variance and comparisons show. */
class AnovaDigitsTest {
  /** R 4.2.2: summary(aov(distance ~ age * Sex + Error(Subject/age), Orthodont)). */
  @Test
  void sumsOfSquaresAsR() {
    String text =
        Aov.fit("distance ~ age * Sex + Error(Subject/age)", LmReference.table("Orthodont", null))
            .toString();
    assertTrue(text.contains("age        1 235.36  235.36  99.445 3.39e-10"), text);
    assertTrue(text.contains("age:Sex    1  12.11   12.11   5.119   0.0326"), text);
    assertTrue(text.contains("Residuals 25  59.17    2.37\n"), text);
    String warp =
        Aov.fit("breaks ~ wool * tension", LmReference.table("warpbreaks", null)).toString();
    assertTrue(warp.contains("wool          1    451   450.7   3.765"), warp);
    assertTrue(warp.contains("Residuals    48   5745   119.7"), warp);
  }

  private static String column(double... values) {
    Precision p = Precision.significant(4, "ss").zapping();
    Block.Grid grid =
        new Block.Grid(
            "",
            List.of(Column.numbers("x")),
            0,
            DoubleStream.of(values).mapToObj(v -> List.of(Cell.estimate(v, p))).toList(),
            List.of());
    return TextRenderer.render(new Report("t", List.of(grid), Map.of())).replaceAll("\\s+", " ");
  }

  /** R 4.2.2: format(zapsmall(x, 4), digits = 4). */
  @Test
  void smallOnesHaveNoSay() {
    assertEquals("x 27.497 0.008", column(27.497269, 0.008269).strip());
    assertEquals("x 27.5 0.0", column(27.5003, 0.00008269).strip());
    assertEquals("x 3.81e-05", column(3.81e-5).strip());
  }

  @Test
  void theSignOfALimitCanBeSeen() {
    TukeyHsd tukey =
        new TukeyHsd(
            "g", List.of(new MeanComparison("b-a", 0.9, -0.003, 1.803, 0.0507)), 0.95, 2, 9, "");
    String text = TextRenderer.render(ComparisonReport.ofTukey("y ~ g", "t", List.of(tukey)));
    assertTrue(text.contains("b-a 0.900 -0.003 1.803 0.0507"), text);
  }

  @ParameterizedTest
  @CsvSource({"0.04968, .0497", "0.049999, .049999", "0.05, .050", "0.0502, .050", "0.0494, .049"})
  void briefPValuesDoNotCrossTheLevel(double p, String expected) {
    assertEquals(expected, PValueText.brief(p));
  }

  @Test
  void everyRowOfTheJsonHasEveryKey() {
    JsonObject json =
        TidyJson.tree(
            Aov.fit("effort ~ Type + Error(Subject)", LmReference.table("ergoStool", null))
                .report());
    json.getAsJsonArray("tidy")
        .forEach(
            r -> {
              assertTrue(r.getAsJsonObject().has("eta2.partial"), r.toString());
              assertTrue(r.getAsJsonObject().has("epsilon.gg"), r.toString());
            });
    assertTrue(json.has("sphericity"));
  }
}
