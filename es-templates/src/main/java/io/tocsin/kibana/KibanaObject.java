package io.tocsin.kibana;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One saved object, as it is imported.
 *
 * @param type {@code index-pattern} for a data view, {@code search} for a saved search
 * @param id unique among objects of its type in a space of Kibana
 * @param json the whole object
 */
public record KibanaObject(String type, String id, JsonNode json) {

  /** What people call it. */
  public String title() {
    JsonNode attributes = json.path("attributes");
    return attributes.path("name").asText(attributes.path("title").asText());
  }

  /** What kind of thing it is, for people. */
  public String kind() {
    return type.equals("search") ? "saved search" : "data view";
  }
}
