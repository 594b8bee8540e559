package io.tocsin.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(StackExtension.class)
class PartsTest {

  private static final String TOPIC = "parts-test";

  @Test
  void kafkaTakesAndGivesARecord(KafkaPart kafka) throws Exception {
    createTopic(kafka);
    produce(kafka, "one");

    assertThat(consume(kafka)).contains("one");
  }

  @Test
  void elasticsearchFindsWhatWasIndexed(ElasticsearchPart elasticsearch) throws Exception {
    send(elasticsearch.uri(), "PUT", "/parts-test/_doc/1?refresh=true", "{\"n\": 42}");

    assertThat(send(elasticsearch.uri(), "GET", "/parts-test/_search?q=n:42", "").body())
        .contains("\"_id\":\"1\"");
  }

  @Test
  void theObjectStoreRefusesWhoDoesNotSign(ObjectStorePart store) throws Exception {
    assertThat(send(store.endpoint(), "GET", "/", "").statusCode()).isEqualTo(403);
  }

  @Test
  void aKilledBrokerComesBackAtItsAddressWithItsData() throws Exception {
    Workspace workspace = Workspace.create();
    try (KafkaPart kafka = new KafkaPart(workspace, false)) {
      kafka.start();
      createTopic(kafka);
      produce(kafka, "before");

      kafka.kill();
      assertThat(kafka.isRunning()).isFalse();
      kafka.start();

      assertThat(consume(kafka)).contains("before");
    } finally {
      workspace.delete();
    }
  }

  @Test
  void aPartThatCannotStartShowsTheEndOfItsLog() throws Exception {
    Workspace workspace = Workspace.create();
    try (ObjectStorePart store = new ObjectStorePart(workspace, false)) {
      Files.writeString(workspace.directoryOf("s3").resolve("objects"), "a file in the way");
      assertThatThrownBy(store::start).hasMessageContaining("objects");
    } finally {
      workspace.delete();
    }
  }

  private static void createTopic(KafkaPart kafka) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
    }
  }

  private static void produce(KafkaPart kafka, String value) throws Exception {
    Map<String, Object> configuration = Map.of("bootstrap.servers", kafka.bootstrapServers());
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(configuration, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(TOPIC, value)).get();
    }
  }

  private static List<String> consume(KafkaPart kafka) {
    Map<String, Object> configuration = Map.of("bootstrap.servers", kafka.bootstrapServers());
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(configuration, new StringDeserializer(), new StringDeserializer())) {
      TopicPartition partition = new TopicPartition(TOPIC, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      List<String> values = new ArrayList<>();
      consumer.poll(Duration.ofSeconds(20)).forEach(found -> values.add(found.value()));
      return values;
    }
  }

  private static HttpResponse<String> send(URI base, String method, String path, String body)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve(path))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8))
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }
}
