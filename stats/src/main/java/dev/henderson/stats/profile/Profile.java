package dev.henderson.stats.profile;

import dev.henderson.stats.dist.Normal;
import dev.henderson.stats.infer.InferenceException;
import dev.henderson.stats.infer.Interval;
import dev.henderson.stats.lmm.LmmFit;
import dev.henderson.stats.lmm.ProfileLikelihood;
import dev.henderson.stats.lmm.ProfileLikelihood.Parameter;
import dev.henderson.stats.model.Progress;
import java.util.ArrayList;
import java.util.List;

/**
 * The profile likelihood of the parameters of a mixed model, as intervals and as curves. A fit by
 * REML is fitted again by maximum likelihood. Immutable.
 */
public final class Profile {
  /** Curves go out to the limits of this interval. */
  private static final double WIDEST = 0.99;

  /** Steps of a curve, even in coordinates in which it is nearly straight. */
  private static final int STEPS = 16;

  private final LmmFit fit;
  private final double level;
  private final List<Interval> intervals;
  private final List<ProfileCurve> curves;

  private Profile(LmmFit fit, double level, List<Interval> intervals, List<ProfileCurve> curves) {
    this.fit = fit;
    this.level = level;
    this.intervals = List.copyOf(intervals);
    this.curves = List.copyOf(curves);
  }

  /** Profiles all parameters. */
  public static Profile of(LmmFit fit, double level) {
    return of(fit, level, List.of(), Progress.SILENT);
  }

  /**
   * Profiles some parameters.
   *
   * @param level of the intervals, such as 0.95
   * @param terms names of parameters; all if empty
   * @param progress told of each parameter
   * @throws InferenceException for a name there is not
   */
  public static Profile of(LmmFit fit, double level, List<String> terms, Progress progress) {
    LmmFit ml = fit.byMaximumLikelihood();
    ProfileLikelihood profile = ml.profile();
    List<Integer> wanted = ProfileIntervals.places(profile, terms);
    double z = Normal.quantile(0.5 + level / 2);
    List<Interval> intervals = new ArrayList<>();
    List<ProfileCurve> curves = new ArrayList<>();
    for (int i : wanted) {
      Parameter p = profile.parameters().get(i);
      double low = new ProfileIntervals(profile, i).limit(-z);
      double high = new ProfileIntervals(profile, i).limit(z);
      intervals.add(new Interval(p.name(), p.estimate(), low, high));
      curves.add(curve(profile, i));
      progress.reached(curves.size(), wanted.size());
    }
    return new Profile(fit, level, intervals, curves);
  }

  private static ProfileCurve curve(ProfileLikelihood profile, int index) {
    double z = Normal.quantile(0.5 + WIDEST / 2);
    ProfileIntervals down = new ProfileIntervals(profile, index);
    ProfileIntervals up = new ProfileIntervals(profile, index);
    Parameter p = profile.parameters().get(index);
    double middle = down.start();
    double[] low = down.walk(middle, down.limit(-z), STEPS / 2, -1);
    double[] high = up.walk(middle, up.limit(z), STEPS / 2, 1);
    List<double[]> points = new ArrayList<>();
    for (int i = low.length / 2 - 1; i >= 0; i--) {
      points.add(new double[] {low[2 * i], low[2 * i + 1]});
    }
    points.add(new double[] {middle, down.zetaAt(middle, 1)});
    for (int i = 0; i < high.length / 2; i++) {
      points.add(new double[] {high[2 * i], high[2 * i + 1]});
    }
    points.removeIf(q -> !Double.isFinite(q[1]) || Math.abs(q[1]) > 100);
    double[] values = points.stream().mapToDouble(q -> q[0]).toArray();
    double[] zetas = points.stream().mapToDouble(q -> q[1]).toArray();
    return new ProfileCurve(p.name(), p.kind(), p.estimate(), values, zetas);
  }

  /** The fit that was profiled, as it was given. */
  public LmmFit fit() {
    return fit;
  }

  /** Whether the fit was by REML, so that its likelihood was maximised first. */
  public boolean refitted() {
    return fit.reml();
  }

  /** The level of the intervals. */
  public double level() {
    return level;
  }

  /** The interval of each parameter. */
  public List<Interval> intervals() {
    return intervals;
  }

  /** The curve of each parameter, out to its 99% limits or to where the parameter ends. */
  public List<ProfileCurve> curves() {
    return curves;
  }
}
