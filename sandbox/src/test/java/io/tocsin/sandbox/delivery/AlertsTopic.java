package io.tocsin.sandbox.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.alert.AlertRecord;
import io.tocsin.alert.AlertsCodec;
import io.tocsin.alert.Heartbeat;
import io.tocsin.flink.deadletter.DeadLetter;
import io.tocsin.flink.silence.SilencesTopic;
import io.tocsin.message.TestingAlerts;
import io.tocsin.sandbox.KafkaPart;
import io.tocsin.settings.TopicNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A topic of alerts, written to as the alerting job does. */
final class AlertsTopic implements AutoCloseable {
  private static final String HOST = "web-1";

  private final String name;
  private final String bootstrapServers;
  private final KafkaProducer<byte[], byte[]> producer;

  private AlertsTopic(String name, String bootstrapServers) {
    this.name = name;
    this.bootstrapServers = bootstrapServers;
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 0),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  static AlertsTopic create(KafkaPart kafka, String name) throws Exception {
    TopicNames names = names(name);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(name + "-logs", 1, (short) 1),
                  new NewTopic(names.alerts(), 2, (short) 1),
                  new NewTopic(names.deadLetters(), 1, (short) 1),
                  new NewTopic(names.silences(), 1, (short) 1)))
          .all()
          .get();
    }
    return new AlertsTopic(name, kafka.bootstrapServers());
  }

  String name() {
    return name;
  }

  TopicNames names() {
    return names(name);
  }

  private static TopicNames names(String name) {
    return new TopicNames(name, name + "-slots", name + "-dead-letters", name + "-silences");
  }

  /** The topic of the logs that the alerts are about. */
  String logs() {
    return name + "-logs";
  }

  /** Somebody logs. */
  void log(String line) throws Exception {
    producer.send(new ProducerRecord<>(logs(), line.getBytes(StandardCharsets.UTF_8))).get();
  }

  SilencesTopic silences() {
    Properties kafka = new Properties();
    kafka.setProperty("bootstrap.servers", bootstrapServers);
    return new SilencesTopic(kafka, names().silences());
  }

  /** The first dead letter, once it is there. */
  JsonNode deadLetter() throws Exception {
    Map<String, Object> client =
        Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> only = List.of(new TopicPartition(names().deadLetters(), 0));
      consumer.assign(only);
      consumer.seekToBeginning(only);
      while (true) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
          return new ObjectMapper().readTree(record.value());
        }
      }
    }
  }

  /** What is said of a rule's alert, and what became of it, as {@code fired} or {@code sent}. */
  List<String> transitions(String rule) throws Exception {
    List<String> transitions = new ArrayList<>();
    Map<String, Object> client = Map.of("bootstrap.servers", bootstrapServers);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> both = List.of(new TopicPartition(name, 0), new TopicPartition(name, 1));
      consumer.assign(both);
      consumer.seekToBeginning(both);
      Map<TopicPartition, Long> ends = consumer.endOffsets(both);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
          JsonNode json = new ObjectMapper().readTree(record.value());
          if (json.path("rule").asText().equals(rule)) {
            transitions.add(json.path("transition").asText());
          }
        }
      }
    }
    return transitions;
  }

  void fires(String rule) throws Exception {
    put(TestingAlerts.alert(rule, HOST).fired());
  }

  void ends(String rule) throws Exception {
    put(TestingAlerts.alert(rule, HOST).hasEnded());
    put(TestingAlerts.alert(rule, HOST).settledEnded());
  }

  void garbage() throws Exception {
    byte[] bytes = "no JSON".getBytes(StandardCharsets.UTF_8);
    producer.send(new ProducerRecord<>(name, 0, bytes, bytes)).get();
    producer.send(new ProducerRecord<>(name, 1, bytes, null)).get();
  }

  /** Somebody's log was refused. */
  void rejects(String reason) throws Exception {
    long now = System.currentTimeMillis();
    byte[] log = "{}".getBytes(StandardCharsets.UTF_8);
    producer
        .send(
            DeadLetter.undelivered(now, "refused", reason, "hook", "id", log)
                .toRecord(names().deadLetters()))
        .get();
  }

  /** The alerting job is there. */
  void beats() throws Exception {
    beats(null);
  }

  /** The alerting job is there, and has not seen for as long. */
  void beatsBlindly(Duration since) throws Exception {
    beats(System.currentTimeMillis() - since.toMillis());
  }

  /** The alerting job has come so far beyond the start of the alerts. */
  void beatsAfter(Duration beyond) throws Exception {
    beats(null, TestingAlerts.START + beyond.toMillis());
  }

  private void beats(@Nullable Long blindSince) throws Exception {
    beats(blindSince, TestingAlerts.START);
  }

  private void beats(@Nullable Long blindSince, long watermarkMillis) throws Exception {
    Heartbeat heartbeat =
        new Heartbeat(0, 1, System.currentTimeMillis(), watermarkMillis, 60_000, blindSince);
    for (int partition = 0; partition < 2; partition++) {
      byte[] value = AlertsCodec.write(heartbeat);
      producer.send(new ProducerRecord<>(name, partition, null, value)).get();
    }
  }

  static String id(String rule) {
    return TestingAlerts.alert(rule, HOST).id();
  }

  private void put(AlertRecord record) throws Exception {
    byte[] key = record.alert().key().getBytes(StandardCharsets.UTF_8);
    producer.send(new ProducerRecord<>(name, key, AlertsCodec.write(record))).get();
  }

  @Override
  public void close() {
    producer.close();
  }
}
