package dev.henderson.kernel.jshell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.henderson.kernel.jshell.Signature.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignatureTest {
  private static void assertRead(
      String text, Kind kind, String owner, String name, String... parameters) {
    assertEquals(
        new Signature(text, kind, owner, name, List.of(parameters)), Signature.of(text), text);
  }

  @Test
  void signaturesAreTakenApart() {
    assertRead("java.util.Map.Entry<K, V>", Kind.TYPE, "java.util.Map.Entry", "");
    assertRead("Math.PI:double", Kind.FIELD, "Math", "PI");
    assertRead("t:tech.tablesaw.api.Table", Kind.FIELD, "", "t");
    assertRead(
        "String String.format(String format, Object... args)",
        Kind.METHOD,
        "String",
        "format",
        "String format",
        "Object... args");
    assertRead("Set<Map.Entry<K,V>> Map<K, V>.entrySet()", Kind.METHOD, "Map", "entrySet");
    assertRead(
        "Comparator<Map.Entry<K,V>> Map.Entry<K, V>.<K, V>comparingByKey(Comparator<? super K> c)",
        Kind.METHOD,
        "Map.Entry",
        "comparingByKey",
        "Comparator<? super K> c");
    assertRead(
        "java.awt.List(int rows) throws java.awt.HeadlessException",
        Kind.CONSTRUCTOR,
        "java.awt.List",
        "<init>",
        "int rows");
    assertRead("int twice(Map<K,V> a, int b)", Kind.METHOD, "", "twice", "Map<K,V> a", "int b");
  }

  @Test
  void headersOfRecordsAreLeftOut() {
    Signature accessor = Signature.of("double Interval(String term, double low).low()");
    assertEquals(Signature.of("double Interval.low()"), accessor);
    Signature made = Signature.of("Interval(String term, double low)(String term, double low)");
    assertEquals(Signature.of("Interval(String term, double low)"), made);
  }

  @Test
  void namesOfParametersAreFilledIn() {
    Signature add = Signature.of("void List<E>.add(int, E)");
    assertEquals(
        "void List<E>.add(int index, E element)", add.withNames(List.of("index", "element")));
    Signature make = Signature.of("T Make.of(Map<K, V> arg0, int[] arg1) throws E");
    assertEquals("T Make.of(Map<K, V> m, int[] n) throws E", make.withNames(List.of("m", "n")));
    Signature named = Signature.of("int f(int a)");
    assertEquals("int f(int a)", named.withNames(List.of("b")));
    assertEquals("int f(int a)", named.withNames(List.of()));
  }
}
