package dev.henderson.stats.products;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Compares all numbers of two products. */
final class ProductsMatch {
  private ProductsMatch() {}

  /** Each number to a part of the size its block can have: the rows' number. */
  static void check(CrossProducts expected, CrossProducts actual, double tolerance) {
    assertEquals(expected.rows(), actual.rows());
    assertEquals(expected.sparse(), actual.sparse());
    assertEquals(expected.width(), actual.width());
    assertEquals(expected.groupings().size(), actual.groupings().size());
    assertEquals(
        expected.logWeights(), actual.logWeights(), tolerance * (1 + expected.rows()), "weights");
    double size = tolerance * (1 + expected.xx(expected.rank(), expected.rank()));
    for (int i = 0; i < expected.width(); i++) {
      for (int j = 0; j < expected.width(); j++) {
        assertEquals(expected.xx(i, j), actual.xx(i, j), size, "xx " + i + " " + j);
      }
    }
    for (int i = 0; i < expected.randomEffects(); i++) {
      for (int j = 0; j < expected.width(); j++) {
        assertEquals(expected.zx(i, j), actual.zx(i, j), size, "zx " + i + " " + j);
      }
    }
    for (int g = 0; g < expected.groupings().size(); g++) {
      assertEquals(expected.groupings().get(g).members(), actual.groupings().get(g).members());
      assertEquals(expected.groupings().get(g).labels(), actual.groupings().get(g).labels());
      for (int i = 0; i < expected.diagonalSize(g); i++) {
        assertEquals(expected.diagonal(g, i), actual.diagonal(g, i), size, "diagonal " + g);
      }
      for (int h = g + 1; h < expected.groupings().size(); h++) {
        check(expected.cross(g, h), actual.cross(g, h), size);
      }
    }
    double[] one = expected.toOriginal();
    double[] other = actual.toOriginal();
    for (int i = 0; i < one.length; i++) {
      assertEquals(one[i], other[i], tolerance * (1 + Math.abs(one[i])), "way back " + i);
    }
  }

  private static void check(CrossBlock expected, CrossBlock actual, double size) {
    assertEquals(expected.columns(), actual.columns());
    assertEquals(expected.entries(), actual.entries());
    for (int c = 0; c <= expected.columns(); c++) {
      assertEquals(expected.start(c), actual.start(c));
    }
    for (int e = 0; e < expected.entries(); e++) {
      assertEquals(expected.level(e), actual.level(e));
    }
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(expected.value(i), actual.value(i), size, "cross");
    }
  }
}
