package dev.henderson.kernel.jshell.execution;

import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Where a value waits for the one statement that declares it in JShell.
 *
 * <p>Code that JShell compiled can reach the kernel's objects only through a static member of a
 * public class. This is that one place: a value is put under a fresh key, the declaration {@code T
 * x = (T) Host.take("key")} takes it away, and nothing stays here.
 */
public final class Host {
  private static final ConcurrentMap<String, Object> WAITING = new ConcurrentHashMap<>();
  private static final Object NULL = new Object();

  private Host() {}

  /** Lets a value wait; returns the key to take it by. */
  public static String put(Object value) {
    String key = UUID.randomUUID().toString();
    WAITING.put(key, value == null ? NULL : value);
    return key;
  }

  /** Takes the value of a key away; called by declarations the kernel writes, not by users. */
  public static Object take(String key) {
    Object value = WAITING.remove(key);
    return value == NULL ? null : value;
  }
}
