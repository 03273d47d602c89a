package dev.henderson.kernel.libraries;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;

/**
 * The compiler's files: the JDK's and those of jars a user adds as ever, the kernel's own libraries
 * from a {@link LibraryIndex}, each opened when a class of it is named. Own libraries come before
 * the user's, as they do for the class loader.
 */
public final class LibraryFiles extends ForwardingJavaFileManager<StandardJavaFileManager>
    implements StandardJavaFileManager {
  private static final long LARGE = 2_000_000;

  private final LibraryIndex index;

  /**
   * Takes the libraries into its hands.
   *
   * @param standard the compiler's own; its class path is emptied, for users to fill
   */
  public LibraryFiles(StandardJavaFileManager standard, LibraryIndex index) {
    super(standard);
    this.index = index;
    usersLibraries(List.of());
  }

  private void usersLibraries(List<Path> paths) {
    try {
      fileManager.setLocationFromPaths(StandardLocation.CLASS_PATH, paths);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** JShell hands over the whole class path whenever something is added to it. */
  @Override
  public boolean handleOption(String option, Iterator<String> values) {
    if (!option.equals("-classpath")) {
      return super.handleOption(option, values);
    }
    List<Path> own = index.libraries();
    List<Path> users = new ArrayList<>();
    for (String entry : values.next().split(File.pathSeparator)) {
      Path path = Path.of(entry).toAbsolutePath().normalize();
      if (!entry.isEmpty() && !own.contains(path)) {
        users.add(path);
      }
    }
    usersLibraries(users);
    return true;
  }

  @Override
  public Iterable<JavaFileObject> list(
      Location location, String packageName, Set<JavaFileObject.Kind> kinds, boolean recurse)
      throws IOException {
    Iterable<JavaFileObject> others = super.list(location, packageName, kinds, recurse);
    if (location != StandardLocation.CLASS_PATH || !kinds.contains(JavaFileObject.Kind.CLASS)) {
      return others;
    }
    List<JavaFileObject> all = new ArrayList<>();
    for (String name : recurse ? index.below(packageName) : List.of(packageName)) {
      for (Library library : index.with(name)) {
        all.addAll(library.classes().getOrDefault(name, List.of()));
      }
    }
    others.forEach(all::add);
    return all;
  }

  @Override
  public String inferBinaryName(Location location, JavaFileObject file) {
    return file instanceof LibraryClass c ? c.binaryName() : super.inferBinaryName(location, file);
  }

  @Override
  public boolean isSameFile(FileObject a, FileObject b) {
    boolean own = a instanceof LibraryClass || b instanceof LibraryClass;
    return own ? a.equals(b) : super.isSameFile(a, b);
  }

  @Override
  public boolean contains(Location location, FileObject file) throws IOException {
    return file instanceof LibraryClass
        ? location == StandardLocation.CLASS_PATH
        : super.contains(location, file);
  }

  /** Not of the class path: the compiler would look into every jar for plugins of its own. */
  @Override
  public ClassLoader getClassLoader(Location location) {
    return ClassLoader.getPlatformClassLoader();
  }

  /**
   * JShell asks only to read through all names of classes, for completion. A few libraries that
   * others need, and that nobody writes by name, have three quarters of them.
   */
  private static boolean isForTyping(Path library) {
    return library.toFile().length() < LARGE;
  }

  @Override
  public Iterable<? extends Path> getLocationAsPaths(Location location) {
    Iterable<? extends Path> others = fileManager.getLocationAsPaths(location);
    if (location != StandardLocation.CLASS_PATH) {
      return others;
    }
    Set<Path> all = new LinkedHashSet<>();
    index.libraries().stream().filter(LibraryFiles::isForTyping).forEach(all::add);
    if (others != null) {
      others.forEach(all::add);
    }
    return all;
  }

  @Override
  public Path asPath(FileObject file) {
    return file instanceof LibraryClass c ? c.library().path() : fileManager.asPath(file);
  }

  @Override
  public Iterable<? extends JavaFileObject> getJavaFileObjectsFromFiles(
      Iterable<? extends File> files) {
    return fileManager.getJavaFileObjectsFromFiles(files);
  }

  @Override
  public Iterable<? extends JavaFileObject> getJavaFileObjects(File... files) {
    return fileManager.getJavaFileObjects(files);
  }

  @Override
  public Iterable<? extends JavaFileObject> getJavaFileObjectsFromStrings(Iterable<String> names) {
    return fileManager.getJavaFileObjectsFromStrings(names);
  }

  @Override
  public Iterable<? extends JavaFileObject> getJavaFileObjects(String... names) {
    return fileManager.getJavaFileObjects(names);
  }

  @Override
  public void setLocation(Location location, Iterable<? extends File> files) throws IOException {
    fileManager.setLocation(location, files);
  }

  @Override
  public Iterable<? extends File> getLocation(Location location) {
    return fileManager.getLocation(location);
  }

  @Override
  public void setLocationFromPaths(Location location, Collection<? extends Path> paths)
      throws IOException {
    fileManager.setLocationFromPaths(location, paths);
  }

  @Override
  public void setLocationForModule(
      Location location, String moduleName, Collection<? extends Path> paths) throws IOException {
    fileManager.setLocationForModule(location, moduleName, paths);
  }

  @Override
  public void setPathFactory(PathFactory factory) {
    fileManager.setPathFactory(factory);
  }
}
