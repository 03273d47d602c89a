package dev.henderson.kernel.app;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.henderson.kernel.assist.Assist;
import dev.henderson.kernel.cells.CellStreams;
import dev.henderson.kernel.cells.Interpreter;
import dev.henderson.kernel.cells.ResultOutputs;
import dev.henderson.kernel.cells.Workspace;
import dev.henderson.kernel.display.ExtensionRenderer;
import dev.henderson.kernel.display.MimeBundle;
import dev.henderson.kernel.jshell.JShellEngine;
import dev.henderson.kernel.magic.Magics;
import dev.henderson.kernel.protocol.Comms;
import dev.henderson.kernel.protocol.Completions;
import dev.henderson.kernel.protocol.JupyterMessage;
import dev.henderson.kernel.protocol.Outputs;
import dev.henderson.kernel.session.CellInterrupted;
import dev.henderson.kernel.session.Interruption;
import dev.henderson.kernel.session.Piece;
import dev.henderson.stats.frame.ColumnTypes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.HelpLink;
import org.dflib.jjava.jupyter.kernel.JupyterIO;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.magic.MagicParser;
import org.dflib.jjava.jupyter.kernel.magic.MagicTranspiler;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;

/**
 * The kernel as the base and its extensions know it: renderer, magics registry, comms and {@code
 * display} are where they look for them, and lead to our interpreter.
 */
public final class HendersonKernel extends BaseKernel {
  /** The kernelspec's name, and the implementation's. */
  static final String NAME = "henderson";

  /** What every notebook can use without an import of its own. */
  private static final List<String> IMPORTS =
      List.of(
          "java.io.*",
          "java.math.*",
          "java.net.*",
          "java.nio.file.*",
          "java.time.*",
          "java.util.*",
          "java.util.concurrent.*",
          "java.util.function.*",
          "java.util.regex.*",
          "java.util.stream.*",
          "tech.tablesaw.api.*",
          "static dev.henderson.kernel.app.Notebook.*");

  private final Workspace workspace;
  private final Interpreter interpreter;
  private final Assist assist;

  /**
   * A kernel without a connection.
   *
   * @param magics the magics, by explicit list
   */
  HendersonKernel(CellStreams streams, Magics magics, Path workingDirectory) {
    super(
        NAME,
        Version.text(),
        language(),
        List.of(new HelpLink("Java API", "https://docs.oracle.com/en/java/javase/17/docs/api/")),
        null,
        new JupyterIO(StandardCharsets.UTF_8),
        new Comms(),
        new ExtensionRenderer(),
        new MagicParser("(?<=(?:^|=))\\s*%", "%%", new MagicTranspiler()),
        new MagicsRegistry(),
        true,
        new StringStyler.Builder().build());
    this.workspace =
        new Workspace(streams, magics, renderer, workingDirectory, HendersonKernel::java);
    this.interpreter = new Interpreter(workspace);
    workspace.displays().register(DisplayHandle.class, (h, config) -> MimeBundle.empty());
    workspace.moreMagics(call -> ExtensionMagic.find(this, call));
    workspace.session().whenClasspathGrows(this::installNewExtensions);
    this.assist = workspace.assist();
  }

  private static JShellEngine java(Interruption interruption) {
    return new JShellEngine(interruption, IMPORTS, KernelSpec::librariesOfThisProcess);
  }

  /** Extensions that came with libraries: each is installed once; one that fails is a note. */
  private List<String> installNewExtensions() {
    List<String> notes = new ArrayList<>();
    Iterator<ServiceLoader.Provider<Extension>> found =
        ServiceLoader.load(Extension.class, getClassLoader()).stream().iterator();
    while (true) {
      try {
        if (!found.hasNext()) {
          return notes;
        }
        ServiceLoader.Provider<Extension> provider = found.next();
        String name = provider.type().getName();
        if (!extensions.containsKey(name)) {
          installExtension(provider.get());
          notes.add("The extension " + name + " is installed.");
        }
      } catch (CellInterrupted e) {
        throw e;
      } catch (Exception | LinkageError | ServiceConfigurationError e) {
        notes.add("An extension could not be installed: " + e);
      }
    }
  }

  /** An extension may make tables while the first cell does. */
  @Override
  protected void installExtension(Extension extension) {
    ColumnTypes.initialise();
    super.installExtension(extension);
  }

  private static LanguageInfo language() {
    return new LanguageInfo(
        "java",
        Runtime.version().toString(),
        "text/x-java",
        ".jshell",
        "java",
        "text/x-java",
        "script");
  }

  /** Where cells run. */
  public Interpreter interpreter() {
    return interpreter;
  }

  Workspace workspace() {
    return workspace;
  }

  Assist assist() {
    return assist;
  }

  Comms comms() {
    return (Comms) commManager;
  }

  @Override
  public String getBanner() {
    return "Henderson "
        + version
        + ", Java "
        + Runtime.version()
        + ", protocol "
        + JupyterMessage.PROTOCOL
        + ". %lsmagic lists the magics.";
  }

  /** The content of a {@code kernel_info_reply}. */
  JsonObject info() {
    JsonObject info = new JsonObject();
    info.addProperty("protocol_version", JupyterMessage.PROTOCOL);
    info.addProperty("implementation", name);
    info.addProperty("implementation_version", version);
    info.addProperty("banner", getBanner());
    JsonObject language = new JsonObject();
    language.addProperty("name", languageInfo.getName());
    language.addProperty("version", languageInfo.getVersion());
    language.addProperty("mimetype", languageInfo.getMimetype());
    language.addProperty("file_extension", languageInfo.getFileExtension());
    language.addProperty("pygments_lexer", languageInfo.getPygmentsLexer());
    language.addProperty("codemirror_mode", "text/x-java");
    language.addProperty("nbconvert_exporter", languageInfo.getNbconvertExporter());
    info.add("language_info", language);
    JsonArray links = new JsonArray();
    for (HelpLink link : helpLinks) {
      JsonObject one = new JsonObject();
      one.addProperty("text", link.getText());
      one.addProperty("url", link.getUrl());
      links.add(one);
    }
    info.add("help_links", links);
    info.addProperty("debugger", false);
    info.add("supported_features", new JsonArray());
    return info;
  }

  /** Shows in the cell of the calling thread; extensions call this. */
  @Override
  public void display(DisplayData data) {
    MimeBundle bundle = workspace.displays().fromBase(data);
    Outputs outputs = workspace.streams().current();
    if (outputs != null && !bundle.isEmpty()) {
      String id = data.hasDisplayId() ? data.getDisplayId() : null;
      ResultOutputs shown = workspace.shown();
      outputs.display(shown.json(bundle.data()), shown.json(bundle.metadata()), id);
    }
  }

  @Override
  public Object evalRaw(String source) {
    Piece.Java piece = new Piece.Java(source, 0, source.length());
    return workspace.engine().run(piece, 0, source).value().orElse(null);
  }

  @Override
  public DisplayData inspect(String source, int at, boolean extraDetail) {
    DisplayData data = new DisplayData();
    assist
        .inspect(source, at, extraDetail ? 1 : 0)
        .ifPresent(d -> d.entrySet().forEach(e -> data.putData(e.getKey(), e.getValue())));
    return data;
  }

  @Override
  public ReplacementOptions complete(String source, int at) {
    Completions found = assist.complete(source, at);
    List<String> texts = found.items().stream().map(Completions.Item::text).toList();
    return new ReplacementOptions(texts, found.start(), found.end());
  }

  @Override
  public String isComplete(String source) {
    return switch (assist.isComplete(source).get("status").getAsString()) {
      case "complete" -> IS_COMPLETE_YES;
      case "invalid" -> IS_COMPLETE_BAD;
      default -> "    ";
    };
  }

  @Override
  public void interrupt() {
    interpreter.interrupt();
  }

  @Override
  protected ClassLoader getClassLoader() {
    return workspace.engine().classLoader();
  }
}
