package dev.henderson.kernel.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.henderson.stats.Lmer;
import dev.henderson.stats.frame.Dataset;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.PieChart;
import org.knowm.xchart.PieChartBuilder;
import org.knowm.xchart.QuickChart;
import org.knowm.xchart.XYChart;
import tech.tablesaw.api.Table;

class ResultDisplaysTest {
  private static Table sleepstudy;
  private static Lmer fit;
  private final Displays displays = new Displays();

  ResultDisplaysTest() {
    ResultDisplays.register(displays);
  }

  @BeforeAll
  static void fit() {
    sleepstudy = Dataset.find("sleepstudy").orElseThrow().load();
    fit = Lmer.fit("Reaction ~ Days + (Days | Subject)", sleepstudy);
  }

  @Test
  void aTableHasEveryForm() {
    MimeBundle bundle = displays.show(sleepstudy);
    assertEquals(
        List.of(MimeBundle.TEXT, MimeBundle.HTML, MimeBundle.LATEX, MimeBundle.HENDERSON),
        List.copyOf(bundle.data().keySet()));
    String html = bundle.get(MimeBundle.HTML).toString();
    assertTrue(html.contains("180 rows"), html);
    assertFalse(html.contains("<script"));
  }

  @Test
  void whatAccessorsGiveIsReadable() {
    assertTrue(displays.show(fit).toString().contains("REML criterion at convergence: 1743.6283"));
    assertTrue(displays.show(fit.fixef()).toString().contains("251.4"));
    assertTrue(displays.show(fit.varCorr()).toString().contains("24.74"));
    assertTrue(displays.show(fit.ranef()).toString().contains("308"));
    assertTrue(displays.show(fit.ranef().get(0)).toString().contains("308"));
    assertTrue(displays.show(fit.theta()).toString().startsWith("[0.9667"));
  }

  @Test
  void aPictureCarriesSizeAndWords() {
    MimeBundle bundle = displays.show(fit.pictures().get(0));
    Map<?, ?> png = (Map<?, ?>) bundle.metadata().get(MimeBundle.PNG);
    assertTrue(png.get("alt").toString().length() > 20);
    assertTrue((int) png.get("width") > 300);
    assertTrue(bundle.get(MimeBundle.PNG).toString().startsWith("iVBOR"));
  }

  /** Whatever kind of chart a cell ends with, drawn by its maker's styles. */
  @Test
  void aChartIsAPicture() throws Exception {
    double[] x = {1, 2, 3};
    double[] y = {1, 4, 9};
    XYChart xy = QuickChart.getChart("Squares", "n", "n\u00b2", "all", x, y);
    PieChart pie = new PieChartBuilder().width(300).height(200).build();
    pie.addSeries("a", 1);
    for (Object chart : List.of(xy, pie, new CategoryChartBuilder().build())) {
      MimeBundle bundle = displays.show(chart);
      Map<?, ?> size = (Map<?, ?>) bundle.metadata().get(MimeBundle.PNG);
      byte[] png = Base64.getDecoder().decode(bundle.get(MimeBundle.PNG).toString());
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
      assertEquals(image.getWidth(), 2 * (int) size.get("width"));
      assertEquals(image.getHeight(), 2 * (int) size.get("height"));
      assertFalse(size.get("alt").toString().isBlank());
      assertFalse(bundle.data().containsKey(MimeBundle.SVG));
    }
    Map<?, ?> size = (Map<?, ?>) displays.show(xy).metadata().get(MimeBundle.PNG);
    assertEquals("XYChart 'Squares', n\u00b2 against n: all from 1.000 to 9.000.", size.get("alt"));
    Displays vector = new Displays(new Renderer(), Map.of("pictures", "svg"));
    ResultDisplays.register(vector);
    assertTrue(vector.show(pie).get(MimeBundle.SVG).toString().startsWith("<svg"));
    assertEquals("PieChart", vector.show(pie).toString());
  }

  /** A terminal and a converter show the text only. */
  @Test
  void everyBundleHasAText() {
    DisplayData markdown = new DisplayData();
    markdown.putMarkdown("**x**");
    assertEquals("**x**", displays.show(markdown).get(MimeBundle.TEXT));
    assertEquals("**x**", displays.show(markdown).get(MimeBundle.MARKDOWN));
    DisplayData html = new DisplayData();
    html.putHTML("<style>p { }</style><p>a <b>&lt;b&gt;</b>\n</p><p title=\"x\">c");
    assertEquals("a <b>\nc", displays.show(html).get(MimeBundle.TEXT));
    DisplayData both = new DisplayData();
    both.putLatex("$x$");
    both.putSVG("<svg/>");
    assertEquals("$x$", displays.show(both).get(MimeBundle.TEXT));
    DisplayData other = new DisplayData();
    other.putSVG("<svg/>");
    assertEquals("[image/svg+xml]", displays.show(other).get(MimeBundle.TEXT));
    other.putText("a circle");
    assertEquals("a circle", displays.show(other).get(MimeBundle.TEXT));
    assertTrue(displays.show(new DisplayData()).isEmpty());
  }

  @Test
  void longArraysLoseTheirMiddle() {
    String text = displays.show(new double[5000]).toString();
    assertTrue(text.endsWith("..., 0.0, 0.0, 0.0] (5000 elements)"), text);
    assertEquals("[[1, 2], [3]]", displays.show(new int[][] {{1, 2}, {3}}).toString());
    assertEquals("[a, null]", displays.show(new String[] {"a", null}).toString());
  }
}
