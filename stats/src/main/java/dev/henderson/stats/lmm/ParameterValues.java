package dev.henderson.stats.lmm;

import dev.henderson.stats.criterion.ProfiledDeviance;
import dev.henderson.stats.design.MixedModelData;
import dev.henderson.stats.linalg.SmallMatrices;
import dev.henderson.stats.products.CrossProducts;
import dev.henderson.stats.products.Grouping;
import java.util.ArrayList;
import java.util.List;

/**
 * The parameters of a criterion at its minimum, in the order of {@link
 * ProfileLikelihood#parameters()}: random effects term by term, sigma, fixed effects.
 */
final class ParameterValues {
  private ParameterValues() {}

  /** The values at the last evaluation, in the user's units; aliased coefficients are left out. */
  static double[] of(ProfiledDeviance f, MixedModelData data) {
    CrossProducts a = f.crossProducts();
    List<Double> out = new ArrayList<>();
    double scale = Math.sqrt(f.r2() / f.nu()) * a.response().scale();
    for (int t = 0; t < data.random().size(); t++) {
      for (int g = 0; g < a.groupings().size(); g++) {
        for (Grouping.Member m : a.groupings().get(g).members()) {
          if (m.term() == t) {
            addTerm(f, g, m, scale, out);
          }
        }
      }
    }
    out.add(scale);
    double[] all = a.coefficients(f.problem().scaledCoefficients());
    for (double b : all) {
      if (!Double.isNaN(b)) {
        out.add(b);
      }
    }
    return out.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static void addTerm(
      ProfiledDeviance f, int g, Grouping.Member m, double scale, List<Double> out) {
    Grouping grouping = f.crossProducts().groupings().get(g);
    int k = grouping.effects();
    double[] v = SmallMatrices.timesTranspose(f.lambda().get(g).toOriginal(), k);
    for (int i = m.start(); i < m.start() + m.size(); i++) {
      double sd = Math.sqrt(v[i * k + i]);
      out.add(scale * sd);
      for (int j = i + 1; m.correlated() && j < m.start() + m.size(); j++) {
        out.add(v[j * k + i] / (sd * Math.sqrt(v[j * k + j])));
      }
    }
  }
}
