package dev.henderson.kernel.session;

import dev.henderson.kernel.internals.JShellNames;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Draws errors: the line of the cell with a caret under the place, the whole chain of causes, and
 * no frame of the kernel or of JShell. Colours are those that can be read on light and dark.
 */
public final class Traceback {
  // Grey would hardly be seen on the red of JupyterLab's dark theme.
  private static final String RED = "\u001b[1;31m";
  private static final String PLAIN = "\u001b[0m";
  private static final int LINE_SHOWN = 200;
  private static final int LIBRARY_FRAMES = 6;
  private static final int CELL_FRAMES = 20;
  private static final List<String> HIDDEN =
      List.of(
          "dev.henderson.",
          "jdk.jshell.",
          "jdk.internal.reflect.",
          "java.lang.reflect.",
          "java.lang.invoke.LambdaForm");

  private final Function<StackTraceElement, Optional<Place>> places;

  /**
   * A drawer.
   *
   * @param places finds the place in a cell of a frame whose class JShell compiled
   */
  public Traceback(Function<StackTraceElement, Optional<Place>> places) {
    this.places = places;
  }

  /** The first line of every error: its kind and message. */
  public static String headline(String name, String message) {
    return RED + name + PLAIN + (message == null || message.isBlank() ? "" : ": " + message);
  }

  /** The line of a place, with its number, and a caret under it. */
  public static List<String> caret(Place place) {
    String text = place.text();
    String number = String.valueOf(place.line());
    int lineStart = place.source().lastIndexOf('\n', place.start() - 1) + 1;
    int from = Math.min(Math.max(place.start() - lineStart, 0), text.length());
    int to =
        Math.min(Math.max(place.end() - lineStart, from + 1), Math.max(text.length(), from + 1));
    if (text.length() > LINE_SHOWN) {
      // Data written into the source; the whole of it would be drawn twice.
      int cut = Math.max(0, from - LINE_SHOWN / 4);
      text = text.substring(cut, Math.min(text.length(), cut + LINE_SHOWN));
      from -= cut;
      to = Math.min(to - cut, text.length());
    }
    StringBuilder under = new StringBuilder();
    // Tabs are repeated so that the caret stands under what it means.
    text.substring(0, from).codePoints().forEach(c -> under.append(c == '\t' ? '\t' : ' '));
    int length = to <= text.length() ? text.codePointCount(from, to) : 1;
    return List.of(
        "  " + place.where() + ", line " + number + ", column " + place.column(),
        "  " + number + " | " + text,
        "  "
            + " ".repeat(number.length())
            + " | "
            + under
            + RED
            + "^".repeat(Math.max(1, length))
            + PLAIN);
  }

  /** A Throwable, its causes, and what was suppressed. */
  public List<String> of(Throwable thrown) {
    List<String> lines = new ArrayList<>();
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    draw(thrown, "", new StackTraceElement[0], lines, seen);
    if (seen.stream().anyMatch(Traceback::isFullHeap)) {
      lines.add("The kernel goes on. Let go of large variables (x = null), or raise -Xmx in the");
      lines.add("kernel's kernel.json, now " + heapMib() + " MiB.");
    }
    return lines;
  }

  /** A chain of causes, without the frames that each shares with the one around it. */
  private void draw(
      Throwable first,
      String label,
      StackTraceElement[] around,
      List<String> lines,
      Set<Throwable> seen) {
    String before = label;
    StackTraceElement[] shared = around;
    for (Throwable t = first; t != null && seen.add(t); t = t.getCause()) {
      lines.add(before + headline(JShellNames.withoutWrapper(t.getClass().getName()), words(t)));
      StackTraceElement[] frames = t.getStackTrace();
      int drawn = lines.size();
      frames(frames, own(frames, shared), lines);
      if (t == first && lines.size() == drawn) {
        // Suppressed by what was thrown at the same place, which is not told of it yet.
        frames(frames, frames.length, lines);
      }
      for (Throwable suppressed : t.getSuppressed()) {
        List<String> inner = new ArrayList<>();
        draw(suppressed, "suppressed: ", frames, inner, seen);
        inner.forEach(line -> lines.add("  " + line));
      }
      shared = frames;
      before = "caused by ";
    }
  }

  /** How many frames from the top are not those of the Throwable around, as the JVM counts. */
  private static int own(StackTraceElement[] frames, StackTraceElement[] around) {
    int n = frames.length;
    for (int m = around.length; n > 0 && m > 0 && frames[n - 1].equals(around[m - 1]); m--) {
      n--;
    }
    return n;
  }

  /** Only where in a cell a Throwable came from, by its innermost cause; maybe nothing. */
  public List<String> placeOf(Throwable thrown) {
    Throwable innermost = thrown;
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Throwable t = thrown; t != null && seen.add(t); t = t.getCause()) {
      innermost = hasPlace(t) ? t : innermost;
    }
    List<String> lines = new ArrayList<>();
    if (hasPlace(innermost)) {
      StackTraceElement[] frames = innermost.getStackTrace();
      frames(frames, frames.length, lines);
    }
    return lines;
  }

  private boolean hasPlace(Throwable t) {
    return List.of(t.getStackTrace()).stream().anyMatch(f -> place(f).isPresent());
  }

  /** The place in a cell of a frame, if it is one of a cell. */
  Optional<Place> place(StackTraceElement frame) {
    return JShellNames.isSnippetFrame(frame) ? places.apply(frame) : Optional.empty();
  }

  /** The message of a Throwable, without JShell's names, and safe against its own failure. */
  public static String words(Throwable t) {
    try {
      String message = t.getLocalizedMessage();
      if (isFullHeap(t)) {
        return "The heap of " + heapMib() + " MiB is full (" + message + ").";
      }
      return message == null ? "" : JShellNames.withoutWrapper(message);
    } catch (RuntimeException | Error e) {
      return "(its message cannot be made: " + e.getClass().getSimpleName() + ")";
    }
  }

  /** Threads, native memory and too long an array are told by the same error. */
  private static boolean isFullHeap(Throwable t) {
    return t instanceof OutOfMemoryError && "Java heap space".equals(t.getMessage());
  }

  private static long heapMib() {
    return Runtime.getRuntime().maxMemory() >> 20;
  }

  private void frames(StackTraceElement[] frames, int own, List<String> lines) {
    boolean drawn = false;
    int library = 0;
    int cells = 0;
    int shown = Math.min(own, ofTheCell(frames));
    for (StackTraceElement frame : List.of(frames).subList(0, shown)) {
      if (JShellNames.isSnippetFrame(frame)) {
        Optional<Place> place = places.apply(frame);
        if (place.isPresent() && !drawn) {
          lines.addAll(caret(place.get()));
          drawn = true;
        } else if (place.isPresent() && ++cells <= CELL_FRAMES) {
          lines.add(
              "  "
                  + "from "
                  + place.get().where()
                  + ", line "
                  + place.get().line()
                  + ": "
                  + place.get().text().strip());
        }
      } else if (!drawn && !hidden(frame) && ++library <= LIBRARY_FRAMES) {
        lines.add("  in " + frame);
      }
    }
    if (cells > CELL_FRAMES) {
      lines.add("  and " + (cells - CELL_FRAMES) + " calls more");
    }
  }

  /** How many frames from the top belong to the cell: below the last of them is the kernel. */
  private static int ofTheCell(StackTraceElement[] frames) {
    int n = frames.length;
    while (n > 0 && !JShellNames.isSnippetFrame(frames[n - 1])) {
      n--;
    }
    return n > 0 ? n : frames.length;
  }

  private static boolean hidden(StackTraceElement frame) {
    return HIDDEN.stream().anyMatch(frame.getClassName()::startsWith);
  }
}
