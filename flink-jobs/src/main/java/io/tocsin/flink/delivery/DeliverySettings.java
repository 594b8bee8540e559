package io.tocsin.flink.delivery;

import io.tocsin.flink.elasticsearch.ElasticsearchConnection;
import io.tocsin.message.Links;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What the delivery job must know.
 *
 * @param kafka properties of Kafka's clients, {@code bootstrap.servers} among them
 * @param alertsTopic what the alerting job says
 * @param receiversPath where {@code receivers.yaml} was read, as it is shown
 * @param receivers what {@code receivers.yaml} holds, checked; secrets in it are names
 * @param links where messages can take their readers
 * @param elasticsearch null to record alerts nowhere
 * @param checkpointInterval what is sent within one may be sent again after a crash
 */
public record DeliverySettings(
    Properties kafka,
    String alertsTopic,
    String receiversPath,
    String receivers,
    Links links,
    @Nullable ElasticsearchConnection elasticsearch,
    Duration checkpointInterval) {
  /** The time between two checkpoints, unless set. */
  public static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(2);

  /** The topic of alerts, unless set. */
  public static final String ALERTS_TOPIC = "tocsin.alerts";
}
