package io.tocsin.flink.delivery;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.alert.Alert;
import io.tocsin.alert.AlertRecord;
import io.tocsin.alert.AlertsCodec;
import io.tocsin.alert.AlertsRecord;
import io.tocsin.alert.DeliveryRecord;
import io.tocsin.alert.Transition;
import io.tocsin.flink.serializer.CoreTypeInfo;
import java.io.IOException;
import java.time.Instant;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Makes two documents of each record of an alert: the alert, in the place of what was known of it,
 * and the transition, which stays; and a document of what became of one on its way to a receiver.
 *
 * <p>An alert's document has the record's place in its partition for a version, so that repeated
 * and overtaken requests change nothing, and a version beyond all places once its end has settled,
 * for that outranks whatever else is said.
 */
final class AlertDocuments implements KafkaRecordDeserializationSchema<AlertDocument> {
  static final String ALERTS = "tocsin-alerts";
  static final String TRANSITIONS = "tocsin-alert-transitions";

  private static final long serialVersionUID = 1L;
  private static final long SETTLED = 1L << 62;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<AlertDocument> out)
      throws IOException {
    AlertsRecord read = read(record.value());
    if (read instanceof DeliveryRecord delivery) {
      byte[] document = document(record.value(), delivery.atMillis(), false);
      out.collect(new AlertDocument(TRANSITIONS, delivery.id(), null, document));
    }
    if (!(read instanceof AlertRecord alert)) {
      return; // The notifications' source counts what is no record.
    }
    boolean settled = isFinal(alert);
    long version = settled ? SETTLED + record.offset() : record.offset();
    byte[] document = document(record.value(), alert.alert().startsAt(), settled);
    out.collect(new AlertDocument(ALERTS, alert.alert().id(), version, document));
    byte[] transition = document(record.value(), alert.slotMillis(), settled);
    out.collect(new AlertDocument(TRANSITIONS, alert.id(), null, transition));
  }

  private static boolean isFinal(AlertRecord record) {
    return record.transition() == Transition.SETTLED
        && record.alert().state() != Alert.State.FIRING;
  }

  private static @Nullable AlertsRecord read(byte @Nullable [] value) {
    try {
      return value == null ? null : AlertsCodec.read(value);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static byte[] document(byte[] record, long timestamp, boolean settled)
      throws IOException {
    ObjectNode json = (ObjectNode) MAPPER.readTree(record);
    json.put("@timestamp", Instant.ofEpochMilli(timestamp).toString());
    json.put("settled", settled);
    return MAPPER.writeValueAsBytes(json);
  }

  @Override
  public TypeInformation<AlertDocument> getProducedType() {
    return CoreTypeInfo.of(AlertDocument.class, AlertDocumentSerializer.INSTANCE);
  }
}
