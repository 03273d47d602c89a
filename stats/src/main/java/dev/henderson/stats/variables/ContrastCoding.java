package dev.henderson.stats.variables;

import dev.henderson.stats.text.NearestNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apiguardian.api.API;

/**
 * How the k levels of a factor become k - 1 columns: a k × (k - 1) matrix of contrasts with the
 * names of its columns.
 */
@API(status = API.Status.MAINTAINED)
public final class ContrastCoding {
  /** The kinds of coding. */
  public enum Kind {
    /** Each level against a reference level. */
    TREATMENT,
    /** Each level but the last against the mean. */
    SUM,
    /** Each level against the mean of those before it. */
    HELMERT,
    /** Orthonormal polynomials over equally spaced levels. */
    POLYNOMIAL,
    /** Each level against the one before it. */
    SUCCESSIVE_DIFFERENCES,
    /** A matrix given by the user. */
    CUSTOM
  }

  private static final Map<String, Kind> NAMES = names();

  private final Kind kind;
  private final int base;
  private final String reference;
  private final boolean numberedNames;
  private final double[][] custom;
  private final List<String> customNames;

  private ContrastCoding(
      Kind kind,
      int base,
      String reference,
      boolean numberedNames,
      double[][] custom,
      List<String> customNames) {
    this.kind = kind;
    this.base = base;
    this.reference = reference;
    this.numberedNames = numberedNames;
    this.custom = custom;
    this.customNames = customNames;
  }

  private static Map<String, Kind> names() {
    Map<String, Kind> out = new TreeMap<>();
    out.put("treatment", Kind.TREATMENT);
    out.put("sas", Kind.TREATMENT);
    out.put("sum", Kind.SUM);
    out.put("helmert", Kind.HELMERT);
    out.put("poly", Kind.POLYNOMIAL);
    out.put("sdif", Kind.SUCCESSIVE_DIFFERENCES);
    out.put("diff", Kind.SUCCESSIVE_DIFFERENCES);
    return out;
  }

  private static ContrastCoding of(Kind kind) {
    return new ContrastCoding(kind, kind == Kind.TREATMENT ? 1 : 0, null, false, null, null);
  }

  /** Against the first level: R's default for unordered factors. */
  public static ContrastCoding treatment() {
    return of(Kind.TREATMENT);
  }

  /** Against the given level. */
  public static ContrastCoding treatment(String reference) {
    return new ContrastCoding(Kind.TREATMENT, 0, reference, false, null, null);
  }

  /** Against the level with this number from 1; 0 is the last. Columns are named by number. */
  public static ContrastCoding treatmentBase(int base) {
    return new ContrastCoding(Kind.TREATMENT, base, null, true, null, null);
  }

  /**
   * The same with columns named by the numbers of the levels, as R does for a contrast function.
   */
  ContrastCoding numbered() {
    return new ContrastCoding(kind, base, reference, true, custom, customNames);
  }

  /** Each level but the last against the mean of all. */
  public static ContrastCoding sum() {
    return of(Kind.SUM);
  }

  /** Each level against the mean of those before it. */
  public static ContrastCoding helmert() {
    return of(Kind.HELMERT);
  }

  /** Orthonormal polynomials: R's default for ordered factors. */
  public static ContrastCoding polynomial() {
    return of(Kind.POLYNOMIAL);
  }

  /** Each level against the one before it, as {@code contr.sdif}. */
  public static ContrastCoding successiveDifferences() {
    return of(Kind.SUCCESSIVE_DIFFERENCES);
  }

  /**
   * Contrasts of one's own.
   *
   * @param matrix k rows of at most k - 1 values
   * @param names of the columns, or null for 1, 2, ...
   */
  public static ContrastCoding custom(double[][] matrix, List<String> names) {
    double[][] copy = new double[matrix.length][];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = matrix[i].clone();
    }
    return new ContrastCoding(
        Kind.CUSTOM, 0, null, false, copy, names == null ? null : List.copyOf(names));
  }

  /**
   * The coding of a name: {@code treatment sum helmert poly sdif SAS}, with or without {@code
   * contr.} before it, or as patsy writes it ({@code Sum}).
   *
   * @throws IllegalArgumentException naming the known ones
   */
  public static ContrastCoding named(String name) {
    String plain = name.toLowerCase(Locale.ROOT).replaceFirst("^contr\\.", "");
    Kind kind = NAMES.get(plain);
    if (kind == null) {
      List<String> near = NearestNames.of(plain, NAMES.keySet());
      throw new IllegalArgumentException(
          "There is no contrast "
              + name
              + (near.isEmpty()
                  ? "; there are treatment, sum, helmert, poly, sdif and SAS."
                  : "; did you mean " + near.get(0) + "?"));
    }
    if (plain.equals("sas")) {
      return new ContrastCoding(Kind.TREATMENT, 0, null, false, null, null);
    }
    return of(kind);
  }

  /** The kind of coding. */
  public Kind kind() {
    return kind;
  }

  /** The index of the reference level, from 0, of treatment coding. */
  int referenceIndex(List<String> levels) {
    if (reference != null) {
      int index = levels.indexOf(reference);
      if (index < 0) {
        throw new IllegalArgumentException(
            "There is no level "
                + reference
                + "; the levels are "
                + String.join(", ", levels)
                + ".");
      }
      return index;
    }
    if (base > levels.size()) {
      throw new IllegalArgumentException(
          "base = " + base + ", but there are only " + levels.size() + " levels.");
    }
    return base == 0 ? levels.size() - 1 : base - 1;
  }

  /** The contrasts, one row per level. */
  public double[][] matrix(List<String> levels) {
    int k = levels.size();
    double[][] out = new double[k][Math.max(0, k - 1)];
    switch (kind) {
      case TREATMENT -> {
        int ref = referenceIndex(levels);
        for (int i = 0; i < k; i++) {
          if (i != ref) {
            out[i][i < ref ? i : i - 1] = 1;
          }
        }
      }
      case SUM -> {
        for (int i = 0; i < k; i++) {
          for (int j = 0; j < k - 1; j++) {
            out[i][j] = i == k - 1 ? -1 : i == j ? 1 : 0;
          }
        }
      }
      case HELMERT -> {
        for (int j = 0; j < k - 1; j++) {
          for (int i = 0; i <= j; i++) {
            out[i][j] = -1;
          }
          out[j + 1][j] = j + 1;
        }
      }
      case POLYNOMIAL -> {
        double[] scores = IntStream.rangeClosed(1, k).asDoubleStream().toArray();
        double[][] columns = OrthogonalPolynomials.over(scores, k - 1).at(scores);
        for (int i = 0; i < k; i++) {
          for (int j = 0; j < k - 1; j++) {
            out[i][j] = columns[j][i];
          }
        }
      }
      case SUCCESSIVE_DIFFERENCES -> {
        for (int i = 0; i < k; i++) {
          for (int j = 0; j < k - 1; j++) {
            out[i][j] = i <= j ? (j + 1 - k) / (double) k : (j + 1) / (double) k;
          }
        }
      }
      case CUSTOM -> {
        if (custom.length != k) {
          throw new IllegalArgumentException(
              "The contrasts have " + custom.length + " rows, the factor has " + k + " levels.");
        }
        for (int i = 0; i < k; i++) {
          out[i] = custom[i].clone();
        }
      }
    }
    return out;
  }

  /** What follows the factor's name in the names of the columns. */
  public List<String> columnNames(List<String> levels) {
    int k = levels.size();
    List<String> out = new ArrayList<>();
    for (int j = 0; j < k - 1; j++) {
      out.add(
          switch (kind) {
            case TREATMENT -> {
              int level = j < referenceIndex(levels) ? j : j + 1;
              yield numberedNames ? Integer.toString(level + 1) : levels.get(level);
            }
            case POLYNOMIAL -> j < 3 ? List.of(".L", ".Q", ".C").get(j) : "^" + (j + 1);
            case SUCCESSIVE_DIFFERENCES ->
                numberedNames ? (j + 2) + "-" + (j + 1) : levels.get(j + 1) + "-" + levels.get(j);
            default -> Integer.toString(j + 1);
          });
    }
    if (kind == Kind.CUSTOM) {
      out.clear();
      for (int j = 0; j < custom[0].length; j++) {
        out.add(customNames == null ? Integer.toString(j + 1) : customNames.get(j));
      }
    }
    return out;
  }

  /** The name as R has it, {@code contr.treatment}, with what was set. */
  @Override
  public String toString() {
    return switch (kind) {
      case TREATMENT ->
          reference != null
              ? "contr.treatment(base = " + reference + ")"
              : base == 1
                  ? "contr.treatment"
                  : base == 0 ? "contr.SAS" : "contr.treatment(base = " + base + ")";
      case SUM -> "contr.sum";
      case HELMERT -> "contr.helmert";
      case POLYNOMIAL -> "contr.poly";
      case SUCCESSIVE_DIFFERENCES -> "contr.sdif";
      case CUSTOM -> "custom";
    };
  }
}
