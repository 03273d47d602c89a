package dev.henderson.kernel.jshell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellStartTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1+1",
        "int a = 2;",
        "a * 3 + b",
        "System.out.println(\"List of things\");",
        "\"a \\\" List(\" + 1",
        "for (int i = 0; i < 3; i++) System.out.print(i);",
        "java.util.List.of(1, 2).size()",
        "while (x > 0) { x--; }",
        "String s = Integer.toString(7);"
      })
  void needsNone(String java) {
    assertFalse(ShellStart.needsImports(java));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "List.of(1)",
        "new ArrayList<Integer>()",
        "display(3)",
        "Table t = null;",
        "Supplier<String> s = String::new;",
        "1 /* \" */ + List.of().size() /* \" */",
        "char c = '\"'; List.of(); char d = '\"';",
        "\"\"\"\n a \"\"\" + List.of()",
        "(Duration) null",
        "x -> Optional.of(x)"
      })
  void needsSome(String java) {
    assertTrue(ShellStart.needsImports(java));
  }

  @Test
  void importsWaitForWhoeverClaimsFirst() throws Exception {
    CountDownLatch claimed = new CountDownLatch(1);
    ShellStart start =
        new ShellStart(
            () -> {
              JShell made = JShell.builder().executionEngine("local").build();
              await(claimed);
              return made;
            },
            List.of("java.util.*", "java.time.*"));
    start.begin(made -> made.eval("int warmed = 1;"));
    Thread claimer =
        new Thread(
            () -> {
              try {
                start.claim();
              } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException(e);
              }
            });
    claimer.start();
    while (claimer.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    claimed.countDown();
    claimer.join();
    start.awaitSettled();
    try (JShell java = start.claim()) {
      assertFalse(start.isWhole());
      assertEquals(0, java.variables().count());
      start.complete(java);
      assertTrue(start.isWhole());
      assertEquals(
          Snippet.Status.VALID, java.eval("var d = List.of(Duration.ZERO);").get(0).status());
    }
  }

  @Test
  void inPeaceEverythingIsDeclaredInTheBackground() throws Exception {
    ShellStart start =
        new ShellStart(
            () -> JShell.builder().executionEngine("local").build(), List.of("java.util.*"));
    start.begin(made -> made.eval("int warmed = 1;"));
    start.awaitSettled();
    assertTrue(start.isWhole());
    try (JShell java = start.claim()) {
      assertEquals(1, java.variables().count());
    }
  }

  @Test
  void aFailureReachesTheClaimer() {
    ShellStart start =
        new ShellStart(
            () -> {
              throw new IllegalStateException("no jdk.jshell");
            },
            List.of());
    start.begin(made -> {});
    start.awaitSettled();
    assertFalse(start.isDone());
    ExecutionException e = assertThrows(ExecutionException.class, start::claim);
    assertEquals("no jdk.jshell", e.getCause().getMessage());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
