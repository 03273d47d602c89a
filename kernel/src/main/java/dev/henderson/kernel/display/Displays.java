package dev.henderson.kernel.display;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.henderson.kernel.internals.JShellNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;

/**
 * From an object to what a front end shows of it.
 *
 * <p>Looked for in this order: a bundle itself; a {@link Display} registered for the object's
 * class, its superclasses, then its interfaces, nearest first; the renderer of the kernel base,
 * which also knows {@code DisplayDataRenderable} objects and what extensions registered; maps,
 * collections and arrays by their elements; {@code String.valueOf}.
 */
public final class Displays {
  private final Map<Class<?>, Display<?>> registered = new ConcurrentHashMap<>();
  private final Map<Class<?>, Display<List<?>>> lists = new ConcurrentHashMap<>();
  private final Renderer base;
  private final Map<String, String> config;
  private final Gson gson = new Gson();

  /**
   * Displays over the base's renderer.
   *
   * @param base where extensions register
   * @param config the notebook's settings, read at each display
   */
  public Displays(Renderer base, Map<String, String> config) {
    this.base = base;
    this.config = config;
  }

  /** Displays with a renderer of their own and no settings. */
  public Displays() {
    this(new ExtensionRenderer(), Map.of());
  }

  /** The base's renderer, for extensions. */
  public Renderer renderer() {
    return base;
  }

  /** Registers how a class and all below it are shown; the last registration of a class wins. */
  public <T> Displays register(Class<T> type, Display<? super T> display) {
    registered.put(type, display);
    return this;
  }

  /** Registers how a list is shown whose elements are all of a class. */
  <T> Displays registerList(Class<T> element, Display<List<T>> display) {
    lists.put(
        element,
        (list, settings) -> display.show(list.stream().map(element::cast).toList(), settings));
    return this;
  }

  /** The bundle for an object; never empty unless the object is an empty bundle. */
  public MimeBundle show(Object value) {
    if (value instanceof MimeBundle bundle) {
      return bundle;
    }
    if (value instanceof DisplayData data) {
      return fromBase(data);
    }
    if (value == null) {
      return MimeBundle.text("null");
    }
    Display<?> display = find(value.getClass());
    if (display != null) {
      @SuppressWarnings("unchecked") // registered under a supertype of the value's class
      Display<Object> typed = (Display<Object>) display;
      return typed.show(value, config);
    }
    if (CollectionDisplay.shows(value) && !ExtensionRenderer.knows(base, value)) {
      return ofParts(value)
          .orElseGet(() -> CollectionDisplay.show(value, e -> find(e.getClass()) != null));
    }
    MimeBundle shown = fromBase(base.render(value));
    Object text = shown.get(MimeBundle.TEXT);
    return text instanceof String s
        ? shown.with(MimeBundle.TEXT, ValueText.shortened(JShellNames.withoutWrapper(s)))
        : shown;
  }

  private Optional<MimeBundle> ofParts(Object value) {
    if (!(value instanceof List<?> list)) {
      return Optional.empty();
    }
    for (Map.Entry<Class<?>, Display<List<?>>> parts : lists.entrySet()) {
      if (CollectionDisplay.isOf(parts.getKey(), list)) {
        return Optional.of(parts.getValue().show(list, config));
      }
    }
    return Optional.empty();
  }

  /** The bundle of an object in the named MIME types only, as the base's renderer can make them. */
  public MimeBundle showAs(Object value, String... mimes) {
    return mimes.length == 0 ? show(value) : fromBase(base.renderAs(value, mimes));
  }

  private Display<?> find(Class<?> type) {
    List<Class<?>> interfaces = new ArrayList<>();
    for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
      Display<?> display = registered.get(c);
      if (display != null) {
        return display;
      }
      interfaces.addAll(List.of(c.getInterfaces()));
    }
    for (int i = 0; i < interfaces.size(); i++) {
      Display<?> display = registered.get(interfaces.get(i));
      if (display != null) {
        return display;
      }
      for (Class<?> parent : interfaces.get(i).getInterfaces()) {
        if (!interfaces.contains(parent)) {
          interfaces.add(parent);
        }
      }
    }
    return registered.get(Object.class);
  }

  /** The base gives no view of its container but its JSON form, which is what it sends itself. */
  public MimeBundle fromBase(DisplayData shown) {
    JsonObject json = gson.toJsonTree(shown).getAsJsonObject();
    return PlainText.added(MimeBundle.of(entries(json, "data"), entries(json, "metadata")));
  }

  private static Map<String, Object> entries(JsonObject json, String member) {
    Map<String, Object> out = new LinkedHashMap<>();
    JsonElement found = json.get(member);
    if (found != null && found.isJsonObject()) {
      Set<Map.Entry<String, JsonElement>> all = found.getAsJsonObject().entrySet();
      for (Map.Entry<String, JsonElement> e : all) {
        boolean string = e.getValue().isJsonPrimitive();
        out.put(e.getKey(), string ? e.getValue().getAsString() : e.getValue());
      }
    }
    return out;
  }
}
