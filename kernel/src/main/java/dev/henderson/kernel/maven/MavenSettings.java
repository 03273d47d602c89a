package dev.henderson.kernel.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.maven.settings.Mirror;
import org.apache.maven.settings.Profile;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Repository;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.DefaultSettingsBuilderFactory;
import org.apache.maven.settings.building.DefaultSettingsBuildingRequest;
import org.apache.maven.settings.building.SettingsBuildingException;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.repository.Authentication;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.util.repository.AuthenticationBuilder;
import org.eclipse.aether.util.repository.DefaultAuthenticationSelector;
import org.eclipse.aether.util.repository.DefaultMirrorSelector;
import org.eclipse.aether.util.repository.DefaultProxySelector;

/**
 * What the user told Maven: the local repository, mirrors, proxies, passwords and the repositories
 * of active profiles, from {@code ~/.m2/settings.xml} and that of the installation.
 */
final class MavenSettings {
  private static final String CENTRAL = "https://repo.maven.apache.org/maven2/";

  private final Settings settings;

  private MavenSettings(Settings settings) {
    this.settings = settings;
  }

  /**
   * Reads the settings.
   *
   * @param user the user's file, which need not exist
   * @throws IOException if they are no settings
   */
  static MavenSettings read(Path user) throws IOException {
    DefaultSettingsBuildingRequest request = new DefaultSettingsBuildingRequest();
    request.setSystemProperties(System.getProperties());
    if (Files.isRegularFile(user)) {
      request.setUserSettingsFile(user.toFile());
    }
    String home = System.getenv("MAVEN_HOME");
    File installed = home == null ? null : Path.of(home, "conf", "settings.xml").toFile();
    if (installed != null && installed.isFile()) {
      request.setGlobalSettingsFile(installed);
    }
    try {
      return new MavenSettings(
          new DefaultSettingsBuilderFactory().newInstance().build(request).getEffectiveSettings());
    } catch (SettingsBuildingException e) {
      throw new IOException(user + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** The user's own file of settings. */
  static Path userFile() {
    return Path.of(System.getProperty("user.home"), ".m2", "settings.xml");
  }

  /** Where artifacts are kept. */
  Path localRepository() {
    String asked = System.getProperty("maven.repo.local", settings.getLocalRepository());
    return asked == null || asked.isBlank()
        ? Path.of(System.getProperty("user.home"), ".m2", "repository")
        : Path.of(asked);
  }

  /** Tells a session of mirrors, proxies, passwords, and whether to stay off the network. */
  void applyTo(DefaultRepositorySystemSession session) {
    session.setOffline(settings.isOffline());
    DefaultMirrorSelector mirrors = new DefaultMirrorSelector();
    for (Mirror m : settings.getMirrors()) {
      mirrors.add(m.getId(), m.getUrl(), m.getLayout(), false, m.isBlocked(), m.getMirrorOf(), "*");
    }
    session.setMirrorSelector(mirrors);
    DefaultProxySelector proxies = new DefaultProxySelector();
    for (Proxy p : settings.getProxies()) {
      if (p.isActive()) {
        Authentication login = login(p.getUsername(), p.getPassword(), null, null);
        proxies.add(
            new org.eclipse.aether.repository.Proxy(
                p.getProtocol(), p.getHost(), p.getPort(), login),
            p.getNonProxyHosts());
      }
    }
    session.setProxySelector(proxies);
    DefaultAuthenticationSelector logins = new DefaultAuthenticationSelector();
    for (Server s : settings.getServers()) {
      logins.add(
          s.getId(), login(s.getUsername(), s.getPassword(), s.getPrivateKey(), s.getPassphrase()));
    }
    session.setAuthenticationSelector(logins);
  }

  private static Authentication login(String name, String password, String key, String phrase) {
    return new AuthenticationBuilder()
        .addUsername(name)
        .addPassword(password)
        .addPrivateKey(key, phrase)
        .build();
  }

  /** Maven Central and the repositories of active profiles, the latter first. */
  List<RemoteRepository> repositories() {
    Set<String> active = new LinkedHashSet<>(settings.getActiveProfiles());
    List<RemoteRepository> out = new ArrayList<>();
    for (Profile profile : settings.getProfiles()) {
      boolean byDefault =
          profile.getActivation() != null && profile.getActivation().isActiveByDefault();
      if (active.contains(profile.getId()) || (active.isEmpty() && byDefault)) {
        for (Repository r : profile.getRepositories()) {
          out.add(repository(r.getId(), r.getUrl()));
        }
      }
    }
    out.add(repository("central", CENTRAL));
    return out;
  }

  static RemoteRepository repository(String id, String url) {
    return new RemoteRepository.Builder(id, "default", url).build();
  }
}
