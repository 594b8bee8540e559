package io.tocsin.sandbox;

import io.tocsin.flink.elasticsearch.TrustedCertificates;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * An Elasticsearch with TLS, users and API keys.
 *
 * <p>The distribution that tests run lacks the analysis that the index of API keys is made with. It
 * comes as a plugin of our own, compiled here against the server's jars, in a copy of the
 * distribution: plugins are looked for there only.
 */
public final class SecureElasticsearch implements AutoCloseable {
  /** May do everything. */
  public static final String USER = "admin";

  /** Of that user. */
  public static final String PASSWORD = "admin-password";

  private static final String PLUGIN = "io.tocsin.elasticsearch.SecurityAnalysis";

  private final Workspace workspace;
  private final Path caFile;
  private final ElasticsearchPart part;

  /** Makes and starts it. */
  public SecureElasticsearch() throws Exception {
    workspace = Workspace.create();
    Path directory = workspace.directoryOf("secure");
    TestingCertificate certificate = TestingCertificate.in(directory);
    caFile = certificate.caFile();
    Path home = directory.resolve("home");
    copy(workspace.distribution().elasticsearch(), home);
    addPlugin(home);
    part =
        new ElasticsearchPart(
            workspace,
            "secure/node",
            new ElasticsearchOptions(
                home,
                List.of(
                    "xpack.security.enabled: true",
                    "xpack.security.authc.api_key.enabled: true",
                    "xpack.security.http.ssl.enabled: true",
                    "xpack.security.http.ssl.keystore.path: http.p12",
                    "xpack.security.http.ssl.keystore.password: " + certificate.password(),
                    // A key that is taken back is refused at once.
                    "xpack.security.authc.api_key.cache.ttl: 0"),
                Map.of(
                    "http.p12", Files.readAllBytes(certificate.store()),
                    "users", line(USER + ":" + PASSWORD),
                    "users_roles", line("superuser:" + USER)),
                TrustedCertificates.read(caFile)));
    part.start();
  }

  /** Where it answers. */
  public URI uri() {
    return part.uri();
  }

  /** The authority of its certificate, as PEM. */
  public Path caFile() {
    return caFile;
  }

  private static byte[] line(String text) {
    return (text + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> tree = Files.walk(from)) {
      for (Path path : tree.toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target);
        }
      }
    }
  }

  private static void addPlugin(Path home) throws IOException {
    Path folder = Files.createDirectories(home.resolve("plugins").resolve("security-analysis"));
    Path classes = compiled(home, folder);
    try (JarOutputStream jar =
            new JarOutputStream(Files.newOutputStream(folder.resolve("plugin.jar")));
        Stream<Path> tree = Files.walk(classes)) {
      for (Path file : tree.filter(Files::isRegularFile).toList()) {
        jar.putNextEntry(new JarEntry(classes.relativize(file).toString()));
        Files.copy(file, jar);
      }
    }
    Workspace.write(
        folder.resolve("plugin-descriptor.properties"),
        List.of(
            "name=security-analysis",
            "description=what the index of API keys is made with",
            "version=1",
            "classname=" + PLUGIN,
            "java.version=17",
            "elasticsearch.version=" + version(home)));
  }

  /** Compiles the plugin beside the distribution. */
  private static Path compiled(Path home, Path folder) throws IOException {
    Path work = Files.createDirectories(home.resolveSibling("plugin"));
    Path source = work.resolve("SecurityAnalysis.java");
    try (InputStream text =
        SecureElasticsearch.class.getResourceAsStream("SecurityAnalysis.java")) {
      Files.write(source, text.readAllBytes());
    }
    Path classes = Files.createDirectories(work.resolve("classes"));
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "--release",
                "17",
                "-cp",
                classPath(home.resolve("lib")),
                "-d",
                classes.toString(),
                source.toString());
    if (failed != 0) {
      throw new IOException("the plugin in " + folder + " does not compile");
    }
    return classes;
  }

  private static String classPath(Path folder) throws IOException {
    try (Stream<Path> jars = Files.list(folder)) {
      return jars.map(Path::toString)
          .filter(name -> name.endsWith(".jar"))
          .collect(Collectors.joining(File.pathSeparator));
    }
  }

  private static String version(Path home) throws IOException {
    try (Stream<Path> jars = Files.list(home.resolve("lib"))) {
      return jars.map(jar -> jar.getFileName().toString())
          .filter(name -> name.matches("elasticsearch-\\d.*\\.jar"))
          .map(name -> name.replaceAll("elasticsearch-(.*)\\.jar", "$1"))
          .findFirst()
          .orElseThrow();
    }
  }

  @Override
  public void close() {
    part.close();
    workspace.delete();
  }
}
