package dev.henderson.kernel.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.henderson.kernel.assist.Assist;
import dev.henderson.kernel.magic.Magic;
import dev.henderson.kernel.magic.Magics;
import dev.henderson.kernel.magic.Option;
import dev.henderson.kernel.protocol.Completions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What Shift-TAB and completion show in the arguments of magics. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MagicHelpTest {
  private final Magics magics = StandardMagics.create();
  private HendersonKernelHost host;

  @BeforeAll
  void open() {
    host = new HendersonKernelHost(magics, Path.of(""));
    run("%dataset sleepstudy\n%dataset cake");
    run("%lmer fit1 = Reaction ~ Days + (Days | Subject), data = sleepstudy, plots = none");
    run(
        "String point = \"Days\"; Table odd = Table.create(\"odd\","
            + " DoubleColumn.create(\"blood pressure\", 1, 2.5));");
  }

  @AfterAll
  void close() {
    host.close();
  }

  private void run(String code) {
    CellRun.of(host, code);
  }

  private Assist assist() {
    return host.kernel().interpreter().assist();
  }

  /** What is shown where the bar stands. */
  private String at(String code) {
    int cursor = code.indexOf('¦');
    Optional<JsonObject> data = assist().inspect(code.replace("¦", ""), cursor, 0);
    return data.map(d -> d.get("text/plain").getAsString()).orElse("");
  }

  private List<String> completed(String code) {
    int cursor = code.indexOf('¦');
    return assist().complete(code.replace("¦", ""), cursor).items().stream()
        .map(Completions.Item::text)
        .toList();
  }

  @Test
  void aColumnOfTheTable() {
    String days = "Days, a column of sleepstudy\n\nnumber, 0 to 9";
    assertEquals(days, at("%lmer m = Reaction ~ Da¦ys + (Days | Subject), data = sleepstudy"));
    assertEquals(days, at("int a = 1;\n%lmer m = Reaction ~ (Days¦ | Subject), data = sleepstudy"));
    assertEquals(days, at("%lm Reaction ~ poly(¦Days, 2), data = sleepstudy"));
    assertEquals(days, at("%lm lm(Reaction ~ Da¦ys, sleepstudy)"));
    assertEquals(days, at("%emmeans fit1, ~ Day¦s"));
    assertEquals(
        "recipe, a column of cake\n\nfactor, 3 levels: A, B, C",
        at("%aov angle ~ ¦recipe, data = cake"));
    assertEquals(
        "blood pressure, a column of odd\n\nnumber, 1 to 2.5",
        at("%lm `blood p¦ressure` ~ 1, data = odd"));
  }

  @Test
  void aFunctionOfFormulas() {
    String poly = "poly(x, degree = 1, raw = FALSE): orthogonal polynomials";
    assertEquals(poly, at("%lmer m = Reaction ~ po¦ly(Days, 2), data = sleepstudy"));
    assertEquals(poly, at("%lmer m = Reaction ~ poly(¦, 2), data = sleepstudy"));
  }

  @Test
  void fitsAndTablesAsAQuestionMarkShowsThem() {
    assertTrue(at("%anova fi¦t1").contains("Lmer fit1\n\nLinear mixed"), at("%anova fi¦t1"));
    String table = at("%lm Reaction ~ Days, data = sleep¦study");
    assertTrue(table.contains("number, 0 to 9") && table.contains("factor, 18 levels"), table);
    assertEquals(table, at("%lm lm(Reaction ~ Days, slee¦pstudy)"));
    assertEquals(at("fit1¦"), at("%anova fi¦t1"), "as elsewhere");
    assertEquals(at("%summary fit1¦"), at("%lmer fi¦t1 = Reaction ~ Days"), "a known target");
  }

  @Test
  void optionsWithTheirValues() {
    String se = at("%lm m = Reaction ~ Days, data = sleepstudy, s¦e = HC3");
    assertTrue(se.startsWith("se, an option of %lm\n\nse = HC3\nstandard errors"), se);
    assertTrue(se.endsWith("values: HC0, HC1, HC2, HC3"), se);
    assertEquals(se, at("%lm m = Reaction ~ Days, data = sleepstudy, se = HC¦3"));
    assertEquals(
        "data, an option of %lm\n\nvalues: the name of a table",
        at("%lm Reaction ~ Days, da¦ta = sleepstudy"));
    assertTrue(at("%confint fit1, level = 0¦.9").contains("another level than 0.95"), "a number");
  }

  @Test
  void javaInMagics() {
    assertTrue(at("%lm k = ${poi¦nt} ~ 1").contains("String point"), at("%lm k = ${poi¦nt} ~ 1"));
    assertTrue(at("%lm k = ${poi¦nt} ~ 1\nint b;").contains("String point"), "with Java below");
    assertTrue(completed("%lm k = ${poi¦} ~ 1\nint b;").contains("point"), "with Java below");
    assertTrue(at("%time Math.hyp¦ot(1, 2)").contains("double Math.hypot"), "its subject");
    assertTrue(at("%%timeit\nMath.hyp¦ot(1, 2)").contains("double Math.hypot"), "its body");
  }

  @Test
  void elsewhereTheMagicsHelp() {
    for (String code :
        List.of(
            "%lm¦er m = Reaction ~ Days, data = sleepstudy",
            "%lmer ne¦w = Reaction ~ Days, data = sleepstudy",
            "%lmer m = Reaction ~ nobo¦dy, data = sleepstudy",
            "%lmer m = Reaction ~ Days, ¦ data = sleepstudy",
            "%lmer m = lm¦er(Reaction ~ Days, sleepstudy)",
            "%lmer¦")) {
      assertTrue(at(code).startsWith("%lmer: fits"), () -> code + "\n" + at(code));
    }
  }

  @Test
  void whatFollowsAFit() {
    List<String> plot = completed("%plot fit1, ¦");
    assertTrue(plot.containsAll(List.of("residuals", "ranef-qq", "all", "plots = ")), plot + "");
    assertFalse(plot.contains("fit1"), "one fit is drawn");
    assertEquals(List.of("scale-location"), completed("%plot fit1, plots = scale-l¦"));
    assertEquals(List.of("scale-location"), completed("%plot fit1, scale-¦"));
    assertTrue(completed("%anova fit1, ¦").contains("fit1"), "fits are compared");
    assertTrue(completed("%predict p = fit1, ¦").contains("cake"), "new data");
    assertFalse(completed("%summary fit1, ¦").contains("fit1"), "one fit is summarised");
  }

  @Test
  void tablesGivenByPosition() {
    assertEquals(List.of("Days"), completed("%lm m = lm(Reaction ~ Da¦, sleepstudy)"));
    assertEquals(List.of("Days"), completed("%lm Reaction ~ Da¦, sleepstudy"));
    assertEquals(
        List.of("Days"),
        completed("%mixedlm m = smf.mixedlm(\"Reaction ~ Da¦\", sleepstudy, groups=\"Subject\")"));
    assertEquals(
        List.of("Subject"),
        completed("%mixedlm m = smf.mixedlm(\"Reaction ~ Days\", sleepstudy, groups=\"Sub¦\")"));
    assertEquals(List.of("temperature"), completed("%lm angle ~ tempe¦, data = cake"));
  }

  /** An option that takes words offers all of them, and nothing else has words. */
  @Test
  void everyOptionOfWordsOffersWordsItTakes() {
    int seen = 0;
    for (Magic magic : magics.all()) {
      for (Option option : magic.options().all()) {
        boolean words = option.takes() == Option.Takes.WORD;
        assertEquals(words, !option.words().isEmpty(), magic.name() + " " + option.name());
        if (words) {
          List<String> offered = completed("%" + magic.name() + " x, " + option.name() + " = ¦");
          assertEquals(option.words(), offered, magic.name() + " " + option.name());
          seen++;
        }
      }
    }
    assertTrue(seen > 20, "options of words: " + seen);
    assertEquals(List.of("bca"), completed("%bootstrap fit1, type = bc¦"));
    assertTrue(completed("%emmeans fit1, ~ Days, contrasts = con¦").contains("consec"), "methods");
  }
}
