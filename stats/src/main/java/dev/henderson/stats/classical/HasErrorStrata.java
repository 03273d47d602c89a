package dev.henderson.stats.classical;

import dev.henderson.stats.design.Design;
import dev.henderson.stats.model.Fit;
import java.util.List;
import java.util.Optional;

/** A fit whose terms are tested in strata, each against residuals of its own [Chambers 1992]. */
public interface HasErrorStrata {
  /** The name of the stratum of what is left. */
  String WITHIN = "Within";

  /** What the formula means for the data, its error terms too. */
  Design design();

  /** The strata in order; the one of the intercept only if a term varies in it. */
  List<ErrorStratum> strata();

  /** The linear model behind the table, where there is no {@code Error()}. */
  Optional<? extends Fit> lm();
}
