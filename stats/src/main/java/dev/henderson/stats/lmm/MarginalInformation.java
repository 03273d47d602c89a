package dev.henderson.stats.lmm;

/**
 * The dense matrices {@code Z'V^-1Z} (q × q) and {@code Z'V^-1X} (q × p), V relative to sigma², at
 * the last evaluation of a criterion.
 */
final class MarginalInformation {
  private final ProfiledDeviance f;
  private final CrossProducts a;
  private final int q;
  private final int p;

  MarginalInformation(ProfiledDeviance f) {
    this.f = f;
    a = f.crossProducts();
    q = a.randomEffects();
    p = a.rank();
  }

  /** K = Z'V^-1Z = A − (L^-1 Lambda' A)' (L^-1 Lambda' A), q × q. */
  double[] randomEffects() {
    double[] dense = new double[q * q];
    for (int g = 0; g < a.groupings().size(); g++) {
      int kg = a.groupings().get(g).effects;
      double[] d = a.diagonal(g);
      for (int c = 0; c < a.groupings().get(g).levels; c++) {
        int at = a.offset(g) + c * kg;
        for (int i = 0; i < kg; i++) {
          System.arraycopy(d, (c * kg + i) * kg, dense, (at + i) * q + at, kg);
        }
      }
      for (int h = g + 1; h < a.groupings().size(); h++) {
        CrossBlock block = a.cross(g, h);
        int r = block.rowEffects;
        for (int c = 0; c + 1 < block.start.length; c++) {
          for (int entry = block.start[c]; entry < block.start[c + 1]; entry++) {
            for (int i = 0; i < r * kg; i++) {
              int row = a.offset(h) + block.level[entry] * r + i / kg;
              int column = a.offset(g) + c * kg + i % kg;
              dense[row * q + column] = block.values[entry * r * kg + i];
              dense[column * q + row] = block.values[entry * r * kg + i];
            }
          }
        }
      }
    }
    double[] half = new double[q * q];
    for (int g = 0; g < a.groupings().size(); g++) {
      int kg = a.groupings().get(g).effects;
      double[] l = f.lambda().get(g).lambda();
      for (int at = a.offset(g); at < a.offset(g + 1); at += kg) {
        for (int i = 0; i < kg; i++) {
          for (int t = 0; t < kg; t++) {
            axpy(half, (at + i) * q, l[t * kg + i], dense, (at + t) * q, q);
          }
        }
      }
    }
    f.factor().forward(half, q);
    for (int t = 0; t < q; t++) {
      for (int i = 0; i < q; i++) {
        axpy(dense, i * q, -half[t * q + i], half, t * q, q);
      }
    }
    return dense;
  }

  /** E = Z'V^-1X, q × p. */
  double[] fixedEffects() {
    // Z'V^-1X = Z'X − Z'Z Lambda M^-1 Lambda'Z'X, which needs no inverse of lambda.
    int width = a.width();
    double[] solved = f.borderRows().clone();
    f.factor().backward(solved, width);
    double[] b = timesLambda(solved, width);
    double[] result = new double[q * p];
    for (int g = 0; g < a.groupings().size(); g++) {
      int kg = a.groupings().get(g).effects;
      double[] d = a.diagonal(g);
      for (int c = 0; c < a.groupings().get(g).levels; c++) {
        int at = a.offset(g) + c * kg;
        for (int i = 0; i < kg; i++) {
          axpy(result, (at + i) * p, 1, a.zx(), (at + i) * width, p);
          for (int t = 0; t < kg; t++) {
            axpy(result, (at + i) * p, -d[(c * kg + i) * kg + t], b, (at + t) * width, p);
          }
        }
      }
      for (int h = g + 1; h < a.groupings().size(); h++) {
        CrossBlock block = a.cross(g, h);
        int r = block.rowEffects;
        for (int c = 0; c + 1 < block.start.length; c++) {
          for (int entry = block.start[c]; entry < block.start[c + 1]; entry++) {
            for (int i = 0; i < r * kg; i++) {
              int row = a.offset(h) + block.level[entry] * r + i / kg;
              int column = a.offset(g) + c * kg + i % kg;
              double v = -block.values[entry * r * kg + i];
              axpy(result, row * p, v, b, column * width, p);
              axpy(result, column * p, v, b, row * width, p);
            }
          }
        }
      }
    }
    return result;
  }

  private double[] timesLambda(double[] x, int width) {
    double[] out = new double[x.length];
    for (int g = 0; g < a.groupings().size(); g++) {
      int kg = a.groupings().get(g).effects;
      double[] l = f.lambda().get(g).lambda();
      for (int at = a.offset(g); at < a.offset(g + 1); at += kg) {
        for (int i = 0; i < kg; i++) {
          for (int t = 0; t < kg; t++) {
            axpy(out, (at + i) * width, l[i * kg + t], x, (at + t) * width, width);
          }
        }
      }
    }
    return out;
  }

  /** Lambda Lambda' x for x q × width. */
  static double[] timesCovariance(ProfiledDeviance f, double[] x, int width) {
    CrossProducts a = f.crossProducts();
    double[] out = new double[x.length];
    for (int g = 0; g < a.groupings().size(); g++) {
      int kg = a.groupings().get(g).effects;
      double[] s = f.lambda().get(g).covariance();
      for (int at = a.offset(g); at < a.offset(g + 1); at += kg) {
        for (int i = 0; i < kg; i++) {
          for (int t = 0; t < kg; t++) {
            axpy(out, (at + i) * width, s[i * kg + t], x, (at + t) * width, width);
          }
        }
      }
    }
    return out;
  }

  /** y[at ..] += f x[from ..], n entries. */
  static void axpy(double[] y, int at, double f, double[] x, int from, int n) {
    if (f != 0) {
      for (int i = 0; i < n; i++) {
        y[at + i] += f * x[from + i];
      }
    }
  }
}
