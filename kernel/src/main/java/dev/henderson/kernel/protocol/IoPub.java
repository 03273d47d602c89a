package dev.henderson.kernel.protocol;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The one owner of the iopub socket. Everything that is shown goes through its queue, in order; a
 * burst of text on one stream becomes one message.
 */
final class IoPub {
  private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /** Most cells end sooner than this, and then all they print is one message. */
  private static final long GATHER_FIRST_NANOS = TimeUnit.MILLISECONDS.toNanos(600);

  private static final int LARGEST_TEXT = 1 << 20;
  private static final int MOST_QUEUED = 8 << 20;

  /** Text still growing at the end of the queue, or a message ready to go. */
  private static final class Entry {
    final JupyterMessage parent;
    final String stream;
    final StringBuilder text;
    final JupyterMessage message;
    final long since = System.nanoTime();

    Entry(JupyterMessage parent, String stream) {
      this.parent = parent;
      this.stream = stream;
      this.text = new StringBuilder();
      this.message = null;
    }

    Entry(JupyterMessage message) {
      this.parent = null;
      this.stream = null;
      this.text = null;
      this.message = message;
    }
  }

  private final String session;
  private final Deque<Entry> queue = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private int queuedText;
  private JupyterMessage printed;
  private boolean sending;
  private boolean closed;

  IoPub(String session) {
    this.session = session;
  }

  /** Queues a message. */
  void publish(String type, JupyterMessage parent, JsonObject content) {
    publish(JupyterMessage.of(type, session, parent, content));
  }

  /** Queues a message. */
  void publish(JupyterMessage message) {
    byte[] topic = ("kernel." + session + "." + message.type()).getBytes(StandardCharsets.UTF_8);
    lock.lock();
    try {
      queue.addLast(new Entry(message.onTopic(topic)));
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Queues text; waits only when a flood has filled the queue. */
  void stream(JupyterMessage parent, String name, String text) {
    if (text.isEmpty()) {
      return;
    }
    lock.lock();
    try {
      while (queuedText > MOST_QUEUED && !closed) {
        try {
          changed.awaitNanos(GATHER_NANOS);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return;
        }
      }
      Entry last = queue.peekLast();
      boolean joins =
          last != null
              && last.text != null
              && last.parent == parent
              && last.stream.equals(name)
              && last.text.length() < LARGEST_TEXT;
      if (!joins) {
        last = new Entry(parent, name);
        queue.addLast(last);
        changed.signalAll();
      }
      last.text.append(text);
      queuedText += text.length();
    } finally {
      lock.unlock();
    }
  }

  /** Takes the unfinished last line of a stream away, if it was not sent yet. */
  String takeTail(JupyterMessage parent, String name) {
    lock.lock();
    try {
      Entry last = queue.peekLast();
      if (last == null || last.text == null || last.parent != parent || !last.stream.equals(name)) {
        return "";
      }
      int from = last.text.lastIndexOf("\n") + 1;
      String tail = last.text.substring(from);
      last.text.setLength(from);
      queuedText -= tail.length();
      return tail;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until all that was queued is with the socket, or the time is over. */
  void flush(long millis) {
    long left = TimeUnit.MILLISECONDS.toNanos(millis);
    lock.lock();
    try {
      while (!(queue.isEmpty() && !sending) && left > 0) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Sends until closed; runs on the thread that owns the socket. */
  void run(Consumer<JupyterMessage> send) {
    while (true) {
      JupyterMessage next = next();
      if (next == null) {
        return;
      }
      try {
        send.accept(next);
      } finally {
        lock.lock();
        sending = false;
        changed.signalAll();
        lock.unlock();
      }
    }
  }

  private JupyterMessage next() {
    lock.lock();
    try {
      while (true) {
        Entry head = queue.peekFirst();
        if (head == null) {
          if (closed) {
            return null;
          }
          changed.awaitUninterruptibly();
          continue;
        }
        if (head.text != null && queue.size() == 1 && !closed) {
          long gather = head.parent == printed ? GATHER_NANOS : GATHER_FIRST_NANOS;
          long wait = head.since + gather - System.nanoTime();
          if (wait > 0 && head.text.length() < LARGEST_TEXT) {
            awaitQuietly(wait);
            continue;
          }
        }
        queue.removeFirst();
        if (head.message != null) {
          sending = true;
          return head.message;
        }
        queuedText -= head.text.length();
        if (head.text.length() > 0) {
          sending = true;
          printed = head.parent;
          JsonObject content = new JsonObject();
          content.addProperty("name", head.stream);
          content.addProperty("text", head.text.toString());
          JupyterMessage message = JupyterMessage.of("stream", session, head.parent, content);
          return message.onTopic(
              ("kernel." + session + ".stream." + head.stream).getBytes(StandardCharsets.UTF_8));
        }
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private void awaitQuietly(long nanos) {
    try {
      changed.awaitNanos(nanos);
    } catch (InterruptedException e) {
      // Nobody interrupts the owner of a socket on purpose; look at the queue again.
      Thread.interrupted();
    }
  }
}
