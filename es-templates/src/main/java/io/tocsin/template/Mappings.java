package io.tocsin.template;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/** Field types as the {@code properties} of a mapping. */
public final class Mappings {
  /** Longer strings are kept and not indexed: a term of Lucene has at most 32,766 bytes. */
  private static final int IGNORE_ABOVE = 1024;

  private Mappings() {}

  /**
   * The nested form that a mapping has, fields in the order of their names.
   *
   * @param types the name of an Elasticsearch type by dotted field name
   */
  public static ObjectNode properties(Map<String, String> types) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    new TreeMap<>(types)
        .forEach(
            (field, type) -> {
              ObjectNode leaf = leaf(root, field);
              leaf.put("type", type);
              if (type.equals("keyword")) {
                leaf.put("ignore_above", IGNORE_ABOVE);
              }
            });
    return root;
  }

  private static ObjectNode leaf(ObjectNode root, String field) {
    String[] names = field.split("\\.");
    ObjectNode properties = root;
    for (int i = 0; i < names.length - 1; i++) {
      properties = child(child(properties, names[i]), "properties");
    }
    return child(properties, names[names.length - 1]);
  }

  private static ObjectNode child(ObjectNode parent, String name) {
    return parent.get(name) instanceof ObjectNode child ? child : parent.putObject(name);
  }
}
