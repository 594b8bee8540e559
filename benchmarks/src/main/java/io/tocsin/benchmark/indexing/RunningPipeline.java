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

/** The pipeline job in this process, with topics of its own. */
final class RunningPipeline implements AutoCloseable {
  static final String STREAM = "logs-bench-default";

  private static final String TOPIC = "bench";
  private static final String DEAD_LETTERS = "bench-dead-letters";

  private final Broker broker;
  private final StreamExecutionEnvironment env;
  private final JobClient job;

  /**
   * Starts it.
   *
   * @param broker which stays the caller's to close, as does
   * @param elasticsearch where the logs go to
   */
  RunningPipeline(Broker broker, LocalElasticsearch elasticsearch) throws Exception {
    this.broker = broker;
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
    PipelineJob.build(env, settings(elasticsearch));
    job = env.executeAsync("pipeline");
  }

  private PipelineSettings settings(LocalElasticsearch elasticsearch) {
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

  boolean isRunning() throws Exception {
    return job.getJobStatus().get() == JobStatus.RUNNING;
  }

  @Override
  public void close() throws Exception {
    try (env) {
      var unused = job.cancel().get();
    }
  }
}
