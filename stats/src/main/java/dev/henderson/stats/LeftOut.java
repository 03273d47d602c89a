package dev.henderson.stats;

import dev.henderson.stats.design.GroupingFactor;
import dev.henderson.stats.design.RandomEffectsTerm;
import dev.henderson.stats.frame.FactorColumn;
import dev.henderson.stats.infer.InferenceException;
import dev.henderson.stats.lmm.LmmFit;
import dev.henderson.stats.model.Cancellation;
import dev.henderson.stats.resample.MixedInfluence;
import dev.henderson.stats.structure.StudyFactor;
import dev.henderson.stats.text.NearestNames;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import tech.tablesaw.api.Table;

/** Finds what is to be left out in turn: a grouping of the model, a column of its data, or rows. */
final class LeftOut {
  private static final Set<String> ROWS = Set.of("obs", "row", "rows", "case", "cases");

  private LeftOut() {}

  static MixedInfluence of(
      LmmFit fit, Table rows, String by, MixedInfluence.Method method, Cancellation cancellation) {
    Set<String> groupings = new LinkedHashSet<>();
    for (RandomEffectsTerm term : fit.data().random()) {
      if (term.group().name().equals(by)) {
        return MixedInfluence.ofGroups(fit, term.group(), method, cancellation);
      }
      groupings.add(term.group().name());
    }
    List<String> columns = rows.columnNames();
    List<String> parts = List.of(by.split(":"));
    if (!columns.containsAll(parts)) {
      if (ROWS.contains(by)) {
        int[] rowsUsed = fit.isOfFormula() ? fit.design().rowsUsed() : null;
        List<String> labels =
            IntStream.range(0, fit.nobs())
                .mapToObj(i -> Integer.toString((rowsUsed == null ? i : rowsUsed[i]) + 1))
                .toList();
        return MixedInfluence.ofRows(fit, labels, method, cancellation);
      }
      List<String> known = new ArrayList<>(groupings);
      columns.stream().filter(c -> !known.contains(c)).forEach(known::add);
      List<String> near = NearestNames.of(by, known);
      throw new InferenceException(
          "There is no grouping or column '"
              + by
              + "'. "
              + (near.isEmpty()
                  ? "Leave out levels of " + String.join(", ", groupings) + ", or obs for rows."
                  : "Did you mean " + String.join(" or ", near) + "?"));
    }
    StudyFactor joint = null;
    for (String part : parts) {
      FactorColumn column = FactorColumn.of(rows.column(part));
      int[] codes = IntStream.range(0, rows.rowCount()).map(column::code).toArray();
      if (IntStream.of(codes).anyMatch(c -> c < 0)) {
        throw new InferenceException(
            part + " has missing values in the rows used: they belong to no level.");
      }
      StudyFactor f = StudyFactor.of(part, StudyFactor.Role.UNIT, false, codes, column.levels());
      joint = joint == null ? f : joint.by(f, StudyFactor.Role.UNIT);
    }
    StudyFactor factor = joint;
    int[] index = IntStream.range(0, factor.rows()).map(factor::levelOf).toArray();
    return MixedInfluence.ofGroups(
        fit, new GroupingFactor(by, index, factor.labels()), method, cancellation);
  }
}
