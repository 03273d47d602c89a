package dev.henderson.kernel.libraries;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.Writer;
import java.net.URI;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.tools.JavaFileObject;

/**
 * A class file in a library, as the compiler reads it.
 *
 * @param library where it is
 * @param path from its root: {@code java/util/Map$Entry.class}
 */
record LibraryClass(Library library, String path) implements JavaFileObject {
  /** The name with points: {@code java.util.Map$Entry}. */
  String binaryName() {
    return path.substring(0, path.length() - Kind.CLASS.extension.length()).replace('/', '.');
  }

  @Override
  public Kind getKind() {
    return Kind.CLASS;
  }

  @Override
  public boolean isNameCompatible(String simpleName, Kind kind) {
    String file = simpleName + kind.extension;
    return kind == Kind.CLASS && (path.equals(file) || path.endsWith("/" + file));
  }

  @Override
  public NestingKind getNestingKind() {
    return null;
  }

  @Override
  public Modifier getAccessLevel() {
    return null;
  }

  @Override
  public URI toUri() {
    URI at = library.path().toUri();
    return URI.create(library.isFolder() ? at + path : "jar:" + at + "!/" + path);
  }

  @Override
  public String getName() {
    return library.path() + "(" + path + ")";
  }

  @Override
  public InputStream openInputStream() throws IOException {
    return library.open(path);
  }

  @Override
  public long getLastModified() {
    return library.path().toFile().lastModified();
  }

  @Override
  public CharSequence getCharContent(boolean ignoreEncodingErrors) {
    throw new UnsupportedOperationException("A class file is not text.");
  }

  @Override
  public Reader openReader(boolean ignoreEncodingErrors) {
    throw new UnsupportedOperationException("A class file is not text.");
  }

  @Override
  public OutputStream openOutputStream() {
    throw new UnsupportedOperationException("Libraries are not written.");
  }

  @Override
  public Writer openWriter() {
    throw new UnsupportedOperationException("Libraries are not written.");
  }

  @Override
  public boolean delete() {
    return false;
  }
}
