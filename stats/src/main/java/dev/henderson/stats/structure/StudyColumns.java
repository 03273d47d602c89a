package dev.henderson.stats.structure;

import dev.henderson.stats.frame.CategoricalColumn;
import dev.henderson.stats.frame.FrameColumn;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.frame.NumericColumn;
import dev.henderson.stats.structure.StudyFactor.Role;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Columns of a table that could be factors of a study though no formula names them. */
public final class StudyColumns {
  private StudyColumns() {}

  /**
   * A categorical column, or one of whole numbers, over some rows.
   *
   * @param rows from 0
   * @return none where it is something else, has a missing value there, or a level for each row
   */
  public static Optional<StudyFactor> read(ModelFrame frame, String name, int[] rows) {
    FrameColumn column = frame.column(name);
    for (int row : rows) {
      if (column.isMissing(row)) {
        return Optional.empty();
      }
    }
    if (column instanceof CategoricalColumn c) {
      int[] codes = Arrays.stream(rows).map(c::code).toArray();
      return useful(StudyFactor.of(name, Role.UNIT, false, codes, c.levels()));
    }
    if (column instanceof NumericColumn n && n.unit() == NumericColumn.Unit.NUMBER) {
      TreeSet<Double> values = new TreeSet<>();
      for (int row : rows) {
        double v = n.get(row);
        if (v != Math.rint(v)) {
          return Optional.empty();
        }
        values.add(v + 0.0);
      }
      Map<Double, Integer> place = new HashMap<>();
      values.forEach(v -> place.put(v, place.size()));
      List<String> labels = values.stream().map(n::label).toList();
      int[] codes = Arrays.stream(rows).map(i -> place.get(n.get(i) + 0.0)).toArray();
      return useful(StudyFactor.of(name, Role.UNIT, true, codes, labels));
    }
    return Optional.empty();
  }

  private static Optional<StudyFactor> useful(StudyFactor f) {
    return f.levelCount() > 1 && 2 * f.levelCount() <= f.rows() ? Optional.of(f) : Optional.empty();
  }
}
