package dev.henderson.kernel.javadoc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;

/** The page that {@code javadoc} made of a class, of any version since 8. */
final class JavadocPage {
  private static final String USELESS = "script,style,button,noscript,template,svg,nav";

  private final Document page;

  JavadocPage(String html) {
    this.page = Jsoup.parse(html);
    page.outputSettings().prettyPrint(false);
    page.select(USELESS).remove();
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

  /** What it says of the class or a member, as HTML; not harmless yet. */
  Optional<String> find(Member member) {
    if (member.kind() == Member.Kind.TYPE) {
      Element description = page.selectFirst("section[class*=class-description],div.description");
      return Optional.ofNullable(description).map(d -> blocks(d, false));
    }
    List<Element> sameCount = new ArrayList<>();
    for (Element element : page.select("a,section")) {
      Optional<List<String>> types = anchored(element, member);
      if (types.isPresent() && types.get().equals(member.simpleTypes())) {
        return Optional.of(detail(element));
      }
      if (types.isPresent() && types.get().size() == member.parameters().size()) {
        sameCount.add(element);
      }
    }
    return sameCount.size() == 1 ? Optional.of(detail(sameCount.get(0))) : Optional.empty();
  }

  /** The types of the parameters, where an element is the anchor of a member of that name. */
  private static Optional<List<String>> anchored(Element element, Member member) {
    String id = element.hasAttr("id") ? element.id() : element.attr("name");
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
  private String detail(Element anchor) {
    if (anchor.normalName().equals("section")) {
      return blocks(anchor, true);
    }
    // Before 15 a list follows the anchor.
    Elements all = page.getAllElements();
    return all.subList(all.indexOf(anchor), all.size()).stream()
        .filter(e -> e.normalName().equals("ul"))
        .findFirst()
        .map(list -> blocks(list, true))
        .orElse("");
  }

  /**
   * The parts of an element that are description: blocks of text and lists of notes.
   *
   * @param notesFirst whether notes before any text count; those of a class list its relatives
   */
  private static String blocks(Element element, boolean notesFirst) {
    StringBuilder out = new StringBuilder();
    collect(element, notesFirst, out);
    return out.toString();
  }

  private static void collect(Element element, boolean notesFirst, StringBuilder out) {
    String style = element.className();
    boolean text =
        element.normalName().equals("div") && (style.contains("block") || style.contains("Block"));
    if (text || element.normalName().equals("dl") && (notesFirst || !out.isEmpty())) {
      out.append(element.outerHtml());
    } else {
      element.children().forEach(child -> collect(child, notesFirst, out));
    }
  }
}
