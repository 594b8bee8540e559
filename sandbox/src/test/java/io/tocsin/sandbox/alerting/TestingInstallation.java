package io.tocsin.sandbox.alerting;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.alert.AlertRecord;
import io.tocsin.alert.AlertsCodec;
import io.tocsin.alert.DeliveryRecord;
import io.tocsin.alert.Heartbeat;
import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.rule.RuleBundle;
import io.tocsin.sandbox.KafkaPart;
import io.tocsin.settings.Settings;
import io.tocsin.settings.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Topics, rules and settings of one test, and what its alerting job has said. */
final class TestingInstallation implements AutoCloseable {
  private static final int ALERT_PARTITIONS = 2;

  private final String name;
  private final int partitions;
  private final String bootstrap;
  private final Path directory;
  private final KafkaProducer<byte[], byte[]> producer;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<AlertRecord> said = new ArrayList<>();
  private final Map<Integer, List<Heartbeat>> heartbeats = new HashMap<>();
  private final List<DeliveryRecord> became = new ArrayList<>();
  private String topics;
  private String sourceOptions = "";
  private final List<Future<RecordMetadata>> sent = new ArrayList<>();
  private int logs;

  TestingInstallation(KafkaPart kafka, String name, Path directory, String rules) throws Exception {
    this(kafka, name, directory, rules, 2);
  }

  /**
   * An installation.
   *
   * @param partitions of the topic of logs
   */
  TestingInstallation(KafkaPart kafka, String name, Path directory, String rules, int partitions)
      throws Exception {
    this(kafka, name, directory, bundle(rules), partitions);
  }

  /** The same with several rule files. */
  TestingInstallation(
      KafkaPart kafka, String name, Path directory, RuleBundle rules, int partitions)
      throws Exception {
    this.name = name;
    this.partitions = partitions;
    this.topics = name;
    this.bootstrap = kafka.bootstrapServers();
    this.directory = directory;
    for (RuleBundle.File file : rules.files()) {
      Path path = directory.resolve("rules").resolve(file.path());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.text());
    }
    Map<String, Object> properties = Map.of("bootstrap.servers", bootstrap);
    createTopic(name, partitions);
    createTopic(alertsTopic(), ALERT_PARTITIONS);
    createTopic(name + "-slots", 1);
    // One request at a time: of several that a new partition's leader refuses because it is not
    // ready,
    // a later one may be taken first, and the broker then refuses the earlier ones for ever.
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap, "max.in.flight.requests.per.connection", 1),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> alerts = new ArrayList<>();
    for (int i = 0; i < ALERT_PARTITIONS; i++) {
      alerts.add(new TopicPartition(alertsTopic(), i));
    }
    consumer.assign(alerts);
    consumer.seekToBeginning(alerts);
  }

  /** One file of rules. */
  static RuleBundle bundle(String rules) {
    return new RuleBundle(List.of(new RuleBundle.File("rules.yaml", rules)));
  }

  private void createTopic(String topic, int count) throws Exception {
    NewTopic made =
        new NewTopic(topic, count, (short) 1)
            .configs(Map.of("message.timestamp.type", "LogAppendTime"));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      admin.createTopics(List.of(made)).all().get();
    }
  }

  String alertsTopic() {
    return name + "-alerts";
  }

  /** Settings as a user would write them; the bucket is not used by the job itself. */
  Settings settings() {
    String yaml =
        """
        kafka: {bootstrap: '%s'}
        sources:
          - {name: logs, topics: [%s], silent_after: 10s%s}
        topics: {alerts: %s, slots: %s-slots, dead_letters: %s-dead-letters, silences: %s-silences}
        rules: %s
        checkpoints: {endpoint: 'http://127.0.0.1:1', bucket: unused, region: us-east-1}
        parallelism: 2
        """
            .formatted(
                bootstrap,
                topics,
                sourceOptions,
                alertsTopic(),
                name,
                name,
                name,
                directory.resolve("rules"));
    Diagnostics diagnostics = new Diagnostics();
    Settings settings = SettingsReader.read("tocsin.yaml", yaml, diagnostics);
    if (settings == null) {
      throw new IllegalStateException(diagnostics.render());
    }
    return settings;
  }

  /** Sets more of the source than its topic, such as {@code clock: logs}. */
  TestingInstallation source(String options) {
    sourceOptions = ", " + options;
    return this;
  }

  /** Reads a second topic beside its own, of one partition. */
  TestingInstallation andTopic(String other) throws Exception {
    createTopic(other, 1);
    topics = name + ", " + other;
    return this;
  }

  /** Takes a topic away. */
  void deleteTopic(String topic) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      admin.deleteTopics(List.of(topic)).all().get();
    }
  }

  /** Appends a log of a host to one partition. */
  void log(String topic, int partition, String host, String level, Instant at) {
    String log = log(host, level, at, 0);
    sent.add(producer.send(new ProducerRecord<>(topic, partition, null, log.getBytes(UTF_8))));
    awaitSent();
  }

  private static String log(String host, String level, Instant at, int line) {
    return """
        {"@timestamp":"%s","host":{"name":"%s"},"log.level":"%s","message":"line %d"}"""
        .formatted(at, host, level, line);
  }

  /** Appends as many logs of a host, to all partitions in turn. */
  void logs(int count, String host, String level, Instant at) {
    for (int i = 0; i < count; i++) {
      raw(log(host, level, at, i));
    }
    awaitSent();
  }

  /**
   * Appends logs, to all partitions in turn, and returns when they are there: a partition that is
   * empty for now would go along with the clock of the others.
   */
  void raw(List<String> values) {
    values.forEach(this::raw);
    awaitSent();
  }

  void raw(String value) {
    sent.add(
        producer.send(
            new ProducerRecord<>(name, logs++ % partitions, null, value.getBytes(UTF_8))));
  }

  /**
   * Until all of it is there: a log that was not taken would look like one that was not counted.
   */
  private void awaitSent() {
    producer.flush();
    for (Future<RecordMetadata> each : sent) {
      try {
        each.get();
      } catch (InterruptedException | ExecutionException e) {
        throw new IllegalStateException("a log was not taken", e);
      }
    }
    sent.clear();
  }

  /** The heartbeats that {@link #said} has come across, by partition. */
  Map<Integer, List<Heartbeat>> heartbeats() {
    return heartbeats;
  }

  /** What {@link #said} has come across of what became of alerts. */
  List<DeliveryRecord> became() {
    return became;
  }

  /** What has been said so far, heartbeats left out. */
  List<AlertRecord> said() {
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
      if (AlertsCodec.read(record.value()) instanceof AlertRecord alert) {
        said.add(alert);
      } else if (AlertsCodec.read(record.value()) instanceof DeliveryRecord delivery) {
        became.add(delivery);
      } else if (AlertsCodec.read(record.value()) instanceof Heartbeat heartbeat) {
        heartbeats.computeIfAbsent(record.partition(), unused -> new ArrayList<>()).add(heartbeat);
      }
    }
    return said;
  }

  @Override
  public void close() throws IOException {
    producer.close();
    consumer.close();
  }
}
