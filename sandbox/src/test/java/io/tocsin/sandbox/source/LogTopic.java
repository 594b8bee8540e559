package io.tocsin.sandbox.source;

import io.tocsin.sandbox.KafkaPart;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** A topic of logs that a test writes to; records carry the time of appending, as ours do. */
final class LogTopic implements AutoCloseable {
  private final String name;
  private final String bootstrapServers;
  private final KafkaProducer<String, String> producer;

  private LogTopic(String name, String bootstrapServers) {
    this.name = name;
    this.bootstrapServers = bootstrapServers;
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 0),
            new StringSerializer(),
            new StringSerializer());
  }

  static LogTopic create(KafkaPart kafka, String name, int partitions) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      NewTopic topic =
          new NewTopic(name, partitions, (short) 1)
              .configs(Map.of("message.timestamp.type", "LogAppendTime"));
      admin.createTopics(List.of(topic)).all().get();
    }
    return new LogTopic(name, kafka.bootstrapServers());
  }

  String name() {
    return name;
  }

  /** Appends a log with this event time, and waits until it is there. */
  void log(int partition, Instant at) throws Exception {
    raw(partition, "{\"@timestamp\":\"" + at + "\",\"message\":\"a log\"}");
  }

  void raw(int partition, String value) throws Exception {
    producer.send(new ProducerRecord<>(name, partition, null, value)).get();
  }

  /** Appends a log in a transaction of its own, behind which a control record stays. */
  void logInTransaction(int partition, Instant at) throws Exception {
    try (KafkaProducer<String, String> transactional =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers, "transactional.id", name),
            new StringSerializer(),
            new StringSerializer())) {
      transactional.initTransactions();
      transactional.beginTransaction();
      String value = "{\"@timestamp\":\"" + at + "\"}";
      transactional.send(new ProducerRecord<>(name, partition, null, value)).get();
      transactional.commitTransaction();
    }
  }

  /** Gives it so many partitions. */
  void grow(int partitions) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      admin.createPartitions(Map.of(name, NewPartitions.increaseTo(partitions))).all().get();
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
