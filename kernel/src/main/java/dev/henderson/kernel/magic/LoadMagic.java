package dev.henderson.kernel.magic;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.henderson.kernel.session.Session;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** {@code %load file}: runs a script, a Java source file or another notebook here. */
public final class LoadMagic implements Magic {
  private static final Pattern PACKAGE = Pattern.compile("(?m)^[ \\t]*package\\s+[\\w.]+\\s*;");
  private static final Pattern JSHELL_COMMAND = Pattern.compile("(?m)^/(?![/*]).*$");

  @Override
  public String name() {
    return "load";
  }

  @Override
  public Subject subject() {
    return Subject.FILE;
  }

  @Override
  public String summary() {
    return "runs a .jsh script, a .java file or another .ipynb notebook here";
  }

  @Override
  public String help() {
    return """
        %load file.jsh      runs it as a cell, magics included; JShell's own /commands are skipped
        %load File.java     declares its classes; its package line is left out
        %load other.ipynb   runs its code cells in order

        Files are looked for beside the notebook.

        %load helpers.jsh
        """;
  }

  @Override
  public MagicResult run(MagicCall call, Session session) throws Exception {
    String text = call.arguments();
    String name = text.replaceAll("^([\"'])(.*)\\1$", "$2");
    if (name.isBlank()) {
      throw call.error("No file is named.").suggesting("%load helpers.jsh");
    }
    Path file = session.workingDirectory().resolve(name);
    if (!Files.isRegularFile(file)) {
      throw call.error("There is no file " + file + ".", 0, text.length()).coded("unknown-file");
    }
    int number = 0;
    List<String> cells = cells(call, file);
    for (String cell : cells) {
      number++;
      boolean many = file.toString().toLowerCase(Locale.ROOT).endsWith(".ipynb");
      String part = many ? ", code cell " + number : "";
      session.front().run(cell, file.getFileName() + part);
    }
    return MagicResult.none();
  }

  private static List<String> cells(MagicCall call, Path file) throws IOException {
    String end = file.getFileName().toString().toLowerCase(Locale.ROOT);
    String source;
    try {
      source = Files.readString(file);
    } catch (CharacterCodingException e) {
      throw call.error(file + " is no text in UTF-8.").causedBy(e);
    }
    if (end.endsWith(".ipynb")) {
      return codeCells(call, file, source);
    } else if (end.endsWith(".java")) {
      return List.of(PACKAGE.matcher(source).replaceFirst(""));
    } else if (end.endsWith(".jsh") || end.endsWith(".jshell") || end.endsWith(".txt")) {
      return List.of(JSHELL_COMMAND.matcher(source).replaceAll(""));
    }
    throw call.error("What kind of file " + file.getFileName() + " is cannot be seen.")
        .suggesting("%load runs files that end in .jsh, .java or .ipynb; %read reads tables.");
  }

  private static List<String> codeCells(MagicCall call, Path file, String source) {
    try {
      JsonObject notebook = JsonParser.parseString(source).getAsJsonObject();
      List<String> code = new ArrayList<>();
      for (JsonElement element : notebook.getAsJsonArray("cells")) {
        JsonObject cell = element.getAsJsonObject();
        if (cell.get("cell_type").getAsString().equals("code")) {
          code.add(text(cell.get("source")));
        }
      }
      return code;
    } catch (JsonParseException | IllegalStateException | NullPointerException e) {
      throw call.error(file.getFileName() + " is not a notebook of format 4.").causedBy(e);
    }
  }

  private static String text(JsonElement source) {
    if (!source.isJsonArray()) {
      return source.getAsString();
    }
    StringBuilder out = new StringBuilder();
    source.getAsJsonArray().forEach(line -> out.append(line.getAsString()));
    return out.toString();
  }
}
