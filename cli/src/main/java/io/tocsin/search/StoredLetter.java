package io.tocsin.search;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.flink.deadletter.Coordinates;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/**
 * A dead letter as Elasticsearch has it.
 *
 * @param index the backing index that holds it
 * @param sequenceNumber with {@code primaryTerm}, which version of it this is
 * @param stage {@code decode}, {@code index} or {@code deliver}
 * @param target the data stream or receiver that it was to go to; empty if it never got so far
 * @param targetId the id that it was to have there; empty for none
 * @param topic where the record stands; empty for a notification
 * @param retries how often it has been sent again
 * @param truncated whether some of its bytes are missing
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are moved, never compared
record StoredLetter(
    String index,
    String id,
    long sequenceNumber,
    long primaryTerm,
    String stage,
    String target,
    String targetId,
    String topic,
    int partition,
    long offset,
    long recordMillis,
    int retries,
    boolean truncated,
    byte[] bytes) {

  /** Where the record stands. */
  Coordinates origin() {
    return new Coordinates(topic, partition, offset, recordMillis);
  }

  /** The one that a hit holds. */
  static StoredLetter of(JsonNode hit) throws SearchException {
    JsonNode source = hit.path("_source");
    JsonNode letter = source.path("deadletter");
    JsonNode kafka = source.path("kafka");
    String time = kafka.path("timestamp").asText();
    try {
      return new StoredLetter(
          hit.path("_index").asText(),
          hit.path("_id").asText(),
          hit.path("_seq_no").asLong(),
          hit.path("_primary_term").asLong(),
          letter.path("stage").asText(),
          letter.path("target").asText(),
          letter.path("id").asText(),
          kafka.path("topic").asText(),
          kafka.path("partition").asInt(),
          kafka.path("offset").asLong(),
          time.isEmpty() ? -1 : Instant.parse(time).toEpochMilli(),
          letter.path("retries").asInt(),
          letter.path("truncated").asBoolean(),
          letter.path("bytes").isMissingNode() ? new byte[0] : letter.path("bytes").binaryValue());
    } catch (IOException | DateTimeParseException e) {
      String message = "%s in %s is no dead letter".formatted(hit.path("_id"), hit.path("_index"));
      throw new SearchException(message, 0, e);
    }
  }
}
