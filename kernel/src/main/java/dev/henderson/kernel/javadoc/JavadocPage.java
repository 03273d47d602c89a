package dev.henderson.kernel.javadoc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The page that {@code javadoc} made of a class, of any version since 8. */
final class JavadocPage {
  private static final Set<String> USELESS =
      Set.of("script", "style", "button", "noscript", "template", "svg", "nav");

  private final List<HtmlToken> tokens = new ArrayList<>();

  JavadocPage(String html) {
    int depth = 0;
    for (HtmlToken token : HtmlToken.read(html)) {
      boolean useless = USELESS.contains(token.name());
      depth += useless && token.kind() == HtmlToken.Kind.OPEN ? 1 : 0;
      if (depth == 0) {
        tokens.add(token);
      }
      depth -= useless && token.kind() == HtmlToken.Kind.CLOSE && depth > 0 ? 1 : 0;
    }
  }

  /** The name of the file of a class's page. */
  static String file(Class<?> type) {
    Package of = type.getPackage();
    String folder = of == null ? "" : of.getName();
    String name = type.getName().substring(folder.isEmpty() ? 0 : folder.length() + 1);
    return folder.replace('.', '/')
        + (folder.isEmpty() ? "" : "/")
        + name.replace('$', '.')
        + ".html";
  }

  /** What it says of the class or a member; not harmless yet. */
  Optional<List<HtmlToken>> find(Member member) {
    if (member.kind() == Member.Kind.TYPE) {
      for (int i = 0; i < tokens.size(); i++) {
        HtmlToken t = tokens.get(i);
        String style = t.attributes().getOrDefault("class", "");
        boolean section = t.opens("section") && style.contains("class-description");
        boolean old = t.opens("div") && style.equals("description");
        if (section || old) {
          return Optional.of(blocks(element(i), false));
        }
      }
      return Optional.empty();
    }
    List<Integer> sameCount = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      HtmlToken t = tokens.get(i);
      Optional<List<String>> types = anchored(t, member);
      if (types.isPresent() && types.get().equals(member.simpleTypes())) {
        return Optional.of(detail(i));
      }
      if (types.isPresent() && types.get().size() == member.parameters().size()) {
        sameCount.add(i);
      }
    }
    return sameCount.size() == 1 ? Optional.of(detail(sameCount.get(0))) : Optional.empty();
  }

  /** The types of the parameters, where a tag is the anchor of a member of that name. */
  private static Optional<List<String>> anchored(HtmlToken token, Member member) {
    if (!token.opens("a") && !token.opens("section")) {
      return Optional.empty();
    }
    String given = token.attributes().getOrDefault("name", "");
    String id = HtmlWords.decoded(token.attributes().getOrDefault("id", given));
    List<String> names =
        member.kind() == Member.Kind.CONSTRUCTOR
            ? List.of(member.name(), member.owner().getSimpleName())
            : List.of(member.name());
    for (String name : names) {
      if (!id.startsWith(name)) {
        continue;
      }
      String rest = id.substring(name.length());
      if (member.kind() == Member.Kind.FIELD) {
        return rest.isEmpty() ? Optional.of(List.of()) : Optional.empty();
      }
      // name(a.B,c.D) since 10, name-a.B-c.D- before.
      boolean written = rest.startsWith("(") && rest.endsWith(")");
      boolean dashed = rest.startsWith("-") && rest.endsWith("-");
      if (written || dashed && rest.length() > 1) {
        String inside = rest.substring(1, rest.length() - 1);
        return Optional.of(
            inside.isEmpty()
                ? List.of()
                : Arrays.stream(inside.replace(":A", "[]").split(written ? "," : "-"))
                    .map(Member::simpleType)
                    .toList());
      }
    }
    return Optional.empty();
  }

  /** The description of a member at its anchor, without its heading and signature. */
  private List<HtmlToken> detail(int anchor) {
    int start = anchor;
    if (tokens.get(anchor).opens("a")) {
      while (start < tokens.size() && !tokens.get(start).opens("ul")) {
        start++;
      }
    }
    return blocks(element(start), true);
  }

  /**
   * The parts of an element that are description: blocks of text and lists of notes.
   *
   * @param notesFirst whether notes before any text count; those of a class list its relatives
   */
  private static List<HtmlToken> blocks(List<HtmlToken> element, boolean notesFirst) {
    List<HtmlToken> out = new ArrayList<>();
    for (int i = 0; i < element.size(); i++) {
      HtmlToken t = element.get(i);
      String style = t.attributes().getOrDefault("class", "");
      boolean text = t.opens("div") && (style.contains("block") || style.contains("Block"));
      if (text || t.opens("dl") && (notesFirst || !out.isEmpty())) {
        List<HtmlToken> part = element(element, i);
        out.addAll(part);
        i += part.size() - 1;
      }
    }
    return out;
  }

  private List<HtmlToken> element(int start) {
    return start >= tokens.size() ? List.of() : element(tokens, start);
  }

  /** An element from its opening to its closing tag. */
  private static List<HtmlToken> element(List<HtmlToken> tokens, int start) {
    String name = tokens.get(start).name();
    int depth = 0;
    for (int i = start; i < tokens.size(); i++) {
      depth += tokens.get(i).opens(name) ? 1 : tokens.get(i).closes(name) ? -1 : 0;
      if (depth == 0) {
        return tokens.subList(start, i + 1);
      }
    }
    return tokens.subList(start, tokens.size());
  }
}
