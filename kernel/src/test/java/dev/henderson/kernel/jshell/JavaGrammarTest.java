package dev.henderson.kernel.jshell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.henderson.kernel.jshell.JavaAssist.Wholeness;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JavaGrammarTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1+1",
        "int x = 3",
        "int f(int a) { return a; }",
        "import java.util.*;",
        "for (int i = 0; i < 3; i++) { }",
        "record P(int x) {}",
        "x -> x + 1",
        "int a = 1; a + 1"
      })
  void complete(String code) {
    assertEquals(Wholeness.COMPLETE, JavaGrammar.wholeness(code));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"int f(int a) {", "if (true)", "/* a", "\"\"\"\nab", "x ->", "foo(", "1 +"})
  void incomplete(String code) {
    assertEquals(Wholeness.INCOMPLETE, JavaGrammar.wholeness(code));
  }

  @ParameterizedTest
  @ValueSource(strings = {"@Override", "@Deprecated\n@SuppressWarnings(\"all\")", "@A(b = {1, 2})"})
  void annotationsAlone(String code) {
    assertTrue(JavaGrammar.isAnnotations(code));
    assertFalse(JavaGrammar.isAnnotations(code + "\nvoid f() { }"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"class 3 {}", "int int = 3;", "int x = ) 3;"})
  void invalid(String code) {
    assertEquals(Wholeness.INVALID, JavaGrammar.wholeness(code));
  }
}
