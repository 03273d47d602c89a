package dev.henderson.stats.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.henderson.stats.lmm.LmmFit;
import dev.henderson.stats.lmm.ReferenceModel;
import dev.henderson.stats.lmm.Shrinkage;
import dev.henderson.stats.profile.Profile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.InputSource;

/** Pictures of mixed models: something is drawn, described, and an element others can read. */
class MixedPicturesTest {
  private static final int BLUE = 0x2F6DB5;

  private static Map<String, Picture> pictures(LmmFit fit, PictureFormat format) {
    Map<String, Picture> all = new LinkedHashMap<>();
    Profile profile = Profile.of(fit, 0.95);
    all.put("zeta", ProfilePlot.zeta(profile).picture(format));
    all.put("density", ProfilePlot.density(profile).picture(format));
    for (int t = 0; t < fit.ranef().size(); t++) {
      all.put("shrinkage " + t, ShrinkagePlot.of(Shrinkage.of(fit, t)).picture(format));
      all.put("modes " + t, QqPlot.of(fit.ranef().get(t), 0).picture(format));
    }
    all.put("qq", QqPlot.of(fit, fit.sigma()).picture(format));
    all.put("scale", ResidualPlot.scaleLocation(fit, fit.sigma()).picture(format));
    return all;
  }

  @ParameterizedTest
  @ValueSource(strings = {"sleep-slope", "pastes-nested", "machines", "toy-crossed"})
  void drawnAndDescribed(String id) throws Exception {
    List<String> empty = new ArrayList<>();
    for (Map.Entry<String, Picture> e :
        pictures(ReferenceModel.of(id).fit(), PictureFormat.SVG).entrySet()) {
      Picture picture = e.getValue();
      if (blue(picture) == 0 && !e.getKey().matches("qq|scale|modes.*")) {
        empty.add(e.getKey());
      }
      assertTrue(picture.alt().length() > 40, e.getKey());
      assertTrue(picture.width() <= 1020 && picture.height() <= 1200, e.getKey());
      String svg = picture.svg().orElseThrow();
      DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(svg)));
    }
    assertEquals(List.of(), empty);
  }

  private static long blue(Picture picture) throws IOException {
    var image = ImageIO.read(new ByteArrayInputStream(picture.png()));
    return IntStream.range(0, image.getWidth() * image.getHeight())
        .filter(i -> (image.getRGB(i % image.getWidth(), i / image.getWidth()) & 0xFFFFFF) == BLUE)
        .count();
  }

  /** The numbers are those of lme4 and lmList: reference/infer/inference.json, ShrinkageTest. */
  @Test
  void alternativesSayTheNumbers() {
    LmmFit fit = ReferenceModel.of("sleep-slope").fit();
    Map<String, Picture> all = pictures(fit, PictureFormat.PNG);
    assertTrue(all.get("zeta").alt().contains("sd_Days|Subject 5.72, from 3.8 to 8.75"));
    assertTrue(all.get("shrinkage 0").alt().contains("18 levels of Subject"));
    assertTrue(all.get("modes 0").alt().contains("Subject, (Intercept)"));
  }
}
