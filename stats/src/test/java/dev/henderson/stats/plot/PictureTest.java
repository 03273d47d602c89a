package dev.henderson.stats.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.henderson.stats.mixed.ConditionalModes;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.InputSource;

/** Pictures by their pixels, since letters differ from machine to machine. */
class PictureTest {
  private static final int BLUE = 0x2F6DB5;

  private static BufferedImage image(Picture picture) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(picture.png()));
    assertEquals(2 * picture.width(), image.getWidth());
    assertEquals(2 * picture.height(), image.getHeight());
    return image;
  }

  private static long pixels(BufferedImage image, int colour) {
    return IntStream.range(0, image.getHeight())
        .mapToLong(
            y ->
                IntStream.range(0, image.getWidth())
                    .filter(x -> (image.getRGB(x, y) & 0xFFFFFF) == colour)
                    .count())
        .sum();
  }

  private static ConditionalModes modes(int levels, String... effects) {
    int k = effects.length;
    double[] mode = new double[levels * k];
    double[] sd = new double[levels * k];
    SplittableRandom random = new SplittableRandom(levels);
    for (int i = 0; i < mode.length; i++) {
      mode[i] = random.nextDouble(-3, 3);
      sd[i] = 0.5;
    }
    List<String> labels = IntStream.range(0, levels).mapToObj(i -> "level " + i).toList();
    return new ConditionalModes("g & <h>", List.of(effects), labels, mode, sd);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 18, 60})
  void fewLevelsHaveADotEach(int levels) throws IOException {
    Picture picture = CaterpillarPlot.of(modes(levels, "(Intercept)")).picture();
    BufferedImage image = image(picture);
    // A dot of diameter 6 at twice the size has about 110 pixels.
    assertTrue(pixels(image, BLUE) > 60L * levels, "blue: " + pixels(image, BLUE));
    assertTrue(picture.height() < 100 + 20 * levels + 40);
  }

  @Test
  void manyLevelsMakeABand() throws IOException {
    Picture picture = CaterpillarPlot.of(modes(3000, "(Intercept)", "x")).picture();
    assertTrue(picture.height() < 600);
    assertTrue(pixels(image(picture), 0x17375E) > 500, "the line of the modes");
    assertTrue(picture.caption().contains("3,000 levels"), picture.caption());
  }

  @Test
  void panelsForManyEffects() throws IOException {
    Picture one = CaterpillarPlot.of(modes(12, "a")).picture();
    Picture five = CaterpillarPlot.of(modes(12, "a", "b", "c", "d", "e")).picture();
    assertTrue(five.width() > 2 * one.width() - 200);
    assertTrue(pixels(image(five), BLUE) > 3 * pixels(image(one), BLUE) / 2);
  }

  @Test
  void theAlternativeTellsWhatIsSeen() {
    double[] mode = {-2, 0.1, 3};
    double[] sd = {0.5, 0.5, 0.5};
    ConditionalModes modes =
        new ConditionalModes("Subject", List.of("x"), List.of("a", "b", "c"), mode, sd);
    assertEquals(
        "Caterpillar plot of Subject. x: from -2 (a) to 3 (c); the intervals of 2 of 3 levels"
            + " leave out zero.",
        CaterpillarPlot.of(modes).picture().alt());
  }

  @Test
  void modesThatAreAllZeroAreSaidToBe() throws IOException {
    ConditionalModes zero =
        new ConditionalModes(
            "g", List.of("(Intercept)"), List.of("1", "2"), new double[2], new double[2]);
    Picture picture = CaterpillarPlot.of(zero).picture();
    assertTrue(picture.alt().contains("all modes are zero"));
    assertTrue(pixels(image(picture), BLUE) > 100);
  }

  @Test
  void residualsBelowTheLimitAreAllDrawn() throws IOException {
    double[] fitted = IntStream.range(0, 200).mapToDouble(i -> i).toArray();
    double[] residuals = IntStream.range(0, 200).mapToDouble(i -> Math.sin(i)).toArray();
    Picture picture = ResidualPlot.of(fitted, residuals).picture();
    BufferedImage image = image(picture);
    assertTrue(pixels(image, 0xC4511B) > 1000, "the smooth");
    assertFalse(picture.caption().contains("binned"));
    assertEquals(
        "Scatter plot of 200 residuals, from -1 to 1, against fitted values from 0 to 199.",
        picture.alt().substring(0, picture.alt().indexOf(" The lowess")));
  }

  @Test
  void manyResidualsAreBinned() throws IOException {
    SplittableRandom random = new SplittableRandom(7);
    double[] fitted = random.doubles(20_000, 1, 5).toArray();
    double[] residuals = random.doubles(20_000, -1, 1).toArray();
    residuals[5] = 9;
    Picture picture = ResidualPlot.of(fitted, residuals).picture();
    assertTrue(picture.caption().contains("20,000 rows, binned"), picture.caption());
    assertTrue(pixels(image(picture), 0x113E7A) > 100, "the darkest shade");
    assertTrue(picture.alt().contains("to 9,"), picture.alt());
  }

  @Test
  void oddDataAreDrawnToo() {
    ResidualPlot.of(new double[0], new double[0]).picture();
    ResidualPlot.of(new double[] {1}, new double[] {0}).picture();
    ResidualPlot.of(new double[] {2, 2, 2}, new double[] {0, 1, -1}).picture();
    ResidualPlot.of(new double[] {1, 2, 3}, new double[] {0, 0, 0}).picture();
    ResidualPlot.of(new double[] {1e-9, 2e-9, 3e-9}, new double[] {1e9, -1e9, 0}).picture();
    assertThrows(
        IllegalArgumentException.class,
        () -> ResidualPlot.of(new double[] {1, Double.NaN}, new double[] {0, 1}));
    assertThrows(
        IllegalArgumentException.class, () -> ResidualPlot.of(new double[1], new double[2]));
  }

  @Test
  void svgIsAnElementWithTitleAndDescription() throws Exception {
    Picture picture = CaterpillarPlot.of(modes(5, "x < y")).picture(PictureFormat.SVG);
    String svg = picture.svg().orElseThrow();
    assertTrue(svg.startsWith("<svg"));
    var document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg)));
    var title = document.getElementsByTagName("title").item(0).getTextContent();
    assertEquals("Conditional modes of g & <h>: 5 levels, 95% intervals", title);
    assertEquals(picture.alt(), document.getElementsByTagName("desc").item(0).getTextContent());
    assertTrue(CaterpillarPlot.of(modes(5, "x")).picture().svg().isEmpty());
  }

  @Test
  void cornersAreRoundAndTheCardIsWhite() throws IOException {
    BufferedImage image = image(CaterpillarPlot.of(modes(5, "x")).picture());
    assertEquals(0, image.getRGB(0, 0) >>> 24, "clear outside the corner");
    assertEquals(0xFFFFFFFF, image.getRGB(image.getWidth() / 2, 3), "white inside");
  }
}
