package dev.henderson.stats.mixed;

import java.util.List;

/**
 * The conditional modes (BLUPs) of one random-effects term, l levels × k effects, with their
 * conditional standard deviations.
 */
public final class ConditionalModes {
  private final String group;
  private final List<String> effects;
  private final List<String> levels;
  private final double[] modes;
  private final double[] sds;

  /**
   * @param group name of the grouping factor
   * @param effects k column names
   * @param levels l labels
   * @param modes l × k by rows
   * @param sds conditional standard deviations given beta, l × k by rows
   */
  public ConditionalModes(
      String group, List<String> effects, List<String> levels, double[] modes, double[] sds) {
    this.group = group;
    this.effects = List.copyOf(effects);
    this.levels = List.copyOf(levels);
    this.modes = modes.clone();
    this.sds = sds.clone();
  }

  /** The grouping factor. */
  public String group() {
    return group;
  }

  /** The names of the k effects. */
  public List<String> effects() {
    return effects;
  }

  /** The labels of the l levels. */
  public List<String> levels() {
    return levels;
  }

  /** The mode of an effect at a level, in units of the response. */
  public double mode(int level, int effect) {
    return modes[level * effects.size() + effect];
  }

  /** The conditional standard deviation of that mode, given beta and theta. */
  public double sd(int level, int effect) {
    return sds[level * effects.size() + effect];
  }
}
