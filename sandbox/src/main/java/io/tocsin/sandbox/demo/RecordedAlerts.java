package io.tocsin.sandbox.demo;

import io.tocsin.alert.Alert;
import io.tocsin.alert.AlertRecord;
import io.tocsin.alert.AlertsCodec;
import io.tocsin.alert.AlertsRecord;
import io.tocsin.alert.Transition;
import io.tocsin.message.MessageValues;
import io.tocsin.receiver.AlertLabels;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads, on a thread of its own, what the alerting job says. Of alerts that are recorded and sent
 * to nobody, since they were old when they were found, as all are in a file of old logs, no webhook
 * hears.
 */
final class RecordedAlerts implements AutoCloseable {

  private static final Duration POLL = Duration.ofSeconds(1);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Consumer<Notice> notices;
  private final SaidAlerts said;
  private final Thread thread = new Thread(this::read, "recorded-alerts");

  /**
   * A reader of the topic, from its beginning.
   *
   * @param notices hears of alerts that are sent to nobody
   * @param said gets everything
   */
  RecordedAlerts(String bootstrapServers, String topic, Consumer<Notice> notices, SaidAlerts said) {
    this.notices = notices;
    this.said = said;
    consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<PartitionInfo> partitions = consumer.partitionsFor(topic);
    consumer.assign(
        partitions.stream().map(each -> new TopicPartition(topic, each.partition())).toList());
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  private void read() {
    try (consumer) {
      while (true) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          AlertsRecord read = AlertsCodec.read(record.value());
          if (read != null) {
            said.take(read);
          }
          if (read instanceof AlertRecord alert) {
            take(alert);
          }
        }
      }
    } catch (WakeupException closed) {
      // This is how a consumer is told to end.
    }
  }

  private void take(AlertRecord record) {
    boolean told =
        record.transition() == Transition.FIRED || record.transition() == Transition.ENDED;
    if (told && record.alert().facts().recordOnly() != null) {
      notices.accept(notice(record.alert()));
    }
  }

  private static Notice notice(Alert alert) {
    return new Notice(
        alert.state() == Alert.State.FIRING,
        AlertLabels.of(alert),
        MessageValues.of(alert),
        alert.key(),
        Instant.ofEpochMilli(alert.startsAt()).toString());
  }

  @Override
  public void close() {
    if (thread.getState() == Thread.State.NEW) {
      consumer.close();
      return;
    }
    consumer.wakeup();
    try {
      thread.join(POLL.multipliedBy(5).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
