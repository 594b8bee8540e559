package io.tocsin.flink.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.alert.Rollup;
import io.tocsin.flink.serializer.CoreTypeInfo;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A record of {@code tocsin.slots} is the document itself; its id makes repeats harmless. */
final class SlotDocuments implements KafkaRecordDeserializationSchema<AlertDocument> {
  static final String SLOTS = "tocsin-slots";

  private static final Logger LOG = LoggerFactory.getLogger(SlotDocuments.class);
  private static final long serialVersionUID = 1L;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<AlertDocument> out) {
    String id = id(record.value());
    if (id == null) {
      LOG.warn(
          "Offset {} of {}-{} is no slot rollup",
          record.offset(),
          record.topic(),
          record.partition());
    } else {
      out.collect(new AlertDocument(SLOTS, id, null, record.value()));
    }
  }

  private static @Nullable String id(byte @Nullable [] value) {
    if (value == null) {
      return null;
    }
    try {
      JsonNode json = MAPPER.readTree(value);
      boolean known =
          json.path("v").asInt() == Rollup.VERSION && json.path("type").asText().equals("slot");
      return known && json.path("id").isTextual() ? json.path("id").asText() : null;
    } catch (IOException noJson) {
      return null;
    }
  }

  @Override
  public TypeInformation<AlertDocument> getProducedType() {
    return CoreTypeInfo.of(AlertDocument.class, AlertDocumentSerializer.INSTANCE);
  }
}
