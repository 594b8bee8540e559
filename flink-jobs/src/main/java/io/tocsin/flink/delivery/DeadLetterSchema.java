package io.tocsin.flink.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.flink.job.RecordSchema;
import io.tocsin.notify.DeadLetter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Notifications that were given up, as every job writes its dead letters. What is kept of one names
 * its alerts; its body is not kept, for there may be secrets in it.
 */
final class DeadLetterSchema implements RecordSchema<DeadLetter> {
  private static final long serialVersionUID = 1L;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final String topic;

  DeadLetterSchema(String topic) {
    this.topic = topic;
  }

  @Override
  public ProducerRecord<byte[], byte[]> record(DeadLetter letter) {
    return io.tocsin.flink.deadletter.DeadLetter.undelivered(
            letter.at(),
            letter.refused() ? "refused" : "unreachable",
            letter.reason(),
            letter.receiver(),
            letter.idempotencyKey(),
            notification(letter))
        .toRecord(topic);
  }

  private static byte[] notification(DeadLetter letter) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("receiver", letter.receiver());
    json.put("group", letter.groupKey());
    json.put("alerts", letter.alerts());
    json.put("attempts", letter.attempts());
    json.put("since", Instant.ofEpochMilli(letter.since()).toString());
    try {
      return MAPPER.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers are JSON", e);
    }
  }
}
