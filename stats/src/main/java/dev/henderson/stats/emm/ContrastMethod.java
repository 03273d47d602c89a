package dev.henderson.stats.emm;

import dev.henderson.stats.infer.Adjustment;
import dev.henderson.stats.infer.QuestionException;
import dev.henderson.stats.text.NearestNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which comparisons are made of k means: a family by name, such as all pairs or each level with a
 * control, or coefficients of one's own. Immutable.
 */
public final class ContrastMethod {
  /** The families, by R's names. */
  private static final List<String> NAMES =
      List.of(
          "pairwise",
          "revpairwise",
          "trt.vs.ctrl",
          "trt.vs.ctrl1",
          "trt.vs.ctrlk",
          "eff",
          "del.eff",
          "poly",
          "consec",
          "mean_chg",
          "identity");

  private static final List<String> DEGREES = List.of("linear", "quadratic", "cubic", "quartic");
  private static final int MOST_DEGREES = 6;

  private final String name;
  private final List<String> reference;
  private final boolean reverse;
  private final Map<String, double[]> custom;

  /** One comparison of k means. */
  static final class Contrast {
    final String name;
    final double[] coefficients;

    Contrast(String name, double[] coefficients) {
      this.name = name;
      this.coefficients = coefficients;
    }
  }

  private ContrastMethod(
      String name, List<String> reference, boolean reverse, Map<String, double[]> custom) {
    this.name = name;
    this.reference = List.copyOf(reference);
    this.reverse = reverse;
    this.custom = custom;
  }

  /**
   * The family of a name; {@code tukey}, {@code pairs} and {@code dunnett} are read too.
   *
   * @throws QuestionException naming the nearest
   */
  public static ContrastMethod named(String name) {
    String known =
        switch (name) {
          case "tukey", "pairs", "pairwise" -> "pairwise";
          case "revpairs", "revpairwise" -> "revpairwise";
          case "dunnett", "trt.vs.ctrl1", "trt.vs.ctrl" -> "trt.vs.ctrl";
          case "mean.chg" -> "mean_chg";
          default -> name;
        };
    if (!NAMES.contains(known)) {
      List<String> near = NearestNames.of(name, NAMES);
      throw new QuestionException(
          "There are no contrasts called " + name + ".",
          near.isEmpty()
              ? "There are " + String.join(", ", NAMES) + "."
              : "Did you mean " + String.join(" or ", near) + "?");
    }
    return new ContrastMethod(known, List.of(), false, Map.of());
  }

  /**
   * Coefficients of one's own.
   *
   * @param contrasts by name, one coefficient per mean
   */
  public static ContrastMethod custom(Map<String, List<Double>> contrasts) {
    Map<String, double[]> copy = new LinkedHashMap<>();
    contrasts.forEach((k, v) -> copy.put(k, v.stream().mapToDouble(Double::doubleValue).toArray()));
    return new ContrastMethod("custom", List.of(), false, copy);
  }

  /**
   * The same with other control levels for {@code trt.vs.ctrl}.
   *
   * @param levels labels, or places from 1
   */
  public ContrastMethod withReference(List<String> levels) {
    return new ContrastMethod(name, levels, reverse, custom);
  }

  /** The same with every difference turned round, for those that have a direction. */
  public ContrastMethod reversed() {
    return new ContrastMethod(name, reference, !reverse, custom);
  }

  /** The names there are. */
  public static List<String> names() {
    return NAMES;
  }

  /** Its name. */
  public String name() {
    return name;
  }

  /** Whether it compares all pairs, which is what the studentised range is for. */
  public boolean isPairwise() {
    return name.endsWith("pairwise");
  }

  /** Whether it names a control. */
  public boolean hasControl() {
    return name.startsWith("trt");
  }

  /** How p values are adjusted where nothing is said, as R does. */
  public Adjustment adjustment() {
    return switch (name) {
      case "pairwise", "revpairwise" -> Adjustment.TUKEY;
      case "trt.vs.ctrl", "trt.vs.ctrlk" -> Adjustment.DUNNETTX;
      case "eff", "del.eff" -> Adjustment.FDR;
      case "consec", "mean_chg" -> Adjustment.MVT;
      default -> Adjustment.NONE;
    };
  }

  /** Whether the coefficients of a contrast of one's own sum to zero. */
  boolean sumsToZero(String contrast) {
    double[] c = custom.get(contrast);
    return Math.abs(Arrays.stream(c).sum())
        < 1e-6 * (1e-6 + Arrays.stream(c).map(Math::abs).max().orElse(0));
  }

  /** How many comparisons of k means there are. */
  long count(int k) {
    return switch (name) {
      case "pairwise", "revpairwise" -> (long) k * (k - 1) / 2;
      case "eff", "del.eff", "identity" -> k;
      case "poly" -> Math.min(MOST_DEGREES, k - 1);
      case "custom" -> custom.size();
      default -> k - 1;
    };
  }

  /**
   * The comparisons.
   *
   * @param levels names of the means
   */
  List<Contrast> contrasts(List<String> levels) {
    int k = levels.size();
    List<Contrast> out = new ArrayList<>();
    switch (name) {
      case "pairwise", "revpairwise" -> pairs(levels, name.equals("pairwise") != reverse, out);
      case "trt.vs.ctrl", "trt.vs.ctrlk" -> control(levels, out);
      case "eff", "del.eff" -> {
        for (int i = 0; i < k; i++) {
          double[] c = new double[k];
          Arrays.fill(c, name.equals("eff") ? -1.0 / k : -1.0 / (k - 1));
          c[i] = name.equals("eff") ? 1 - 1.0 / k : 1;
          out.add(new Contrast(levels.get(i) + " effect", c));
        }
      }
      case "poly" -> polynomials(k, out);
      case "consec" -> {
        for (int i = 0; i + 1 < k; i++) {
          double[] c = new double[k];
          int sign = reverse ? -1 : 1;
          c[i] = -sign;
          c[i + 1] = sign;
          out.add(
              new Contrast(
                  reverse
                      ? levels.get(i) + " - " + levels.get(i + 1)
                      : levels.get(i + 1) + " - " + levels.get(i),
                  c));
        }
      }
      case "mean_chg" -> {
        for (int i = 1; i < k; i++) {
          double[] c = new double[k];
          int sign = reverse ? -1 : 1;
          Arrays.fill(c, 0, i, -sign / (double) i);
          Arrays.fill(c, i, k, sign / (double) (k - i));
          out.add(new Contrast(levels.get(i - 1) + "|" + levels.get(i), c));
        }
      }
      case "identity" -> {
        for (int i = 0; i < k; i++) {
          double[] c = new double[k];
          c[i] = 1;
          out.add(new Contrast(levels.get(i), c));
        }
      }
      default ->
          custom.forEach(
              (label, c) -> {
                if (c.length != k) {
                  throw new QuestionException(
                      "The contrast '"
                          + label
                          + "' has "
                          + c.length
                          + (c.length == 1 ? " coefficient" : " coefficients")
                          + " for "
                          + k
                          + " means.",
                      "Give one number for each of " + list(levels) + ", in this order.");
                }
                out.add(new Contrast(label, c.clone()));
              });
    }
    return out;
  }

  private static String list(List<String> levels) {
    return levels.size() <= 12
        ? String.join(", ", levels)
        : String.join(", ", levels.subList(0, 12)) + ", ...";
  }

  private static void pairs(List<String> levels, boolean forward, List<Contrast> out) {
    int k = levels.size();
    if (forward) {
      for (int i = 0; i < k; i++) {
        for (int j = i + 1; j < k; j++) {
          out.add(pair(levels, i, j));
        }
      }
    } else {
      for (int i = 1; i < k; i++) {
        for (int j = 0; j < i; j++) {
          out.add(pair(levels, i, j));
        }
      }
    }
  }

  private static Contrast pair(List<String> levels, int plus, int minus) {
    double[] c = new double[levels.size()];
    c[plus] = 1;
    c[minus] = -1;
    return new Contrast(levels.get(plus) + " - " + levels.get(minus), c);
  }

  private void control(List<String> levels, List<Contrast> out) {
    int k = levels.size();
    Set<Integer> controls = new LinkedHashSet<>();
    for (String r : reference) {
      int at = levels.indexOf(r);
      if (at < 0 && r.matches("\\d+") && Integer.parseInt(r) >= 1 && Integer.parseInt(r) <= k) {
        at = Integer.parseInt(r) - 1;
      }
      if (at < 0) {
        throw new QuestionException(
            "There is no mean " + r + " that could be the control.",
            "ref is one of " + list(levels) + ", or a place from 1 to " + k + ".");
      }
      controls.add(at);
    }
    if (controls.isEmpty()) {
      controls.add(name.equals("trt.vs.ctrlk") ? k - 1 : 0);
    }
    List<String> names = controls.stream().map(levels::get).toList();
    String control = names.size() == 1 ? names.get(0) : "avg(" + String.join(",", names) + ")";
    for (int i = 0; i < k; i++) {
      if (controls.contains(i)) {
        continue;
      }
      double[] c = new double[k];
      int sign = reverse ? -1 : 1;
      controls.forEach(r -> c[r] = -sign / (double) controls.size());
      c[i] = sign;
      out.add(
          new Contrast(
              reverse ? control + " - " + levels.get(i) : levels.get(i) + " - " + control, c));
    }
  }

  /** Orthogonal polynomials of equally spaced levels, scaled to whole numbers as R's tables. */
  private static void polynomials(int k, List<Contrast> out) {
    double[][] basis = new double[k][];
    for (int d = 0; d < k; d++) {
      double[] c = new double[k];
      for (int i = 0; i < k; i++) {
        c[i] = Math.pow(i - (k - 1) / 2.0, d);
      }
      for (int pass = 0; pass < 2; pass++) {
        for (int e = 0; e < d; e++) {
          double dot = 0;
          for (int i = 0; i < k; i++) {
            dot += c[i] * basis[e][i];
          }
          for (int i = 0; i < k; i++) {
            c[i] -= dot * basis[e][i];
          }
        }
      }
      double norm = Math.sqrt(Arrays.stream(c).map(v -> v * v).sum());
      for (int i = 0; i < k; i++) {
        c[i] /= norm;
      }
      basis[d] = c;
      if (d >= 1 && d <= MOST_DEGREES) {
        out.add(
            new Contrast(
                d <= DEGREES.size() ? DEGREES.get(d - 1) : "degree " + d, wholeNumbers(c)));
      }
    }
  }

  private static double[] wholeNumbers(double[] c) {
    double least = Arrays.stream(c).filter(v -> v > 0.01).min().orElse(1);
    double[] out = Arrays.stream(c).map(v -> v / least).toArray();
    for (int i = 0; i < 100; i++) {
      double off = Arrays.stream(out).map(v -> Math.abs(v - Math.rint(v))).max().orElse(0);
      if (off <= 0.05) {
        break;
      }
      out = Arrays.stream(out).map(v -> v / off).toArray();
    }
    return Arrays.stream(out).map(Math::rint).map(v -> v == 0 ? 0 : v).toArray();
  }
}
