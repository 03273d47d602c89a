package dev.henderson.kernel.jshell;

import java.util.List;
import java.util.regex.Pattern;
import jdk.jshell.Snippet;
import jdk.jshell.VarSnippet;

/** The word {@code final} before a variable of a cell, which JShell drops; it is told of once. */
final class IgnoredFinal {
  private static final Pattern FINAL =
      Pattern.compile(
          "(?s)(?:\\s++|//[^\\n]*+\\n|/\\*.*?\\*/|@[\\w.]++(?:\\([^)]*+\\))?"
              + "|(?:public|protected|private|static|transient|volatile)\\b)*+final\\b");

  private boolean told;

  /** The note on a variable that was just declared, the first time. */
  List<String> note(Snippet declared) {
    if (told || !(declared instanceof VarSnippet v) || !FINAL.matcher(v.source()).lookingAt()) {
      return List.of();
    }
    told = true;
    return List.of(
        "final has no effect on "
            + v.name()
            + ": variables of a cell can always be given another value.\n");
  }
}
