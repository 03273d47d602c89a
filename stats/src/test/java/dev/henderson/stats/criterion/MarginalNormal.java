package dev.henderson.stats.criterion;

import dev.henderson.stats.design.MixedModelData;
import dev.henderson.stats.factor.RelativeCovariance;
import dev.henderson.stats.products.Grouping;
import dev.henderson.stats.products.MixedRows;
import java.util.List;

/**
 * The criterion computed the long way, from the n × n covariance matrix of the response: {@code log
 * |V| + nu log(r²) + ...} with dense elimination. An independent witness for small models.
 */
final class MarginalNormal {
  private MarginalNormal() {}

  static double criterion(MixedModelData data, ProfiledDeviance f, double[] theta) {
    f.value(theta);
    int n = data.rows();
    int p = data.fixed().columns();
    MixedRows rows = MixedRows.of(data, f.crossProducts());
    double[][] v = new double[n][n];
    List<RelativeCovariance> lambda = f.lambda();
    for (int g = 0; g < lambda.size(); g++) {
      Grouping grouping = lambda.get(g).grouping();
      int k = grouping.effects();
      double[] sigma = lambda.get(g).covariance();
      double[] zi = new double[k];
      double[] zj = new double[k];
      for (int i = 0; i < n; i++) {
        rows.effects(g, i, zi);
        for (int j = 0; j < n; j++) {
          if (rows.level(g, i) != rows.level(g, j)) {
            continue;
          }
          rows.effects(g, j, zj);
          for (int a = 0; a < k; a++) {
            for (int b = 0; b < k; b++) {
              v[i][j] += zi[a] * sigma[a * k + b] * zj[b];
            }
          }
        }
      }
    }
    for (int i = 0; i < n; i++) {
      v[i][i] += 1 / data.weight(i);
    }
    // [X y] in columns; eliminate by Cholesky of V, then of X'V^-1X.
    double[][] b = new double[p + 1][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < p; j++) {
        b[j][i] = data.fixed().read().get(i, j);
      }
      b[p][i] = data.response(i) - data.offset(i);
    }
    double logV = cholesky(v);
    for (double[] column : b) {
      for (int i = 0; i < n; i++) {
        for (int t = 0; t < i; t++) {
          column[i] -= v[i][t] * column[t];
        }
        column[i] /= v[i][i];
      }
    }
    double[][] cross = new double[p + 1][p + 1];
    for (int i = 0; i <= p; i++) {
      for (int j = 0; j <= p; j++) {
        for (int t = 0; t < n; t++) {
          cross[i][j] += b[i][t] * b[j][t];
        }
      }
    }
    cholesky(cross);
    double r2 = cross[p][p] * cross[p][p];
    double nu = f.nu();
    double value = logV + nu * (1 + Math.log(2 * Math.PI * r2 / nu));
    for (int j = 0; j < p && f.reml(); j++) {
      value += 2 * Math.log(cross[j][j]);
    }
    return value;
  }

  private static double cholesky(double[][] a) {
    double log = 0;
    for (int j = 0; j < a.length; j++) {
      for (int i = j; i < a.length; i++) {
        double s = a[i][j];
        for (int t = 0; t < j; t++) {
          s -= a[i][t] * a[j][t];
        }
        a[i][j] = i == j ? Math.sqrt(s) : s / a[j][j];
      }
      log += 2 * Math.log(a[j][j]);
    }
    return log;
  }
}
