package io.tocsin.benchmark.delivery;

import io.tocsin.alert.AlertRecord;
import io.tocsin.alert.AlertsCodec;
import io.tocsin.alert.Transition;
import io.tocsin.settings.TopicNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** When the alerting job said of probes that they fire: what is left is the delivery job's. */
final class FiredAlerts implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final String PROBE = "\"" + Installation.PROBE + "\"";

  private final Map<String, Long> byHost = new ConcurrentHashMap<>();
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Thread thread = new Thread(this::run, "fired alerts");
  private volatile boolean closed;

  FiredAlerts(String bootstrap) {
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrap),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    String topic = TopicNames.DEFAULT.alerts();
    int partitions = consumer.partitionsFor(topic).size();
    List<TopicPartition> all =
        IntStream.range(0, partitions).mapToObj(each -> new TopicPartition(topic, each)).toList();
    consumer.assign(all);
    consumer.seekToEnd(all);
    thread.start();
  }

  /** In milliseconds since the epoch, by host. */
  Map<String, Long> byHost() {
    return byHost;
  }

  private void run() {
    while (!closed) {
      var records = consumer.poll(POLL);
      long now = System.currentTimeMillis();
      records.forEach(record -> hear(record.value(), now));
    }
  }

  /** Ten thousand alerts of a storm are not worth reading as JSON. */
  private void hear(byte[] record, long now) {
    boolean ofProbe = new String(record, StandardCharsets.ISO_8859_1).contains(PROBE);
    if (ofProbe
        && AlertsCodec.read(record) instanceof AlertRecord alert
        && alert.transition() == Transition.FIRED) {
      byHost.putIfAbsent(alert.alert().group().get("host.name"), now);
    }
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    thread.join();
    consumer.close();
  }
}
