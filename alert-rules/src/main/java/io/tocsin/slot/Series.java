package io.tocsin.slot;

import com.dynatrace.hash4j.hashing.Hashing;
import io.tocsin.aggregate.Aggregate;

/**
 * What is counted: rules that name the same series share its slots.
 *
 * @param filter which logs, as canonical KQL; empty for all
 * @param aggregate what is accumulated of them
 * @param grouping how they are told apart
 * @param width how long a slot is
 */
public record Series(String filter, Aggregate aggregate, Grouping grouping, SlotWidth width) {

  /** What it is known by in state and on the wire: a hash of everything that it is. */
  public long id() {
    return Hashing.xxh3_64().hashCharsToLong(canonical());
  }

  /** A text that two series share if, and only if, they count the same. */
  public String canonical() {
    StringBuilder text = new StringBuilder();
    append(filter, text);
    append(aggregate.canonical(), text);
    append(width.name(), text);
    append(Long.toHexString(grouping.bucket()), text);
    grouping.fields().forEach(field -> append(field, text));
    return text.toString();
  }

  /** A filter or a name can hold any character; the length in front keeps the parts apart. */
  private static void append(String part, StringBuilder text) {
    text.append(part.length()).append(':').append(part).append('\n');
  }
}
