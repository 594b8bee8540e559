package io.tocsin.indextemplate;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One template, as it is sent.
 *
 * @param name unique in the cluster among templates of its kind
 * @param body what is put under that name, with {@code version} and {@code _meta}
 * @param onlyIfAbsent whether whatever is there already stays: what is wanted there is not known
 */
public record Template(Kind kind, String name, ObjectNode body, boolean onlyIfAbsent) {

  /** One that is brought up to date. */
  public Template(Kind kind, String name, ObjectNode body) {
    this(kind, name, body, false);
  }

  /** The two kinds of template that Elasticsearch has. */
  public enum Kind {
    /** A piece of settings and mappings that index templates are composed of. */
    COMPONENT("_component_template", "component_templates", "component_template"),
    /** What a new index or data stream with a matching name is made from. */
    INDEX("_index_template", "index_templates", "index_template");

    private final String endpoint;
    private final String listKey;
    private final String itemKey;

    Kind(String endpoint, String listKey, String itemKey) {
      this.endpoint = endpoint;
      this.listKey = listKey;
      this.itemKey = itemKey;
    }

    String endpoint() {
      return endpoint;
    }

    /** Where an answer holds the templates that were found. */
    String listKey() {
      return listKey;
    }

    /** Where an element of that list holds the template itself. */
    String itemKey() {
      return itemKey;
    }
  }

  /** Counts up with every change of the file. */
  public long version() {
    return body.path("version").asLong();
  }
}
