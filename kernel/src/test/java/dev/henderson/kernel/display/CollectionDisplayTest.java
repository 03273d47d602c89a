package dev.henderson.kernel.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.henderson.kernel.session.CellInterrupted;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dflib.jjava.jupyter.kernel.display.DisplayDataRenderable;
import org.dflib.jjava.jupyter.kernel.display.RenderContext;
import org.junit.jupiter.api.Test;

/** Maps and collections that cells end with. */
class CollectionDisplayTest {
  private final Displays displays = new Displays();

  CollectionDisplayTest() {
    ResultDisplays.register(displays);
  }

  private record Z(int a, String b) {}

  private record Two(double x, int[] more) {}

  private record Empty() {}

  private record Broken(int fine) {
    public int fine() {
      throw new IllegalStateException("no");
    }
  }

  private static final class Throws {
    @Override
    public String toString() {
      throw new IllegalStateException("no");
    }
  }

  private String text(Object value) {
    return displays.show(value).get(MimeBundle.TEXT).toString();
  }

  private String html(Object value) {
    Object html = displays.show(value).get(MimeBundle.HTML);
    return html == null ? null : html.toString();
  }

  /** The words of the cells of the HTML table, row by row. */
  private String cells(Object value) {
    String table = html(value).replaceAll("(?s)<style>.*?</style>", "");
    return table
        .replaceAll("</t[hd]>(?=<t)", " | ")
        .replaceAll("</tr>", "/")
        .replaceAll("<[^>]*>", "")
        .replaceAll("\\s*\\n\\s*", " ")
        .strip();
  }

  private static Map<String, Object> row(Object... pairs) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return map;
  }

  @Test
  void aShortListOfScalarsIsOneLine() {
    assertEquals("[1, 2, 3]", text(List.of(1, 2, 3)));
    assertNull(html(List.of(1, 2, 3)));
    assertEquals("[a, null]", text(Arrays.asList("a", null)));
    assertNull(html(Arrays.asList("a", null)));
    assertEquals("[]", text(List.of()));
    assertNull(html(List.of()));
    assertEquals("{}", text(Map.of()));
    assertNull(html(new String[] {"a"}));
  }

  @Test
  void aMapHasKeysAndValues() {
    assertEquals("key value\na       1", text(Map.of("a", 1)));
    assertEquals("key | value/ a | 1/", cells(Map.of("a", 1)));
    Map<String, Object> mixed = row("n", 2, "x", 0.5, "none", null, "both", new int[] {1, 2});
    assertEquals("key | value/ n | 2/ x | 0.5/ none | null/ both | [1, 2]/", cells(mixed));
    assertTrue(text(mixed).contains("both [1, 2]"), text(mixed));
  }

  @Test
  void recordsHaveAColumnForEachComponent() {
    List<Z> two = List.of(new Z(1, "x"), new Z(2, "y"));
    String shown = "| aint | bString/ 0 | 1 | x/ 1 | 2 | y/ 2 rows, 2 columns/";
    assertEquals(shown, cells(two));
    assertEquals(shown, cells(two.toArray(new Z[0])));
    assertTrue(text(two).startsWith("      a b\n  <int> <String>\n0     1 x"), text(two));
    assertTrue(cells(Arrays.asList(new Z(1, null), null)).contains("0 | 1 | null/ 1 | NA | NA/"));
    assertTrue(cells(Set.of(new Z(1, "x"))).startsWith("aint | bString/ 1 | x/"));
    assertTrue(cells(List.of(new Two(1.25, new int[] {3}))).contains("0 | 1.25 | [3]/"));
    assertEquals("[Empty[]]", text(List.of(new Empty())));
    assertTrue(cells(List.of(new Broken(1))).contains("(java.lang.IllegalStateException)"));
  }

  @Test
  void mapsHaveAColumnForEachKey() {
    List<Object> rows = List.of(row("b", 1, "a", "x"), row("b", 2, "c", null), new TreeMap<>());
    assertEquals(
        "| b | a | c/ 0 | 1 | x | NA/ 1 | 2 | NA | null/ 2 | NA | NA | NA/ 3 rows, 3 columns/",
        cells(rows));
    List<Object> keys = List.of(Collections.singletonMap(null, 1), Map.of("a", 2));
    assertTrue(cells(keys).contains("| null | a/ 0 | 1 | NA/ 1 | NA | 2/"), cells(keys));
    assertEquals("[{}]", text(List.of(Map.of())));
  }

  @Test
  void otherThingsStandBelowEachOther() {
    List<Object> nested = List.of(new int[] {1, 2}, List.of("a", new double[] {0.5}));
    assertEquals("[[1, 2], [a, [0.5]]]", text(nested));
    assertEquals("| value/ 0 | [1, 2]/ 1 | [a, [0.5]]/", cells(nested));
    List<Object> lines = List.of(new StringBuilder("a"), new ArrayList<>(List.of("x\ny")));
    assertNull(html(lines), "what has lines of its own stays text");
  }

  @Test
  void longAndWideOnesAreCut() {
    List<Z> records = IntStream.range(0, 5000).mapToObj(i -> new Z(i, "")).toList();
    assertTrue(text(records).contains("5000 rows, 2 columns; the first 10 rows are shown"));
    assertTrue(cells(records).contains("9 | 9 |") && !cells(records).contains("10 | 10 |"));
    Map<Integer, Integer> map = new TreeMap<>();
    IntStream.range(0, 5000).forEach(i -> map.put(i, i));
    assertTrue(text(map).endsWith("5000 entries; the first 20 are shown"), text(map));
    List<Integer> numbers = IntStream.range(0, 5000).boxed().toList();
    assertTrue(cells(numbers).contains("19 | 19/ 5000 elements; the first 20 are"), cells(numbers));
    assertTrue(text(numbers).endsWith("98, 99, \u2026 4,900 more]"));
    Map<Integer, Integer> wide = new LinkedHashMap<>();
    IntStream.range(0, 100).forEach(i -> wide.put(i, i));
    assertTrue(text(List.of(wide)).replace("\n", "").contains("the first 40 columns"));
    assertFalse(html(Map.of("k", "y".repeat(5000))).contains("y".repeat(120)));
  }

  @Test
  void textOfDataIsNoMarkup() {
    String html = html(List.of(row("<b>", "<i>"), row("<b>", new ArrayList<>(List.of("&")))));
    assertFalse(html.contains("<b>") || html.contains("<i>"), html);
    assertTrue(html.contains("&lt;b&gt;") && html.contains("[&amp;]"), html);
    assertFalse(html(Map.of("<b>", "<i>")).contains("<i>"));
  }

  @Test
  void whatHoldsItselfOrFailsIsStillShown() {
    List<Object> self = new ArrayList<>(List.of(1));
    List<Object> other = new ArrayList<>(List.of(self));
    self.add(other);
    assertEquals("[1, [(this Collection)]]", text(self));
    Map<String, Object> map = new HashMap<>();
    map.put("me", map);
    assertTrue(cells(map).contains("me | {me=(this Map)}/"), cells(map));
    List<Object> deep = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      deep = new ArrayList<>(List.of(deep));
    }
    assertTrue(text(deep).contains("\u2026"));
    String failed = "(java.lang.IllegalStateException)";
    assertEquals("[" + failed + "]", text(List.of(new Throws())));
    assertTrue(cells(Map.of("a", new Throws())).contains("a | " + failed));
    assertThrows(CellInterrupted.class, () -> displays.show(List.of(new Stops())));
  }

  private static final class Stops {
    @Override
    public String toString() {
      throw new CellInterrupted();
    }
  }

  /** A list that answers as it is told. */
  private static class Told extends AbstractList<Object> {
    private final Function<Integer, Object> answer;

    Told(Function<Integer, Object> answer) {
      this.answer = answer;
    }

    @Override
    public Object get(int index) {
      return answer.apply(index);
    }

    @Override
    public int size() {
      return Integer.MAX_VALUE;
    }

    @Override
    public Iterator<Object> iterator() {
      int[] next = {0};
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return true;
        }

        @Override
        public Object next() {
          if (next[0] > 200) {
            throw new NoSuchElementException("read too far");
          }
          return get(next[0]++);
        }
      };
    }
  }

  private static final class Named extends Told {
    Named() {
      super(i -> "s" + i);
    }

    @Override
    public String toString() {
      return "my own";
    }
  }

  private static final class Self extends ArrayList<Object> implements DisplayDataRenderable {
    private static final long serialVersionUID = 1L;

    @Override
    public void render(RenderContext context) {
      context.getOutputContainer().putText("rendered");
    }
  }

  @Test
  void onlyWhatIsShownIsRead() {
    assertTrue(cells(new Told(i -> "s" + i)).contains("19 | s19/ 2,147,483,647 elements"));
    Told changing =
        new Told(
            i -> {
              throw new ConcurrentModificationException();
            });
    assertEquals("Told (java.util.ConcurrentModificationException)", text(changing));
    Stream<Integer> stream = Stream.of(1);
    assertTrue(text(stream).startsWith("java.util.stream."));
    assertEquals(1, stream.count());
  }

  @Test
  void aDisplayOfItsOwnGoesFirst() {
    assertEquals("my own", text(new Named()));
    assertNull(html(new Named()));
    assertEquals("rendered", text(new Self()));
    displays
        .renderer()
        .createRegistration(Map.class)
        .register((map, context) -> context.getOutputContainer().putText("a map"));
    assertEquals("a map", text(new HashMap<>()));
    displays.register(Named.class, (named, config) -> MimeBundle.text("registered"));
    assertEquals("registered", text(new Named()));
  }
}
