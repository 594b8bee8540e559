package io.tocsin.benchmark.job;

import io.tocsin.benchmark.workload.LogShape;
import io.tocsin.benchmark.workload.LogWorkload;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A topic that holds logs.
 *
 * @param bootstrap of the broker
 * @param logs how many there are
 */
record LogTopic(String bootstrap, String name, long logs) {
  private static final int PARTITIONS = 4;
  private static final long START_MILLIS = 1_750_000_020_000L;

  /** A new topic without logs. */
  static LogTopic empty(String bootstrap, String name) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      // The logs are of a fixed day of the past, which the broker would delete soon.
      NewTopic topic =
          new NewTopic(name, PARTITIONS, (short) 1).configs(Map.of("retention.ms", "-1"));
      admin.createTopics(List.of(topic)).all().get();
    }
    return new LogTopic(bootstrap, name, 0);
  }

  /** A new topic, filled. */
  static LogTopic filled(String bootstrap, String name, LogShape shape, long logs)
      throws Exception {
    LogTopic topic = empty(bootstrap, name);
    LogWorkload workload = new LogWorkload(1, START_MILLIS, shape);
    Map<String, Object> properties =
        Map.of(
            "bootstrap.servers", bootstrap,
            "compression.type", "lz4",
            "batch.size", 262_144,
            "linger.ms", 20,
            // A later request that is taken before an earlier one has the broker refuse that one.
            "max.in.flight.requests.per.connection", 1);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (long i = 0; i < logs; i++) {
        long millis = workload.nextMillis();
        var unused =
            producer.send(
                new ProducerRecord<>(name, (int) (i % PARTITIONS), millis, null, workload.next()));
      }
    }
    topic.awaitLogs(logs);
    return new LogTopic(bootstrap, name, logs);
  }

  private void awaitLogs(long wanted) throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      long there = TopicEnds.of(admin, name, PARTITIONS);
      if (there != wanted) {
        throw new IllegalStateException("%d of %d logs are in %s".formatted(there, wanted, name));
      }
    }
  }

  /** Deletes the topic. */
  void delete() throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      admin.deleteTopics(List.of(name)).all().get();
    }
  }
}
