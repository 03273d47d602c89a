package dev.henderson.stats.lmm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.henderson.stats.design.GroupingFactor;
import dev.henderson.stats.design.MixedModelData;
import dev.henderson.stats.design.RandomEffectsTerm;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.matrix.ModelMatrix;
import dev.henderson.stats.mixed.FitOptions;
import dev.henderson.stats.model.FitException;
import dev.henderson.stats.variables.DesignException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Data that cannot carry a model are refused in a sentence; hard but sound data are fitted. */
class BadDataTest {
  private final Random random = new Random(1);

  private static ModelMatrix matrix(double[]... columns) {
    List<String> names = new ArrayList<>();
    for (int j = 0; j < columns.length; j++) {
      names.add("x" + j);
    }
    return new ModelMatrix(columns[0].length, columns, names, new int[columns.length], List.of());
  }

  private static RandomEffectsTerm intercepts(int n, int levels) {
    int[] index = new int[n];
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      index[i] = i % levels;
    }
    for (int l = 0; l < levels; l++) {
      labels.add("l" + l);
    }
    return new RandomEffectsTerm(matrix(ones(n)), new GroupingFactor("g", index, labels), true);
  }

  private static double[] ones(int n) {
    double[] one = new double[n];
    Arrays.fill(one, 1);
    return one;
  }

  private double[] noise(int n) {
    return random.doubles(n).map(v -> v - 0.5).toArray();
  }

  private static String refusal(MixedModelData data) {
    return assertThrows(FitException.class, () -> LinearMixedModel.of(data).fit()).getMessage();
  }

  private static MixedModelData data(double[] y, ModelMatrix x, RandomEffectsTerm... terms) {
    return new MixedModelData(y, x, List.of(terms), null, null);
  }

  @Test
  void constantResponse() {
    double[] y = new double[20];
    Arrays.fill(y, 3.7);
    assertTrue(refusal(data(y, matrix(ones(20)), intercepts(20, 4))).contains("constant"));
  }

  @Test
  void oneLevel() {
    assertTrue(
        refusal(data(noise(20), matrix(ones(20)), intercepts(20, 1))).contains("only one level"));
  }

  @Test
  void asManyLevelsAsRows() {
    assertTrue(
        refusal(data(noise(20), matrix(ones(20)), intercepts(20, 20)))
            .contains("as many levels as there are rows (20)"));
  }

  @Test
  void moreColumnsThanRows() {
    double[][] x = new double[12][];
    for (int j = 0; j < 12; j++) {
      x[j] = j == 0 ? ones(8) : noise(8);
    }
    String message = refusal(data(noise(8), matrix(x), intercepts(8, 3)));
    assertTrue(message.contains("fit the response exactly") || message.contains("no row"), message);
  }

  @Test
  void infiniteValues() {
    double[] y = noise(20);
    y[4] = Double.POSITIVE_INFINITY;
    assertTrue(
        refusal(data(y, matrix(ones(20)), intercepts(20, 4)))
            .contains("response is infinite in row 5"));
    double[] x = noise(20);
    x[6] = Double.NaN;
    assertTrue(
        refusal(data(noise(20), matrix(ones(20), x), intercepts(20, 4)))
            .contains("'x1' has an infinite or missing value in row 7"));
  }

  @Test
  void infiniteEffects() {
    double[] x = noise(20);
    x[3] = Double.NEGATIVE_INFINITY;
    RandomEffectsTerm plain = intercepts(20, 4);
    RandomEffectsTerm slopes = new RandomEffectsTerm(matrix(ones(20), x), plain.group(), true);
    assertTrue(
        refusal(data(noise(20), matrix(ones(20)), slopes))
            .contains("'x1' of g has an infinite or missing value in row 4"));
  }

  @Test
  void columnThatIsMissingAltogether() {
    Table table =
        Table.create(
            "t",
            DoubleColumn.create("y", noise(6)),
            DoubleColumn.create("x", new Double[] {null, null, null, null, null, null}),
            StringColumn.create("g", "a", "a", "b", "b", "c", "c"));
    DesignException e =
        assertThrows(
            DesignException.class,
            () -> LinearMixedModel.of(Formula.parse("y ~ x + (1 | g)"), ModelFrame.of("t", table)));
    assertTrue(e.getMessage().contains("No row of t has values for all variables"), e.getMessage());
  }

  @Test
  void weightsMustBePositive() {
    double[] w = ones(20);
    w[2] = 0;
    MixedModelData d =
        new MixedModelData(noise(20), matrix(ones(20)), List.of(intercepts(20, 4)), w, null);
    assertTrue(refusal(d).contains("weight of row 3"));
  }

  @Test
  void dependentColumnsAreLeftOut() {
    double[] a = noise(40);
    double[] b = noise(40);
    double[] c = new double[40];
    for (int i = 0; i < 40; i++) {
      c[i] = 2 * a[i] - b[i] + 1;
    }
    LmmFit fit =
        LinearMixedModel.of(data(noise(40), matrix(ones(40), a, c, b), intercepts(40, 5))).fit();
    assertTrue(Double.isNaN(fit.fixef().estimate(3)));
    assertTrue(Double.isFinite(fit.fixef().standardError(2)));
    assertEquals(3 + 1 + 1, fit.df());
    assertEquals("rank-deficient", fit.diagnostics().get(0).code());
    assertTrue(fit.diagnostics().get(0).message().contains("x3"));
  }

  @Test
  void noFixedEffects() {
    LmmFit fit =
        LinearMixedModel.of(
                data(
                    noise(40),
                    new ModelMatrix(40, new double[0][], List.of(), new int[0], List.of()),
                    intercepts(40, 5)))
            .fit();
    assertEquals(2, fit.df());
    assertTrue(fit.converged());
  }

  @Test
  void tooLargeForTheHeapIsSaidBeforehand() {
    // Crossed at random ten times over, so that no order of elimination keeps the factor sparse.
    int n = 160_000;
    int levels = 16_000;
    RandomEffectsTerm first = intercepts(n, levels);
    int[] index = new int[n];
    for (int i = 0; i < n; i++) {
      index[i] = i < levels ? i : random.nextInt(levels);
    }
    RandomEffectsTerm second =
        new RandomEffectsTerm(
            first.effects(), new GroupingFactor("h", index, first.group().levels()), true);
    String message = refusal(data(noise(n), matrix(ones(n)), first, second));
    assertTrue(message.contains("This fit needs about "), message);
    assertTrue(message.contains("16000 random effects"), message);
  }

  @Test
  void cancelledWhileFitting() {
    LinearMixedModel model =
        LinearMixedModel.of(data(noise(40), matrix(ones(40)), intercepts(40, 5)));
    int[] seen = {0};
    FitOptions options =
        FitOptions.defaults()
            .withProgress((evaluation, total) -> seen[0] = (int) evaluation)
            .withCancellation(() -> seen[0] >= 2);
    assertThrows(CancellationException.class, () -> model.fit(options));
    assertEquals(2, seen[0]);
  }

  @Test
  void singularFitIsExplainedAndProved() {
    LmmFit fit = ReferenceModel.of("toy-crossed").fit();
    assertTrue(fit.singular());
    String note =
        fit.diagnostics().stream()
            .filter(d -> d.code().equals("singular"))
            .findFirst()
            .orElseThrow()
            .message();
    assertTrue(note.contains("participant_ID, Condition_1 and Condition_2"), note);
    assertTrue(note.contains("Zero is the best value for each"), note);
    // Slopes of lme4's own criterion on the variance scale, in the order of the formula.
    assertTrue(note.contains("2.18, 3.54 and 7.15"), note);
    LmmFit slope = ReferenceModel.of("cake-num").fit();
    String rank =
        slope.diagnostics().stream()
            .filter(d -> d.code().equals("singular"))
            .findFirst()
            .orElseThrow()
            .message();
    assertTrue(rank.contains("has rank 1"), rank);
    assertTrue(rank.contains("(Intercept) and temp (+1)"), rank);
  }
}
