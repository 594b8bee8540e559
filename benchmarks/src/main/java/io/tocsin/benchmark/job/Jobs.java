package io.tocsin.benchmark.job;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.tocsin.benchmark.measure.Run;
import io.tocsin.benchmark.measure.Usage;
import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.flink.alerting.AlertingJob;
import io.tocsin.flink.job.JobEnvironment;
import io.tocsin.rule.RuleBundle;
import io.tocsin.settings.Settings;
import io.tocsin.settings.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.FilterFunction;
import org.apache.flink.api.common.serialization.AbstractDeserializationSchema;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * The jobs that are compared, each run from its first log to its last: starting and stopping are
 * not counted.
 */
final class Jobs {
  /** The name of every job's source. */
  static final String SOURCE = "logs";

  private static final long GIVE_UP_NANOS = TimeUnit.MINUTES.toNanos(10);

  private static final MemorySize MEMORY_OF_ROCKSDB = MemorySize.ofMebiBytes(512);

  private final Path directory;
  private final int parallelism;
  private final Backend backend;
  private final Duration checkpoints;

  /** Where jobs keep their state. */
  enum Backend {
    /** Flink's default. */
    MEMORY("hashmap", "memory"),

    /** As {@code k8s/base} has it. */
    ROCKSDB("rocksdb", "RocksDB");

    private final String type;
    private final String title;

    Backend(String type, String title) {
      this.type = type;
      this.title = title;
    }

    /** As it stands in tables. */
    String title() {
      return title;
    }
  }

  /**
   * Jobs of one parallelism.
   *
   * @param directory for rules and checkpoints
   * @param checkpoints the interval between them
   */
  Jobs(Path directory, int parallelism, Backend backend, Duration checkpoints) {
    this.directory = directory;
    this.parallelism = parallelism;
    this.backend = backend;
    this.checkpoints = checkpoints;
  }

  /** A log as its bytes. */
  private static final class Bytes extends AbstractDeserializationSchema<byte[]> {
    private static final long serialVersionUID = 1L;

    @Override
    public byte[] deserialize(byte[] message) {
      return message;
    }
  }

  /** Reads all of a log, and keeps nothing. */
  private static final class TokenScan implements FilterFunction<byte[]> {
    private static final JsonFactory JSON = new JsonFactory();
    private static final long serialVersionUID = 1L;

    @Override
    public boolean filter(byte[] log) throws IOException {
      int tokens = 0;
      try (JsonParser parser = JSON.createParser(log)) {
        while (parser.nextToken() != null) {
          tokens++;
        }
      }
      return tokens == 0;
    }
  }

  /** Kafka's own source, and nothing behind it. */
  Run sourceOnly(LogTopic topic) throws Exception {
    StreamExecutionEnvironment env = environment(topic, settings(topic, "unused"));
    kafka(env, topic).sinkTo(new DiscardingSink<>());
    return run(env, topic);
  }

  /** Kafka's own source, and a scan of each log's tokens by Jackson: the ceiling. */
  Run tokenScan(LogTopic topic) throws Exception {
    StreamExecutionEnvironment env = environment(topic, settings(topic, "unused"));
    kafka(env, topic).filter(new TokenScan()).sinkTo(new DiscardingSink<>());
    return run(env, topic);
  }

  private static DataStream<byte[]> kafka(StreamExecutionEnvironment env, LogTopic topic) {
    return env.fromSource(
        KafkaSource.<byte[]>builder()
            .setBootstrapServers(topic.bootstrap())
            .setTopics(topic.name())
            .setGroupId("bench")
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setValueOnlyDeserializer(new Bytes())
            .build(),
        WatermarkStrategy.noWatermarks(),
        SOURCE);
  }

  /** The alerting job as it is deployed, with checkpoints. */
  Run alerting(LogTopic topic, RuleBundle rules) throws Exception {
    return alerting(topic, rules, 0, topic.logs());
  }

  /**
   * The same over some of the logs.
   *
   * @param from as many are read before it is measured
   * @param to as many when it ends
   */
  Run alerting(LogTopic topic, RuleBundle rules, long from, long to) throws Exception {
    Path path = Files.createTempDirectory(directory, "rules-");
    for (RuleBundle.File file : rules.files()) {
      Files.writeString(path.resolve(file.path()), file.text());
    }
    Settings settings = settings(topic, path.toString());
    StreamExecutionEnvironment env = environment(topic, settings);
    AlertingJob.build(env, settings);
    return run(env, from, to);
  }

  private StreamExecutionEnvironment environment(LogTopic topic, Settings settings) {
    Configuration configuration = new Configuration();
    configuration.setString(
        "metrics.reporter.progress.factory.class", JobMetrics.Factory.class.getName());
    configuration.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY, directory.resolve(topic.name()).toUri() + "");
    configuration.set(StateBackendOptions.STATE_BACKEND, backend.type);
    configuration.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    configuration.setString("state.backend.rocksdb.use-bloom-filter", "true");
    configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MEMORY_OF_ROCKSDB);
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(128));
    StreamExecutionEnvironment env = JobEnvironment.create(settings, checkpoints);
    env.configure(configuration);
    env.setParallelism(parallelism);
    return env;
  }

  private Settings settings(LogTopic topic, String rules) {
    String yaml =
        """
        kafka: {bootstrap: '%s', properties: {group.id: 'bench-%s'}}
        sources: [{name: logs, topics: ['%s']}]
        topics: {alerts: bench-alerts}
        rules: '%s'
        checkpoints: {endpoint: 'http://127.0.0.1:1', bucket: unused, region: us-east-1}
        parallelism: %d
        """
            // A group of its own, so that a job does not go on where another has come to.
            .formatted(topic.bootstrap(), UUID.randomUUID(), topic.name(), rules, parallelism);
    Diagnostics diagnostics = new Diagnostics();
    Settings settings = SettingsReader.read("tocsin.yaml", yaml, diagnostics);
    if (settings == null) {
      throw new IllegalStateException(diagnostics.render());
    }
    return settings;
  }

  private static Run run(StreamExecutionEnvironment env, LogTopic topic) throws Exception {
    return run(env, 0, topic.logs());
  }

  private static Run run(StreamExecutionEnvironment env, long from, long to) throws Exception {
    System.gc();
    JobClient job = env.executeAsync();
    try {
      long before = await(job, Math.max(1, from));
      Usage begin = Usage.now();
      long read = await(job, to);
      Usage end = Usage.now();
      return new Run(read - before, end.since(begin), JobMetrics.groups());
    } finally {
      job.cancel().get();
      awaitEnd(job);
    }
  }

  private static long await(JobClient job, long wanted) throws Exception {
    long giveUp = System.nanoTime() + GIVE_UP_NANOS;
    long asked = System.nanoTime();
    while (true) {
      long read = JobMetrics.read();
      if (read >= wanted) {
        return read;
      }
      if (System.nanoTime() - asked > TimeUnit.SECONDS.toNanos(1)) {
        asked = System.nanoTime();
        JobStatus status = job.getJobStatus().get();
        if (status.isTerminalState() || status == JobStatus.RESTARTING || asked > giveUp) {
          throw new IllegalStateException(
              "the job is %s after %,d of %,d logs".formatted(status, read, wanted));
        }
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
    }
  }

  private static void awaitEnd(JobClient job) throws Exception {
    // A job that was cancelled has no result; that it has come to its end is all that is asked.
    job.getJobExecutionResult().handle((result, cancelled) -> job.getJobID()).get();
    while (JobMetrics.read() > 0) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }
}
