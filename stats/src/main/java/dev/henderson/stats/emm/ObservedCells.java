package dev.henderson.stats.emm;

import dev.henderson.stats.frame.FrameColumn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The responses of a fit with the levels that some means name: the data behind a picture. */
public final class ObservedCells {
  private final String responseName;
  private final String variableName;
  private final List<List<String>> labels = new ArrayList<>();
  private final List<Double> values = new ArrayList<>();

  /**
   * The rows used whose levels are among those of some means.
   *
   * @param grid of the means
   * @param means their table; its scale is that of the values
   */
  public ObservedCells(ReferenceGrid grid, EmmTable means) {
    EmmBasis basis = grid.basis();
    boolean response = means.estimateName().equals("response");
    ResponseScale scale = ResponseScale.of(basis.response()).orElse(null);
    this.responseName = basis.response().text().replace("`", "");
    this.variableName = String.join(", ", basis.response().names());
    boolean shown =
        (means.estimateName().equals("emmean") || response)
            && means.columns().stream().allMatch(c -> grid.variable(c).isCategorical());
    if (!shown) {
      return;
    }
    List<Map<Double, String>> known = new ArrayList<>();
    List<FrameColumn> columns = new ArrayList<>();
    for (String name : means.columns()) {
      GridVariable v = grid.variable(name);
      Map<Double, String> label = new HashMap<>();
      for (int k = 0; k < v.size(); k++) {
        label.put(v.column().get(k), v.labels().get(k));
      }
      known.add(label);
      columns.add(basis.frame().column(name));
    }
    for (int i = 0; i < basis.nobs(); i++) {
      List<String> own = new ArrayList<>();
      for (int c = 0; c < columns.size(); c++) {
        String label = known.get(c).get(CellCounts.value(columns.get(c), basis.rowUsed(i)));
        if (label != null) {
          own.add(label);
        }
      }
      double y = basis.observed(i);
      if (own.size() == columns.size()) {
        labels.add(own);
        values.add(response && scale != null ? scale.inverse(y) : y);
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

  /** How many there are. */
  public int size() {
    return values.size();
  }

  /** The levels of one, in the order of the columns of the means. */
  public List<String> labels(int i) {
    return labels.get(i);
  }

  /** The response of one. */
  public double value(int i) {
    return values.get(i);
  }
}
