package dev.henderson.kernel.app;

import com.google.gson.JsonObject;
import dev.henderson.kernel.display.HtmlText;
import dev.henderson.kernel.display.MimeBundle;
import dev.henderson.kernel.protocol.Outputs;
import dev.henderson.stats.model.Progress;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * How far some work has come, as one display that is updated in place and in the end emptied. Work
 * that is done soon shows none.
 */
final class ProgressBar implements Progress {
  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(700);
  private static final long BETWEEN_NANOS = TimeUnit.MILLISECONDS.toNanos(150);
  private static final int WIDTH = 30;

  private final Outputs outputs;
  private final String title;
  private final String id = UUID.randomUUID().toString();
  private final long begin = System.nanoTime();
  private long next = begin + PATIENCE_NANOS;
  private boolean shown;
  private boolean closed;

  ProgressBar(Outputs outputs, String title) {
    this.outputs = outputs;
    this.title = title;
  }

  @Override
  public synchronized void reached(long done, long total) {
    long now = System.nanoTime();
    if (closed || now < next || total <= 0) {
      return;
    }
    next = now + BETWEEN_NANOS;
    JsonObject data = data(title, Math.min(done, total), total, now - begin);
    if (shown) {
      outputs.update(data, new JsonObject(), id);
    } else {
      outputs.display(data, new JsonObject(), id);
      shown = true;
    }
  }

  /** The work has ended, however it did: the bar goes away. */
  synchronized void close() {
    if (shown && !closed) {
      JsonObject nothing = new JsonObject();
      nothing.addProperty(MimeBundle.TEXT, "");
      nothing.addProperty(MimeBundle.HTML, "");
      outputs.update(nothing, new JsonObject(), id);
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
    data.addProperty(
        MimeBundle.HTML,
        "<div style=\"max-width:32em\"><progress style=\"width:100%\" max=\""
            + total
            + "\" value=\""
            + done
            + "\">"
            + label
            + "</progress><br><small>"
            + label
            + "</small></div>");
    return data;
  }

  private static String left(long done, long total, long nanos) {
    if (done == 0) {
      return "";
    }
    long seconds = Math.round((double) nanos / done * (total - done) / TimeUnit.SECONDS.toNanos(1));
    return seconds < 120
        ? ", " + seconds + " s left"
        : ", " + Math.round(seconds / 60.0) + " min left";
  }
}
