package io.tocsin.flink.job;

import java.io.Serializable;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Makes a record of something.
 *
 * @param <T> what
 */
@FunctionalInterface
public interface RecordSchema<T> extends Serializable {

  /** The record, without a partition. */
  ProducerRecord<byte[], byte[]> record(T element);
}
