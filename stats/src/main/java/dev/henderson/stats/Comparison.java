package dev.henderson.stats;

import dev.henderson.stats.document.Report;
import dev.henderson.stats.infer.LikelihoodComparison;
import dev.henderson.stats.model.Fit;
import dev.henderson.stats.report.AnovaReport;
import dev.henderson.stats.report.ModelComparisonReport;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Fits of the same data side by side, each tested against the one before it. */
public final class Comparison {
  private Comparison() {}

  /** Whether all have residual sums of squares, and so compare by F, exactly. */
  public static boolean isByF(Collection<? extends Fitted> fits) {
    return fits.stream().allMatch(f -> linear(f).isPresent());
  }

  private static Optional<Lm> linear(Fitted fit) {
    return fit.ofOneStratum().filter(Lm.class::isInstance).map(Lm.class::cast);
  }

  /**
   * The comparison as a document: by F where all have residual sums of squares, or by Wald tests
   * where those are robust; else by likelihood ratios.
   *
   * @param fits two or more, by name
   * @param refit whether what was fitted by REML is fitted again by maximum likelihood
   * @throws dev.henderson.stats.infer.InferenceException if their likelihoods do not compare
   * @throws IllegalArgumentException if their sums of squares do not
   */
  public static Report of(Map<String, ? extends Fitted> fits, boolean refit) {
    if (isByF(fits.values())) {
      List<Lm> models = new ArrayList<>();
      fits.values().forEach(f -> models.add(linear(f).orElseThrow()));
      return AnovaReport.of(
          Lm.compare(List.copyOf(fits.keySet()), models), models.get(0).standardErrors());
    }
    Map<String, Fit> all = new LinkedHashMap<>();
    fits.forEach((name, f) -> all.put(name, f.fit()));
    return ModelComparisonReport.of(LikelihoodComparison.of(all, refit));
  }
}
