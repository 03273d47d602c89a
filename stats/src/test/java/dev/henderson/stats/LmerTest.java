package dev.henderson.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.henderson.stats.design.DesignOptions;
import dev.henderson.stats.formula.Expression;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.formula.FormulaException;
import dev.henderson.stats.frame.Dataset;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.infer.DegreesOfFreedom;
import dev.henderson.stats.lmm.LinearMixedModel;
import dev.henderson.stats.lmm.LmmFit;
import dev.henderson.stats.mixed.FitOptions;
import dev.henderson.stats.plot.Picture;
import dev.henderson.stats.plot.PictureFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/** The facade; numbers of R 4.2.2, lme4 1.1-31, lmerTest 3.1-3 (test/R/summary.R). */
class LmerTest {
  private static Table sleepstudy() {
    return Dataset.find("sleepstudy").orElseThrow().load();
  }

  private static final String FORMULA = "Reaction ~ Days + (Days | Subject)";

  @Test
  void tidyHasBroomsColumns() {
    Table tidy = Lmer.fit(FORMULA, sleepstudy()).tidy();
    assertEquals(
        List.of(
            "effect",
            "group",
            "term",
            "estimate",
            "std.error",
            "df",
            "statistic",
            "p.value",
            "conf.low",
            "conf.high"),
        tidy.columnNames());
    assertEquals(6, tidy.rowCount());
    Row days = tidy.row(1);
    assertEquals("Days", days.getString("term"));
    assertEquals(10.467, days.getDouble("estimate"), 5e-4);
    assertEquals(1.546, days.getDouble("std.error"), 5e-4);
    assertEquals(17, days.getDouble("df"), 1e-3);
    assertEquals(3.26e-6, days.getDouble("p.value"), 1e-8);
    assertTrue(days.isMissing("group"));
    assertTrue(tidy.row(2).isMissing("std.error"));
  }

  @Test
  void glanceIsOneRow() {
    Table glance = Lmer.fit(FORMULA, sleepstudy()).glance();
    assertEquals(1, glance.rowCount());
    Row row = glance.row(0);
    assertEquals(180, row.getInt("nobs"));
    assertEquals(18, row.getInt("ngroups.Subject"));
    assertEquals(1743.628, row.getDouble("REMLcrit"), 1e-3);
    assertEquals("REML", row.getString("method"));
    assertEquals(false, row.getBoolean("singular"));
    assertTrue(glance.containsColumn("theta.3"));
  }

  @Test
  void augmentKeepsTheRowsUsed() {
    Table data = sleepstudy();
    DoubleColumn reaction = (DoubleColumn) data.column("Reaction");
    reaction.setMissing(3);
    Lmer m = Lmer.fit(FORMULA, data);
    Table augmented = m.augment();
    assertEquals(179, augmented.rowCount());
    assertEquals(
        List.of("Reaction", "Days", "Subject", ".fitted", ".resid", ".fixed"),
        augmented.columnNames());
    for (Row row : augmented) {
      assertEquals(
          row.getDouble("Reaction"), row.getDouble(".fitted") + row.getDouble(".resid"), 1e-9);
    }
    assertEquals(4, augmented.row(3).getInt("Days"));
    assertTrue(m.toString().contains("179 (1 dropped)"), m.toString());
  }

  @Test
  void aFitMadeBeforeCanBeAugmentedToo() {
    LmmFit fit = Lmer.fit(FORMULA, sleepstudy()).fit();
    Lmer m = Lmer.of(fit, DegreesOfFreedom.RESIDUAL);
    assertEquals(
        List.of("Reaction", "Days", "Subject", ".fitted", ".resid", ".fixed"),
        m.augment().columnNames());
    assertEquals(178, m.coefficients().rows().get(0).df());
    Lmer ofMatrices = Lmer.of(LinearMixedModel.of(fit.data()).fit());
    assertEquals(
        List.of(".response", "Subject", ".fitted", ".resid", ".fixed"),
        ofMatrices.augment().columnNames());
  }

  @Test
  void ranefIsOneRowPerMode() {
    Table ranef = Lmer.fit(FORMULA, sleepstudy()).tidyRanef();
    assertEquals(36, ranef.rowCount());
    assertEquals(
        List.of("effect", "group", "level", "term", "estimate", "std.error"), ranef.columnNames());
    assertEquals("308", ranef.row(0).getString("level"));
  }

  @Test
  void picturesAreResidualsAndOneCaterpillarPerTerm() {
    Table penicillin = Dataset.find("Penicillin").orElseThrow().load();
    Lmer m = Lmer.fit("diameter ~ 1 + (1 | plate) + (1 | sample)", penicillin);
    List<Picture> pictures = m.pictures(PictureFormat.SVG);
    assertEquals(
        List.of(
            "Residuals against fitted values: 144 rows; line: lowess",
            "Conditional modes of plate: 24 levels, 95% intervals",
            "Conditional modes of sample: 6 levels, 95% intervals"),
        pictures.stream().map(Picture::caption).toList());
    assertTrue(pictures.stream().allMatch(p -> p.svg().isPresent()));
  }

  @Test
  void optionsReachTheFit() {
    Lmer ml = Lmer.fit(FORMULA, sleepstudy(), FitOptions.defaults().withReml(false));
    assertEquals(1751.939, ml.criterion(), 1e-3);
    Lmer weighted =
        Lmer.fit(
            Formula.parse(FORMULA),
            ModelFrame.of("sleepstudy", sleepstudy()),
            DesignOptions.defaults().withWeights(ones()),
            FitOptions.defaults(),
            DegreesOfFreedom.NONE);
    assertEquals(1743.628, weighted.criterion(), 1e-3);
    assertTrue(Double.isInfinite(weighted.coefficients().rows().get(0).df()));
  }

  @Test
  void theCallNamesTheOptions() {
    Table data = sleepstudy();
    Lmer m =
        Lmer.fit(
            Formula.parse(FORMULA),
            ModelFrame.of("sleepstudy", data),
            DesignOptions.defaults().withSubset(Expression.parse("Days>1")),
            FitOptions.defaults().withReml(false),
            DegreesOfFreedom.SATTERTHWAITE);
    assertEquals(
        "lmer(Reaction ~ Days + (Days | Subject), data = sleepstudy, REML = FALSE, subset = Days >"
            + " 1)",
        m.report().data().get("call"));
    assertEquals(144, m.augment().rowCount());
  }

  private static double[] ones() {
    double[] ones = new double[180];
    java.util.Arrays.fill(ones, 1);
    return ones;
  }

  @Test
  void mistakesAreTold() {
    FormulaException wrongName =
        assertThrows(
            FormulaException.class, () -> Lmer.fit("Reaction ~ Day + (1 | Subject)", sleepstudy()));
    assertTrue(wrongName.getMessage().contains("Day"), wrongName.getMessage());
    assertThrows(FormulaException.class, () -> Lmer.fit("Reaction ~ (1 | Subject", sleepstudy()));
  }
}
