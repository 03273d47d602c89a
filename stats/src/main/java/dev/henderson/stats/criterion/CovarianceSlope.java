package dev.henderson.stats.criterion;

import dev.henderson.stats.factor.RelativeCovariance;
import dev.henderson.stats.linalg.SmallMatrices;
import dev.henderson.stats.linalg.SymmetricEigen;

/** What T and U say of the relative covariance matrix {@code lambda lambda'} itself. */
public final class CovarianceSlope {
  private CovarianceSlope() {}

  /**
   * The slope of the criterion in the relative covariance matrix of a grouping, D = {@code
   * lambda^-T (l I − T − U) lambda^-1} with {@code df = tr(D d(lambda lambda'))}, at the last
   * evaluation with derivatives; newly allocated.
   */
  public static double[] of(ProfiledDeviance f, int g) {
    return of(f, g, f.nu());
  }

  /**
   * The same with another weight of the response in U.
   *
   * @param responseWeight nu; r²/sigma² for the slope at a fixed sigma
   */
  static double[] of(ProfiledDeviance f, int g, double responseWeight) {
    RelativeCovariance c = f.lambda().get(g);
    int k = f.crossProducts().groupings().get(g).effects();
    double levels = f.crossProducts().groupings().get(g).levels();
    double[] b = new double[k * k];
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        b[i * k + j] = (i == j ? levels : 0) - f.tPlusU(g, i, j, responseWeight);
      }
    }
    double[] inverse = c.inverseToArray();
    double[] left = SmallMatrices.product(SmallMatrices.transpose(inverse, k), b, k);
    return SmallMatrices.product(left, inverse, k);
  }

  /**
   * Adds what average information leaves out: the slope D in the covariance matrix times the second
   * derivative of {@code lambda lambda'}, {@code 2 D_rs} for entries r and s of one column. It
   * vanishes at a minimum inside, and is all there is where a variance goes to zero; only its
   * positive part is taken.
   */
  static void addTo(ProfiledDeviance f, int g, double[] into) {
    RelativeCovariance c = f.lambda().get(g);
    int k = f.crossProducts().groupings().get(g).effects();
    double[] d = new SymmetricEigen(of(f, g), k).recompose(v -> Math.max(v, 0));
    for (int s = 0; s < c.size(); s++) {
      for (int t = 0; t < c.size(); t++) {
        if (c.column(s) == c.column(t)) {
          into[(c.offset() + s) * f.size() + c.offset() + t] += 2 * d[c.row(s) * k + c.row(t)];
        }
      }
    }
  }

  /**
   * The relative covariance matrix an EM step would take from the last evaluation: {@code lambda (T
   * + U)/l lambda'}, newly allocated.
   */
  public static double[] emStep(ProfiledDeviance f, int g) {
    int k = f.crossProducts().groupings().get(g).effects();
    double levels = f.crossProducts().groupings().get(g).levels();
    double[] b = new double[k * k];
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        b[i * k + j] = f.tPlusU(g, i, j, f.nu()) / levels;
      }
    }
    double[] l = f.lambda().get(g).toArray();
    double[] lb = SmallMatrices.product(l, b, k);
    return SmallMatrices.product(lb, SmallMatrices.transpose(l, k), k);
  }
}
