package dev.henderson.kernel.maven;

import dev.henderson.stats.model.Cancellation;
import dev.henderson.stats.model.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.maven.repository.internal.MavenRepositorySystemUtils;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;
import org.eclipse.aether.supplier.RepositorySystemSupplier;
import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.TransferCancelledException;
import org.eclipse.aether.transfer.TransferEvent;
import org.eclipse.aether.util.artifact.JavaScopes;
import org.eclipse.aether.util.artifact.SubArtifact;
import org.eclipse.aether.util.filter.DependencyFilterUtils;

/** Finds libraries and what they need in Maven repositories, as Maven itself would. */
final class MavenLibraries {
  private final MavenSettings settings;

  MavenLibraries(MavenSettings settings) {
    this.settings = settings;
  }

  /**
   * One jar.
   *
   * @param name group and artifact with a colon between
   * @param version which it is
   * @param asked whether it was asked for, not only needed by another
   */
  record Found(String name, String version, Path jar, boolean asked) {
    /** Group, artifact and version with colons between. */
    String coordinates() {
      return name + ":" + version;
    }
  }

  /**
   * The documentation of a library.
   *
   * @param sources whether it is its sources, not the pages of its Javadoc
   */
  record Archive(String coordinates, Path jar, boolean sources) {
    String what() {
      return sources ? "sources" : "Javadoc pages";
    }
  }

  /**
   * Libraries with all they need at run time, in the order of the class path.
   *
   * @param coordinates {@code group:artifact:version} or {@code group:artifact} for the newest
   *     release; {@code group:artifact:extension:classifier:version} as Maven has it
   * @param more addresses of further repositories
   * @param progress told of bytes
   * @throws IllegalArgumentException if coordinates are none
   * @throws IOException if one cannot be had
   */
  List<Found> find(
      List<String> coordinates, List<String> more, Progress progress, Cancellation cancellation)
      throws IOException {
    RepositorySystem system = new RepositorySystemSupplier().get();
    RepositorySystemSession session = session(system, progress, cancellation);
    CollectRequest collect = new CollectRequest();
    collect.setRepositories(repositories(system, session, more));
    List<String> asked = new ArrayList<>();
    for (String text : coordinates) {
      Artifact artifact = artifact(text);
      asked.add(artifact.getGroupId() + ":" + artifact.getArtifactId());
      collect.addDependency(new Dependency(artifact, JavaScopes.RUNTIME));
    }
    DependencyRequest request =
        new DependencyRequest(collect, DependencyFilterUtils.classpathFilter(JavaScopes.RUNTIME));
    try {
      List<Found> found = new ArrayList<>();
      for (ArtifactResult result :
          system.resolveDependencies(session, request).getArtifactResults()) {
        Artifact artifact = result.getArtifact();
        String name = artifact.getGroupId() + ":" + artifact.getArtifactId();
        found.add(
            new Found(
                name, artifact.getVersion(), artifact.getFile().toPath(), asked.contains(name)));
      }
      return found;
    } catch (DependencyResolutionException e) {
      throw new IOException(reason(e), e);
    } finally {
      system.shutdown();
    }
  }

  /** Without a version, the newest release. */
  private static Artifact artifact(String coordinates) {
    boolean newest = coordinates.indexOf(':') == coordinates.lastIndexOf(':');
    return new DefaultArtifact(newest ? coordinates + ":RELEASE" : coordinates);
  }

  private RepositorySystemSession session(
      RepositorySystem system, Progress progress, Cancellation cancellation) {
    DefaultRepositorySystemSession session = MavenRepositorySystemUtils.newSession();
    session.setSystemProperties(System.getProperties());
    session.setLocalRepositoryManager(
        system.newLocalRepositoryManager(
            session,
            new org.eclipse.aether.repository.LocalRepository(
                settings.localRepository().toFile())));
    settings.applyTo(session);
    session.setTransferListener(new Transfers(progress, cancellation));
    return session;
  }

  private List<RemoteRepository> repositories(
      RepositorySystem system, RepositorySystemSession session, List<String> more) {
    List<RemoteRepository> repositories = new ArrayList<>();
    for (int i = 0; i < more.size(); i++) {
      repositories.add(MavenSettings.repository("given-" + (i + 1), more.get(i)));
    }
    repositories.addAll(settings.repositories());
    return system.newResolutionRepositories(session, repositories);
  }

  /**
   * The documentation of one library: its sources, or where there are none its Javadoc pages.
   *
   * @param coordinates {@code group:artifact:version}, or without the version for the newest
   * @throws IllegalArgumentException if the coordinates are none
   * @throws IOException if neither can be had
   */
  Archive documentation(
      String coordinates, List<String> more, Progress progress, Cancellation cancellation)
      throws IOException {
    Artifact library = artifact(coordinates);
    RepositorySystem system = new RepositorySystemSupplier().get();
    RepositorySystemSession session = session(system, progress, cancellation);
    List<RemoteRepository> repositories = repositories(system, session, more);
    ArtifactResolutionException first = null;
    try {
      for (String classifier : List.of("sources", "javadoc")) {
        Artifact wanted = new SubArtifact(library, classifier, "jar");
        ArtifactRequest request = new ArtifactRequest(wanted, repositories, null);
        try {
          Artifact found = system.resolveArtifact(session, request).getArtifact();
          String name = found.getGroupId() + ":" + found.getArtifactId() + ":" + found.getVersion();
          return new Archive(name, found.getFile().toPath(), classifier.equals("sources"));
        } catch (ArtifactResolutionException e) {
          first = first == null ? e : first;
        }
      }
      throw new IOException(reason(first), first);
    } finally {
      system.shutdown();
    }
  }

  /** The innermost message that says something. */
  private static String reason(Throwable e) {
    String reason = e.getMessage();
    for (Throwable t = e.getCause(); t != null; t = t.getCause()) {
      reason = t.getMessage() == null ? reason : t.getMessage();
    }
    return reason;
  }

  /** Bytes of all files under way. */
  private static final class Transfers extends AbstractTransferListener {
    private final ConcurrentMap<String, long[]> files = new ConcurrentHashMap<>();
    private final Progress progress;
    private final Cancellation cancellation;

    Transfers(Progress progress, Cancellation cancellation) {
      this.progress = progress;
      this.cancellation = cancellation;
    }

    @Override
    public void transferStarted(TransferEvent event) throws TransferCancelledException {
      transferProgressed(event);
    }

    @Override
    public void transferProgressed(TransferEvent event) throws TransferCancelledException {
      if (cancellation.isRequested()) {
        throw new TransferCancelledException("The cell was interrupted.");
      }
      long length = event.getResource().getContentLength();
      long done = event.getTransferredBytes();
      files.put(event.getResource().getResourceName(), new long[] {done, Math.max(done, length)});
      long all = 0;
      long total = 0;
      for (long[] file : files.values()) {
        all += file[0];
        total += file[1];
      }
      progress.reached(all, total);
    }
  }
}
