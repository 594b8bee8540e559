package io.tocsin.sandbox;

import io.tocsin.sandbox.process.Command;
import io.tocsin.sandbox.process.GuardedProcess;
import io.tocsin.sandbox.process.ProcessGroup;
import io.tocsin.sandbox.process.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** An S3 server that keeps its objects as files (S3Proxy). */
public final class ObjectStorePart extends SingleProcessPart {

  private static final Duration START_LIMIT = Duration.ofSeconds(120);

  private final ProcessGroup processes;
  private final Path directory;
  private final String classPath;
  private final int port;

  /** A server in the workspace, not started yet; on port 9000 if that is wanted and free. */
  public ObjectStorePart(Workspace workspace, boolean usualPort) {
    processes = workspace.processes();
    directory = workspace.directoryOf("s3");
    classPath = workspace.distribution().classPath("object-store");
    port = usualPort ? workspace.ports().preferably(9000) : workspace.ports().free();
  }

  @Override
  public String name() {
    return "S3";
  }

  @Override
  public String address() {
    return endpoint().toString();
  }

  /** Where it answers; buckets are in the path. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** A region, which it ignores and clients want. */
  public String region() {
    return "us-east-1";
  }

  /** The one user's name. */
  public String accessKey() {
    return "tocsin";
  }

  /** The one user's secret. */
  public String secretKey() {
    return "tocsin-secret";
  }

  @Override
  GuardedProcess launch() {
    Path logging = Workspace.copyResource("object-store-logback.xml", directory);
    Path properties = Workspace.write(directory.resolve("s3proxy.properties"), properties());
    List<String> line =
        List.of(
            Programs.java().toString(),
            "-Xmx128m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            "-Dlogback.configurationFile=" + logging,
            "-cp",
            classPath,
            "org.gaul.s3proxy.Main",
            "--properties",
            properties.toString());
    GuardedProcess server = processes.start(new Command("s3", line, directory));
    // Nobody has signed the request: 403 is the answer of a server that is up.
    server.awaitReady(START_LIMIT, () -> Http.status(endpoint()) == 403);
    return server;
  }

  private List<String> properties() {
    Path objects = directory.resolve("objects");
    try {
      Files.createDirectories(objects);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.of(
        "s3proxy.endpoint=" + endpoint(),
        "s3proxy.authorization=aws-v2-or-v4",
        "s3proxy.identity=" + accessKey(),
        "s3proxy.credential=" + secretKey(),
        "jclouds.provider=filesystem-nio2",
        "jclouds.filesystem.basedir=" + objects,
        "jclouds.identity=unused",
        "jclouds.credential=unused");
  }
}
