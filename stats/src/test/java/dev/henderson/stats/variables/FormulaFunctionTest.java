package dev.henderson.stats.variables;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class FormulaFunctionTest {
  @Test
  void everyFunctionIsDescribedAndNoOther() {
    Set<String> described = new TreeSet<>();
    FormulaFunction.all().forEach(f -> described.add(f.name()));
    Set<String> known = new TreeSet<>();
    Functions.names().forEach(known::add);
    assertEquals(known, described);
  }
}
