package dev.henderson.kernel.jshell;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What JShell writes of one class, constructor, method or field, taken apart.
 *
 * @param text as JShell writes it, such as {@code Table Table.where(Selection selection)}
 * @param owner the class it is or belongs to, qualified unless the cells import it; may be empty
 * @param name of the member; of a class empty
 * @param parameters of a method or constructor, as written
 */
public record Signature(
    String text, Kind kind, String owner, String name, List<String> parameters) {
  /** What a signature is of. */
  public enum Kind {
    /** A class, interface, enum, record or annotation; also a constant of an enum. */
    TYPE,
    /** A constructor. */
    CONSTRUCTOR,
    /** A method. */
    METHOD,
    /** A field, or, without an owner, a variable. */
    FIELD
  }

  private static final Pattern RECORD_HEADER = Pattern.compile("\\([^()]*\\)(?=[.(])");

  /** Copies the parameters. */
  public Signature {
    parameters = List.copyOf(parameters);
  }

  /** Takes a signature apart. */
  public static Signature of(String written) {
    // Newer JShells write the header of a record after its name.
    String text = RECORD_HEADER.matcher(written).replaceAll("");
    int open = text.indexOf('(');
    if (open < 0) {
      int colon = text.indexOf(':');
      String name = withoutTypeArguments(colon < 0 ? text : text.substring(0, colon)).strip();
      return colon < 0
          ? new Signature(text, Kind.TYPE, name, "", List.of())
          : member(text, Kind.FIELD, name, List.of());
    }
    int close = text.indexOf(')', open);
    String inside = text.substring(open + 1, close < 0 ? text.length() : close);
    String head = withoutTypeArguments(text.substring(0, open)).strip();
    String name = head.substring(head.lastIndexOf(' ') + 1);
    if (name.length() == head.length()) {
      return new Signature(text, Kind.CONSTRUCTOR, name, "<init>", split(inside));
    }
    return member(text, Kind.METHOD, name, split(inside));
  }

  private static Signature member(String text, Kind kind, String name, List<String> parameters) {
    int dot = name.lastIndexOf('.');
    String owner = dot < 0 ? "" : name.substring(0, dot);
    return new Signature(text, kind, owner, name.substring(dot + 1), parameters);
  }

  /** The same as a constant of an enum, which JShell writes as it writes a class. */
  public Signature asConstant() {
    return member(text, Kind.FIELD, owner, List.of());
  }

  /** The text with the names of the parameters, where the class file does not have them. */
  public String withNames(List<String> names) {
    if (names.isEmpty() || names.size() != parameters.size()) {
      return text;
    }
    List<String> named = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String type = parameters.get(i).replaceFirst("\\s+arg\\d+$", "");
      boolean nameless = !type.equals(parameters.get(i)) || !nameIn(type);
      named.add(nameless ? type + " " + names.get(i) : type);
    }
    int open = text.indexOf('(');
    int close = text.indexOf(')', open);
    return text.substring(0, open + 1) + String.join(", ", named) + text.substring(close);
  }

  private static boolean nameIn(String parameter) {
    return withoutTypeArguments(parameter).strip().indexOf(' ') > 0;
  }

  /** A text without what stands in angle brackets, and without the dot that led to it. */
  static String withoutTypeArguments(String text) {
    StringBuilder out = new StringBuilder();
    int depth = 0;
    for (char c : text.toCharArray()) {
      depth += c == '<' ? 1 : 0;
      if (depth == 0) {
        out.append(c);
      }
      depth -= c == '>' ? 1 : 0;
    }
    return out.toString();
  }

  /** Parameters or their types, taken apart at the commas between them. */
  static List<String> split(String parameters) {
    List<String> out = new ArrayList<>();
    int depth = 0;
    int from = 0;
    for (int i = 0; i < parameters.length(); i++) {
      char c = parameters.charAt(i);
      depth += c == '<' ? 1 : c == '>' ? -1 : 0;
      if (c == ',' && depth == 0) {
        out.add(parameters.substring(from, i).strip());
        from = i + 1;
      }
    }
    if (!parameters.substring(from).isBlank()) {
      out.add(parameters.substring(from).strip());
    }
    return out;
  }
}
