package dev.henderson.kernel.cells;

import com.google.gson.JsonObject;
import dev.henderson.kernel.display.HtmlText;
import dev.henderson.kernel.display.MimeBundle;
import dev.henderson.kernel.protocol.Outputs;
import dev.henderson.stats.model.Progress;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * How far some work has come, as one display that is updated in place and in the end taken away.
 * Work that is done soon shows none.
 */
final class ProgressBar implements Progress {
  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(700);
  private static final long BETWEEN_NANOS = TimeUnit.MILLISECONDS.toNanos(150);
  private static final int WIDTH = 30;

  /** The part of the work, one in so many, after which the rest can be foreseen. */
  private static final long FORESEEABLE = 50;

  private final Outputs outputs;
  private final String title;
  private final String id = UUID.randomUUID().toString();
  private final long begin = System.nanoTime();
  private volatile long next = begin + PATIENCE_NANOS;
  private boolean shown;
  private volatile boolean closed;

  ProgressBar(Outputs outputs, String title) {
    this.outputs = outputs;
    this.title = title;
  }

  /** Mostly there is nothing to show; threads that only say so must not wait for each other. */
  @Override
  public void reached(long done, long total) {
    if (!closed && System.nanoTime() - next >= 0) {
      show(done, total);
    }
  }

  private synchronized void show(long done, long total) {
    long now = System.nanoTime();
    if (closed || now - next < 0) {
      return;
    }
    next = now + BETWEEN_NANOS;
    JsonObject data =
        total > 0
            ? data(title, Math.min(done, total), total, now - begin)
            : endless(title, done, now - begin);
    if (shown) {
      outputs.update(data, new JsonObject(), id);
    } else {
      shown = outputs.displayForNow(data, new JsonObject(), id);
    }
  }

  /** The work has ended, however it did: the bar goes away. */
  synchronized void close() {
    if (shown && !closed) {
      outputs.remove(id);
    }
    closed = true;
  }

  static JsonObject data(String title, long done, long total, long nanos) {
    int full = (int) (WIDTH * done / total);
    long percent = 100 * done / total;
    String left = left(done, total, nanos);
    JsonObject data = new JsonObject();
    data.addProperty(
        MimeBundle.TEXT,
        String.format(
            Locale.ROOT,
            "%s [%s%s] %d %%%s",
            title,
            "#".repeat(full),
            ".".repeat(WIDTH - full),
            percent,
            left));
    String label = HtmlText.escape(title + ": " + percent + " %" + left);
    data.addProperty(MimeBundle.HTML, html(" max=\"" + total + "\" value=\"" + done + "\"", label));
    return data;
  }

  /** Of work that nobody knows the length of. */
  static JsonObject endless(String title, long done, long nanos) {
    long seconds = TimeUnit.NANOSECONDS.toSeconds(nanos);
    String label = title + ": step " + (done + 1) + ", " + seconds + " s";
    JsonObject data = new JsonObject();
    data.addProperty(MimeBundle.TEXT, label);
    String escaped = HtmlText.escape(label);
    data.addProperty(MimeBundle.HTML, html("", escaped));
    return data;
  }

  private static String html(String attributes, String label) {
    return "<div style=\"max-width:32em\"><progress style=\"width:100%\""
        + attributes
        + ">"
        + label
        + "</progress><br><small>"
        + label
        + "</small></div>";
  }

  private static String left(long done, long total, long nanos) {
    if (done == 0 || done < total / FORESEEABLE) {
      return "";
    }
    long seconds = Math.round((double) nanos / done * (total - done) / TimeUnit.SECONDS.toNanos(1));
    return seconds < 120
        ? ", " + seconds + " s left"
        : ", " + Math.round(seconds / 60.0) + " min left";
  }
}
