package dev.henderson.stats.lmm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.frame.ChangedTableException;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.infer.LikelihoodComparison;
import dev.henderson.stats.infer.Satterthwaite;
import dev.henderson.stats.profile.Profile;
import dev.henderson.stats.profile.ProfileIntervals;
import dev.henderson.stats.variation.RandomTermTests;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What reads no row of a fitted model again. Large columns are read where they stand, and a table
 * that was changed says so to whoever reads a row of it: after the change all that is left are the
 * cross products.
 */
class RowsReadOnceTest {
  /** Large enough that columns stay in the table. */
  private static final int ROWS = 70_000;

  private static final String SLOPES = "y ~ x + (1 + x | g) + (1 | h)";

  private final Table table = table();
  private final DoubleColumn x = table.doubleColumn("x");

  private static Table table() {
    Random random = new Random(8);
    double[] x = new double[ROWS];
    double[] y = new double[ROWS];
    String[] g = new String[ROWS];
    String[] h = new String[ROWS];
    double[][] effects = new double[70][3];
    for (double[] e : effects) {
      for (int j = 0; j < e.length; j++) {
        e[j] = random.nextGaussian();
      }
    }
    for (int i = 0; i < ROWS; i++) {
      int a = random.nextInt(70);
      int b = random.nextInt(20);
      x[i] = random.nextGaussian();
      g[i] = "g" + a;
      h[i] = "h" + b;
      y[i] = 3 + 0.1 * x[i] + effects[a][0] + 0.3 * x[i] * effects[a][1] + effects[b][2];
      y[i] += 2 * random.nextGaussian();
    }
    return Table.create(
        "rows",
        DoubleColumn.create("y", y),
        DoubleColumn.create("x", x),
        StringColumn.create("g", g),
        StringColumn.create("h", h));
  }

  private LmmFit fit(String formula) {
    return LinearMixedModel.of(Formula.parse(formula), ModelFrame.of("rows", table)).fit();
  }

  private void change() {
    x.set(17, 99);
  }

  @Test
  void maximumLikelihoodAfterRemlReadsNoRow() {
    LmmFit reml = fit(SLOPES);
    double expected =
        LinearMixedModel.of(Formula.parse(SLOPES), ModelFrame.of("rows", table))
            .fit(reml.options().withReml(false))
            .criterion();
    change();
    LmmFit ml = reml.byMaximumLikelihood();
    assertEquals(expected, ml.criterion(), 1e-12 * Math.abs(expected));
    // Fitted values of the first fit were made while the rows were at hand.
    assertEquals(ROWS, reml.fitted().length);
    assertThrows(ChangedTableException.class, ml::fitted);
    assertThrows(ChangedTableException.class, reml::leverage);
  }

  @Test
  void comparisonsAndTestsOfRandomTermsReadNoRow() {
    LmmFit large = fit(SLOPES);
    LmmFit small = fit("y ~ x + (1 | g) + (1 | h)");
    LmmFit crossed = fit("y ~ x + (1 + x | g)");
    change();
    Map<String, LmmFit> fits = new LinkedHashMap<>();
    fits.put("small", small);
    fits.put("large", large);
    assertEquals(2, LikelihoodComparison.of(fits).rows().size());
    RandomTermTests tests = RandomTermTests.of(large);
    assertEquals(3, tests.rows().size());
    double scale = Math.abs(small.logLik());
    assertEquals(small.logLik(), tests.rows().get(1).logLik(), 1e-10 * scale);
    assertEquals(crossed.logLik(), tests.rows().get(2).logLik(), 1e-10 * scale);
  }

  @Test
  void profilesReadNoRow() {
    LmmFit fit = fit("y ~ x + (1 | g)");
    change();
    assertEquals(1, ProfileIntervals.of(fit, 0.95, List.of("x")).size());
    assertEquals(1, ProfileIntervals.of(fit, 0.95, List.of("sigma")).size());
    assertEquals(3, ProfileIntervals.covarianceTerms(fit).size() + 1);
    Profile profile =
        Profile.of(fit, 0.9, List.of("sigma"), dev.henderson.stats.model.Progress.SILENT);
    assertEquals(1, profile.curves().size());
  }

  @Test
  void curvatureReadsNoRowAndIsComputedOnce() {
    LmmFit fit = fit("y ~ x + (1 | g)");
    change();
    assertTrue(Satterthwaite.of(fit).df(new double[] {0, 1}) > 100);
    assertEquals(fit.varianceParameters(), fit.varianceParameters());
    assertEquals(fit.covarianceInformation(), fit.covarianceInformation());
    assertTrue(fit.covarianceErrors().of(0, 0, 0) > 0);
    assertTrue(fit.criterionWithoutRandomEffects() > fit.criterion());
  }
}
