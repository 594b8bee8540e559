package io.tocsin.flink.delivery;

import static io.tocsin.message.TestingAlerts.alert;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.alert.AlertRecord;
import io.tocsin.alert.AlertsCodec;
import io.tocsin.alert.Heartbeat;
import io.tocsin.message.TestingAlerts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AlertDocumentsTest {
  private static final TestingAlerts ALERT = alert("checkout-errors", "web-1");

  private static List<AlertDocument> documents(byte @Nullable [] value, long offset)
      throws IOException {
    List<AlertDocument> documents = new ArrayList<>();
    Collector<AlertDocument> out =
        new Collector<>() {
          @Override
          public void collect(AlertDocument document) {
            documents.add(document);
          }

          @Override
          public void close() {}
        };
    new AlertDocuments()
        .deserialize(new ConsumerRecord<>("tocsin.alerts", 0, offset, new byte[0], value), out);
    return documents;
  }

  private static List<AlertDocument> documents(AlertRecord record, long offset) throws IOException {
    return documents(AlertsCodec.write(record), offset);
  }

  @Test
  void aRecordIsTheAlertAndATransition() throws IOException {
    List<AlertDocument> documents = documents(ALERT.fired(), 7);

    assertThat(documents)
        .extracting(AlertDocument::target, AlertDocument::id, AlertDocument::version)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("tocsin-alerts", ALERT.id(), 7L),
            org.assertj.core.groups.Tuple.tuple(
                "tocsin-alert-transitions", ALERT.fired().id(), null));
    JsonNode alert = new ObjectMapper().readTree(documents.get(0).json());
    assertThat(alert.path("@timestamp").asText()).isEqualTo("2026-08-22T10:05:00Z");
    assertThat(alert.path("settled").asBoolean()).isFalse();
    assertThat(alert.path("state").asText()).isEqualTo("firing");
    JsonNode transition = new ObjectMapper().readTree(documents.get(1).json());
    assertThat(transition.path("@timestamp").asText()).isEqualTo("2026-08-22T10:06:00Z");
  }

  @Test
  void whatHasSettledOutranksWhatIsSaidLater() throws IOException {
    Long settled = documents(ALERT.settledEnded(), 7).get(0).version();
    Long repeated = documents(ALERT.fired(), 1_000_000).get(0).version();

    assertThat(settled).isGreaterThan(repeated);
  }

  @Test
  void whatIsNoAlertMakesNoDocument() throws IOException {
    assertThat(documents(AlertsCodec.write(new Heartbeat(0, 1, 5, 5, 5, null)), 1)).isEmpty();
    assertThat(documents("garbage".getBytes(StandardCharsets.UTF_8), 1)).isEmpty();
    assertThat(documents((byte[]) null, 1)).isEmpty();
  }
}
