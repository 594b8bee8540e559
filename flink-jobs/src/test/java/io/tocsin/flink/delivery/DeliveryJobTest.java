package io.tocsin.flink.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.flink.elasticsearch.ElasticsearchConnection;
import io.tocsin.message.Links;
import io.tocsin.settings.TopicNames;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeliveryJobTest {
  private static StreamExecutionEnvironment built(@Nullable ElasticsearchConnection elastic) {
    Properties kafka = new Properties();
    kafka.setProperty("bootstrap.servers", "localhost:1");
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    DeliveryJob.build(
        env,
        new DeliverySettings(
            kafka,
            TopicNames.DEFAULT,
            "",
            "",
            DeliverySettings.RECEIVERS_INTERVAL,
            Links.NONE,
            elastic,
            DeliverySettings.CHECKPOINT_INTERVAL,
            null));
    return env;
  }

  private static List<String> uids(StreamExecutionEnvironment env) {
    return env.getStreamGraph(false).getStreamNodes().stream()
        .map(StreamNode::getTransformationUID)
        .sorted()
        .toList();
  }

  /** A checkpoint knows operators by these: one that changes loses its state. */
  @Test
  void operatorsKeepTheirNames() {
    assertThat(uids(built(ElasticsearchConnection.to(URI.create("http://localhost:9200")))))
        .containsExactly(
            "delivery-alert-documents",
            "delivery-alerts",
            "delivery-dead-letters",
            "delivery-dead-letters-seen",
            "delivery-engine-route",
            "delivery-engine-watch",
            "delivery-heartbeats",
            "delivery-journal",
            "delivery-notify",
            "delivery-of-alerts",
            "delivery-receivers",
            "delivery-receivers-read",
            "delivery-records",
            "delivery-route",
            "delivery-silences",
            "delivery-slot-documents",
            "delivery-slots");
  }

  @Test
  void withoutElasticsearchAlertsAreSentAllTheSame() {
    assertThat(uids(built(null)))
        .containsExactly(
            "delivery-alerts",
            "delivery-dead-letters",
            "delivery-dead-letters-seen",
            "delivery-engine-route",
            "delivery-engine-watch",
            "delivery-heartbeats",
            "delivery-journal",
            "delivery-notify",
            "delivery-of-alerts",
            "delivery-receivers",
            "delivery-receivers-read",
            "delivery-route",
            "delivery-silences");
  }

  @Test
  void checkpointsAreFrequentAndNothingFallsBackToKryo() {
    StreamExecutionEnvironment env = built(null);

    assertThat(env.getCheckpointInterval()).isEqualTo(Duration.ofSeconds(2).toMillis());
    assertThat(env.getConfiguration().get(PipelineOptions.GENERIC_TYPES)).isFalse();
  }
}
