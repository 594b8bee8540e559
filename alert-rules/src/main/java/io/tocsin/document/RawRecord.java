package io.tocsin.document;

/**
 * A record as Kafka gave it.
 *
 * @param value the bytes; not copied, not to be changed
 * @param timestampMillis the record's own timestamp, in milliseconds since the epoch
 */
public record RawRecord(
    String topic, int partition, long offset, long timestampMillis, byte[] value) {}
