package dev.henderson.stats.design;

import dev.henderson.stats.formula.Expr;
import dev.henderson.stats.variables.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Builds grouping factors; an interaction has the combinations that occur as its levels. */
final class GroupingBuilder {
  private GroupingBuilder() {}

  static GroupingFactor build(DesignRows rows, List<Expr> variables) {
    int[] codes = null;
    List<String> labels = null;
    StringBuilder name = new StringBuilder();
    for (Expr e : variables) {
      Value.Levels next = rows.factor(e);
      name.append(name.isEmpty() ? "" : ":").append(e instanceof Expr.Name n ? n.name() : e.text());
      if (codes == null) {
        codes = next.codes();
        labels = next.labels();
        continue;
      }
      long width = next.labels().size();
      long[] pairs = new long[codes.length];
      for (int i = 0; i < pairs.length; i++) {
        pairs[i] = codes[i] * width + next.codes()[i];
      }
      long[] occurring = Arrays.stream(pairs).distinct().sorted().toArray();
      Map<Long, Integer> place = new HashMap<>(occurring.length * 2);
      List<String> joined = new ArrayList<>(occurring.length);
      for (long pair : occurring) {
        place.put(pair, joined.size());
        joined.add(
            labels.get((int) (pair / width)) + ":" + next.labels().get((int) (pair % width)));
      }
      codes = new int[pairs.length];
      for (int i = 0; i < codes.length; i++) {
        codes[i] = place.get(pairs[i]);
      }
      labels = joined;
    }
    return new GroupingFactor(name.toString(), codes, labels);
  }
}
