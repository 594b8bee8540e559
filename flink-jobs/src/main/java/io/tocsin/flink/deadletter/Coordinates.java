package io.tocsin.flink.deadletter;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;

/**
 * Where a record stands in Kafka.
 *
 * @param timestampMillis the record's own, in milliseconds since the epoch
 */
public record Coordinates(String topic, int partition, long offset, long timestampMillis)
    implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int RADIX = 36;

  /**
   * {@code topic:partition:offset:time}, the time in base 36. A topic that was deleted and made
   * again has the same offsets for other records; their time tells them apart. No topic's name
   * holds a colon.
   */
  public String id() {
    return topic + ':' + partition + ':' + offset + ':' + Long.toString(timestampMillis, RADIX);
  }

  /**
   * The id of a log of the record, which may hold many: the first has the record's own.
   *
   * @param position the log's place in the record, from 0
   */
  public String id(int position) {
    return position == 0 ? id() : id() + ':' + position;
  }

  /** As bytes, for {@link #parse}. */
  public byte[] toBytes() {
    String text = topic + ':' + partition + ':' + offset + ':' + timestampMillis;
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * What {@link #toBytes} gave.
   *
   * @throws IllegalArgumentException if it is not that
   */
  public static Coordinates parse(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    String[] parts = text.split(":", -1);
    if (parts.length != 4) {
      throw new IllegalArgumentException("expected topic:partition:offset:time, got " + text);
    }
    return new Coordinates(
        parts[0], Integer.parseInt(parts[1]), Long.parseLong(parts[2]), Long.parseLong(parts[3]));
  }
}
