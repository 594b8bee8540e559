package io.tocsin.template;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value whose texts have places for values. What is put there is escaped, for it is written
 * as JSON only afterwards: no value can change the shape.
 */
public sealed interface JsonTemplate {

  /** A text. One whose value is empty is left out of the object that it stands in. */
  record Text(MessageTemplate template) implements JsonTemplate {}

  /**
   * A value without places.
   *
   * @param value a number or a truth value; null for JSON's null
   */
  record Constant(@Nullable Object value) implements JsonTemplate {}

  /** An array. */
  record Items(List<JsonTemplate> items) implements JsonTemplate {
    /** Copies the list. */
    public Items {
      items = List.copyOf(items);
    }
  }

  /** An object. */
  record Members(Map<String, JsonTemplate> members) implements JsonTemplate {
    /** Copies the map. */
    public Members {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }
  }

  /** The names that it asks for. */
  default Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    if (this instanceof Text text) {
      names.addAll(text.template.names());
    } else if (this instanceof Items list) {
      list.items.forEach(item -> names.addAll(item.names()));
    } else if (this instanceof Members object) {
      object.members.values().forEach(member -> names.addAll(member.names()));
    }
    return names;
  }

  /** The JSON, in UTF-8, with each name's value in its place. */
  default byte[] render(Map<String, String> values) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
      write(this, values, json);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return bytes.toByteArray();
  }

  private static void write(JsonTemplate template, Map<String, String> values, JsonGenerator json)
      throws IOException {
    if (template instanceof Text text) {
      json.writeString(text.template.render(values));
    } else if (template instanceof Items list) {
      json.writeStartArray();
      for (JsonTemplate item : list.items) {
        write(item, values, json);
      }
      json.writeEndArray();
    } else if (template instanceof Members object) {
      json.writeStartObject();
      for (Map.Entry<String, JsonTemplate> member : object.members.entrySet()) {
        if (member.getValue() instanceof Text text && text.template.render(values).isEmpty()) {
          continue;
        }
        json.writeFieldName(member.getKey());
        write(member.getValue(), values, json);
      }
      json.writeEndObject();
    } else if (template instanceof Constant constant) {
      json.writePOJO(constant.value);
    }
  }
}
