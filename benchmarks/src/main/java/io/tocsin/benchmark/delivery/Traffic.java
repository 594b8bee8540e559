package io.tocsin.benchmark.delivery;

import io.tocsin.benchmark.measure.Steadily;
import io.tocsin.benchmark.workload.LogWorkload;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Logs at a steady rate in a thread of its own, and on demand logs that make an alert fire. Probes
 * have a producer of their own that waits for nobody, as a shipper does that sends at once.
 */
final class Traffic implements AutoCloseable {
  /** One more log than the rule of probes takes without a word. */
  static final int CROSSING = 11;

  private final String topic;
  private final int partitions;
  private final KafkaProducer<byte[], byte[]> load;
  private final KafkaProducer<byte[], byte[]> probe;
  private final Map<String, Long> appended = new ConcurrentHashMap<>();
  private final LogWorkload logs;
  private final Steadily steady;
  private int nextPartition;

  Traffic(String bootstrap, String topic, int partitions, int perSecond) {
    this.topic = topic;
    this.partitions = partitions;
    this.load = producer(bootstrap, 5);
    this.probe = producer(bootstrap, 0);
    this.logs = new LogWorkload(1, System.currentTimeMillis(), perSecond);
    this.steady = new Steadily("traffic", perSecond, this::send);
  }

  private static KafkaProducer<byte[], byte[]> producer(String bootstrap, int lingerMillis) {
    Map<String, Object> properties =
        Map.of("bootstrap.servers", bootstrap, "linger.ms", lingerMillis, "batch.size", 128 << 10);
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** How many logs were sent so far, but for probes. */
  long sent() {
    return steady.times();
  }

  /** When the broker appended the log that made a probe fire, by its host. */
  Map<String, Long> appended() {
    return appended;
  }

  private void send() {
    int partition = nextPartition++ % partitions;
    var unused = load.send(new ProducerRecord<>(topic, partition, null, logs.next()));
  }

  /** Makes the alert of one more host fire, and notes when the log came that did it. */
  void probe(String host) {
    for (int i = 0; i < CROSSING - 1; i++) {
      probe.send(record("probe", host));
    }
    probe.flush();
    probe.send(
        record("probe", host),
        (metadata, failure) -> {
          if (failure == null) {
            appended.put(host, metadata.timestamp());
          }
        });
    probe.flush();
  }

  /** One log of each of so many hosts, whose names begin so. */
  void storm(String name, int hosts) {
    for (int host = 0; host < hosts; host++) {
      load.send(record("storm", name + "-" + host));
    }
    load.flush();
  }

  /** One log of each of so many hosts a second, until it is closed. */
  Steadily risingStorm(double hostsASecond) {
    AtomicInteger hosts = new AtomicInteger();
    return new Steadily(
        "storm",
        hostsASecond,
        () -> {
          var unused = load.send(record("rising", "rising-" + hosts.getAndIncrement()));
        });
  }

  /** All logs of a host are in one partition, as of a shipper that goes by host. */
  private ProducerRecord<byte[], byte[]> record(String dataset, String host) {
    String log =
        """
        {"@timestamp":"%s","event.dataset":"%s","host.name":"%s","message":"something is wrong"}"""
            .formatted(Instant.now(), dataset, host);
    return new ProducerRecord<>(
        topic,
        Math.floorMod(host.hashCode(), partitions),
        null,
        log.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws InterruptedException {
    steady.close();
    load.close();
    probe.close();
  }
}
