package dev.henderson.kernel.protocol;

import java.nio.ByteBuffer;

/**
 * The signatures of the messages that came last, in a memory of fixed size: of each its first 64
 * bits, which two messages of a session share once in 10<sup>15</sup>.
 */
final class SeenSignatures {
  private final long[] latest;
  private int count;

  /**
   * None yet.
   *
   * @param remembered how many are remembered before the eldest is forgotten
   */
  SeenSignatures(int remembered) {
    this.latest = new long[remembered];
  }

  /**
   * Remembers a signature.
   *
   * @param digest its bytes, eight or more
   * @return false for one that is remembered already
   */
  synchronized boolean add(byte[] digest) {
    long start = ByteBuffer.wrap(digest).getLong();
    int filled = Math.min(count, latest.length);
    for (int i = 0; i < filled; i++) {
      if (latest[i] == start) {
        return false;
      }
    }
    latest[count % latest.length] = start;
    // Counts on within one round of the ring and the next, so that it never overflows.
    count = count + 1 == 2 * latest.length ? latest.length : count + 1;
    return true;
  }
}
