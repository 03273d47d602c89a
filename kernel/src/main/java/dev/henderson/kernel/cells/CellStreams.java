package dev.henderson.kernel.cells;

import dev.henderson.kernel.protocol.Outputs;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ForkJoinWorkerThread;

/**
 * {@code System.out}, {@code err} and {@code in} for cells: what a thread prints goes to the cell
 * that started the thread, also after that cell has ended.
 *
 * <p>Set once for the whole JVM. Workers of a fork-join pool outlive the cell that happened to
 * create them, so they print to the cell that runs now.
 */
public final class CellStreams implements AutoCloseable {
  private final InheritableThreadLocal<Outputs> mine = new InheritableThreadLocal<>();
  private final PrintStream oldOut;
  private final PrintStream oldErr;
  private final InputStream oldIn;
  private final PrintStream newOut;
  private final PrintStream newErr;
  private volatile Outputs running;

  /**
   * Takes the streams of this JVM over.
   *
   * @param out what they were, for what no cell printed and for putting them back
   */
  public CellStreams(PrintStream out, PrintStream err, InputStream in) {
    this.oldOut = out;
    this.oldErr = err;
    this.oldIn = in;
    this.newOut = new Unclosed(new Printed("stdout"));
    this.newErr = new Unclosed(new Printed("stderr"));
    System.setOut(newOut);
    System.setErr(newErr);
    System.setIn(new Typed());
  }

  /** The calling thread, and all it starts, belongs to a cell from now on. */
  void begin(Outputs outputs) {
    mine.set(outputs);
    running = outputs;
  }

  /** Whether an object is what cells know as {@code System.out} or {@code err}. */
  boolean isOne(Object value) {
    return value == newOut || value == newErr;
  }

  /** Where the calling thread's output goes; null before the first cell. */
  public Outputs current() {
    Outputs own = Thread.currentThread() instanceof ForkJoinWorkerThread ? null : mine.get();
    return own == null ? running : own;
  }

  /** Gives the JVM its streams back. */
  @Override
  public void close() {
    System.setOut(oldOut);
    System.setErr(oldErr);
    System.setIn(oldIn);
  }

  /** A cell that closes a writer around {@code System.out} does not mean the cells after it. */
  private static final class Unclosed extends PrintStream {
    Unclosed(Printed to) {
      super(to, false, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
      flush();
    }
  }

  private final class Printed extends OutputStream {
    private final String name;
    private byte[] unfinished = {};

    Printed(String name) {
      this.name = name;
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
      byte[] all = bytes;
      int from = offset;
      int to = offset + length;
      if (unfinished.length > 0) {
        all = Arrays.copyOf(unfinished, unfinished.length + length);
        System.arraycopy(bytes, offset, all, unfinished.length, length);
        from = 0;
        to = all.length;
        unfinished = new byte[0];
      }
      int whole = wholeCharacters(all, from, to);
      unfinished = Arrays.copyOfRange(all, whole, to);
      if (whole > from) {
        show(new String(all, from, whole - from, StandardCharsets.UTF_8));
      }
    }

    private void show(String text) {
      Outputs outputs = current();
      if (outputs != null) {
        outputs.stream(name, text);
      } else {
        oldErr.print(text);
      }
    }
  }

  /** The end of the last whole UTF-8 sequence, at most three bytes before {@code to}. */
  private static int wholeCharacters(byte[] bytes, int from, int to) {
    for (int i = to - 1; i >= Math.max(from, to - 3); i--) {
      int b = bytes[i] & 0xff;
      if (b < 0x80) {
        return to;
      }
      if (b >= 0xc0) {
        int length = b >= 0xf0 ? 4 : b >= 0xe0 ? 3 : 2;
        return i + length > to ? i : to;
      }
    }
    return to;
  }

  private final class Typed extends InputStream {
    private byte[] line = {};
    private int next;

    @Override
    public synchronized int read() throws IOException {
      return fill() ? line[next++] & 0xff : -1;
    }

    @Override
    public synchronized int read(byte[] into, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (!fill()) {
        return -1;
      }
      int n = Math.min(length, line.length - next);
      System.arraycopy(line, next, into, offset, n);
      next += n;
      return n;
    }

    @Override
    public synchronized int available() {
      return line.length - next;
    }

    private boolean fill() throws InterruptedIOException {
      if (next < line.length) {
        return true;
      }
      Outputs outputs = current();
      if (outputs == null) {
        return false;
      }
      String typed = outputs.input(outputs.takePrompt(), false);
      line = (typed + "\n").getBytes(StandardCharsets.UTF_8);
      next = 0;
      return true;
    }
  }
}
