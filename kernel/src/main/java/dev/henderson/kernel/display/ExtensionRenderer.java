package dev.henderson.kernel.display;

import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import org.dflib.jjava.jupyter.kernel.display.DisplayDataRenderable;
import org.dflib.jjava.jupyter.kernel.display.RenderFunction;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;

/** The base's renderer, which also tells what it was taught; the base does not say. */
public final class ExtensionRenderer extends Renderer {
  private final Set<Class<?>> taught = new CopyOnWriteArraySet<>();

  @Override
  public <T> void register(
      Set<MIMEType> supported,
      Set<MIMEType> preferred,
      Set<Class<? extends T>> types,
      RenderFunction<T> function) {
    super.register(supported, preferred, types, function);
    taught.addAll(types);
  }

  /** Whether the value shows itself, or something was registered that shows its class. */
  static boolean knows(Renderer renderer, Object value) {
    return value instanceof DisplayDataRenderable
        || renderer instanceof ExtensionRenderer own
            && own.taught.stream().anyMatch(type -> type.isInstance(value));
  }
}
