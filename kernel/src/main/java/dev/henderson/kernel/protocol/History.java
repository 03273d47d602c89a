package dev.henderson.kernel.protocol;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What the user has run, in this session and earlier ones: one JSON object a line in a file of the
 * user's, appended under a lock because several kernels share it, and read when somebody asks.
 * Where the file cannot be used the history is the last thousand cells of this session.
 */
public final class History {
  private static final int KEPT = 10_000;
  private static final int IN_MEMORY = 1_000;

  /** How every line begins, so that sessions are counted without reading the cells. */
  private static final String LINE_START = "{\"session\":";

  private record Entry(int session, int line, String input, String output) {}

  private final Path file;
  private final Gson gson = new Gson();

  /** What could not be written. */
  private final Deque<Entry> unwritten = new ArrayDeque<>();

  /** Counted from 1 over all kernels of the user; 0 until it is known. */
  private int session;

  /**
   * A history.
   *
   * @param file null to keep none
   */
  public History(Path file) {
    this.file = file;
  }

  /** Remembers a cell. */
  synchronized void add(int line, String input, String output) {
    start();
    Entry entry = new Entry(session, line, input, output);
    if (!write(entry)) {
      unwritten.add(entry);
      if (unwritten.size() > IN_MEMORY) {
        unwritten.removeFirst();
      }
    }
  }

  /** A read-only home must not make cells fail. */
  private boolean write(Entry entry) {
    if (file == null) {
      return false;
    }
    byte[] text = (gson.toJson(entry) + "\n").getBytes(StandardCharsets.UTF_8);
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      try (var lock = channel.lock()) {
        assert lock.isValid();
        channel.write(ByteBuffer.wrap(text));
        return true;
      }
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  /** Numbers this session; a file grown too long is cut then. */
  private void start() {
    if (session > 0) {
      return;
    }
    session = 1;
    if (file == null) {
      return;
    }
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      if (!Files.exists(file)) {
        create(file);
      }
      List<String> lines = lines();
      for (String line : lines) {
        session = Math.max(session, sessionOf(line) + 1);
      }
      if (lines.size() > 2 * KEPT) {
        trim(lines.subList(lines.size() - KEPT, lines.size()));
      }
    } catch (IOException | RuntimeException e) {
      // Then there are no earlier sessions to tell this one from.
      return;
    }
  }

  /** Nobody else's to read. */
  private static void create(Path file) throws IOException {
    Files.createFile(file);
    if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
  }

  /** Broken characters included. */
  private List<String> lines() throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
  }

  private static int sessionOf(String line) {
    int end = line.indexOf(',');
    if (end < 0 || !line.startsWith(LINE_START)) {
      return 0;
    }
    try {
      return Integer.parseInt(line, LINE_START.length(), end, 10);
    } catch (NumberFormatException brokenLine) {
      return 0;
    }
  }

  private List<Entry> entries() {
    start();
    List<Entry> entries = new ArrayList<>();
    if (file != null) {
      try {
        List<String> lines = lines();
        for (String line : lines.subList(Math.max(0, lines.size() - KEPT), lines.size())) {
          read(line).ifPresent(entries::add);
        }
      } catch (IOException | RuntimeException e) {
        entries.clear();
      }
    }
    entries.addAll(unwritten);
    return entries;
  }

  private static Optional<Entry> read(String line) {
    try {
      JsonObject o = JsonParser.parseString(line).getAsJsonObject();
      String output = o.has("output") ? o.get("output").getAsString() : null;
      return Optional.of(
          new Entry(
              o.get("session").getAsInt(),
              o.get("line").getAsInt(),
              o.get("input").getAsString(),
              output));
    } catch (JsonParseException | IllegalStateException | NullPointerException brokenLine) {
      // Half a line of a kernel that was killed.
      return Optional.empty();
    }
  }

  private void trim(List<String> lines) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    create(fresh);
    Files.write(fresh, lines, StandardCharsets.UTF_8);
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
  }

  /** The content of a {@code history_reply}. */
  synchronized JsonObject reply(JupyterMessage request) {
    List<Entry> entries = entries();
    List<Entry> found =
        switch (request.text("hist_access_type", "tail")) {
          case "range" -> range(entries, request);
          case "search" -> search(entries, request);
          default -> last(entries, request.number("n", KEPT));
        };
    boolean output = request.flag("output", false);
    JsonArray history = new JsonArray();
    for (Entry e : found) {
      JsonArray row = new JsonArray();
      row.add(e.session());
      row.add(e.line());
      if (output) {
        JsonArray both = new JsonArray();
        both.add(e.input());
        both.add(
            e.output() == null ? JsonNull.INSTANCE : new com.google.gson.JsonPrimitive(e.output()));
        row.add(both);
      } else {
        row.add(e.input());
      }
      history.add(row);
    }
    JsonObject reply = new JsonObject();
    reply.addProperty("status", "ok");
    reply.add("history", history);
    return reply;
  }

  private static List<Entry> last(List<Entry> of, int n) {
    return n <= 0 ? List.of() : of.subList(Math.max(0, of.size() - n), of.size());
  }

  private List<Entry> range(List<Entry> entries, JupyterMessage request) {
    int asked = request.number("session", 0);
    int which = asked <= 0 ? session + asked : asked;
    int start = request.number("start", 0);
    int stop = request.number("stop", Integer.MAX_VALUE);
    return entries.stream()
        .filter(e -> e.session() == which && e.line() >= start && e.line() < stop)
        .toList();
  }

  private static List<Entry> search(List<Entry> entries, JupyterMessage request) {
    Predicate<String> matches = glob(request.text("pattern", "*")).asMatchPredicate();
    List<Entry> found = new ArrayList<>(entries);
    found.removeIf(e -> !matches.test(e.input()));
    if (request.flag("unique", false)) {
      Map<String, Entry> latest = new LinkedHashMap<>();
      for (Entry e : found) {
        latest.remove(e.input());
        latest.put(e.input(), e);
      }
      found = new ArrayList<>(latest.values());
    }
    return last(found, request.number("n", KEPT));
  }

  /** A pattern of file names: star, question mark, bracketed characters. */
  private static Pattern glob(String pattern) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      int close = c == '[' ? pattern.indexOf(']', i + 2) : -1;
      if (c == '*') {
        regex.append(".*");
      } else if (c == '?') {
        regex.append('.');
      } else if (close > 0) {
        String inside = pattern.substring(i + 1, close);
        boolean not = inside.startsWith("!");
        String set = (not ? inside.substring(1) : inside).replaceAll("([\\\\\\[\\]&^])", "\\\\$1");
        regex.append(not ? "[^" : "[").append(set).append(']');
        i = close;
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }
}
