package dev.henderson.stats.emm;

import dev.henderson.stats.frame.FrameColumn;
import dev.henderson.stats.infer.LinearBasis;
import dev.henderson.stats.infer.ResponseScale;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** The responses of a fit with the levels that some means name: the data behind a picture. */
public final class ObservedCells {
  /** More dots than these hide one another. */
  private static final int MOST_DOTS = 4000;

  private final String responseName;
  private final String variableName;
  private final Optional<String> axis;
  private final double share;
  private final List<List<String>> labels = new ArrayList<>();
  private final List<Double> places = new ArrayList<>();
  private final List<Double> values = new ArrayList<>();

  /**
   * The rows used whose levels are among those of some means.
   *
   * @param grid of the means
   * @param means their table; its scale is that of the values
   */
  public ObservedCells(ReferenceGrid grid, EmmTable means) {
    this(grid, means, Optional.empty());
  }

  /**
   * The rows used whose levels are among those of some means that run along a covariate.
   *
   * @param grid of the means
   * @param means their table; its scale is that of the values
   * @param axis a column of numbers, of which each row has its own value
   */
  public ObservedCells(ReferenceGrid grid, EmmTable means, Optional<String> axis) {
    this.axis = axis;
    LinearBasis basis = grid.basis();
    this.share = Math.min(1, MOST_DOTS / (double) basis.nobs());
    List<String> cells = new ArrayList<>(means.columns());
    axis.ifPresent(cells::remove);
    boolean response = means.estimateName().equals("response");
    ResponseScale scale = ResponseScale.of(basis.response()).orElse(null);
    this.responseName = basis.response().text().replace("`", "");
    this.variableName = String.join(", ", basis.response().names());
    boolean shown =
        (means.estimateName().equals("emmean") || response)
            && cells.stream().allMatch(c -> grid.variable(c).isCategorical());
    if (!shown) {
      return;
    }
    List<Map<Double, String>> known = new ArrayList<>();
    List<FrameColumn> columns = new ArrayList<>();
    for (String name : cells) {
      GridVariable v = grid.variable(name);
      Map<Double, String> label = new HashMap<>();
      for (int k = 0; k < v.size(); k++) {
        label.put(v.column().get(k), v.labels().get(k));
      }
      known.add(label);
      columns.add(basis.frame().column(name));
    }
    FrameColumn along = axis.map(basis.frame()::column).orElse(null);
    double[] observed = basis.observed().orElse(new double[0]);
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < observed.length; i++) {
      // By chance, for every tenth row may be the first of its subject.
      if (share < 1 && random.nextDouble() >= share) {
        continue;
      }
      List<String> own = new ArrayList<>();
      for (int c = 0; c < columns.size(); c++) {
        String label = known.get(c).get(CellCounts.value(columns.get(c), basis.rowUsed(i)));
        if (label != null) {
          own.add(label);
        }
      }
      double y = observed[i];
      if (own.size() == columns.size()) {
        axis.ifPresent(a -> own.add(means.columns().indexOf(a), ""));
        labels.add(own);
        values.add(response && scale != null ? scale.inverse(y) : y);
        places.add(along == null ? Double.NaN : CellCounts.value(along, basis.rowUsed(i)));
      }
    }
  }

  /** The response as written. */
  public String responseName() {
    return responseName;
  }

  /** The column the response is made of. */
  public String variableName() {
    return variableName;
  }

  /** Whether they are some of many, drawn by chance. */
  public boolean isSample() {
    return share < 1;
  }

  /** How many there are. */
  public int size() {
    return values.size();
  }

  /** The covariate the means run along, if they do. */
  public Optional<String> axis() {
    return axis;
  }

  /** The value of the covariate of one; NaN without. */
  public double place(int i) {
    return places.get(i);
  }

  /** The levels of one, in the order of the columns of the means; empty for the covariate. */
  public List<String> labels(int i) {
    return labels.get(i);
  }

  /** The response of one. */
  public double value(int i) {
    return values.get(i);
  }
}
