package io.tocsin.sandbox.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.indextemplate.Installation;
import io.tocsin.indextemplate.Installation.Outcome;
import io.tocsin.indextemplate.Template;
import io.tocsin.indextemplate.TemplateInstaller;
import io.tocsin.indextemplate.Templates;
import io.tocsin.sandbox.ElasticsearchPart;
import io.tocsin.sandbox.StackExtension;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(StackExtension.class)
class TemplatesOnElasticsearchTest {

  @Test
  void aSecondInstallationFindsEverythingAsItLeftIt(ElasticsearchPart elasticsearch)
      throws Exception {
    try (TestingIndex index = new TestingIndex(elasticsearch.uri())) {
      index.installTemplates();

      assertThat(install(index, Templates.bundled().all())).containsOnly(Outcome.UNCHANGED);
    }
  }

  @Test
  void anOlderTemplateOfOursIsReplacedAndOneChangedByHandIsNot(ElasticsearchPart elasticsearch)
      throws Exception {
    try (TestingIndex index = new TestingIndex(elasticsearch.uri())) {
      Template first = renamed("tocsin-upgrade-test", 1);
      assertThat(install(index, List.of(first))).containsExactly(Outcome.CREATED);
      assertThat(install(index, List.of(renamed("tocsin-upgrade-test", 2))))
          .containsExactly(Outcome.UPDATED);

      ObjectNode edited =
          index
              .send("GET", "/_component_template/tocsin-upgrade-test", "")
              .at("/component_templates/0/component_template")
              .deepCopy();
      edited.withObject("/template/settings/index").put("refresh_interval", "7s");
      index.send("PUT", "/_component_template/tocsin-upgrade-test", edited.toString());

      assertThat(install(index, List.of(renamed("tocsin-upgrade-test", 3))))
          .containsExactly(Outcome.KEPT_EDITED);
    }
  }

  @Test
  void fieldsBeyondTheLimitAreKeptAndNotMapped(ElasticsearchPart elasticsearch) throws Exception {
    try (TestingIndex index = new TestingIndex(elasticsearch.uri())) {
      index.installTemplates();
      StringBuilder document = new StringBuilder("{\"@timestamp\":\"2026-11-20T10:00:00Z\"");
      for (int i = 0; i < 5_000; i++) {
        document.append(",\"field").append(i).append("\":\"value\"");
      }
      index.send("PUT", "/logs-manyfields-default/_create/1", document.append('}').toString());
      index.send(
          "PUT",
          "/logs-manyfields-default/_create/2",
          "{\"@timestamp\":\"2026-11-20T10:00:00Z\",\"message\":\"still searchable\"}");

      JsonNode hits = index.hits("logs-manyfields-default");
      assertThat(hits).hasSize(2);
      JsonNode mapping = index.send("GET", "/logs-manyfields-default/_mapping", "");
      assertThat(mapping.elements().next().at("/mappings/properties").size()).isLessThan(2_000);
      assertThat(
              index
                  .send("GET", "/logs-manyfields-default/_search?q=message:searchable", "")
                  .at("/hits/total/value")
                  .asInt())
          .isEqualTo(1);
    }
  }

  @Test
  void aStringInANumbersPlaceIsKeptAndANumberBesideItIsFound(ElasticsearchPart elasticsearch)
      throws Exception {
    try (TestingIndex index = new TestingIndex(elasticsearch.uri())) {
      index.installTemplates();
      for (String status : List.of("\"none\"", "502")) {
        index.send(
            "POST",
            "/logs-malformed-default/_doc",
            "{\"@timestamp\":\"2026-11-20T10:00:00Z\",\"http\":{\"response\":{\"status_code\":"
                + status
                + "}}}");
      }

      assertThat(index.hits("logs-malformed-default")).hasSize(2);
      assertThat(
              index
                  .send(
                      "POST",
                      "/logs-malformed-default/_search",
                      "{\"query\":{\"range\":{\"http.response.status_code\":{\"gte\":500}}}}")
                  .at("/hits/total/value")
                  .asInt())
          .isEqualTo(1);
    }
  }

  private static List<Outcome> install(TestingIndex index, List<Template> templates)
      throws Exception {
    List<Outcome> outcomes = new ArrayList<>();
    for (Installation done : new TemplateInstaller(index.client()).install(templates, false)) {
      outcomes.add(done.outcome());
    }
    return outcomes;
  }

  private static Template renamed(String name, long version) {
    Template settings = Templates.bundled().all().get(0);
    ObjectNode body = settings.body().deepCopy();
    return new Template(settings.kind(), name, body.put("version", version));
  }
}
