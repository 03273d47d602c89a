package dev.henderson.stats.variables;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Levels a factor had when the model was made.
 *
 * @param labels in order
 * @param ordered whether their order means something
 */
record LevelSet(List<String> labels, boolean ordered) {
  LevelSet {
    labels = List.copyOf(labels);
  }

  /** The same rows over these levels; labels not among them come after. */
  Value.Levels apply(Value.Levels own) {
    if (own.labels.equals(labels)) {
      return own.ordered == ordered
          ? own
          : new Value.Levels(own.codes, labels, ordered, own.coding);
    }
    List<String> all = new ArrayList<>(labels);
    int[] place = new int[own.labels.size()];
    for (int i = 0; i < place.length; i++) {
      int at = all.indexOf(own.labels.get(i));
      if (at < 0) {
        at = all.size();
        all.add(own.labels.get(i));
      }
      place[i] = at;
    }
    int[] codes = new int[own.codes.length];
    Arrays.setAll(codes, i -> own.codes[i] < 0 ? -1 : place[own.codes[i]]);
    return new Value.Levels(codes, all, ordered, own.coding);
  }
}
