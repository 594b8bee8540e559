package io.tocsin.document;

/**
 * A log as rules see it: the values of the fields in one {@link FieldIndex}, by their ordinal.
 *
 * <p>A document is a view. It is valid until its reader is asked for the next log, and whoever
 * keeps something of it copies it. A field holds as many values as its array has elements; a nested
 * array counts by its leaves; a field that is absent, null or an empty array holds none. An object
 * is not a value: its leaves are, under their dotted names.
 */
public interface Document {

  /** Event time, in milliseconds since the epoch. */
  long timestampMillis();

  /** The topic of Kafka that it came from; empty if it came from elsewhere. */
  default String topic() {
    return "";
  }

  /** How many values the field of this ordinal has; 0 if none. */
  int size(int field);

  /**
   * What kind of value stands at this place.
   *
   * @param index below {@link #size}
   */
  ValueKind kind(int field, int index);

  /**
   * The value as text: a string's own characters, or a number's or boolean's as the log spelt it.
   * The returned object is reused by the next call.
   */
  Utf8 text(int field, int index);

  /** The value of an {@link ValueKind#INTEGER}; not defined for another kind. */
  long integer(int field, int index);

  /** The value of an {@link ValueKind#INTEGER} or {@link ValueKind#DECIMAL}; always finite. */
  double decimal(int field, int index);

  /** The value of a {@link ValueKind#BOOLEAN}; not defined for another kind. */
  boolean bool(int field, int index);
}
