package io.tocsin.flink.elasticsearch;

import java.io.Serializable;

/**
 * Makes the entry of an element, once; it is not made again when the entry is sent again.
 *
 * @param <T> the type of the elements
 */
@FunctionalInterface
public interface EntrySerializer<T> extends Serializable {
  /** The entry of this element. */
  BulkEntry serialize(T element);
}
