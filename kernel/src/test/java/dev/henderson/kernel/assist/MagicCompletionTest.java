package dev.henderson.kernel.assist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.henderson.kernel.data.DatasetMagic;
import dev.henderson.kernel.data.FactorMagic;
import dev.henderson.kernel.data.ReadMagic;
import dev.henderson.kernel.inference.AnovaMagic;
import dev.henderson.kernel.inference.ContrastMagic;
import dev.henderson.kernel.inference.EmmeansMagic;
import dev.henderson.kernel.inference.InfluenceMagic;
import dev.henderson.kernel.inference.PredictMagic;
import dev.henderson.kernel.inference.VarCorrMagic;
import dev.henderson.kernel.magic.Magic;
import dev.henderson.kernel.models.AnovaRmMagic;
import dev.henderson.kernel.models.LmerMagic;
import dev.henderson.kernel.models.RanefMagic;
import dev.henderson.kernel.protocol.Completions;
import dev.henderson.kernel.session.Session;
import dev.henderson.stats.Lmer;
import dev.henderson.stats.frame.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

class MagicCompletionTest {
  private final Session session = Session.withoutJava();

  @BeforeEach
  void tables() {
    session.bind("sleepstudy", Dataset.find("sleepstudy").orElseThrow().load());
    session.bind("cake", Dataset.find("cake").orElseThrow().load());
  }

  /** The matches where the bar stands in the arguments. */
  private List<Completions.Item> at(Magic magic, String arguments) {
    int cursor = arguments.indexOf('¦');
    String text = arguments.replace("¦", "");
    return new MagicCompletion(session).complete(magic, text, 10, 10 + cursor).items();
  }

  private static List<String> texts(List<Completions.Item> items) {
    return items.stream().map(Completions.Item::text).toList();
  }

  @Test
  void optionsAreOfferedWithTheirValuesAndWhatTheyDo() {
    assertEquals(List.of("exact", "one-step"), texts(at(new InfluenceMagic(), "m, method = ¦")));
    assertEquals(
        List.of("holm", "hochberg", "hommel"), texts(at(new ContrastMagic(), "m, adjust = h¦")));
    assertEquals(List.of("bca"), texts(at(new VarCorrMagic(), "m, method = boot, type = bc¦")));
    assertTrue(texts(at(new EmmeansMagic(), "m, ~ A, cl¦")).contains("cld = "), "of emmeans");
    assertTrue(texts(at(new AnovaRmMagic(), "data=¦")).contains("cake"), "of anovarm");
    assertEquals(List.of("plots = "), texts(at(new RanefMagic(), "m, pl¦")));
    for (Magic magic : List.of(new InfluenceMagic(), new ContrastMagic(), new VarCorrMagic())) {
      Completions.Item first =
          at(magic, "m, ¦").stream()
              .filter(i -> i.type().equals("option"))
              .findFirst()
              .orElseThrow();
      assertFalse(first.signature().isEmpty(), magic.name());
    }
  }

  @Test
  void columnsOfTheTableNamedLater() {
    List<Completions.Item> found = at(new LmerMagic(), "m = Rea¦ ~ Days, data = sleepstudy");
    assertEquals(List.of("Reaction"), texts(found));
    assertEquals("number", found.get(0).type());
  }

  @Test
  void columnsHaveTypeAndLevels() {
    List<Completions.Item> found = at(new LmerMagic(), "angle ~ rec¦, data = cake");
    assertEquals("recipe", found.get(0).text());
    assertEquals("factor", found.get(0).type());
    assertEquals("factor, 3 levels: A, B, C", found.get(0).signature());
  }

  @Test
  void factorsComeFirstWhereAGroupIsNamed() {
    List<String> found = texts(at(new LmerMagic(), "Reaction ~ Days + (1 | ¦), data = sleepstudy"));
    assertTrue(found.indexOf("Subject") < found.indexOf("Reaction"), found.toString());
  }

  @Test
  void functionsHaveTheirArguments() {
    List<Completions.Item> found = at(new LmerMagic(), "Reaction ~ po¦, data = sleepstudy");
    assertEquals(List.of("poly("), texts(found));
    assertEquals(
        "poly(x, degree = 1, raw = FALSE): orthogonal polynomials", found.get(0).signature());
  }

  @Test
  void columnsWhoseNamesAreNoWordsAreQuoted() {
    session.bind("odd", Table.create("odd", DoubleColumn.create("blood pressure", 1, 2)));
    assertEquals(List.of("`blood pressure`"), texts(at(new LmerMagic(), "`bl¦ ~ 1, data = odd")));
  }

  @Test
  void tablesAfterData() {
    assertEquals(
        List.of("sleepstudy", "cake"), texts(at(new LmerMagic(), "m = Reaction ~ Days, data = ¦")));
    assertEquals(List.of("cake"), texts(at(new LmerMagic(), "lmer(y ~ x, ca¦")));
  }

  @Test
  void optionsAndTheirValues() {
    assertEquals(List.of("REML = "), texts(at(new LmerMagic(), "y ~ x + (1 | g), RE¦")));
    assertEquals(List.of("TRUE", "FALSE"), texts(at(new LmerMagic(), "y ~ x, REML = ¦")));
    assertEquals(
        List.of("kenward-roger"), texts(at(new LmerMagic(), "y ~ x, ddf = ke¦, REML = FALSE")));
    assertFalse(texts(at(new LmerMagic(), "y ~ f(a, ¦")).contains("REML = "), "inside a bracket");
  }

  @Test
  void fitsWhereOneIsAskedFor() {
    Lmer fit = Lmer.fit("Reaction ~ Days + (1 | Subject)", session.table("sleepstudy"));
    session.bind("m", fit);
    List<Completions.Item> found = at(new AnovaMagic(), "¦");
    assertEquals("m", found.get(0).text());
    assertEquals("lmer: Reaction ~ Days + (1 | Subject)", found.get(0).signature());
    assertTrue(texts(found).contains("type = "));
    assertEquals(List.of("m"), texts(at(new PredictMagic(), "p = m¦")));
    assertEquals(
        List.of("sleepstudy", "cake"), texts(at(new PredictMagic(), "p = m, newdata = ¦")));
  }

  @Test
  void otherMagicsOfferWhatTheyAreAbout(@TempDir Path folder) throws IOException {
    assertTrue(texts(at(new DatasetMagic(), "sl¦")).contains("sleepstudy"));
    assertEquals(
        List.of("recipe", "replicate"),
        texts(at(new FactorMagic(), "cake: re¦")).stream().sorted().toList());
    Files.writeString(folder.resolve("plants.csv"), "a\n1\n");
    String path = folder + "/pl¦";
    assertEquals(List.of(folder + "/plants.csv"), texts(at(new ReadMagic(), "t = " + path)));
  }
}
