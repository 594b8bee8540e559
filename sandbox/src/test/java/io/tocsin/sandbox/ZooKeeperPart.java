package io.tocsin.sandbox;

import io.tocsin.sandbox.process.Command;
import io.tocsin.sandbox.process.GuardedProcess;
import io.tocsin.sandbox.process.ProcessGroup;
import io.tocsin.sandbox.process.Programs;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a Flink cluster without Kubernetes keeps in mind by which JobManager leads and which jobs
 * there are. It is the ZooKeeper that Flink brings along for its own client.
 */
public final class ZooKeeperPart extends SingleProcessPart {

  private static final Duration START_LIMIT = Duration.ofSeconds(120);
  private static final String MAIN =
      "org.apache.flink.shaded.zookeeper3.org.apache.zookeeper.server.ZooKeeperServerMain";

  private final ProcessGroup processes;
  private final Path directory;
  private final String classPath;
  private final int port;

  /** A server in the workspace, not started yet. */
  public ZooKeeperPart(Workspace workspace) {
    processes = workspace.processes();
    directory = workspace.directoryOf("zookeeper");
    classPath = workspace.distribution().classPath("flink");
    port = workspace.ports().free();
  }

  @Override
  public String name() {
    return "ZooKeeper";
  }

  @Override
  public String address() {
    return "127.0.0.1:" + port;
  }

  /**
   * What a Flink cluster has to be {@linkplain FlinkPart#configure told} to lean on it.
   *
   * @param directory for what is too large for it, in a bucket that exists
   */
  public Map<String, String> flinkOptions(String directory) {
    return Map.of(
        "high-availability.type",
        "zookeeper",
        "high-availability.zookeeper.quorum",
        address(),
        "high-availability.storageDir",
        directory,
        // A JobManager that was killed leads until its session is over.
        "high-availability.zookeeper.client.session-timeout",
        "8000");
  }

  @Override
  GuardedProcess launch() {
    Path logging = Workspace.copyResource("jvm-part-log4j2.properties", directory);
    Path configuration =
        Workspace.write(
            directory.resolve("zoo.cfg"),
            List.of(
                "dataDir=" + directory.resolve("data"),
                "clientPort=" + port,
                "clientPortAddress=127.0.0.1",
                "tickTime=1000",
                "admin.enableServer=false"));
    GuardedProcess server =
        processes.start(
            new Command(
                "zookeeper",
                List.of(
                    Programs.java().toString(),
                    "-Xmx96m",
                    "-XX:+UseSerialGC",
                    "-Dlog4j2.configurationFile=" + logging,
                    "-cp",
                    classPath,
                    MAIN,
                    configuration.toString()),
                directory));
    server.awaitReady(
        START_LIMIT,
        () -> {
          new Socket(InetAddress.getLoopbackAddress(), port).close();
          return true;
        });
    return server;
  }
}
