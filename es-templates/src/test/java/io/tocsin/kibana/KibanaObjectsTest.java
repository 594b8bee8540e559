package io.tocsin.kibana;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.diagnostic.Fragment;
import io.tocsin.field.FieldCatalogue;
import io.tocsin.indextemplate.Template;
import io.tocsin.indextemplate.Templates;
import io.tocsin.kql.Kql;
import io.tocsin.kql.KqlParser;
import io.tocsin.message.Links;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class KibanaObjectsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The index template of what a data view shows. */
  private static final Map<String, String> TEMPLATES =
      Map.of(
          "logs-*", Templates.LOGS,
          "tocsin-alerts", Templates.ALERTS,
          "tocsin-alert-transitions", Templates.ALERT_TRANSITIONS,
          "logs-tocsin.deadletter-*", Templates.DEAD_LETTERS,
          "tocsin-slots", Templates.SLOTS);

  private final List<KibanaObject> objects = KibanaObjects.bundled().all();
  private final List<Template> templates = Templates.bundled().all();

  @Test
  void theyAreOfKindsThatKibanaHasLongTakenAndNameNoVersion() {
    assertThat(objects)
        .allSatisfy(
            object -> {
              assertThat(object.type()).isIn("index-pattern", "search");
              assertThat(names(object.json()))
                  .containsExactlyInAnyOrder("type", "id", "attributes", "references");
              assertThat(names(object.json().get("attributes")))
                  .isSubsetOf(
                      object.type().equals("search")
                          ? Set.of(
                              "title", "description", "columns", "sort", "kibanaSavedObjectMeta")
                          : Set.of("title", "name", "timeFieldName"));
            });
    assertThat(objects).extracting(each -> each.type() + each.id()).doesNotHaveDuplicates();
  }

  @Test
  void whatTheyReferToStandsBeforeThem() {
    Set<String> seen = new HashSet<>();
    for (KibanaObject object : objects) {
      for (JsonNode reference : object.json().get("references")) {
        assertThat(seen)
            .contains(reference.get("type").asText() + "/" + reference.get("id").asText());
      }
      seen.add(object.type() + "/" + object.id());
    }
  }

  @Test
  void everyStreamHasADataViewWithItsTime() {
    Map<String, String> shown = new HashMap<>();
    for (KibanaObject view : ofType("index-pattern")) {
      JsonNode attributes = view.json().get("attributes");
      String title = attributes.get("title").asText();
      shown.put(title, TEMPLATES.get(title));
      assertThat(fields(title)).contains(attributes.get("timeFieldName").asText());
    }
    assertThat(shown).isEqualTo(TEMPLATES);
  }

  @Test
  void everyFieldOfASavedSearchIsInTheTemplateOfItsIndex() throws IOException {
    assertThat(ofType("search")).hasSize(3);
    for (KibanaObject search : ofType("search")) {
      JsonNode attributes = search.json().get("attributes");
      JsonNode source =
          JSON.readTree(attributes.at("/kibanaSavedObjectMeta/searchSourceJSON").asText());
      JsonNode reference = search.json().at("/references/0");
      assertThat(source.get("indexRefName")).isEqualTo(reference.get("name"));

      Set<String> used = new TreeSet<>();
      attributes.get("columns").forEach(column -> used.add(column.asText()));
      attributes.get("sort").forEach(sort -> used.add(sort.get(0).asText()));
      assertThat(source.at("/query/language").asText()).isEqualTo("kuery");
      used.addAll(fieldsOf(source.at("/query/query").asText()));
      assertThat(fields(title(reference.get("id").asText()))).as(search.title()).containsAll(used);
    }
  }

  @Test
  void theDataViewThatLinksNameIsThere() {
    assertThat(title(Links.NONE.logs())).isEqualTo("logs-*");
  }

  private List<KibanaObject> ofType(String type) {
    return objects.stream().filter(object -> object.type().equals(type)).toList();
  }

  private String title(String dataView) {
    return objects.stream()
        .filter(object -> object.type().equals("index-pattern") && object.id().equals(dataView))
        .map(object -> object.json().at("/attributes/title").asText())
        .findFirst()
        .orElseThrow();
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static Set<String> fieldsOf(String kql) {
    Diagnostics diagnostics = new Diagnostics();
    Kql filter = KqlParser.parse(Fragment.of("search", kql), FieldCatalogue.ecs(), diagnostics);
    Set<String> fields = new TreeSet<>();
    collect(filter == null ? Kql.all() : filter, fields);
    assertThat(diagnostics.hasErrors()).isFalse();
    return fields;
  }

  private static void collect(Kql filter, Set<String> fields) {
    if (filter instanceof Kql.And and) {
      and.operands().forEach(operand -> collect(operand, fields));
    } else if (filter instanceof Kql.Or or) {
      or.operands().forEach(operand -> collect(operand, fields));
    } else if (filter instanceof Kql.Not not) {
      collect(not.operand(), fields);
    } else if (filter instanceof Kql.Match match) {
      fields.add(match.field());
    } else if (filter instanceof Kql.Exists exists) {
      fields.add(exists.field());
    } else if (filter instanceof Kql.Range range) {
      fields.add(range.field());
    }
  }

  /** Every field that the index template of a data view maps. */
  private Set<String> fields(String title) {
    Template index = template(Template.Kind.INDEX, String.valueOf(TEMPLATES.get(title)));
    Set<String> fields = new TreeSet<>();
    List<JsonNode> bodies = new ArrayList<>(List.of(index.body()));
    for (JsonNode part : index.body().path("composed_of")) {
      if (!part.asText().endsWith("@custom")) {
        bodies.add(template(Template.Kind.COMPONENT, part.asText()).body());
      }
    }
    for (JsonNode body : bodies) {
      addFields("", body.at("/template/mappings/properties"), fields);
    }
    return fields;
  }

  private Template template(Template.Kind kind, String name) {
    return templates.stream()
        .filter(template -> template.kind() == kind && template.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static void addFields(String prefix, JsonNode properties, Set<String> fields) {
    properties
        .properties()
        .forEach(
            property -> {
              String name = prefix + property.getKey();
              if (property.getValue().has("type")) {
                fields.add(name);
              }
              addFields(name + ".", property.getValue().path("properties"), fields);
            });
  }
}
