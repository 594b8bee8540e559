package io.tocsin.sandbox;

import io.tocsin.cluster.FlinkClient;
import io.tocsin.sandbox.process.Command;
import io.tocsin.sandbox.process.GuardedProcess;
import io.tocsin.sandbox.process.Ports;
import io.tocsin.sandbox.process.ProcessGroup;
import io.tocsin.sandbox.process.Programs;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A Flink session cluster: a JobManager and {@value #TASK_MANAGERS} TaskManagers, each a process,
 * with checkpoints and savepoints in a bucket of the object store.
 */
public final class FlinkPart implements Part {

  /** How many TaskManagers there are. */
  static final int TASK_MANAGERS = 2;

  /** Slots of one TaskManager: three jobs at parallelism 2 fit into the two. */
  private static final int SLOTS = 4;

  private static final Duration START_LIMIT = Duration.ofSeconds(240);

  private final ProcessGroup processes;
  private final Path directory;
  private final String classPath;
  private final Path plugins;
  private final int restPort;
  private final int rpcPort;
  private final int blobPort;
  private final ObjectStorePart store;
  private final String bucket;
  private final Part jobManager;
  private final List<Part> taskManagers;
  private final Map<String, Integer> metricsPorts = new TreeMap<>();
  private final Map<String, String> options = new TreeMap<>();
  private final Map<String, String> environment = new TreeMap<>();

  /**
   * A cluster in the workspace, not started yet; its web page on port 8081 if that is wanted and
   * free.
   *
   * @param bucket for checkpoints and savepoints; must exist before a job takes its first
   */
  public FlinkPart(Workspace workspace, boolean usualPort, ObjectStorePart store, String bucket) {
    processes = workspace.processes();
    directory = workspace.directoryOf("flink");
    classPath = workspace.distribution().classPath("flink");
    plugins = workspace.distribution().flinkPlugins();
    restPort = usualPort ? workspace.ports().preferably(8081) : workspace.ports().free();
    rpcPort = workspace.ports().free();
    blobPort = workspace.ports().free();
    this.store = store;
    this.bucket = bucket;
    jobManager = new JobManager();
    taskManagers =
        IntStream.rangeClosed(1, TASK_MANAGERS).<Part>mapToObj(TaskManager::new).toList();
  }

  @Override
  public String name() {
    return "Flink";
  }

  @Override
  public String address() {
    return rest().toString();
  }

  /** Where its web page and its REST API are. */
  public URI rest() {
    return URI.create("http://127.0.0.1:" + restPort);
  }

  /**
   * Sets more of Flink's options, such as those of high availability; to be called before it is
   * started.
   */
  public void configure(Map<String, String> more) {
    options.putAll(more);
  }

  /** Sets environment variables of its processes; to be called before they are started. */
  public void environment(Map<String, String> variables) {
    environment.putAll(variables);
  }

  /**
   * Has each process tell its metrics to a Prometheus; to be called before they are started. They
   * are told on all addresses of this machine, since Flink's reporter has no option for one.
   *
   * @param ports where from
   * @return where each process tells them, such as {@code 127.0.0.1:9249}, by its name
   */
  public Map<String, String> exposeMetrics(Ports ports) {
    Map<String, String> addresses = new TreeMap<>();
    metricsPorts.put("jobmanager", ports.free());
    for (int number = 1; number <= TASK_MANAGERS; number++) {
      metricsPorts.put("taskmanager" + number, ports.free());
    }
    metricsPorts.forEach((name, port) -> addresses.put(name, "127.0.0.1:" + port));
    return addresses;
  }

  /** A client for it. */
  public FlinkClient client() {
    return new FlinkClient(rest());
  }

  /**
   * The JobManager alone. Without it jobs are forgotten, since this cluster keeps no record of them
   * unless it was {@linkplain #configure told} to be highly available.
   */
  public Part jobManager() {
    return jobManager;
  }

  /** Each TaskManager alone, to be killed and started again. */
  public List<Part> taskManagers() {
    return taskManagers;
  }

  @Override
  public void start() {
    jobManager.start();
    taskManagers.forEach(Part::start);
  }

  @Override
  public boolean isRunning() {
    return jobManager.isRunning() && taskManagers.stream().allMatch(Part::isRunning);
  }

  @Override
  public void kill() {
    taskManagers.forEach(Part::kill);
    jobManager.kill();
  }

  @Override
  public void close() {
    taskManagers.forEach(Part::close);
    jobManager.close();
  }

  private List<String> configuration() {
    List<String> lines = new ArrayList<>(basics());
    options.forEach((option, value) -> lines.add(option + ": " + value));
    return lines;
  }

  private List<String> basics() {
    return List.of(
        "jobmanager.rpc.address: 127.0.0.1",
        "jobmanager.bind-host: 127.0.0.1",
        "jobmanager.rpc.port: " + rpcPort,
        "rest.address: 127.0.0.1",
        "rest.bind-address: 127.0.0.1",
        "rest.port: " + restPort,
        "rest.bind-port: " + restPort,
        "blob.server.port: " + blobPort,
        "taskmanager.host: 127.0.0.1",
        "taskmanager.bind-host: 127.0.0.1",
        "taskmanager.numberOfTaskSlots: " + SLOTS,
        "io.tmp.dirs: " + directory.resolve("tmp"),
        "web.upload.dir: " + directory.resolve("jars"),
        // How old what the REST API says may be.
        "web.refresh-interval: 1000",
        "metrics.fetcher.update-interval: 2000",
        // A killed TaskManager is noticed within seconds instead of a minute.
        "heartbeat.interval: 2000",
        "heartbeat.timeout: 10000",
        // A JobManager that takes its jobs up again fetches the jar of each in the thread that is
        // asked for them, and ends itself if no answer comes for so long; 10 s is not enough here.
        // For so long a job has no checkpoint, too, if a task was asked for one when its
        // TaskManager was killed.
        "pekko.ask.timeout: 1 min",
        // As k8s/base has it. By itself Flink waits up to a minute, and for
        // longer each time until nothing has failed for an hour.
        "restart-strategy.type: exponential-delay",
        "restart-strategy.exponential-delay.initial-backoff: 1 s",
        "restart-strategy.exponential-delay.max-backoff: 15 s",
        "restart-strategy.exponential-delay.reset-backoff-threshold: 10 min",
        "execution.checkpointing.interval: 10s",
        "execution.checkpointing.dir: s3://" + bucket + "/checkpoints",
        "execution.checkpointing.savepoint-dir: s3://" + bucket + "/savepoints",
        "execution.checkpointing.externalized-checkpoint-retention: RETAIN_ON_CANCELLATION",
        "execution.checkpointing.num-retained: 3",
        "execution.checkpointing.tolerable-failed-checkpoints: 10",
        "s3.endpoint: " + store.endpoint(),
        "s3.region: " + store.region(),
        "s3.access-key: " + store.accessKey(),
        "s3.secret-key: " + store.secretKey(),
        "s3.path-style-access: true");
  }

  /** A Java process of the cluster. */
  private abstract class Member extends SingleProcessPart {

    @Override
    public String address() {
      return FlinkPart.this.address();
    }

    GuardedProcess launch(String logName, List<String> flags, String main, List<String> arguments) {
      Path logging = Workspace.copyResource("jvm-part-log4j2.properties", directory);
      Workspace.write(directory.resolve("config.yaml"), configuration());
      directory.resolve("tmp").toFile().mkdirs();
      List<String> line = new ArrayList<>();
      line.add(Programs.java().toString());
      line.addAll(flags);
      line.addAll(FlinkJava.FLAGS);
      line.add("-Dlog4j2.configurationFile=" + logging);
      // Where the web page looks for the log that it shows.
      line.add("-Dlog.file=" + directory.resolve(logName + ".log"));
      line.addAll(List.of("-cp", classPath, main, "--configDir", directory.toString()));
      line.addAll(arguments);
      Integer metricsPort = metricsPorts.get(logName);
      if (metricsPort != null) {
        line.addAll(
            List.of(
                "-D",
                "metrics.reporter.prom.factory.class="
                    + "org.apache.flink.metrics.prometheus.PrometheusReporterFactory",
                "-D",
                "metrics.reporter.prom.port=" + metricsPort));
      }
      Map<String, String> variables = new TreeMap<>(environment);
      variables.put("FLINK_CONF_DIR", directory.toString());
      variables.put("FLINK_PLUGINS_DIR", plugins.toString());
      variables.put("FLINK_LIB_DIR", directory.resolve("lib").toString());
      return processes.start(new Command(logName, line, directory, variables));
    }
  }

  private final class JobManager extends Member {

    @Override
    public String name() {
      return "Flink JobManager";
    }

    @Override
    GuardedProcess launch() {
      GuardedProcess process =
          launch(
              "jobmanager",
              FlinkMemory.jobManagerFlags(),
              "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
              FlinkMemory.jobManagerOptions());
      process.awaitReady(START_LIMIT, () -> Http.status(rest().resolve("/overview")) == 200);
      return process;
    }
  }

  private final class TaskManager extends Member {

    private final int number;
    private int launches;

    TaskManager(int number) {
      this.number = number;
    }

    @Override
    public String name() {
      return "Flink TaskManager " + number;
    }

    @Override
    GuardedProcess launch() {
      // A new name for each start: the JobManager may not have noticed yet that the last one is
      // gone.
      String id = "tm" + number + "-" + ++launches;
      List<String> arguments = new ArrayList<>(FlinkMemory.taskManagerOptions());
      arguments.addAll(List.of("-D", "taskmanager.resource-id=" + id));
      GuardedProcess process =
          launch(
              "taskmanager" + number,
              FlinkMemory.taskManagerFlags(),
              "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
              arguments);
      process.awaitReady(START_LIMIT, () -> client().taskManagerIds().contains(id));
      return process;
    }
  }
}
