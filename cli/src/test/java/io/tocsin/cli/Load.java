package io.tocsin.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.alert.Alert;
import io.tocsin.alert.AlertRecord;
import io.tocsin.alert.AlertsCodec;
import io.tocsin.alert.Transition;
import io.tocsin.cluster.Polling;
import io.tocsin.incident.Incidents;
import io.tocsin.settings.TopicNames;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Logs that keep coming, all of one minute long past, and what is said of them. One minute, so that
 * the count of its slot is the count of all.
 */
final class Load implements AutoCloseable {
  static final String TOPIC = "logs";

  private static final int PARTITIONS = 2;
  private static final int LOGS_A_TICK = 10;
  private static final int TICK_MILLIS = 20;

  private final Instant minute;
  private final Map<String, Object> kafka;
  private final KafkaProducer<byte[], byte[]> producer;
  private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor();
  private final AtomicLong sent = new AtomicLong();
  private final Map<TopicPartition, Long> ends = new HashMap<>();
  private long marked;
  private long forgotten;

  Load(String bootstrap) {
    this(bootstrap, Instant.parse("2015-05-17T10:05:00Z"));
  }

  /**
   * Of another minute.
   *
   * @param minute at least half an hour ago
   */
  Load(String bootstrap, Instant minute) {
    this.minute = minute;
    kafka = Map.of("bootstrap.servers", bootstrap);
    producer = new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** First a log of each partition long before, so that no window lacks logs; then the rest. */
  void begin() {
    toAllPartitions(minute.minusSeconds(1_200));
    ticks.scheduleAtFixedRate(this::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void tick() {
    for (int i = 0; i < LOGS_A_TICK; i++) {
      long number = sent.getAndIncrement();
      String host = number % 3 == 0 ? "web-1" : "web-2";
      send((int) (number / 3 % PARTITIONS), host, "ERROR", minute.plusMillis(number % 60_000));
    }
  }

  /** Sends so many logs of a host beside the others, which are no errors. */
  void beside(String host, int count) {
    for (int i = 0; i < count; i++) {
      send(i % PARTITIONS, host, "WARN", minute.plusMillis(i));
    }
    producer.flush();
  }

  private void toAllPartitions(Instant at) {
    for (int partition = 0; partition < PARTITIONS; partition++) {
      send(partition, "web-9", "INFO", at);
    }
    producer.flush();
  }

  private void send(int partition, String host, String level, Instant at) {
    String log =
        """
        {"@timestamp":"%s","host":{"name":"%s"},"log.level":"%s"}"""
            .formatted(at, host, level);
    var unused = producer.send(new ProducerRecord<>(TOPIC, partition, null, log.getBytes(UTF_8)));
  }

  /** Remembers where the partitions end; what is before will be marked. */
  void mark() {
    producer.flush();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      ends.putAll(consumer.endOffsets(partitions(consumer)));
    }
    marked = ends.values().stream().mapToLong(Long::longValue).sum();
  }

  /** How many logs before the mark have not been taken away. */
  long markedSinceForgotten() {
    return marked - forgotten;
  }

  /** How many logs there are in Kafka, taken away or not. */
  long inKafka() {
    mark();
    return marked;
  }

  /** Takes from Kafka what is before the mark. */
  void forgetWhatWasRead() throws ExecutionException, InterruptedException {
    Map<TopicPartition, RecordsToDelete> deleted = new HashMap<>();
    ends.forEach((partition, end) -> deleted.put(partition, RecordsToDelete.beforeOffset(end)));
    try (Admin admin = Admin.create(kafka)) {
      admin.deleteRecords(deleted).all().get();
    }
    forgotten = marked;
  }

  /** Sends no more but what moves the clock on; how many logs of each host there were. */
  Map<String, Double> end() throws InterruptedException {
    ticks.shutdown();
    if (!ticks.awaitTermination(30, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the load does not end");
    }
    toAllPartitions(minute.plusSeconds(1_800));
    double first = Math.ceil(sent.get() / 3.0);
    return Map.of("web-1", first, "web-2", sent.get() - first);
  }

  /**
   * The alerts of rules that have ended for good, once there are so many. What the engine says of
   * itself is right too, and is more the slower the machine.
   */
  List<Alert> settled(int count) {
    Map<String, Alert> settled = new HashMap<>();
    String bootstrap = String.valueOf(kafka.get("bootstrap.servers"));
    try (TopicReader alerts = new TopicReader(bootstrap, TopicNames.DEFAULT.alerts())) {
      return Polling.await(
          "settled alerts",
          TestingCluster.LIMIT,
          () -> {
            for (byte[] each : alerts.more()) {
              if (AlertsCodec.read(each) instanceof AlertRecord record
                  && record.transition() == Transition.SETTLED
                  && record.alert().state() == Alert.State.ENDED
                  && !record.alert().rule().startsWith(Incidents.PREFIX)) {
                settled.put(record.alert().id(), record.alert());
              }
            }
            return Optional.of(List.copyOf(settled.values())).filter(all -> all.size() >= count);
          });
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
    return consumer.partitionsFor(TOPIC).stream()
        .map(PartitionInfo::partition)
        .map(partition -> new TopicPartition(TOPIC, partition))
        .toList();
  }

  @Override
  public void close() {
    ticks.shutdownNow();
    producer.close();
  }
}
