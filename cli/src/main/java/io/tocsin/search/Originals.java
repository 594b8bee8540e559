package io.tocsin.search;

import io.tocsin.flink.deadletter.Coordinates;
import org.jspecify.annotations.Nullable;

/** The records that dead letters are of, where they came from. */
@FunctionalInterface
public interface Originals {

  /**
   * The bytes of a record; null if it is not there any more.
   *
   * @throws org.apache.kafka.common.KafkaException if it cannot be known
   */
  byte @Nullable [] bytes(Coordinates origin);
}
