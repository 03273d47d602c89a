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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What the user has run, in this session and earlier ones: one JSON object a line in a file of the
 * user's, appended under a lock because several kernels share it. Where the file cannot be used the
 * history is this session's only.
 */
public final class History {
  private static final int KEPT = 10_000;

  private record Entry(int session, int line, String input, String output) {}

  private final Path file;
  private final Gson gson = new Gson();
  private final List<Entry> entries = new ArrayList<>();
  private int session;
  private boolean loaded;

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
    load();
    Entry entry = new Entry(session, line, input, output);
    entries.add(entry);
    if (file == null) {
      return;
    }
    byte[] text = (gson.toJson(entry) + "\n").getBytes(StandardCharsets.UTF_8);
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      try (var lock = channel.lock()) {
        assert lock.isValid();
        channel.write(ByteBuffer.wrap(text));
      }
    } catch (IOException | RuntimeException e) {
      // A read-only home must not make cells fail.
      loaded = true;
    }
  }

  private void load() {
    if (loaded) {
      return;
    }
    loaded = true;
    session = 1;
    if (file == null) {
      return;
    }
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      if (!Files.exists(file)) {
        Files.createFile(file);
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
          Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
      }
      List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
      for (String line : lines.subList(Math.max(0, lines.size() - KEPT), lines.size())) {
        read(line);
      }
      if (lines.size() > 2 * KEPT) {
        trim(lines.subList(lines.size() - KEPT, lines.size()));
      }
    } catch (IOException | RuntimeException e) {
      entries.clear();
    }
    session = entries.stream().mapToInt(Entry::session).max().orElse(0) + 1;
  }

  private void read(String line) {
    try {
      JsonObject o = JsonParser.parseString(line).getAsJsonObject();
      String output = o.has("output") ? o.get("output").getAsString() : null;
      entries.add(
          new Entry(
              o.get("session").getAsInt(),
              o.get("line").getAsInt(),
              o.get("input").getAsString(),
              output));
    } catch (JsonParseException | IllegalStateException | NullPointerException brokenLine) {
      // Half a line of a kernel that was killed.
      return;
    }
  }

  private void trim(List<String> lines) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.write(fresh, lines, StandardCharsets.UTF_8);
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
  }

  /** The content of a {@code history_reply}. */
  synchronized JsonObject reply(JupyterMessage request) {
    load();
    List<Entry> found =
        switch (request.text("hist_access_type", "tail")) {
          case "range" -> range(request);
          case "search" -> search(request);
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

  private List<Entry> range(JupyterMessage request) {
    int asked = request.number("session", 0);
    int which = asked <= 0 ? session + asked : asked;
    int start = request.number("start", 0);
    int stop = request.number("stop", Integer.MAX_VALUE);
    return entries.stream()
        .filter(e -> e.session() == which && e.line() >= start && e.line() < stop)
        .toList();
  }

  private List<Entry> search(JupyterMessage request) {
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
