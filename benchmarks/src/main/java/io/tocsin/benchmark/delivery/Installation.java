package io.tocsin.benchmark.delivery;

import io.tocsin.benchmark.measure.Broker;
import io.tocsin.checkpoints.BucketLocation;
import io.tocsin.checkpoints.CheckpointBucket;
import io.tocsin.cluster.FlinkClient;
import io.tocsin.cluster.JobKind;
import io.tocsin.cluster.JobSubmission;
import io.tocsin.sandbox.FlinkPart;
import io.tocsin.sandbox.ObjectStorePart;
import io.tocsin.sandbox.Part;
import io.tocsin.sandbox.Workspace;
import io.tocsin.setup.Setup;
import io.tocsin.setup.TopicPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** Kafka, an S3 server and Flink, with the alerting and the delivery job: no Elasticsearch. */
final class Installation implements AutoCloseable {
  static final String LOGS = "logs";
  static final int PARTITIONS = 4;

  /** The rule whose alerts are timed. */
  static final String PROBE = "probe";

  private static final String BUCKET = "bench";
  private static final int PARALLELISM = 2;
  private static final Duration JOB_LIMIT = Duration.ofMinutes(4);

  private final Broker broker = new Broker();
  private final Workspace workspace = broker.workspace();
  private final ObjectStorePart store = new ObjectStorePart(workspace, false);
  private final FlinkPart flink = new FlinkPart(workspace, false, store, BUCKET);

  FlinkClient flink() {
    return flink.client();
  }

  /** Ends a TaskManager as a machine does that fails, and starts one in its place. */
  void endTaskManager(int number) throws IOException {
    List<Part> all = flink.taskManagers();
    Part one = all.get(number % all.size());
    one.kill();
    one.start();
  }

  String bootstrap() {
    return broker.bootstrap();
  }

  /**
   * Starts everything and returns when both jobs run.
   *
   * @param load rules that watch the steady load, for there are always others
   */
  void start(Receipts receipts, String load) throws IOException {
    store.start();
    flink.start();
    Setup setup = new Setup(done -> {});
    Properties client = new Properties();
    client.put("bootstrap.servers", bootstrap());
    setup.topics(client, TopicPlan.standard(LOGS, PARTITIONS, 1));
    try (CheckpointBucket bucket =
        new CheckpointBucket(
            new BucketLocation(
                store.endpoint(),
                store.region(),
                BUCKET,
                store.accessKey(),
                store.secretKey(),
                true,
                null))) {
      setup.bucket(bucket, BUCKET);
    }
    String settings = write(receipts, load).toString();
    JobSubmission submission =
        new JobSubmission(flink.client(), workspace.distribution().jobsJar());
    for (JobKind kind : List.of(JobKind.DELIVERY, JobKind.ALERTING)) {
      Map<String, String> directories =
          Map.of("execution.checkpointing.dir", "s3://" + BUCKET + "/checkpoints/" + kind.text());
      String id =
          submission.submit(
              kind, new JobSubmission.Options(List.of(settings), directories, PARALLELISM, null));
      submission.awaitRunning(kind, id, JOB_LIMIT);
    }
  }

  private Path write(Receipts receipts, String load) throws IOException {
    Path rules = Files.createDirectories(workspace.directory().resolve("rules"));
    Files.writeString(rules.resolve("load.yaml"), load);
    Files.writeString(
        rules.resolve("bench.yaml"),
        """
        rules:
          - name: %s
            where: 'event.dataset: probe'
            by: [host.name]
            over: 1m
            when: count() >= %d
            notify: [probe]
          - name: storm
            where: 'event.dataset: storm'
            by: [host.name]
            over: 1m
            when: count() >= 1
            limits: {groups: 20000}
            notify: [storm]
          - name: rising
            where: 'event.dataset: rising'
            by: [host.name]
            over: 1m
            when: count() >= 1
            limits: {groups: 20000}
            notify: [rising]
        """
            .formatted(PROBE, Traffic.CROSSING));
    Files.writeString(
        rules.resolve("receivers.yaml"),
        """
        receivers:
          probe: {webhook: {url: '%2$s'}, group_by: ['...'], group_wait: 0s, group_interval: 1h}
          storm: {webhook: {url: '%1$s'}, max_alerts: 10}
          rising: {webhook: {url: '%1$s'}, max_alerts: 10}
        """
            .formatted(receipts.stormUrl(), receipts.probeUrl()));
    return Files.writeString(
        workspace.directory().resolve("tocsin.yaml"),
        """
        kafka: {bootstrap: '%s'}
        sources:
          - {name: bench, topics: [%s]}
        rules: %s
        checkpoints: {endpoint: '%s', bucket: %s, region: %s, access_key: '%s', secret_key: '%s'}
        parallelism: %d
        """
            .formatted(
                bootstrap(),
                LOGS,
                rules,
                store.endpoint(),
                BUCKET,
                store.region(),
                store.accessKey(),
                store.secretKey(),
                PARALLELISM));
  }

  @Override
  public void close() {
    flink.close();
    broker.close();
  }
}
