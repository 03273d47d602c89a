package dev.henderson.stats.products;

import java.util.Arrays;

/** Numbers pairs of levels in the order in which they are first seen: a hash table of longs. */
final class PairIndex {
  private static final int FIRST_ROOM = 64;

  /** An odd number without pattern in its bits, the one of SplitMix64. */
  private static final long FACTOR = 0x9E3779B97F4A7C15L;

  private long[] keys = new long[FIRST_ROOM];

  /** The number of the pair in each place, plus one; 0 where there is none. */
  private int[] numbers = new int[FIRST_ROOM];

  /** The pairs in the order of their numbers. */
  private long[] pairs = new long[FIRST_ROOM];

  private int size;

  /** How many pairs there are. */
  int size() {
    return size;
  }

  /** The number of a pair; it gets one if it has none. */
  int of(int first, int second) {
    long key = (long) first << 32 | second;
    int at = place(key);
    if (numbers[at] == 0) {
      if (2 * (size + 1) > keys.length) {
        enlarge();
        at = place(key);
      }
      if (size == pairs.length) {
        pairs = Arrays.copyOf(pairs, 2 * size);
      }
      pairs[size++] = key;
      keys[at] = key;
      numbers[at] = size;
    }
    return numbers[at] - 1;
  }

  /** The first level of a pair. */
  int first(int number) {
    return (int) (pairs[number] >>> 32);
  }

  /** The second level of a pair. */
  int second(int number) {
    return (int) pairs[number];
  }

  /** The numbers of all pairs, sorted by first level, then second. */
  int[] sorted() {
    long[] order = Arrays.copyOf(pairs, size);
    Arrays.sort(order);
    int[] out = new int[size];
    for (int i = 0; i < size; i++) {
      out[i] = numbers[place(order[i])] - 1;
    }
    return out;
  }

  private int place(long key) {
    int mask = keys.length - 1;
    int at = (int) (key * FACTOR >>> 32) & mask;
    while (numbers[at] != 0 && keys[at] != key) {
      at = at + 1 & mask;
    }
    return at;
  }

  private void enlarge() {
    int room = Math.multiplyExact(2, keys.length);
    keys = new long[room];
    numbers = new int[room];
    for (int i = 0; i < size; i++) {
      int at = place(pairs[i]);
      keys[at] = pairs[i];
      numbers[at] = i + 1;
    }
  }
}
