package dev.henderson.kernel.jshell.execution;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jdk.jshell.execution.LoaderDelegate;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import jdk.jshell.spi.ExecutionControl.ClassInstallException;

/** Loads what JShell compiled, woven, with the kernel's own class loader as parent. */
public final class SnippetLoader implements LoaderDelegate {
  private final Map<String, byte[]> compiled = new ConcurrentHashMap<>();
  private final Notebook loader;

  /** A loader of cells' classes, which see those of the parent. */
  public SnippetLoader(ClassLoader parent) {
    this.loader = new Notebook(parent);
  }

  /** The loader of the cells' classes, for the context of the threads that run them. */
  public ClassLoader classLoader() {
    return loader;
  }

  @Override
  public void load(ClassBytecodes[] classes) throws ClassInstallException {
    boolean[] loaded = new boolean[classes.length];
    for (ClassBytecodes c : classes) {
      compiled.put(c.name(), LoopWeaver.weave(c.bytecodes()));
    }
    for (int i = 0; i < classes.length; i++) {
      try {
        // JShell counts on the members being resolvable once this returns.
        loader.loadClass(classes[i].name()).getDeclaredMethods();
        compiled.remove(classes[i].name());
        loaded[i] = true;
      } catch (ClassNotFoundException | LinkageError e) {
        throw new ClassInstallException("load: " + e, loaded);
      }
    }
  }

  @Override
  public Class<?> findClass(String name) throws ClassNotFoundException {
    return loader.loadClass(name);
  }

  @Override
  public void classesRedefined(ClassBytecodes[] classes) {
    // Loaded already, and redefined in place.
  }

  @Override
  public void addToClasspath(String path) {
    for (String entry : path.split(File.pathSeparator)) {
      try {
        loader.add(Path.of(entry).toUri().toURL());
      } catch (MalformedURLException e) {
        throw new IllegalArgumentException("Not a class path entry: " + entry, e);
      }
    }
  }

  private final class Notebook extends URLClassLoader {
    Notebook(ClassLoader parent) {
      super("notebook", new URL[0], parent);
      // Who writes an assertion in a notebook wants to hear of it; libraries stay as they are.
      setPackageAssertionStatus("REPL", true);
    }

    void add(URL entry) {
      addURL(entry);
    }

    /** The parent would look for a cell's class in every library first. */
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        if (loaded != null) {
          return loaded;
        }
        return compiled.containsKey(name) ? findClass(name) : super.loadClass(name, resolve);
      }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      byte[] bytecode = compiled.get(name);
      return bytecode == null
          ? super.findClass(name)
          : defineClass(name, bytecode, 0, bytecode.length);
    }
  }
}
