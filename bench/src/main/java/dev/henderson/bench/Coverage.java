package dev.henderson.bench;

import dev.henderson.stats.design.MixedModelData;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.infer.CoefficientTable;
import dev.henderson.stats.infer.CoefficientTest;
import dev.henderson.stats.infer.DegreesOfFreedom;
import dev.henderson.stats.infer.Interval;
import dev.henderson.stats.lmm.LinearMixedModel;
import dev.henderson.stats.lmm.LmmFit;
import dev.henderson.stats.matrix.MatrixRows;
import dev.henderson.stats.profile.ProfileIntervals;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * How often nominal 95% intervals hold the truth: data drawn from {@code y ~ treat + x + (x | g)},
 * ten groups of 3 to 8 rows, six of them treated; prints the table of docs/accuracy.md.
 *
 * <p>Arguments: the number of data sets (2,000), the seed (1).
 */
public final class Coverage {
  private static final int[] SIZES = {3, 8, 4, 3, 6, 5, 3, 7, 4, 5};
  private static final int TREATED = 6;
  private static final double[] BETA = {10, 1, 0.5};
  private static final double SD_INTERCEPT = 1;
  private static final double SD_SLOPE = 0.4;
  private static final double CORRELATION = 0.3;
  private static final double SIGMA = 1;
  private static final double LEVEL = 0.95;
  private static final String[] METHODS = {
    "Satterthwaite", "Kenward-Roger", "profile", "z (normal)", "t, residual df"
  };

  private final int[][] held = new int[METHODS.length][BETA.length];
  private final int[][] finite = new int[METHODS.length][BETA.length];
  private final double[][] width = new double[METHODS.length][BETA.length];
  private int singular;

  private Coverage() {}

  /** Runs the study. */
  public static void main(String[] args) {
    int n = args.length > 0 ? Integer.parseInt(args[0]) : 2000;
    long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Coverage study = new Coverage();
    SplittableRandom random = new SplittableRandom(seed);
    MixedModelData data = design();
    for (int i = 0; i < n; i++) {
      study.add(data, random);
    }
    study.print(n, seed, out);
  }

  private static MixedModelData design() {
    StringColumn g = StringColumn.create("g");
    StringColumn treat = StringColumn.create("treat");
    DoubleColumn x = DoubleColumn.create("x");
    DoubleColumn y = DoubleColumn.create("y");
    for (int j = 0; j < SIZES.length; j++) {
      for (int i = 0; i < SIZES[j]; i++) {
        g.append("g" + (char) ('a' + j));
        treat.append(j < TREATED ? "yes" : "no");
        x.append(i - 2.0 + 0.25 * (j % 3));
        y.append(Math.sin(7.0 * j + i));
      }
    }
    Table table = Table.create("coverage", g, treat, x, y);
    Formula formula = Formula.parse("y ~ treat + x + (x | g)");
    return LinearMixedModel.of(formula, ModelFrame.of("coverage", table)).data();
  }

  private void add(MixedModelData data, SplittableRandom random) {
    double[] y = new double[data.rows()];
    double[] row = new double[BETA.length];
    double[][] b = new double[SIZES.length][2];
    for (double[] own : b) {
      double first = random.nextGaussian();
      double rest = Math.sqrt(1 - CORRELATION * CORRELATION) * random.nextGaussian();
      own[0] = SD_INTERCEPT * first;
      own[1] = SD_SLOPE * (CORRELATION * first + rest);
    }
    MatrixRows fixed = data.fixed().read();
    for (int i = 0; i < y.length; i++) {
      fixed.copyRow(i, row, 0);
      double[] own = b[data.random().get(0).group().levelOf(i)];
      y[i] = own[0] + own[1] * row[2] + SIGMA * random.nextGaussian();
      for (int k = 0; k < BETA.length; k++) {
        y[i] += row[k] * BETA[k];
      }
    }
    LmmFit fit = LinearMixedModel.of(data.withResponse(y)).fit();
    singular += fit.singular() ? 1 : 0;
    wald(0, fit, DegreesOfFreedom.SATTERTHWAITE);
    wald(1, fit, DegreesOfFreedom.KENWARD_ROGER);
    List<Interval> profile = ProfileIntervals.of(fit, LEVEL, fit.fixef().names());
    count(2, profile);
    wald(3, fit, DegreesOfFreedom.NONE);
    wald(4, fit, DegreesOfFreedom.RESIDUAL);
  }

  private void wald(int method, LmmFit fit, DegreesOfFreedom ddf) {
    List<Interval> rows = new ArrayList<>();
    for (CoefficientTest t : CoefficientTable.of(fit, ddf, LEVEL).rows()) {
      rows.add(new Interval(t.term(), t.estimate(), t.confLow(), t.confHigh()));
    }
    count(method, rows);
  }

  private void count(int method, List<Interval> rows) {
    for (int k = 0; k < BETA.length; k++) {
      Interval i = rows.get(k);
      held[method][k] += i.low() <= BETA[k] && BETA[k] <= i.high() ? 1 : 0;
      if (Double.isFinite(i.high() - i.low())) {
        finite[method][k]++;
        width[method][k] += i.high() - i.low();
      }
    }
  }

  private void print(int n, long seed, PrintStream out) {
    out.printf(
        Locale.ROOT,
        "%,d data sets, seed %d, %d singular fits; standard error of a coverage %.1f%n%n",
        n,
        seed,
        singular,
        100 * Math.sqrt(LEVEL * (1 - LEVEL) / n));
    out.println("| interval | (Intercept) | treat | x | width: (Intercept) | treat | x |");
    out.println("|---|--:|--:|--:|--:|--:|--:|");
    for (int m = 0; m < METHODS.length; m++) {
      StringBuilder line = new StringBuilder("| ").append(METHODS[m]);
      for (int k = 0; k < BETA.length; k++) {
        line.append(String.format(Locale.ROOT, " | %.1f", 100.0 * held[m][k] / n));
      }
      for (int k = 0; k < BETA.length; k++) {
        line.append(String.format(Locale.ROOT, " | %.2f", width[m][k] / finite[m][k]));
      }
      out.println(line.append(" |"));
    }
  }
}
