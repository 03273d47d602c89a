package dev.henderson.kernel.protocol;

import com.google.gson.JsonObject;

/** Output of a silent execution: nobody sees it. */
final class SilentOutputs implements Outputs {
  @Override
  public void stream(String name, String text) {}

  @Override
  public void display(JsonObject data, JsonObject metadata, String displayId) {}

  @Override
  public boolean displayForNow(JsonObject data, JsonObject metadata, String displayId) {
    return false;
  }

  @Override
  public void remove(String displayId) {}

  @Override
  public void update(JsonObject data, JsonObject metadata, String displayId) {}

  @Override
  public void result(JsonObject data, JsonObject metadata) {}

  @Override
  public void clear(boolean wait) {}

  @Override
  public String input(String prompt, boolean password) {
    throw new IllegalStateException("A silent execution cannot ask for input.");
  }
}
