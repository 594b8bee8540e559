package io.tocsin.sandbox.delivery;

import static org.awaitility.Awaitility.await;

import io.tocsin.document.SourceFormat;
import io.tocsin.document.SourceSpec;
import io.tocsin.flink.delivery.DeliveryJob;
import io.tocsin.flink.delivery.DeliverySettings;
import io.tocsin.flink.elasticsearch.Backoff;
import io.tocsin.flink.elasticsearch.BulkLimits;
import io.tocsin.flink.elasticsearch.ElasticsearchConnection;
import io.tocsin.flink.pipeline.DropFilters;
import io.tocsin.flink.pipeline.PipelineJob;
import io.tocsin.flink.pipeline.PipelineSettings;
import io.tocsin.flink.pipeline.PipelineSource;
import io.tocsin.message.Links;
import io.tocsin.sandbox.KafkaPart;
import io.tocsin.settings.PipelineLayout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Delivery jobs on the cluster of a test, and the hook that they send to. */
final class DeliveryJobs implements AfterEachCallback {
  private final List<JobClient> jobs = new ArrayList<>();
  private final Hook hook;

  /** No job yet. */
  DeliveryJobs() {
    Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
    try {
      hook = new Hook();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With room for a delivery job and a pipeline job. */
  static MiniClusterExtension cluster() {
    return new MiniClusterExtension(
        new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(5)
            .build());
  }

  Hook hook() {
    return hook;
  }

  /** A file of receivers with this hook, which is told at once. */
  static String receivers(Hook hook) {
    return """
        default: hook
        receivers:
          hook: {webhook: {url: '%s'}, group_wait: 0s, group_interval: 1s}
        """
        .formatted(hook.url());
  }

  /** What was sent is remembered once its answer was heard, and then it is in the journal. */
  static void awaitSent(AlertsTopic topic, String rule) {
    await().until(() -> topic.transitions(rule).contains("sent"));
  }

  JobClient start(
      KafkaPart kafka, AlertsTopic topic, @Nullable URI elasticsearch, @Nullable String savepoint)
      throws Exception {
    return start(kafka, topic, elasticsearch, savepoint, null);
  }

  JobClient start(
      KafkaPart kafka,
      AlertsTopic topic,
      @Nullable URI elasticsearch,
      @Nullable String savepoint,
      @Nullable Path receivers)
      throws Exception {
    return start(kafka, topic, elasticsearch, savepoint, receivers, receivers(hook));
  }

  JobClient start(
      KafkaPart kafka,
      AlertsTopic topic,
      @Nullable URI elasticsearch,
      @Nullable String savepoint,
      @Nullable Path receivers,
      String submitted)
      throws Exception {
    Properties properties = new Properties();
    properties.setProperty("bootstrap.servers", kafka.bootstrapServers());
    Configuration configuration = new Configuration();
    if (savepoint != null) {
      configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    }
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    env.setParallelism(3); // more than the topic has partitions
    DeliveryJob.build(
        env,
        new DeliverySettings(
            properties,
            topic.names(),
            receivers == null ? "" : receivers.toString(),
            submitted,
            Duration.ofSeconds(1),
            Links.NONE,
            elasticsearch == null ? null : ElasticsearchConnection.to(elasticsearch),
            DeliverySettings.CHECKPOINT_INTERVAL,
            null));
    return execute(env, topic.name());
  }

  private JobClient execute(StreamExecutionEnvironment env, String name) throws Exception {
    JobClient job = env.executeAsync(name);
    jobs.add(job);
    return job;
  }

  /**
   * A job of the pipeline over the topic's logs, whose dead letters are the topic's.
   *
   * @param directory for its state
   */
  JobClient startPipeline(KafkaPart kafka, AlertsTopic topic, URI elasticsearch, Path directory)
      throws Exception {
    Properties client = new Properties();
    client.setProperty("bootstrap.servers", kafka.bootstrapServers());
    SourceSpec spec = SourceSpec.of(SourceFormat.ECS).withDataStream("delivery", "default");
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(new Configuration());
    env.setParallelism(1);
    PipelineJob.build(
        env,
        new PipelineSettings(
            client,
            List.of(new PipelineSource("app", List.of(topic.logs()), null, spec, DropFilters.NONE)),
            topic.names().deadLetters(),
            "logs-tocsin.deadletter-delivery",
            ElasticsearchConnection.to(elasticsearch),
            BulkLimits.standard(),
            Backoff.standard(),
            PipelineLayout.CHAINED,
            Duration.ofSeconds(1),
            directory.resolve("pipeline").toUri().toString()));
    return execute(env, "pipeline");
  }

  /** A job of a test that failed would have the slots of the next one's. */
  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    for (JobClient job : jobs) {
      if (!job.getJobStatus().get(60, TimeUnit.SECONDS).isGloballyTerminalState()) {
        job.cancel().get(60, TimeUnit.SECONDS);
      }
    }
    hook.close();
  }
}
