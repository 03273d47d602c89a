package dev.henderson.kernel.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.henderson.stats.Lmer;
import dev.henderson.stats.frame.Dataset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
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

  @Test
  void longArraysLoseTheirMiddle() {
    String text = displays.show(new double[5000]).toString();
    assertTrue(text.endsWith("..., 0.0, 0.0, 0.0] (5000 elements)"), text);
    assertEquals("[[1, 2], [3]]", displays.show(new int[][] {{1, 2}, {3}}).toString());
    assertEquals("[a, null]", displays.show(new String[] {"a", null}).toString());
  }
}
