package dev.henderson.kernel.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.henderson.kernel.session.Session;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MagicsTest {
  private final Magics magics = new Magics(List.of(new EchoMagic()));
  private final Session session = Session.withoutJava();

  @Test
  void showsAndBinds() throws Exception {
    MagicResult result = magics.run(MagicCall.line("echo", "s = hello  world"), session);
    assertEquals(Optional.of("hello world"), result.value());
    assertEquals("hello world", session.get("s"));
  }

  @Test
  void cellFormGetsTheBody() throws Exception {
    MagicResult result = magics.run(MagicCall.cell("say", "", "a\nb\n"), session);
    assertEquals(Optional.of("a\nb\n"), result.value());
  }

  @Test
  void aMistakeHasItsPlaceInTheCell() {
    MagicCall call =
        new MagicCall("echo", "s =", 18, Optional.empty(), 21, "int a = 1;\n%echo   s =");
    MagicException e = assertThrows(MagicException.class, () -> magics.run(call, session));
    assertEquals(21, e.start());
    assertEquals(22, e.end());
    assertEquals(Optional.of("%echo hello world"), e.suggestion());
    assertTrue(session.names().isEmpty());
  }

  @Test
  void aNameJavaCannotHaveIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> magics.run(MagicCall.line("echo", "fm.1 = x"), session));
    assertTrue(session.names().isEmpty());
  }

  @Test
  void unknownMagicNamesTheNearest() {
    MagicException e =
        assertThrows(MagicException.class, () -> magics.run(MagicCall.line("ehco", "x"), session));
    assertEquals("unknown-magic", e.code());
    assertEquals("Did you mean %echo?", e.suggestion().orElseThrow());
    assertEquals(1, e.start());
    assertEquals(5, e.end());
  }

  @Test
  void twoMagicsOfOneNameAreAMistakeOfOurs() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new Magics(List.of(new EchoMagic(), new EchoMagic())));
  }
}
