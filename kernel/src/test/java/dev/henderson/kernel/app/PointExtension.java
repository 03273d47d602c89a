package dev.henderson.kernel.app;

import java.util.List;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.dflib.jjava.jupyter.kernel.magic.LineMagic;

/** An extension that knows the kernel base only, as third parties write them. */
public final class PointExtension implements Extension {
  /** Something only the extension knows how to show. */
  public record Point(int x, int y) {}

  @Override
  public void install(BaseKernel kernel) {
    kernel
        .getRenderer()
        .createRegistration(Point.class)
        .preferring(MIMEType.TEXT_HTML)
        .register(
            (point, context) ->
                context.renderIfRequested(
                    MIMEType.TEXT_HTML, () -> "<b>" + point.x() + "|" + point.y() + "</b>"));
    LineMagic<List<String>, BaseKernel> words = (k, args) -> args;
    kernel.getMagicsRegistry().registerLineMagic("words", words);
  }
}
