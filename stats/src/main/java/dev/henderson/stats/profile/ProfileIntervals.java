package dev.henderson.stats.profile;

import dev.henderson.stats.dist.Normal;
import dev.henderson.stats.infer.InferenceException;
import dev.henderson.stats.infer.Interval;
import dev.henderson.stats.lmm.LmmFit;
import dev.henderson.stats.lmm.ProfileLikelihood;
import dev.henderson.stats.lmm.ProfileLikelihood.Kind;
import dev.henderson.stats.lmm.ProfileLikelihood.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Confidence intervals from the profile likelihood [Bates 2015]: the values at which the signed
 * root {@code zeta} of the rise of the deviance is a normal quantile. A standard deviation whose
 * profile does not rise so far goes down to zero, a correlation out to ±1.
 */
public final class ProfileIntervals {
  private static final double CLOSE = 1e-7;
  private static final int TRIALS = 60;

  /** Curves of correlations end here: beyond, the profile bends without end. */
  private static final double NEARLY = 0.998;

  private final ProfileLikelihood.Curve curve;
  private final double minimum;
  private final Parameter parameter;

  ProfileIntervals(ProfileLikelihood profile, int index) {
    curve = profile.curve(index);
    minimum = profile.minimum();
    parameter = profile.parameters().get(index);
  }

  /**
   * Intervals of all parameters; a fit by REML is fitted again by maximum likelihood.
   *
   * @param level such as 0.95
   */
  public static List<Interval> of(LmmFit fit, double level) {
    return of(fit, level, List.of());
  }

  /**
   * Intervals of some parameters.
   *
   * @param terms their names; all if empty
   * @throws InferenceException for a name there is not
   */
  public static List<Interval> of(LmmFit fit, double level, List<String> terms) {
    LmmFit ml = fit.byMaximumLikelihood();
    ProfileLikelihood profile = ml.profile();
    double z = Normal.quantile(0.5 + level / 2);
    List<Interval> out = new ArrayList<>();
    for (int i : places(profile, terms)) {
      Parameter p = profile.parameters().get(i);
      double low = new ProfileIntervals(profile, i).limit(-z);
      double high = new ProfileIntervals(profile, i).limit(z);
      out.add(new Interval(p.name(), p.estimate(), low, high));
    }
    return out;
  }

  /** The names of the standard deviations and correlations of a fit, sigma included. */
  public static List<String> covarianceTerms(LmmFit fit) {
    return fit.parameters().stream()
        .filter(p -> p.kind() != Kind.FIXED)
        .map(Parameter::name)
        .toList();
  }

  /** Where parameters of these names stand; all places if no name is given. */
  static List<Integer> places(ProfileLikelihood profile, List<String> terms) {
    List<String> names = profile.parameters().stream().map(Parameter::name).toList();
    for (String term : terms) {
      if (!names.contains(term)) {
        throw new InferenceException(
            "There is no parameter " + term + ". There are " + String.join(", ", names) + ".");
      }
    }
    return IntStream.range(0, names.size())
        .filter(i -> terms.isEmpty() || terms.contains(names.get(i)))
        .boxed()
        .toList();
  }

  /** A value of the parameter to start from: its estimate, or what is nearest to it inside. */
  double start() {
    double estimate = parameter.estimate();
    if (parameter.kind() != Kind.CORRELATION) {
      return estimate;
    }
    double end = 1 - 1e-6;
    return Double.isNaN(estimate) ? 0 : Math.max(-end, Math.min(end, estimate));
  }

  /** Zeta at a value of the parameter, with a sign. */
  double zetaAt(double value, double sign) {
    return zeta(to(value), sign);
  }

  /**
   * Zeta at even steps in the coordinates of {@link #to}.
   *
   * @param end where to; a correlation of ±1 and an infinite value are not reached
   * @return value, zeta, value, zeta, ... outwards, the start left out; empty if there is no way
   */
  double[] walk(double start, double end, int steps, double sign) {
    double last =
        parameter.kind() == Kind.CORRELATION ? Math.max(-NEARLY, Math.min(NEARLY, end)) : end;
    if (parameter.kind() == Kind.SIGMA && !(end > 0)
        || Double.isInfinite(end)
        || sign * (last - start) <= 0) {
      return new double[0];
    }
    double from = to(start);
    double by = (to(last) - from) / steps;
    double[] out = new double[2 * steps];
    for (int i = 1; i <= steps; i++) {
      double x = i == steps ? to(last) : from + i * by;
      out[2 * i - 2] = i == steps ? last : from(x);
      out[2 * i - 1] = zeta(x, sign);
    }
    return out;
  }

  /** Coordinates in which the profile is nearly a parabola, and their inverse. */
  private double to(double value) {
    return switch (parameter.kind()) {
      case SIGMA -> Math.log(value);
      case CORRELATION -> 0.5 * Math.log((1 + value) / (1 - value));
      default -> value;
    };
  }

  private double from(double x) {
    return switch (parameter.kind()) {
      case SIGMA -> Math.exp(x);
      case CORRELATION -> Math.tanh(x);
      default -> x;
    };
  }

  private double zeta(double x, double sign) {
    double rise = curve.deviance(from(x)) - minimum;
    return Double.isFinite(rise) ? sign * Math.sqrt(Math.max(rise, 0)) : sign * 1e3;
  }

  /** The value at which zeta is the target, or the end of what the parameter can be. */
  double limit(double target) {
    double sign = Math.signum(target);
    double bound = bound(sign);
    double estimate = parameter.estimate();
    if (Double.isNaN(estimate)) {
      return bound;
    }
    if (parameter.kind() == Kind.CORRELATION && Math.abs(estimate) > 1 - 1e-6) {
      if (Math.signum(estimate) == sign) {
        return bound;
      }
      estimate = Math.signum(estimate) * (1 - 1e-6);
    }
    double x0 = to(estimate);
    double z0 = 0;
    double scale =
        switch (parameter.kind()) {
          case SIGMA -> parameter.scale() / estimate;
          default -> parameter.scale();
        };
    double step = 0.3 * scale;
    double far = to(bound);
    // Out from the estimate, by secants of zeta, until the target lies between two points.
    double x1 = x0;
    double z1 = z0;
    for (int i = 0; i < TRIALS && Math.abs(z1) < Math.abs(target); i++) {
      x0 = x1;
      z0 = z1;
      x1 = x0 + sign * step;
      boolean atBound = sign < 0 ? x1 <= far : x1 >= far;
      if (atBound) {
        x1 = far;
      }
      z1 = zeta(x1, sign);
      if (atBound && Math.abs(z1) < Math.abs(target)) {
        return bound;
      }
      double gain = Math.abs(z1) - Math.abs(z0);
      double next = (Math.abs(target) - Math.abs(z1)) * Math.abs(x1 - x0) / gain;
      step = gain > 0 ? Math.min(Math.max(1.02 * next, 1e-3 * step), 4 * step) : 2 * step;
    }
    return from(between(x0, z0 - target, x1, z1 - target, target));
  }

  private double bound(double sign) {
    return switch (parameter.kind()) {
      case SD -> sign < 0 ? 0 : Double.POSITIVE_INFINITY;
      case CORRELATION -> sign;
      case SIGMA -> sign < 0 ? 0 : Double.POSITIVE_INFINITY;
      case FIXED -> sign * Double.POSITIVE_INFINITY;
    };
  }

  /** A false-position search that halves a side that stays. */
  private double between(double a, double fa, double b, double fb, double target) {
    double sign = Math.signum(target);
    double x = b;
    int side = 0;
    for (int i = 0; i < TRIALS; i++) {
      x = (a * fb - b * fa) / (fb - fa);
      double fx = zeta(x, sign) - target;
      if (Math.abs(fx) < CLOSE || Math.abs(b - a) < 1e-12 * (1 + Math.abs(x))) {
        return x;
      }
      if (fx * fb > 0) {
        b = x;
        fb = fx;
        if (side == -1) {
          fa /= 2;
        }
        side = -1;
      } else {
        a = x;
        fa = fx;
        if (side == 1) {
          fb /= 2;
        }
        side = 1;
      }
    }
    return x;
  }
}
