package dev.henderson.stats.lmm;

import dev.henderson.stats.criterion.ConstrainedDeviance;
import dev.henderson.stats.criterion.ProfiledDeviance;
import dev.henderson.stats.factor.BlockLambda;
import dev.henderson.stats.model.VarCorr;
import dev.henderson.stats.products.CrossProducts;
import dev.henderson.stats.products.Grouping;
import java.util.ArrayList;
import java.util.List;

/**
 * The profile likelihood of a model: the least deviance with one parameter held at a value, all
 * others free. Parameters are the standard deviations and correlations of the random effects in the
 * user's units, sigma, and the fixed effects, by maximum likelihood.
 */
public final class ProfileLikelihood {
  /** What a parameter is. */
  public enum Kind {
    /** Standard deviation of a random effect. */
    SD,
    /** Correlation of two random effects of a term. */
    CORRELATION,
    /** Residual standard deviation. */
    SIGMA,
    /** Fixed effect. */
    FIXED
  }

  /**
   * A parameter.
   *
   * @param kind what it is
   * @param name as R's {@code confint(m, oldNames = FALSE)}: {@code sd_Days|Subject}, {@code
   *     cor_Days.(Intercept)|Subject}, {@code sigma}, {@code Days}
   * @param estimate its maximum-likelihood estimate
   * @param scale a step that matters: its standard error, roughly
   */
  public record Parameter(Kind kind, String name, double estimate, double scale) {}

  /** Where a parameter lives: columns of the template of a grouping, or of X. */
  private record Place(int grouping, int first, int second) {}

  private final LmmFit fit;
  private final Estimates e;
  private final List<Parameter> parameters = new ArrayList<>();
  private final List<Place> places = new ArrayList<>();

  ProfileLikelihood(LmmFit fit, Estimates e) {
    this.fit = fit;
    this.e = e;
    for (int t = 0; t < fit.data().random().size(); t++) {
      addTerm(t);
    }
    double sigma = fit.sigma();
    add(Kind.SIGMA, "sigma", sigma, sigma / Math.sqrt(2.0 * fit.nobs()), new Place(-1, 0, 0));
    for (int j = 0; j < e.fixef.size(); j++) {
      if (!e.fixef.isAliased(j)) {
        add(
            Kind.FIXED,
            e.fixef.names().get(j),
            e.fixef.estimate(j),
            e.fixef.standardError(j),
            new Place(-1, j, 0));
      }
    }
  }

  private void addTerm(int t) {
    VarCorr term = fit.varCorr().get(t);
    for (int g = 0; g < e.at.products().groupings().size(); g++) {
      Grouping grouping = e.at.products().groupings().get(g);
      for (Grouping.Member m : grouping.members()) {
        if (m.term() != t) {
          continue;
        }
        for (int i = 0; i < term.size(); i++) {
          double sd = term.sd(i);
          double scale = Math.max(sd, 1e-3 * fit.sigma()) / Math.sqrt(2.0 * grouping.levels());
          Place at = new Place(g, m.start() + i, 0);
          add(Kind.SD, "sd_" + term.effects().get(i) + "|" + term.group(), sd, scale, at);
          for (int j = i + 1; term.correlated() && j < term.size(); j++) {
            String name = "cor_" + term.effects().get(j) + "." + term.effects().get(i);
            add(
                Kind.CORRELATION,
                name + "|" + term.group(),
                term.correlation(i, j),
                1 / Math.sqrt(grouping.levels()),
                new Place(g, m.start() + i, m.start() + j));
          }
        }
      }
    }
  }

  private void add(Kind kind, String name, double estimate, double scale, Place place) {
    parameters.add(new Parameter(kind, name, estimate, scale));
    places.add(place);
  }

  /** The parameters: random effects term by term, sigma, fixed effects. */
  public List<Parameter> parameters() {
    return List.copyOf(parameters);
  }

  /** The least deviance of all. */
  public double minimum() {
    return fit.criterion();
  }

  /** The profile of one parameter; each value is found from where the last one was. */
  public Curve curve(int parameter) {
    Place place = places.get(parameter);
    CrossProducts a = e.at.products();
    Kind kind = parameters.get(parameter).kind();
    if (kind == Kind.FIXED) {
      return new FixedEffectCurve(place.first())::deviance;
    }
    ConstrainedDeviance.Fixed fixed =
        switch (kind) {
          case SD -> ConstrainedDeviance.Fixed.SD;
          case CORRELATION -> ConstrainedDeviance.Fixed.CORRELATION;
          default -> ConstrainedDeviance.Fixed.SIGMA;
        };
    ConstrainedDeviance deviance =
        e.at.constrained(fixed, place.grouping(), place.first(), place.second());
    // Square roots of the covariance matrices, in the user's units.
    BlockLambda lambda = e.at.lambda();
    double[][] roots = new double[a.groupings().size()][];
    for (int g = 0; g < roots.length; g++) {
      roots[g] = lambda.template(g).toOriginal();
      for (int i = 0; i < roots[g].length; i++) {
        roots[g][i] *= e.sigma;
      }
    }
    deviance.start(roots, fit.sigma());
    return value -> {
      e.options.cancellation().check();
      return deviance.minimize(value);
    };
  }

  /** A profile. */
  public interface Curve {
    /** The least deviance with the parameter at this value; infinite where there is none. */
    double deviance(double value);
  }

  /** The model with one coefficient fixed: a column less, and its part taken from the response. */
  private final class FixedEffectCurve {
    private final double[] weights;
    private final double constant;
    private final int pivot;
    private double[] theta = e.at.theta();

    FixedEffectCurve(int coefficient) {
      CrossProducts a = e.at.products();
      int rank = a.rank();
      weights = new double[rank];
      double[] toOriginal = a.toOriginal();
      int best = 0;
      for (int j = 0; j < rank; j++) {
        weights[j] = toOriginal[coefficient * rank + j];
        best = Math.abs(weights[j]) > Math.abs(weights[best]) ? j : best;
      }
      pivot = best;
      constant = a.coefficients(new double[rank])[coefficient];
    }

    double deviance(double value) {
      e.options.cancellation().check();
      ProfiledDeviance f = e.at.workspace(border(value), false);
      theta = e.at.searchFrom(f, theta).theta();
      return f.value(theta);
    }

    /** Columns x_i − (w_i / w_pivot) x_pivot, and y − t x_pivot. */
    private CrossProducts border(double value) {
      CrossProducts a = e.at.products();
      int old = a.width();
      int width = old - 1;
      double[] c = new double[old * width];
      int to = 0;
      for (int j = 0; j < old; j++) {
        if (j == pivot) {
          continue;
        }
        c[j * width + to] = 1;
        c[pivot * width + to] =
            j == old - 1 ? -(value - constant) / weights[pivot] : -weights[j] / weights[pivot];
        to++;
      }
      return a.withBorder(c, width);
    }
  }
}
