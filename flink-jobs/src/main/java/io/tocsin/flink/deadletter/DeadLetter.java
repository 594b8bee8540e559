package io.tocsin.flink.deadletter;

import io.tocsin.flink.job.DurableKafkaSink;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Something that could not be processed, and why.
 *
 * @param atMillis when that was found, in milliseconds since the epoch
 * @param reason a short stable code for counting
 * @param detail a sentence for a person
 * @param status the HTTP status of the refusal; 0 if there is none
 * @param target where it was to go: a data stream or a receiver; null if it never got so far
 * @param targetId the id that it was to have there; null for none
 * @param origin the record; null for a notification, which comes of many
 * @param bytes a record's own, or the document that was refused
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are moved, never compared
public record DeadLetter(
    long atMillis,
    Stage stage,
    String reason,
    String detail,
    int status,
    @Nullable String target,
    @Nullable String targetId,
    @Nullable Coordinates origin,
    byte[] bytes)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Where on its way something was stopped. */
  public enum Stage {
    /** A record is no log. */
    DECODE,
    /** Elasticsearch refuses a document. */
    INDEX,
    /** A receiver refuses a notification. */
    DELIVER
  }

  /** A record that is no log. */
  public static DeadLetter undecodable(
      long atMillis, String reason, String detail, Coordinates origin, byte[] bytes) {
    return new DeadLetter(atMillis, Stage.DECODE, reason, detail, 0, null, null, origin, bytes);
  }

  /** A notification that its receiver never took; {@code id} is the notification's key. */
  public static DeadLetter undelivered(
      long atMillis, String reason, String detail, String receiver, String id, byte[] bytes) {
    return new DeadLetter(atMillis, Stage.DELIVER, reason, detail, 0, receiver, id, null, bytes);
  }

  /**
   * The key of the record: the same for every job that stumbles over the same thing.
   *
   * @throws IllegalStateException if it has neither an id nor an origin
   */
  public String key() {
    if (targetId != null) {
      return targetId;
    }
    if (origin == null) {
      throw new IllegalStateException("a dead letter without origin needs an id");
    }
    return origin.id();
  }

  /** The record that carries it, in the topic of this name. */
  public ProducerRecord<byte[], byte[]> toRecord(String topic) {
    return new ProducerRecord<>(
        topic, key().getBytes(StandardCharsets.UTF_8), DeadLetterWriter.write(this));
  }

  /** A sink that has written all it was given when a checkpoint completes. */
  public static Sink<DeadLetter> sink(Properties kafka, String topic) {
    return new DurableKafkaSink<>(kafka, (letter, context, timestamp) -> letter.toRecord(topic));
  }
}
