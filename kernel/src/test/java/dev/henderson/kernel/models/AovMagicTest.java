package dev.henderson.kernel.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.henderson.kernel.app.StandardMagics;
import dev.henderson.kernel.magic.MagicCall;
import dev.henderson.kernel.magic.MagicException;
import dev.henderson.kernel.magic.MagicResult;
import dev.henderson.kernel.magic.Magics;
import dev.henderson.kernel.session.Session;
import dev.henderson.stats.Aov;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.plot.Picture;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AovMagicTest {
  private final Session session = Session.withoutJava();
  private final Magics magics = StandardMagics.create();

  @BeforeEach
  void load() throws Exception {
    line("dataset", "npk");
  }

  private MagicResult line(String name, String arguments) throws Exception {
    return magics.run(MagicCall.line(name, arguments), session);
  }

  private static Map<?, ?> row(Report report, int i) {
    return (Map<?, ?>) ((List<?>) report.data().get("tidy")).get(i);
  }

  /** R 4.2.2: summary(aov(yield ~ N*P*K + Error(block), npk)). */
  @Test
  void strataPicturesAndBinding() throws Exception {
    MagicResult shown = line("aov", "m <- aov(yield ~ N*P*K + Error(block), data = npk)");
    Report report = (Report) shown.value().orElseThrow();
    assertEquals("block", row(report, 0).get("stratum"));
    assertEquals("N:P:K", row(report, 0).get("term"));
    assertEquals(0.483218701027335, (double) row(report, 0).get("statistic"), 1e-10);
    assertEquals(3, shown.displays().size());
    Aov m = (Aov) session.get("m");
    assertEquals(9, m.tidy().rowCount());
    assertTrue(m.toString().contains("Error: block"), m.toString());
    assertEquals(1, line("plot", "m, interaction").displays().size());
    Picture effects = (Picture) line("plot", "m, effects").displays().get(0);
    assertEquals(
        "Means of N and P within other factors: 95% intervals; the data behind", effects.caption());
    assertEquals("aov", ((Report) line("summary", "m").value().orElseThrow()).kind());
  }

  /** Whole numbers that look like codes of groups are said to be numbers. */
  @ParameterizedTest
  @CsvSource({
    "y ~ grp, true",
    "y ~ grp * x, true",
    "y ~ grp + Error(id), true",
    "y ~ factor(grp), false",
    "y ~ two, false",
    "y ~ dose, false",
    "y ~ x, false",
    "y ~ grp + I(grp^2), false",
    "y ~ many, false"
  })
  void codesAsNumbers(String formula, boolean noted) throws Exception {
    StringBuilder rows = new StringBuilder("y,grp,two,dose,x,many,id\n");
    for (int i = 0; i < 24; i++) {
      rows.append(i * 7 % 13).append(',').append(1 + i % 3).append(',').append(i % 2).append(',');
      rows.append(10 * (i % 4)).append(',').append(i % 3 + 0.5).append(',').append(i % 12);
      rows.append(",s").append(i / 3).append('\n');
    }
    magics.run(MagicCall.cell("csv", "d", rows.toString()), session);
    Report report =
        (Report) line("aov", formula + ", data = d, plots = none").value().orElseThrow();
    String notes = report.data().get("notes").toString();
    assertEquals(
        noted, notes.contains("grp is taken as a number (1 df); write factor(grp)"), notes);
    assertEquals(noted, notes.contains("codes-as-numbers"), notes);
  }

  /** car 3.1-1 and effectsize 0.8.3: reference/lm/within.json. */
  @Test
  void sphericityAndSizesOfEffects() throws Exception {
    line("dataset", "Orthodont");
    line("factor", "Orthodont: age");
    String call = "m = distance ~ Sex * age + Error(Subject/age), data = Orthodont, plots = none";
    Report made = (Report) line("aov", call).value().orElseThrow();
    Report found = (Report) line("aov", call + ", observed = c(Sex)").value().orElseThrow();
    Map<?, ?> age = (Map<?, ?>) ((List<?>) made.data().get("sphericity")).get(0);
    assertEquals(0.867197435600544, (double) age.get("epsilon.gg"), 1e-10);
    assertEquals(0.867197435600544, (double) row(made, 2).get("epsilon.gg"), 1e-10);
    Map<?, ?> size = (Map<?, ?>) ((List<?>) made.data().get("effects")).get(1);
    assertEquals(0.310772186044166, (double) size.get("eta2.generalized"), 1e-10);
    Map<?, ?> measured = (Map<?, ?>) ((List<?>) found.data().get("effects")).get(1);
    assertEquals(0.25846590808767, (double) measured.get("eta2.generalized"), 1e-10);
    Aov m = (Aov) session.get("m");
    assertEquals(2, m.tidySphericity().rowCount());
    assertTrue(m.tidyEffects().columnNames().contains("omega2.partial.high"));
    MagicException e =
        assertThrows(
            MagicException.class,
            () -> line("aov", "n = distance ~ Sex, data = Orthodont, observed = c(sex)"));
    assertTrue(e.getMessage().contains("sex is no variable"), e.getMessage());
    assertFalse(session.has("n"));
  }

  /** R 4.2.2: car::Anova(lm(breaks ~ wool * tension, warpbreaks[-(1:3), ]), type = 2). */
  @Test
  void typesAndComparison() throws Exception {
    line("lm", "a = yield ~ block + N, plots = none");
    line("lm", "b = yield ~ block + N * K, plots = none");
    Report one = (Report) line("anova", "b").value().orElseThrow();
    assertEquals("I", one.data().get("type"));
    assertEquals("block", row(one, 0).get("term"));
    Report two = (Report) line("anova", "b, type = \"II\"").value().orElseThrow();
    assertEquals("II", two.data().get("type"));
    Report both = (Report) line("anova", "a, b").value().orElseThrow();
    assertEquals("b", row(both, 1).get("term"));
    assertEquals(2, row(both, 1).get("df"));
    line("aov", "v = yield ~ block + N * K, plots = none");
    Report ofAov = (Report) line("anova", "v, type = 3").value().orElseThrow();
    assertEquals("III", ofAov.data().get("type"));
  }

  /** R 4.2.2: TukeyHSD(aov(yield ~ block + N, npk), "N"), pairwise.t.test(yield, block). */
  @Test
  void comparisonsOfMeans() throws Exception {
    line("aov", "m = yield ~ block + N, plots = none");
    Report all = (Report) line("tukey", "m").value().orElseThrow();
    assertEquals(16, ((List<?>) all.data().get("tidy")).size());
    Report one = (Report) line("tukey", "m, \"N\"").value().orElseThrow();
    assertEquals("1-0", row(one, 0).get("contrast"));
    assertEquals(5.616666666666667, (double) row(one, 0).get("estimate"), 1e-12);
    Report pairs = (Report) line("pairwise", "yield ~ block, adjust = BY").value().orElseThrow();
    // R 4.2.2: kruskal.test(yield ~ N, npk)
    Report groups = (Report) line("oneway", "yield ~ N").value().orElseThrow();
    assertEquals("Kruskal-Wallis", row(groups, 1).get("term"));
    assertEquals(5.61065157451749, (double) row(groups, 1).get("statistic"), 1e-10);
    assertEquals("BY", pairs.data().get("adjust"));
    assertEquals(15, ((List<?>) pairs.data().get("tidy")).size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "aov | m = yield ~ N + Error(block), type = 2 | 2 | %lmer",
        "aov | m = yield ~ N, type = 4 | 4 | III",
        "aov | m = yield ~ N, plots = leverage | leverage | interaction",
        "anova | zz | zz | %lm",
        "pairwise | yield ~ N + P, data = npk | N + P | one grouping factor",
        "pairwise | yield ~ N, adjust = hom | hom | hommel",
      })
  void whatIsWrongIsUnderlined(String magic, String arguments, String place, String advice) {
    MagicException e = assertThrows(MagicException.class, () -> line(magic, arguments));
    assertEquals(place, e.call().cell().substring(e.start(), e.end()), e.getMessage());
    String said = e.getMessage() + " " + e.suggestion().orElse("");
    assertTrue(said.contains(advice), said);
    assertFalse(session.has("m"));
  }
}
