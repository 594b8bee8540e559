package io.tocsin.indextemplate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.field.Field;
import io.tocsin.field.FieldCatalogue;
import io.tocsin.field.FieldType;
import java.util.Collection;
import java.util.List;

/** Mappings made of the catalogue by which rules are checked, so that both mean the same. */
final class Mappings {
  /** Longer strings are kept and not indexed: a term of Lucene has at most 32,766 bytes. */
  private static final int IGNORE_ABOVE = 1024;

  /** Every data stream maps it already, and takes only its own way of mapping it. */
  private static final String TIMESTAMP = "@timestamp";

  private static final String BELOW = ".*";

  private Mappings() {}

  /** The mapping of the fields of ECS. */
  static ObjectNode ecs() {
    return of(FieldCatalogue.ecs().fields());
  }

  /** The mapping of what a team's catalogue has beyond, or other than, ECS. */
  static ObjectNode team(FieldCatalogue catalogue) {
    Collection<Field> ecs = FieldCatalogue.ecs().fields();
    List<Field> own =
        catalogue.fields().stream()
            .filter(
                field ->
                    ecs.stream()
                        .noneMatch(
                            known ->
                                known.name().equals(field.name()) && known.type() == field.type()))
            .toList();
    return of(own);
  }

  private static ObjectNode of(Collection<Field> fields) {
    ObjectNode mappings = JsonNodeFactory.instance.objectNode();
    ArrayNode dynamic = mappings.putArray("dynamic_templates");
    ObjectNode properties = mappings.putObject("properties");
    for (Field field : fields) {
      if (field.name().endsWith(BELOW)) {
        ObjectNode rule = dynamic.addObject().putObject(field.name());
        rule.put("path_match", field.name()).put("unmatch_mapping_type", "object");
        map(rule.putObject("mapping"), field.type());
      } else if (!field.name().equals(TIMESTAMP)) {
        map(leaf(properties, field.name()), field.type());
      }
    }
    return mappings;
  }

  private static void map(ObjectNode mapping, FieldType type) {
    mapping.put("type", type.toString());
    if (type == FieldType.KEYWORD || type == FieldType.FLATTENED) {
      mapping.put("ignore_above", IGNORE_ABOVE);
    }
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
