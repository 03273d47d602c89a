package dev.henderson.kernel.magic;

import dev.henderson.kernel.session.Session;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * {@code ${expression}} in the arguments of a magic: the value of a Java expression takes its
 * place. Text goes in as it is, a list or array as {@code c(...)}.
 */
public final class Interpolation {
  private Interpolation() {}

  /** The call with all values in place; its cell shows them as well, so that places are right. */
  public static MagicCall of(MagicCall call, Session session) {
    String text = call.arguments();
    int at = text.indexOf("${");
    if (at < 0) {
      return call;
    }
    StringBuilder out = new StringBuilder();
    int done = 0;
    while (at >= 0) {
      int end = close(text, at + 2);
      if (end < 0) {
        throw call.error("This ${ is not closed.", at, at + 2);
      }
      int from = at;
      int offset = call.argumentOffset();
      Object value =
          session
              .evaluate(call.cell(), offset + at + 2, offset + end)
              .orElseThrow(() -> call.error("This has no value.", from, end + 1).coded("no-value"));
      out.append(text, done, at).append(words(value));
      done = end + 1;
      at = text.indexOf("${", done);
    }
    out.append(text.substring(done));
    String cell = call.cell();
    int after = call.argumentOffset() + text.length();
    int shift = out.length() - text.length();
    return new MagicCall(
        call.name(),
        out.toString(),
        call.argumentOffset(),
        call.body(),
        call.bodyOffset() + shift,
        cell.substring(0, call.argumentOffset()) + out + cell.substring(after));
  }

  private static int close(String text, int from) {
    int depth = 1;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        int quote = text.indexOf('"', i + 1);
        i = quote < 0 ? i : quote;
      } else if (c == '{') {
        depth++;
      } else if (c == '}' && --depth == 0) {
        return i;
      }
    }
    return -1;
  }

  private static String words(Object value) {
    List<Object> elements = new ArrayList<>();
    if (value instanceof Collection<?> c) {
      elements.addAll(c);
    } else if (value.getClass().isArray()) {
      for (int i = 0; i < Array.getLength(value); i++) {
        elements.add(Array.get(value, i));
      }
    } else {
      return value.toString();
    }
    return "c(" + String.join(", ", elements.stream().map(Interpolation::element).toList()) + ")";
  }

  private static String element(Object value) {
    boolean bare = value instanceof Number || value instanceof Boolean;
    return bare ? value.toString() : '"' + String.valueOf(value) + '"';
  }
}
