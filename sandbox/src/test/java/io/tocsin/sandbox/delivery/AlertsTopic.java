package io.tocsin.sandbox.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.alert.Alert;
import io.tocsin.alert.Alert.State;
import io.tocsin.alert.AlertIds;
import io.tocsin.alert.AlertRecord;
import io.tocsin.alert.AlertRecord.Evidence;
import io.tocsin.alert.AlertsCodec;
import io.tocsin.alert.EndReason;
import io.tocsin.alert.Heartbeat;
import io.tocsin.alert.RuleFacts;
import io.tocsin.alert.Transition;
import io.tocsin.flink.silence.SilencesTopic;
import io.tocsin.sandbox.KafkaPart;
import io.tocsin.settings.TopicNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
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

/** A topic of alerts, written to as the alerting job does. */
final class AlertsTopic implements AutoCloseable {
  static final long START = Instant.parse("2026-08-22T10:05:00Z").toEpochMilli();

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

  void fires(String rule) throws Exception {
    put(record(rule, Transition.FIRED, State.FIRING));
  }

  void ends(String rule) throws Exception {
    put(record(rule, Transition.ENDED, State.ENDED));
    put(record(rule, Transition.SETTLED, State.ENDED));
  }

  void garbage() throws Exception {
    byte[] bytes = "no JSON".getBytes(StandardCharsets.UTF_8);
    producer.send(new ProducerRecord<>(name, 0, bytes, bytes)).get();
    producer.send(new ProducerRecord<>(name, 1, bytes, null)).get();
  }

  /** The alerting job is there. */
  void beats() throws Exception {
    Heartbeat heartbeat = new Heartbeat(0, 1, System.currentTimeMillis(), START, 60_000, null);
    for (int partition = 0; partition < 2; partition++) {
      byte[] value = AlertsCodec.write(heartbeat);
      producer.send(new ProducerRecord<>(name, partition, null, value)).get();
    }
  }

  static String id(String rule) {
    return AlertIds.alert(AlertIds.key(rule, Map.of("host.name", "web-1")), START);
  }

  private void put(AlertRecord record) throws Exception {
    byte[] key = record.alert().key().getBytes(StandardCharsets.UTF_8);
    producer.send(new ProducerRecord<>(name, key, AlertsCodec.write(record))).get();
  }

  static Alert alert(String rule, String host, State state) {
    Map<String, String> group = Map.of("host.name", host);
    boolean ended = state == State.ENDED;
    return new Alert(
        AlertIds.alert(AlertIds.key(rule, group), START),
        AlertIds.key(rule, group),
        rule,
        group,
        state,
        ended ? EndReason.RECOVERED : null,
        null,
        START,
        START + 60_000,
        ended ? START + 600_000 : null,
        101.0,
        110.0,
        List.of(),
        List.of(),
        Map.of(),
        null,
        new RuleFacts(
            "Checkout is failing.",
            "service.name: checkout",
            "count()[5m] > 100",
            300_000,
            null,
            Map.of("severity", "critical"),
            Map.of(),
            null,
            null));
  }

  private static AlertRecord record(String rule, Transition transition, State state) {
    boolean ended = state == State.ENDED;
    Alert alert = alert(rule, "web-1", state);
    long slot = ended ? START + 600_000 : START + 60_000;
    return new AlertRecord(transition, slot, alert, new Evidence(slot + 65_000, 0, 0));
  }

  @Override
  public void close() {
    producer.close();
  }
}
