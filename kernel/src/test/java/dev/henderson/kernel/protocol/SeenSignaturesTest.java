package dev.henderson.kernel.protocol;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class SeenSignaturesTest {
  private static byte[] digest(long number) {
    return ByteBuffer.allocate(32).putLong(number * 0x9E3779B97F4A7C15L).array();
  }

  @Test
  void theLastAreKnownAndTheEldestForgotten() {
    SeenSignatures seen = new SeenSignatures(4);
    for (int i = 0; i < 50; i++) {
      assertTrue(seen.add(digest(i)), "new: " + i);
      for (int known = Math.max(0, i - 3); known <= i; known++) {
        assertFalse(seen.add(digest(known)), known + " after " + i);
      }
    }
    assertTrue(seen.add(digest(45)));
  }
}
