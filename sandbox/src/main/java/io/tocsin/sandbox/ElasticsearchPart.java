package io.tocsin.sandbox;

import io.tocsin.sandbox.process.Command;
import io.tocsin.sandbox.process.GuardedProcess;
import io.tocsin.sandbox.process.ProcessGroup;
import io.tocsin.sandbox.process.Programs;
import io.tocsin.sandbox.process.StartFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An Elasticsearch server of one node; without security unless its options say otherwise.
 *
 * <p>Elasticsearch refuses to run as root. For root it runs as the user {@code nobody}.
 */
public final class ElasticsearchPart extends SingleProcessPart {

  private static final Duration START_LIMIT = Duration.ofSeconds(300);
  private static final int NOBODY = 65_534;

  private final ProcessGroup processes;
  private final Path directory;
  private final ElasticsearchOptions options;
  private final int port;
  private final int transportPort;

  /** A server in the workspace, not started yet; on port 9200 if that is wanted and free. */
  public ElasticsearchPart(Workspace workspace, boolean usualPort) {
    this(
        workspace,
        "elasticsearch",
        ElasticsearchOptions.open(workspace.distribution().elasticsearch()),
        usualPort ? workspace.ports().preferably(9200) : workspace.ports().free());
  }

  /**
   * A server in a folder of the workspace, not started yet.
   *
   * @param folder of this server's own
   */
  public ElasticsearchPart(Workspace workspace, String folder, ElasticsearchOptions options) {
    this(workspace, folder, options, workspace.ports().free());
  }

  private ElasticsearchPart(
      Workspace workspace, String folder, ElasticsearchOptions options, int port) {
    this.processes = workspace.processes();
    this.directory = workspace.directoryOf(folder);
    this.options = options;
    this.port = port;
    this.transportPort = workspace.ports().free();
  }

  @Override
  public String name() {
    return "Elasticsearch";
  }

  @Override
  public String address() {
    return uri().toString();
  }

  /** Where its API answers. */
  public URI uri() {
    return URI.create((options.tls() == null ? "http" : "https") + "://127.0.0.1:" + port);
  }

  @Override
  GuardedProcess launch() {
    configure();
    List<String> line = new ArrayList<>();
    if (isRoot()) {
      handOverToNobody();
      line.addAll(asNobody());
    }
    line.add(options.home().resolve("bin").resolve("elasticsearch").toString());
    Map<String, String> environment =
        Map.of(
            "ES_JAVA_HOME", Programs.javaHome().toString(),
            "ES_PATH_CONF", directory.resolve("config").toString(),
            "ES_TMPDIR", directory.resolve("tmp").toString(),
            "ES_JAVA_OPTS", "-Xms512m -Xmx512m");
    GuardedProcess server =
        processes.start(new Command("elasticsearch", line, directory, environment));
    server.awaitReady(START_LIMIT, this::isHealthy);
    return server;
  }

  private boolean isHealthy() throws IOException, InterruptedException {
    HttpResponse<String> health = Http.get(uri().resolve("/_cluster/health"), options.tls());
    if (options.tls() != null && health.statusCode() == 401) {
      return true; // it is up, and asks who we are
    }
    return health.statusCode() == 200 && !health.body().contains("\"status\":\"red\"");
  }

  private void configure() {
    try {
      for (String folder : List.of("config/jvm.options.d", "data", "logs", "tmp")) {
        Files.createDirectories(directory.resolve(folder));
      }
      try (Stream<Path> originals = Files.list(options.home().resolve("config"))) {
        for (Path original : originals.filter(Files::isRegularFile).toList()) {
          Path copy = directory.resolve("config").resolve(original.getFileName());
          if (!Files.exists(copy)) {
            Files.copy(original, copy);
          }
        }
      }
      for (Map.Entry<String, byte[]> file : options.files().entrySet()) {
        Files.write(directory.resolve("config").resolve(file.getKey()), file.getValue());
      }
      Files.write(directory.resolve("config").resolve("elasticsearch.yml"), settings());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> settings() {
    List<String> settings = new ArrayList<>(options.settings());
    settings.addAll(basics());
    return settings;
  }

  private List<String> basics() {
    return List.of(
        "cluster.name: tocsin",
        "node.name: sandbox",
        "path.data: " + directory.resolve("data"),
        "path.logs: " + directory.resolve("logs"),
        "network.host: 127.0.0.1",
        "http.port: " + port,
        "transport.port: " + transportPort,
        "discovery.type: single-node",
        // A developer's disk is often nearly full, and a sandbox need not care.
        "cluster.routing.allocation.disk.threshold_enabled: false");
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private List<String> asNobody() {
    if (!Programs.isOnPath("setpriv")) {
      throw new StartFailedException(
          "Elasticsearch refuses to run as root, and there is no setpriv (util-linux) to run it as"
              + " nobody; run this as another user");
    }
    return List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");
  }

  private void handOverToNobody() {
    for (Path needed : List.of(options.home(), Programs.javaHome(), directory)) {
      requireReachableForAll(needed);
    }
    try (Stream<Path> tree = Files.walk(directory)) {
      for (Path path : tree.toList()) {
        Files.setAttribute(path, "unix:uid", NOBODY);
        Files.setAttribute(path, "unix:gid", NOBODY);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void requireReachableForAll(Path path) {
    for (Path folder = path; folder != null; folder = folder.getParent()) {
      try {
        int mode = (Integer) Files.getAttribute(folder, "unix:mode");
        if ((mode & 0b001) == 0) {
          throw new StartFailedException(
              "Elasticsearch refuses to run as root, and as the user nobody it cannot enter "
                  + folder
                  + "; run this as another user, or from a place that all may enter");
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
