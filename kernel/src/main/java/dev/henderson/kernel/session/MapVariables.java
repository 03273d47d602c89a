package dev.henderson.kernel.session;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Variables without Java behind them. */
final class MapVariables implements Variables {
  private final Map<String, Object> values = Collections.synchronizedMap(new LinkedHashMap<>());

  @Override
  public List<String> names() {
    synchronized (values) {
      return List.copyOf(values.keySet());
    }
  }

  @Override
  public Object value(String name) {
    if (!values.containsKey(name)) {
      throw new UnknownNameException("variable", name, names());
    }
    return values.get(name);
  }

  @Override
  public void declare(String name, String type, Object value) {
    values.put(name, value);
  }
}
