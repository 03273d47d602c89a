package dev.henderson.kernel.app;

import dev.henderson.kernel.magic.Magic;
import dev.henderson.kernel.magic.MagicCall;
import dev.henderson.kernel.magic.MagicResult;
import dev.henderson.kernel.session.Session;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;

/**
 * A magic that an extension registered with the kernel base. The base hands its magics words, so
 * here, and only here, arguments are split on blanks.
 */
record ExtensionMagic(BaseKernel kernel, String name) implements Magic {
  static Optional<Magic> find(BaseKernel kernel, MagicCall call) {
    MagicsRegistry registry = kernel.getMagicsRegistry();
    Set<String> names = call.isCell() ? registry.getCellMagicNames() : registry.getLineMagicNames();
    return names.contains(call.name())
        ? Optional.of(new ExtensionMagic(kernel, call.name()))
        : Optional.empty();
  }

  @Override
  public Set<Form> forms() {
    return EnumSet.allOf(Form.class);
  }

  @Override
  public String summary() {
    return "a magic of an extension";
  }

  @Override
  public String help() {
    return "See the documentation of the extension that brought it.";
  }

  @Override
  public MagicResult run(MagicCall call, Session session) throws Exception {
    String text = call.arguments();
    List<String> words = text.isEmpty() ? List.of() : List.of(text.split("\\s+"));
    MagicsRegistry registry = kernel.getMagicsRegistry();
    Object value =
        call.isCell()
            ? registry.evalCellMagic(kernel, name, words, call.body().orElse(""))
            : registry.evalLineMagic(kernel, name, words);
    return value == null ? MagicResult.none() : MagicResult.of(value);
  }
}
