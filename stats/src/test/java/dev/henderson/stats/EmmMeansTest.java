package dev.henderson.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.henderson.stats.document.HtmlRenderer;
import dev.henderson.stats.document.LatexRenderer;
import dev.henderson.stats.emm.ComparisonArrows;
import dev.henderson.stats.emm.EmmOptions;
import dev.henderson.stats.emm.EmmRow;
import dev.henderson.stats.emm.EmmTable;
import dev.henderson.stats.emm.JointTests;
import dev.henderson.stats.frame.Dataset;
import dev.henderson.stats.plot.Picture;
import dev.henderson.stats.plot.PictureFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tech.tablesaw.api.Table;

/** Marginal means from plain Java: tables, documents, pictures. */
class EmmMeansTest {
  private static Lm warp() {
    return Lm.fit("breaks ~ wool * tension", Dataset.find("warpbreaks").orElseThrow().load());
  }

  /** R 4.2.2, emmeans 1.8.4: emmeans(lm(breaks ~ wool * tension), pairwise ~ tension | wool). */
  @Test
  void tablesHaveTheColumnsOfTheInterface() {
    EmmMeans means = EmmMeans.of(warp(), "pairwise ~ tension | wool");
    Table tidy = means.tidy();
    assertEquals(
        List.of("tension", "wool", "estimate", "std.error", "df", "conf.low", "conf.high"),
        tidy.columnNames());
    assertEquals(28.2222222222222, tidy.doubleColumn("estimate").get(3), 1e-10);
    assertEquals(20.8899171077, tidy.doubleColumn("conf.low").get(3), 1e-6);
    Table contrasts = means.contrasts().tidy();
    assertEquals("L - H", contrasts.stringColumn("contrast").get(1));
    assertEquals(0.000918548, contrasts.doubleColumn("p.value").get(1), 1e-8);
    assertEquals(
        2, means.contrasts(Map.of("a", List.of(1.0, 0.0, -1.0))).contrasts().tidy().rowCount());
    assertEquals("dunnettx", means.contrasts("trt.vs.ctrl").contrasts().adjust());
  }

  @Test
  void everyRendererShowsTheSame() {
    EmmMeans means = EmmMeans.of(warp(), "pairwise ~ tension");
    String text = means.toString();
    String html = HtmlRenderer.render(means.report("warp"));
    String latex = LatexRenderer.render(means.report("warp"));
    for (String shown : List.of("36.39", "26.39", "10.00")) {
      assertTrue(text.contains(shown), text);
      assertTrue(html.contains(shown), html);
      assertTrue(latex.contains(shown), latex);
    }
    assertTrue(html.contains("emmeans(warp, pairwise ~ tension | wool)"), html);
    assertTrue(text.contains("tukey for comparing a family of 3 means"), text);
  }

  /** Arrows of equally known means end half a least significant difference from them. */
  @Test
  void arrowsTellWhichMeansDiffer() {
    for (Fitted fit :
        List.of(
            warp(),
            Lm.fit(
                "breaks ~ wool * tension",
                Dataset.find("warpbreaks").orElseThrow().load().dropRange(1, 6)),
            Lmer.fit(
                "yield ~ Variety * factor(nitro) + (1 | Block/Variety)",
                Dataset.find("Oats").orElseThrow().load()))) {
      String factor = fit instanceof Lm ? "tension" : "nitro";
      EmmMeans means = EmmMeans.of(fit, "pairwise ~ " + factor);
      ComparisonArrows arrows =
          ComparisonArrows.of(means.answer().meansGrid(), EmmOptions.defaults()).orElseThrow();
      assertEquals(0, arrows.misleading());
      EmmTable table = means.answer().means();
      int pair = 0;
      for (int i = 0; i < table.rows().size(); i++) {
        for (int j = i + 1; j < table.rows().size(); j++) {
          EmmRow p = means.contrasts().table().rows().get(pair++);
          boolean apart =
              arrows.low().get(i) > arrows.high().get(j)
                  || arrows.low().get(j) > arrows.high().get(i);
          assertEquals(p.pValue() < 0.05, apart, p.labels().toString());
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"means, 36.4", "interaction, 28.8", "contrasts, L - M"})
  void picturesHaveWords(String name, String word) throws IOException {
    EmmMeans means =
        EmmMeans.of(
            warp(), name.equals("means") ? "pairwise ~ tension" : "pairwise ~ tension | wool");
    Picture picture = means.picture(name, PictureFormat.SVG);
    assertTrue(picture.alt().contains(word), picture.alt());
    assertTrue(picture.svg().orElseThrow().startsWith("<svg"));
    assertEquals(
        2 * picture.width(), ImageIO.read(new ByteArrayInputStream(picture.png())).getWidth());
  }

  /** A group without any row of one level, many panels, slopes: nothing breaks. */
  @Test
  void unusualPictures() {
    Table holes = Dataset.find("warpbreaks").orElseThrow().load().dropRange(0, 9);
    EmmMeans empty = EmmMeans.of(Lm.fit("breaks ~ wool * tension", holes), "~ wool * tension");
    assertTrue(empty.picture("interaction", PictureFormat.PNG).alt().contains("not estimable"));
    assertTrue(empty.picture("means", PictureFormat.PNG).alt().contains("not estimable"));
    Aov npk = Aov.fit("yield ~ N * P * K + Error(block)", Dataset.find("npk").orElseThrow().load());
    EmmMeans three = EmmMeans.of(npk, "~ N * P | K");
    assertTrue(three.picture("interaction", PictureFormat.PNG).height() > 250);
    assertEquals(8, three.tidy().rowCount());
    JointTests joint = EmmMeans.joint(npk, "K");
    assertEquals(List.of("K"), joint.by());
    assertEquals(6, joint.rows().size());
    assertEquals(
        "woolB = 0",
        EmmMeans.hypotheses(warp(), "woolB = 0")
            .table(EmmOptions.defaults())
            .rows()
            .get(0)
            .labels()
            .get(0));
  }
}
