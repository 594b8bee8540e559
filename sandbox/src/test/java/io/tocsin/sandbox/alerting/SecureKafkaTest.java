package io.tocsin.sandbox.alerting;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alert.AlertRecord;
import io.tocsin.alert.AlertsCodec;
import io.tocsin.alert.Transition;
import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.flink.alerting.AlertingJob;
import io.tocsin.sandbox.KafkaOptions;
import io.tocsin.sandbox.KafkaPart;
import io.tocsin.sandbox.TestingCertificate;
import io.tocsin.sandbox.Workspace;
import io.tocsin.settings.Settings;
import io.tocsin.settings.SettingsReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A broker that speaks TLS and wants a password, which the settings name a file for. */
@Timeout(240)
class SecureKafkaTest {
  private static final String LOGIN =
      "org.apache.kafka.common.security.plain.PlainLoginModule required";

  @TempDir Path directory;

  @Test
  void theJobReadsAndWritesThroughTlsWithAPassword() throws Exception {
    TestingCertificate certificate = TestingCertificate.in(directory);
    Path jaas =
        Files.writeString(
            directory.resolve("jaas.conf"),
            LOGIN + " username=\"tocsin\" password=\"tocsin-password\";");
    Map<String, String> client =
        Map.of(
            "security.protocol",
            "SASL_SSL",
            "sasl.mechanism",
            "PLAIN",
            "sasl.jaas.config",
            Files.readString(jaas),
            "ssl.truststore.type",
            "PEM",
            "ssl.truststore.location",
            certificate.caFile().toString());
    Workspace workspace = Workspace.create();
    try (KafkaPart kafka = new KafkaPart(workspace, false, options(certificate, client))) {
      kafka.start();
      Map<String, Object> properties = new HashMap<>(client);
      properties.put("bootstrap.servers", kafka.bootstrapServers());
      try (Admin admin = Admin.create(properties)) {
        admin
            .createTopics(
                List.of(new NewTopic("logs", 1, (short) 1), new NewTopic("alerts", 1, (short) 1)))
            .all()
            .get();
      }
      try (StreamExecutionEnvironment env =
              new LocalJobs(directory).environment(null, "hashmap", 1);
          KafkaProducer<byte[], byte[]> producer =
              new KafkaProducer<>(
                  properties, new ByteArraySerializer(), new ByteArraySerializer());
          KafkaConsumer<byte[], byte[]> consumer =
              new KafkaConsumer<>(
                  properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
        consumer.assign(List.of(new TopicPartition("alerts", 0)));
        consumer.seekToBeginning(consumer.assignment());
        AlertingJob.build(env, settings(kafka, certificate, jaas));
        JobClient job = env.executeAsync();
        for (int i = 0; i < 4; i++) {
          String log = "{\"@timestamp\":\"%s\",\"message\":\"a log\"}".formatted(Instant.now());
          producer.send(new ProducerRecord<>("logs", log.getBytes(UTF_8))).get();
        }

        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> hasFired(consumer));
        assertThat(job.getJobStatus().get().isTerminalState()).isFalse();
        job.cancel().get(30, TimeUnit.SECONDS);
      }
    } finally {
      workspace.delete();
    }
  }

  private static boolean hasFired(KafkaConsumer<byte[], byte[]> consumer) {
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
      if (AlertsCodec.read(record.value()) instanceof AlertRecord alert
          && alert.transition() == Transition.FIRED) {
        return true;
      }
    }
    return false;
  }

  private static KafkaOptions options(TestingCertificate certificate, Map<String, String> client) {
    return new KafkaOptions(
        "SASL_SSL",
        List.of(
            "sasl.enabled.mechanisms=PLAIN",
            "sasl.mechanism.inter.broker.protocol=PLAIN",
            "listener.name.sasl_ssl.plain.sasl.jaas.config="
                + LOGIN
                + " username=\"broker\" password=\"broker-password\""
                + " user_broker=\"broker-password\" user_tocsin=\"tocsin-password\";",
            "ssl.truststore.type=PEM",
            "ssl.truststore.location=" + certificate.caFile(),
            "ssl.keystore.type=PKCS12",
            "ssl.keystore.location=" + certificate.store(),
            "ssl.keystore.password=" + certificate.password(),
            "ssl.key.password=" + certificate.password()),
        client);
  }

  private Settings settings(KafkaPart kafka, TestingCertificate certificate, Path jaas)
      throws Exception {
    Path rules = Files.createDirectories(directory.resolve("rules"));
    Files.writeString(
        rules.resolve("rules.yaml"), "rules: [{name: some, over: 5m, when: count() > 3}]");
    Diagnostics diagnostics = new Diagnostics();
    Settings settings =
        SettingsReader.read(
            "tocsin.yaml",
            """
            kafka:
              bootstrap: '%s'
              properties:
                security.protocol: SASL_SSL
                sasl.mechanism: PLAIN
                sasl.jaas.config: '${file:%s}'
                ssl.truststore.type: PEM
                ssl.truststore.location: %s
            sources:
              - {name: logs, topics: [logs]}
            topics: {alerts: alerts}
            rules: %s
            checkpoints: {endpoint: 'http://127.0.0.1:1', bucket: unused, region: us-east-1}
            """
                .formatted(kafka.bootstrapServers(), jaas, certificate.caFile(), rules),
            diagnostics);
    return Objects.requireNonNull(settings, diagnostics.render());
  }
}
