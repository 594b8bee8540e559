package io.tocsin.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Logs of now that keep coming, and how many there were of each host in each slot. */
final class LiveLoad implements AutoCloseable {
  static final Duration SLOT = Duration.ofSeconds(10);

  private static final int PARTITIONS = 2;
  private static final int TICK_MILLIS = 20;
  private static final List<String> HOSTS = List.of("web-1", "web-2", "web-3");

  private final KafkaProducer<byte[], byte[]> producer;
  private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor();
  private final Map<String, TreeMap<Instant, Long>> counts = new HashMap<>();
  private int next;

  LiveLoad(String bootstrap) {
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  void begin() {
    ticks.scheduleAtFixedRate(this::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void tick() {
    Instant now = Instant.now();
    for (String host : HOSTS) {
      send(host, "ERROR", now);
      counts.computeIfAbsent(host, absent -> new TreeMap<>()).merge(slot(now), 1L, Long::sum);
    }
  }

  /** Sends so many logs of a host beside the others, all of one moment, which are no errors. */
  void beside(String host, int count) {
    ticks.execute(
        () -> {
          Instant now = Instant.now();
          for (int i = 0; i < count; i++) {
            send(host, "WARN", now);
          }
        });
  }

  private void send(String host, String level, Instant at) {
    String log =
        """
        {"@timestamp":"%s","host":{"name":"%s"},"log.level":"%s"}"""
            .formatted(at, host, level);
    int partition = next++ % PARTITIONS;
    var unused =
        producer.send(new ProducerRecord<>(Load.TOPIC, partition, null, log.getBytes(UTF_8)));
  }

  private static Instant slot(Instant at) {
    return Instant.ofEpochMilli(at.toEpochMilli() / SLOT.toMillis() * SLOT.toMillis());
  }

  /** Sends no more; how many errors there were of each host, by the start of the slot. */
  Map<String, TreeMap<Instant, Long>> end() throws InterruptedException {
    ticks.shutdown();
    if (!ticks.awaitTermination(30, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the load does not end");
    }
    producer.flush();
    return counts;
  }

  @Override
  public void close() {
    ticks.shutdownNow();
    producer.close();
  }
}
