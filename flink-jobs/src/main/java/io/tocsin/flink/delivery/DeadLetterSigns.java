package io.tocsin.flink.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.notify.DeadLetters;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads of dead letters at which stage they arose, when and why. */
final class DeadLetterSigns implements KafkaRecordDeserializationSchema<EngineSign> {
  private static final Logger LOG = LoggerFactory.getLogger(DeadLetterSigns.class);
  private static final long serialVersionUID = 1L;
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int LONGEST_REASON = 300;

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<EngineSign> out) {
    if (record.value() == null) {
      return; // somebody took the letter back
    }
    try {
      JsonNode json = MAPPER.readTree(record.value());
      long at = Instant.parse(json.path("@timestamp").asText()).toEpochMilli();
      JsonNode letter = json.path("deadletter");
      String why = letter.path("reason").asText() + ": " + letter.path("detail").asText();
      String cut = why.length() <= LONGEST_REASON ? why : why.substring(0, LONGEST_REASON) + "…";
      out.collect(
          new EngineSign.Letter(letter.path("stage").asText(), new DeadLetters(at, at, cut)));
    } catch (IOException | DateTimeException e) {
      LOG.warn(
          "no dead letter: {} partition {} offset {}",
          record.topic(),
          record.partition(),
          record.offset());
    }
  }

  @Override
  public TypeInformation<EngineSign> getProducedType() {
    return CodecSerializer.SIGN.of(EngineSign.class);
  }
}
