package io.tocsin.sandbox;

import io.tocsin.sandbox.process.Command;
import io.tocsin.sandbox.process.GuardedProcess;
import io.tocsin.sandbox.process.ProcessGroup;
import io.tocsin.sandbox.process.Programs;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;

/**
 * A Kafka broker that is its own controller (KRaft).
 *
 * <p>Topics are not made on first use: whoever forgets to make one is told so.
 */
public final class KafkaPart extends SingleProcessPart {

  private static final Duration START_LIMIT = Duration.ofSeconds(180);

  private final ProcessGroup processes;
  private final Path directory;
  private final String classPath;
  private final int port;
  private final int controllerPort;
  private final KafkaOptions options;

  /** A broker in the workspace, not started yet; on port 9092 if that is wanted and free. */
  public KafkaPart(Workspace workspace, boolean usualPort) {
    this(workspace, usualPort, KafkaOptions.OPEN);
  }

  /** The same, spoken to as the options say. */
  public KafkaPart(Workspace workspace, boolean usualPort, KafkaOptions options) {
    this.options = options;
    processes = workspace.processes();
    directory = workspace.directoryOf("kafka");
    classPath = workspace.distribution().classPath("broker");
    port = usualPort ? workspace.ports().preferably(9092) : workspace.ports().free();
    controllerPort = workspace.ports().free();
  }

  @Override
  public String name() {
    return "Kafka";
  }

  @Override
  public String address() {
    return bootstrapServers();
  }

  /** Host and port, as clients take it for {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  @Override
  GuardedProcess launch() {
    Path logging = Workspace.copyResource("jvm-part-log4j2.properties", directory);
    Path properties = Workspace.write(directory.resolve("server.properties"), properties());
    if (!Files.exists(directory.resolve("data").resolve("meta.properties"))) {
      format(logging, properties);
    }
    GuardedProcess broker =
        processes.start(
            new Command(
                "kafka",
                java(logging, "-Xmx384m", "kafka.Kafka", properties.toString()),
                directory));
    broker.awaitReady(START_LIMIT, this::answers);
    return broker;
  }

  private void format(Path logging, Path properties) {
    List<String> line =
        java(
            logging,
            "-Xmx128m",
            "kafka.tools.StorageTool",
            "format",
            "-t",
            Uuid.randomUuid().toString(),
            "-c",
            properties.toString());
    try (GuardedProcess tool = processes.start(new Command("kafka-format", line, directory))) {
      tool.awaitSuccess(START_LIMIT);
    }
  }

  private List<String> java(Path logging, String heap, String main, String... arguments) {
    List<String> line = new ArrayList<>();
    line.add(Programs.java().toString());
    line.addAll(List.of(heap, "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"));
    line.add("-Dlog4j2.configurationFile=" + logging);
    line.addAll(List.of("-cp", classPath, main));
    line.addAll(List.of(arguments));
    return line;
  }

  private List<String> properties() {
    String protocol = options.protocol();
    List<String> properties = new ArrayList<>(options.broker());
    properties.addAll(
        List.of(
            "process.roles=broker,controller",
            "node.id=1",
            "controller.quorum.voters=1@127.0.0.1:" + controllerPort,
            "controller.listener.names=CONTROLLER",
            "listeners="
                + protocol
                + "://127.0.0.1:"
                + port
                + ",CONTROLLER://127.0.0.1:"
                + controllerPort,
            "advertised.listeners=" + protocol + "://127.0.0.1:" + port,
            "inter.broker.listener.name=" + protocol,
            "listener.security.protocol.map=" + protocol + ":" + protocol + ",CONTROLLER:PLAINTEXT",
            "log.dirs=" + directory.resolve("data"),
            "auto.create.topics.enable=false",
            "offsets.topic.replication.factor=1",
            "offsets.topic.num.partitions=4",
            "transaction.state.log.replication.factor=1",
            "transaction.state.log.min.isr=1",
            "transaction.state.log.num.partitions=4",
            "group.initial.rebalance.delay.ms=0"));
    return properties;
  }

  private boolean answers() throws Exception {
    // A client would log each refused attempt.
    new Socket(InetAddress.getLoopbackAddress(), port).close();
    Map<String, Object> configuration = new HashMap<>(options.client());
    configuration.put("bootstrap.servers", bootstrapServers());
    configuration.put("request.timeout.ms", 2_000);
    configuration.put("default.api.timeout.ms", 2_000);
    try (Admin admin = Admin.create(configuration)) {
      return !admin.describeCluster().nodes().get(3, TimeUnit.SECONDS).isEmpty();
    }
  }
}
