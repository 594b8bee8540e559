package io.tocsin.alert;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one aggregate of a rule came to in one slot that has settled, for one group.
 *
 * @param rule the rule's name
 * @param group field names and values; empty without {@code by}
 * @param slotMillis the start of the slot, in milliseconds since the epoch
 * @param widthMillis the width of the slot
 * @param seriesId what was counted: the same for all rules that count it
 * @param aggregate as it would be written in the rule, without a window
 * @param value null if there is none, as of an average of nothing
 * @param logs how many logs of the rule's {@code where} were in the slot; never 0
 */
public record Rollup(
    String rule,
    Map<String, String> group,
    long slotMillis,
    long widthMillis,
    long seriesId,
    String aggregate,
    @Nullable Double value,
    long logs) {
  /** The version of {@link #json}. */
  public static final int VERSION = 1;

  private static final JsonFactory JSON = new JsonFactory();

  /** The same for whoever counts the same: a hash of rule, group, aggregate and slot. */
  public String id() {
    return AlertIds.rollup(key(), aggregate, slotMillis);
  }

  /** The key of the rule and the group. */
  public String key() {
    return AlertIds.key(rule, group);
  }

  /** The record of {@code tocsin.slots}. */
  public byte[] json() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeNumberField("v", VERSION);
      json.writeStringField("type", "slot");
      json.writeStringField("@timestamp", Instant.ofEpochMilli(slotMillis).toString());
      json.writeStringField("id", id());
      json.writeStringField("key", key());
      json.writeStringField("rule", rule);
      json.writeObjectFieldStart("group");
      for (Map.Entry<String, String> field : group.entrySet()) {
        json.writeStringField(field.getKey(), field.getValue());
      }
      json.writeEndObject();
      json.writeNumberField("widthSeconds", widthMillis / 1_000);
      json.writeStringField("series", Long.toHexString(seriesId));
      json.writeStringField("aggregate", aggregate);
      if (value == null) {
        json.writeNullField("value");
      } else {
        json.writeNumberField("value", value);
      }
      json.writeNumberField("count", logs);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return bytes.toByteArray();
  }
}
