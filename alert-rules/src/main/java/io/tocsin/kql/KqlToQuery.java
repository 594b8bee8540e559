package io.tocsin.kql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.field.Field;
import io.tocsin.field.FieldCatalogue;
import io.tocsin.field.FieldType;
import io.tocsin.field.Unit;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Translates filters to the Elasticsearch queries that Kibana sends for them, over a data view
 * whose fields are those of a catalogue, in UTC.
 */
public final class KqlToQuery {
  /** What the syntax of Elasticsearch's wildcard and query_string queries sets apart. */
  private static final String RESERVED = "+-=&|><!(){}[]^\"~*?:\\/";

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final FieldCatalogue catalogue;

  private KqlToQuery(FieldCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** The query of a checked filter: what stands under {@code query} in a search request. */
  public static ObjectNode translate(Kql filter, FieldCatalogue catalogue) {
    return new KqlToQuery(catalogue).query(filter);
  }

  private ObjectNode query(Kql kql) {
    if (kql instanceof Kql.And and) {
      return bool("filter", array(and.operands().stream().map(this::query).toList()));
    }
    if (kql instanceof Kql.Or or) {
      return anyOf(or.operands().stream().map(this::query).toList());
    }
    if (kql instanceof Kql.Not not) {
      return bool("must_not", query(not.operand()));
    }
    if (kql instanceof Kql.Match match) {
      return anyOf(fields(match).stream().map(field -> match(field, match.value())).toList());
    }
    if (kql instanceof Kql.Exists exists) {
      return anyOf(List.of(object("exists", object("field", JSON.textNode(exists.field())))));
    }
    if (kql instanceof Kql.Range range) {
      return anyOf(fields(range).stream().map(field -> range(field, range)).toList());
    }
    return object("match_all", JSON.objectNode());
  }

  /** The fields that a clause asks; of those that a pattern fits, the ones that take its value. */
  private List<Field> fields(Kql.Match match) {
    if (!Kql.isPattern(match.field())) {
      return List.of(field(match.field()));
    }
    return catalogue.matching(match.field()).stream()
        .filter(field -> ValueCheck.value(field, match.value()).fits())
        .toList();
  }

  private List<Field> fields(Kql.Range range) {
    if (!Kql.isPattern(range.field())) {
      return List.of(field(range.field()));
    }
    return catalogue.matching(range.field()).stream()
        .filter(field -> ValueCheck.bound(field, range.comparison(), range.bound()).fits())
        .toList();
  }

  /** A field that nobody knows is mapped as a keyword when its first value comes. */
  private Field field(String name) {
    @Nullable Field known = catalogue.find(name);
    return known == null ? new Field(name, FieldType.KEYWORD, Unit.NONE) : known;
  }

  private static ObjectNode match(Field field, KqlValue value) {
    String name = field.name();
    if (value instanceof KqlValue.Wildcard wildcard) {
      return wildcard(field, pattern(wildcard));
    }
    JsonNode text =
        value instanceof KqlValue.Bool bool
            ? JSON.booleanNode(bool.value())
            : JSON.textNode(value.wholeText());
    return switch (field.type()) {
      case DATE -> {
        ObjectNode both = JSON.objectNode();
        both.set("gte", text);
        both.set("lte", text);
        yield object("range", object(name, both));
      }
      case KEYWORD -> object("term", object(name, object("value", text)));
      case TEXT, LONG, DOUBLE, BOOLEAN, IP, FLATTENED, OBJECT -> {
        boolean phrase = value instanceof KqlValue.Phrase;
        yield object(phrase ? "match_phrase" : "match", object(name, text));
      }
    };
  }

  private static ObjectNode wildcard(Field field, String pattern) {
    JsonNode text = JSON.textNode(pattern);
    if (field.type() == FieldType.KEYWORD) {
      return object("wildcard", object(field.name(), object("value", text)));
    }
    ObjectNode query = JSON.objectNode();
    query.putArray("fields").add(field.name());
    query.set("query", text);
    return object("query_string", query);
  }

  private static ObjectNode range(Field field, Kql.Range range) {
    String operator =
        switch (range.comparison()) {
          case LESS -> "lt";
          case AT_MOST -> "lte";
          case GREATER -> "gt";
          case AT_LEAST -> "gte";
        };
    return object("range", object(field.name(), object(operator, JSON.textNode(range.bound()))));
  }

  private static String pattern(KqlValue.Wildcard wildcard) {
    return wildcard.pieces().stream().map(KqlToQuery::escaped).collect(Collectors.joining("*"));
  }

  private static String escaped(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (RESERVED.indexOf(c) >= 0) {
        out.append('\\');
      }
      out.append(c);
    }
    return out.toString();
  }

  private static ObjectNode anyOf(List<ObjectNode> queries) {
    ObjectNode any = bool("should", array(queries));
    any.withObject("/bool").put("minimum_should_match", 1);
    return any;
  }

  private static ArrayNode array(List<ObjectNode> queries) {
    return JSON.arrayNode().addAll(queries);
  }

  private static ObjectNode bool(String occurrence, JsonNode queries) {
    return object("bool", object(occurrence, queries));
  }

  private static ObjectNode object(String key, JsonNode value) {
    return JSON.objectNode().set(key, value);
  }
}
