package io.tocsin.benchmark.indexing;

import io.tocsin.document.SourceFormat;
import io.tocsin.document.SourceSpec;
import io.tocsin.flink.elasticsearch.Backoff;
import io.tocsin.flink.elasticsearch.BulkLimits;
import io.tocsin.flink.pipeline.DropFilters;
import io.tocsin.flink.pipeline.PipelineJob;
import io.tocsin.flink.pipeline.PipelineSettings;
import io.tocsin.flink.pipeline.PipelineSource;
import io.tocsin.sandbox.KafkaPart;
import io.tocsin.sandbox.Workspace;
import io.tocsin.settings.PipelineLayout;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** A broker, an Elasticsearch, and the pipeline job in this process. */
final class RunningPipeline implements AutoCloseable {
  static final String STREAM = "logs-bench-default";

  private static final String TOPIC = "bench";
  private static final String DEAD_LETTERS = "bench-dead-letters";

  private final Workspace workspace;
  private final KafkaPart kafka;
  private final LocalElasticsearch elasticsearch;
  private final StreamExecutionEnvironment env;
  private final JobClient job;

  RunningPipeline() throws Exception {
    workspace = Workspace.create();
    kafka = new KafkaPart(workspace, false);
    kafka.start();
    elasticsearch = new LocalElasticsearch(workspace);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      var unused =
          admin
              .createTopics(
                  List.of(
                      new NewTopic(TOPIC, 1, (short) 1), new NewTopic(DEAD_LETTERS, 1, (short) 1)))
              .all()
              .get();
    }
    env = StreamExecutionEnvironment.createLocalEnvironment(1);
    PipelineJob.build(env, settings());
    job = env.executeAsync("pipeline");
  }

  private PipelineSettings settings() {
    Properties client = new Properties();
    client.setProperty("bootstrap.servers", kafka.bootstrapServers());
    SourceSpec spec = SourceSpec.of(SourceFormat.ECS).withDataStream("bench", "default");
    return new PipelineSettings(
        client,
        List.of(new PipelineSource("bench", List.of(TOPIC), null, spec, DropFilters.NONE)),
        DEAD_LETTERS,
        PipelineSettings.DEAD_LETTER_STREAM,
        elasticsearch.connection(),
        BulkLimits.standard(),
        Backoff.standard(),
        PipelineLayout.CHAINED,
        Duration.ofSeconds(10),
        workspace.directory().resolve("checkpoints").toUri().toString());
  }

  /** Sends logs into its topic at a rate. */
  Feed feed(int perSecond) {
    return new Feed(kafka.bootstrapServers(), TOPIC, perSecond);
  }

  LocalElasticsearch elasticsearch() {
    return elasticsearch;
  }

  boolean isRunning() throws Exception {
    return job.getJobStatus().get() == JobStatus.RUNNING;
  }

  @Override
  public void close() throws Exception {
    try (elasticsearch;
        kafka;
        env) {
      var unused = job.cancel().get();
    } finally {
      workspace.delete();
    }
  }
}
