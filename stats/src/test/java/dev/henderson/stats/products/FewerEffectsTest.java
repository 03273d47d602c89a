package dev.henderson.stats.products;

import dev.henderson.stats.design.MixedModelData;
import dev.henderson.stats.design.RandomEffectsTerm;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Products of fewer random effects, made of those of all, against those of the rows. */
class FewerEffectsTest {
  static List<List<int[]>> reductions() {
    int[] none = {};
    int[] one = {0};
    return List.of(
        List.of(new int[] {0, 1}, one, new int[] {0, 1}, one),
        // Without the constant column its neighbours are not centred any more.
        List.of(new int[] {1, 2}, one, new int[] {1}, one),
        List.of(new int[] {0, 1, 2}, none, new int[] {0, 1}, one),
        // Without the first grouping the order of elimination is another.
        List.of(none, one, new int[] {0, 1}, one),
        List.of(none, one, none, none),
        List.of(one, one, none, one),
        List.of(new int[] {2}, none, one, none));
  }

  @ParameterizedTest
  @MethodSource("reductions")
  void areThoseOfTheRows(List<int[]> keep) {
    for (double offset : new double[] {0, 2000}) {
      MixedModelData data = SimulatedRows.of(800, offset, true, 21);
      List<RandomEffectsTerm> terms = new ArrayList<>();
      IntStream.range(0, keep.size())
          .filter(t -> keep.get(t).length > 0)
          .forEach(
              t -> {
                RandomEffectsTerm term = data.random().get(t);
                terms.add(
                    new RandomEffectsTerm(term.effects().select(keep.get(t)), term.group(), true));
              });
      CrossProducts expected = new CrossProducts(data.withRandom(terms));
      ProductsMatch.check(
          expected, new CrossProducts(data).withEffects(keep), 1e-14 + 1e-15 * offset);
    }
  }
}
