package io.tocsin.benchmark.indexing;

import io.tocsin.benchmark.measure.Broker;
import io.tocsin.document.SourceFormat;
import io.tocsin.document.SourceSpec;
import io.tocsin.flink.elasticsearch.Backoff;
import io.tocsin.flink.elasticsearch.BulkLimits;
import io.tocsin.flink.pipeline.DropFilters;
import io.tocsin.flink.pipeline.PipelineJob;
import io.tocsin.flink.pipeline.PipelineSettings;
import io.tocsin.flink.pipeline.PipelineSource;
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

  private final Broker broker;
  private final LocalElasticsearch elasticsearch;
  private final StreamExecutionEnvironment env;
  private final JobClient job;

  RunningPipeline() throws Exception {
    broker = new Broker();
    elasticsearch = new LocalElasticsearch(broker.workspace());
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
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
    client.setProperty("bootstrap.servers", broker.bootstrap());
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
        broker.workspace().directory().resolve("checkpoints").toUri().toString());
  }

  /** Sends logs into its topic at a rate. */
  Feed feed(int perSecond) {
    return new Feed(broker.bootstrap(), TOPIC, perSecond);
  }

  LocalElasticsearch elasticsearch() {
    return elasticsearch;
  }

  boolean isRunning() throws Exception {
    return job.getJobStatus().get() == JobStatus.RUNNING;
  }

  @Override
  public void close() throws Exception {
    try (broker;
        elasticsearch;
        env) {
      var unused = job.cancel().get();
    }
  }
}
