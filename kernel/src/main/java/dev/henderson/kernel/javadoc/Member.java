package dev.henderson.kernel.javadoc;

import java.util.List;

/**
 * A class, or a constructor, method or field of one.
 *
 * @param name of the member; of the class itself empty, of a constructor {@code <init>}
 * @param parameters of a constructor or method, as declared, with or without names; of a field or
 *     class empty
 */
public record Member(Class<?> owner, Kind kind, String name, List<String> parameters) {
  /** What a member is. */
  public enum Kind {
    /** The class itself. */
    TYPE,
    /** A constructor. */
    CONSTRUCTOR,
    /** A method. */
    METHOD,
    /** A field or a constant of an enum. */
    FIELD
  }

  /** Copies the parameters. */
  public Member {
    parameters = List.copyOf(parameters);
  }

  /** A class itself. */
  public static Member of(Class<?> type) {
    return new Member(type, Kind.TYPE, "", List.of());
  }

  /** The types of the parameters as simple names, by which overloads are told apart. */
  List<String> simpleTypes() {
    return parameters.stream().map(Member::simpleType).toList();
  }

  /** {@code java.util.List<String>... names} is {@code List[]}. */
  static String simpleType(String parameter) {
    StringBuilder plain = new StringBuilder();
    int depth = 0;
    for (char c : parameter.toCharArray()) {
      depth += c == '<' ? 1 : 0;
      if (depth == 0) {
        plain.append(c);
      }
      depth -= c == '>' ? 1 : 0;
    }
    String type = "";
    for (String word : plain.toString().replace("...", "[] ").strip().split("\\s+")) {
      boolean modifier = word.startsWith("@") || word.equals("final");
      if (!modifier && type.isEmpty()) {
        type = word;
      }
    }
    return type.substring(type.lastIndexOf('.') + 1);
  }

  /** The class that has a file of its own. */
  static Class<?> outermost(Class<?> type) {
    Class<?> outer = type;
    while (outer.getEnclosingClass() != null) {
      outer = outer.getEnclosingClass();
    }
    return outer;
  }
}
